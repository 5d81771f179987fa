"""What the sources of records and lists say as of a day, as relations under the names of their tables.

Every table of every source exists; one whose source was never taken in is empty. Beyond the source's own columns each
has `seen`, the day of the delivery that brought the row.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import duckdb
import pyarrow as pa

from knipperlicht.engine import literal
from knipperlicht.history.records import Taken, deliveries, layer_of
from knipperlicht.history.store import Store
from knipperlicht.sources.records import Source, Table, record_sources

TYPES = {
    pa.int64(): "BIGINT", pa.int32(): "INTEGER", pa.string(): "VARCHAR", pa.date32(): "DATE", pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
}  # fmt: skip
"""The types a table of a source may have, and what the engine calls them."""


def known_deliveries(store: Store, day: date | None) -> list[Taken]:
    """Deliveries up to `day` (None: all), in the order in which they apply."""
    return [taken for taken in deliveries(store) if day is None or taken.day <= day]


def open_records(connection: duckdb.DuckDBPyConnection, *, store: Store, day: date | None) -> frozenset[str]:
    """Create the relations on this connection; gives the names of the sources that were taken in."""
    known = known_deliveries(store, day)
    for source in record_sources().values():
        own = [taken for taken in known if taken.source == source.name]
        for table in source.tables:
            connection.execute(
                f'CREATE OR REPLACE TEMP VIEW "{table.name}" AS {_sql(store, source, table, own)}'
            )
    return frozenset(taken.source for taken in known)


def empty_records(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """The relation of a source that was never taken in."""
    connection.execute(f'CREATE OR REPLACE TEMP VIEW "{table.name}" AS {_nothing(table)}')


def _sql(store: Store, source: Source, table: Table, own: Sequence[Taken]) -> str:
    if not own:
        return _nothing(table)
    if source.kind == "list":
        own = own[-1:]
    files = [
        (
            layer_of(store, taken) / f"{table.name}.parquet",
            taken.day,
            sum(c.accepted for c in taken.counts if c.table == table.name),
        )
        for taken in own
    ]
    files = [file for file in files if file[2]]
    if not files:
        return _nothing(table)
    columns, key = _columns(table), ", ".join(f'"{name}"' for name in table.key)
    parts = []
    for place, (path, day, _) in enumerate(files):
        part = f"SELECT {columns}, DATE '{day}' AS seen FROM read_parquet({literal(path)})"
        if later := [later for later, _, _ in files[place + 1 :]]:
            names = ", ".join(literal(name) for name in later)
            part += f" ANTI JOIN (SELECT {key} FROM read_parquet([{names}])) USING ({key})"
        parts.append(part)
    return " UNION ALL ".join(parts)


def _nothing(table: Table) -> str:
    nulls = ", ".join(f'NULL::{TYPES[field.type]} AS "{field.name}"' for field in table.schema)
    return f"SELECT {nulls}, NULL::DATE AS seen WHERE false"


def _columns(table: Table) -> str:
    return ", ".join(f'"{name}"' for name in table.schema.names)
