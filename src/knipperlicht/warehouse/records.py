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
    files = [
        (layers / one.source / one.layer / f"{table.name}.parquet", one.day)
        for one in own
        if any(count.accepted for count in one.counts if count.table == table.name)
    ]
    if not files:
        return _nothing(table)
    columns, key = _columns(table), ", ".join(f'"{name}"' for name in table.key)
    parts = []
    for place, (path, day) in enumerate(files):
        part = f"SELECT {columns}, DATE '{day}' AS seen FROM read_parquet({literal(path)})"
        if later := [later for later, _ in files[place + 1 :]]:
            names = ", ".join(literal(name) for name in later)
            part += f" ANTI JOIN (SELECT {key} FROM read_parquet([{names}])) USING ({key})"
        parts.append(part)
    return " UNION ALL ".join(parts)


def _nothing(table: Table) -> str:
    nulls = ", ".join(f'NULL::{TYPES[field.type]} AS "{field.name}"' for field in table.schema)
    return f"SELECT {nulls}, NULL::DATE AS seen WHERE false"


def _columns(table: Table) -> str:
    return ", ".join(f'"{name}"' for name in table.schema.names)
