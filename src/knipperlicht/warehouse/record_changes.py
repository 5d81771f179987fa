"""Of whom the deliveries since the previous build brought rows, so that a topic makes only theirs anew.

A row of a record source stands by itself until its key comes again, so what a topic says of an enterprise can differ from
the previous build's only if a delivery since brought rows of it, if a day came on which rows of it begin or cease to
count, or if something else that the topic reads of it changed. Topics name all three to `changed_owners`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa

from knipperlicht.history.deliveries import Taken
from knipperlicht.history.record_layers import rows_sql
from knipperlicht.sources.records import Source, Table, record_sources
from knipperlicht.warehouse.workbench import Workbench

NOTHING = "SELECT NULL::BIGINT AS entity WHERE false"


def open_changes(
    connection: duckdb.DuckDBPyConnection, *, layers: Path, before: Sequence[Taken], taken: Sequence[Taken]
) -> frozenset[str]:
    """Create `since_<table>` (entity BIGINT) for the tables of records of which it can be told; gives their names.

    It cannot where a delivery of `before` does not count any more, where a new one brought a whole list or all owners,
    and of tables that are not looked up by a number.
    """
    told = set()
    for source in record_sources().values():
        held = {_identity(one) for one in before if one.source == source.name}
        own = [one for one in taken if one.source == source.name]
        new = [one for one in own if _identity(one) not in held]
        if len(own) - len(new) != len(held) or (new and source.kind == "list"):
            continue
        for table in source.tables:
            if (sql := _sql(layers, source, table, new)) is not None:
                connection.execute(f'CREATE OR REPLACE TEMP TABLE "since_{table.name}" AS {sql}')
                told.add(table.name)
    return frozenset(told)


def _identity(taken: Taken) -> tuple[str, int, date]:
    """A delivery, wherever its rows stand now."""
    return taken.sha256, taken.seq, taken.day


def _sql(layers: Path, source: Source, table: Table, new: Sequence[Taken]) -> str | None:
    replacing = next((t for t in source.tables if t.name == table.owner), table)
    key = replacing.key[0]
    if not pa.types.is_int64(table.schema.field(table.key[0]).type):
        return None
    if table.owner is not None and any(one.whole for one in new):
        return None
    parts = [rows_sql(layers, new, t, [c]) for t, c in ((table, table.key[0]), (replacing, key))]
    named = [
        f'SELECT "{column}" AS entity FROM ({rows})'
        for rows, column in zip(parts, (table.key[0], key), strict=True)
        if rows is not None
    ]
    return f"SELECT DISTINCT entity FROM ({' UNION ALL '.join(named)})" if named else NOTHING


def changed_owners(
    bench: Workbench, name: str, *, at: date, tables: Sequence[str], dated: Sequence[ir.Table] = (),
    also: Sequence[ir.Table] = (),
) -> ir.Table | None:  # fmt: skip
    """Keep `<name>_changed`: every `enterprise` whose rows in the table `name` can differ from the previous build's.

    `tables`: of records, that follow their enterprise. `dated`: enterprise, day: rows that begin to count, or cease to,
    on that day. `also`: enterprise, whatever else changed. None where everything must be made: nothing was built before,
    the table was not there, or of one of `tables` it cannot be told.
    """
    previous = bench.previous
    if previous is None or not previous.has(name) or at < previous.at:
        return None
    parts = [*also]
    for table in tables:
        if (brought := previous.brought(table)) is None:
            return None
        parts.append(brought.select(enterprise="entity"))
    if at > previous.at:
        after, until = (ibis.literal(day, "date") for day in (previous.at, at))
        parts += [rows.filter((rows.day > after) & (rows.day <= until)) for rows in dated]
    rows = ibis.union(*(part.select("enterprise") for part in parts), distinct=True)
    return bench.keep(f"{name}_changed", rows)
