"""What the sources of records and lists say as of a day, as relations under the names of their tables.

Every table of every source exists; one whose source was never taken in is empty. Beyond the source's own columns each
has `seen`, the day of the delivery that brought the row.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from knipperlicht.engine import literal
from knipperlicht.history.records import Taken, deliveries
from knipperlicht.history.store import Store
from knipperlicht.sources.records import Source, Table, record_sources
from knipperlicht.warehouse.snapshot import link

TYPES = {
    pa.int64(): "BIGINT", pa.int32(): "INTEGER", pa.string(): "VARCHAR", pa.date32(): "DATE", pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
}  # fmt: skip
"""The types a table of a source may have, and what the engine calls them."""


def known_deliveries(store: Store, day: date | None) -> list[Taken]:
    """Deliveries up to `day` (None: all), in the order in which they apply."""
    return [taken for taken in deliveries(store) if day is None or taken.day <= day]


def open_records(
    connection: duckdb.DuckDBPyConnection, *, layers: Path, taken: Sequence[Taken]
) -> frozenset[str]:
    """Create the relations on this connection; gives the names of the sources that were taken in.

    `layers`: folder of the deliveries `taken` (of the store's history, or of a snapshot); they stand in the order in
    which they apply.
    """
    for source in record_sources().values():
        own = [one for one in taken if one.source == source.name]
        for table in source.tables:
            sql = _sql(layers, source, table, own)
            connection.execute(f'CREATE OR REPLACE TEMP VIEW "{table.name}" AS {sql}')
    return frozenset(one.source for one in taken)


def link_records(*, layers: Path, taken: Sequence[Taken], folder: Path) -> None:
    """Put the deliveries under a snapshot being built, as hard links: it stays what it was when published."""
    for one in taken:
        target = folder / one.source / one.layer
        target.mkdir(parents=True)
        for path in (layers / one.source / one.layer).glob("*.parquet"):
            link(path, target / path.name)


def _sql(layers: Path, source: Source, table: Table, own: Sequence[Taken]) -> str:
    if not own:
        return _nothing(table)
    if source.kind == "list":
        own = own[-1:]
    elif table.owner is not None:
        own = own[max((place for place, taken in enumerate(own) if taken.whole), default=0) :]
    replacing = table if table.owner is None else next(t for t in source.tables if t.name == table.owner)
    columns, parts = _columns(table), []
    key = ", ".join(f'"{name}"' for name in (table.key if table.owner is None else table.key[:1]))
    told = key if table.owner is None else f'"{replacing.key[0]}" AS "{table.key[0]}"'
    for place, taken in enumerate(own):
        if not _rows(taken, table):
            continue
        path = literal(_file(layers, taken, table))
        part = f"SELECT {columns}, DATE '{taken.day}' AS seen FROM read_parquet({path})"
        if later := [_file(layers, one, replacing) for one in own[place + 1 :] if _rows(one, replacing)]:
            names = ", ".join(literal(name) for name in later)
            part += f" ANTI JOIN (SELECT {told} FROM read_parquet([{names}])) USING ({key})"
        parts.append(part)
    if not parts:
        return _nothing(table)
    return " UNION ALL ".join(parts)


def _rows(taken: Taken, table: Table) -> int:
    return sum(count.accepted for count in taken.counts if count.table == table.name)


def _file(layers: Path, taken: Taken, table: Table) -> Path:
    return layers / taken.source / taken.layer / f"{table.name}.parquet"


def _nothing(table: Table) -> str:
    nulls = ", ".join(f'NULL::{TYPES[field.type]} AS "{field.name}"' for field in table.schema)
    return f"SELECT {nulls}, NULL::DATE AS seen WHERE false"


def _columns(table: Table) -> str:
    return ", ".join(f'"{name}"' for name in table.schema.names)
