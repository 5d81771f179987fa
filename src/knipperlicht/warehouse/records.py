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
from knipperlicht.history.deliveries import Taken, deliveries
from knipperlicht.history.record_layers import rows_sql
from knipperlicht.history.store import Store
from knipperlicht.sources.records import Source, Table, record_sources
from knipperlicht.warehouse.snapshot import link

TYPES = {
    pa.int64(): "BIGINT", pa.int32(): "INTEGER", pa.string(): "VARCHAR", pa.date32(): "DATE", pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
}  # fmt: skip
"""The types a table of a source may have, and what the engine calls them."""

_ORDER = "(seen - DATE '1970-01-01') * 1000000 + seq"
"""Of two deliveries the one of the later day counts, of one day the one taken in later."""


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
            sql = _sql(connection, layers, source, table, own)
            connection.execute(f'CREATE OR REPLACE TEMP VIEW "{table.name}" AS {sql}')
    return frozenset(one.source for one in taken)


def link_records(
    connection: duckdb.DuckDBPyConnection, *, layers: Path, taken: Sequence[Taken], folder: Path
) -> None:
    """Put the deliveries under a snapshot being built, as hard links: it stays what it was when published.

    `connection` has them open; which rows were replaced is put beside them, so that readers need not find it out.
    """
    for name, layer in dict.fromkeys((one.source, one.layer) for one in taken):
        (folder / name / layer).mkdir(parents=True)
        for path in (layers / name / layer).glob("*.parquet"):
            link(path, folder / name / layer / path.name)
    made = connection.execute("SELECT table_name FROM duckdb_tables() WHERE temporary").fetchall()
    for source in record_sources().values():
        for table in source.tables:
            if (_replaced(table),) in made:
                file = literal(_kept(folder, source, table))
                connection.execute(f'COPY "{_replaced(table)}" TO {file} (FORMAT parquet)')


def _sql(
    connection: duckdb.DuckDBPyConnection, layers: Path, source: Source, table: Table, own: Sequence[Taken]
) -> str:
    if source.kind == "list":
        own = own[-1:]
    elif table.owner is not None:
        own = own[max((place for place, taken in enumerate(own) if taken.whole), default=0) :]
    rows = rows_sql(layers, own, table, table.schema.names)
    if rows is None:
        return _nothing(table)
    columns = ", ".join(f'"{name}"' for name in table.schema.names)
    key = table.key if table.owner is None else table.key[:1]
    if not _find_replaced(connection, layers, source, table, own):
        return f"SELECT {columns}, seen FROM ({rows})"
    joined = ", ".join(f'"{name}"' for name in (*key, "seq"))
    return f'SELECT {columns}, seen FROM ({rows}) ANTI JOIN "{_replaced(table)}" USING ({joined})'


def _find_replaced(
    connection: duckdb.DuckDBPyConnection, layers: Path, source: Source, table: Table, own: Sequence[Taken]
) -> bool:
    """Make the temporary table of rows that a later delivery replaced, by key and `seq`; gives whether there are any.

    Once, and of every file only the key: beside each row all later files would be a square of their number. A snapshot
    has the table as a file. The first delivery replaces nothing; mostly it is by far the largest.
    """
    replacing = table if table.owner is None else next(t for t in source.tables if t.name == table.owner)
    key = table.key if table.owner is None else table.key[:1]
    theirs = replacing.key if table.owner is None else replacing.key[:1]
    later = rows_sql(layers, own[1:], replacing, theirs)
    mine = rows_sql(layers, own, table, key)
    if later is None or mine is None:
        return False
    name, kept = _replaced(table), _kept(layers, source, table)
    if kept.exists():
        found = f"SELECT * FROM read_parquet({literal(kept)})"
    else:
        told = ", ".join(f'"{theirs[i]}" AS "{key[i]}"' for i in range(len(key)))
        joined = ", ".join(f'"{column}"' for column in key)
        found = (
            f"SELECT DISTINCT {joined}, r.seq FROM ({mine}) r "
            f"JOIN (SELECT {told}, max({_ORDER}) AS last FROM ({later}) GROUP BY ALL) USING ({joined}) "
            f"WHERE {_ORDER} < last"
        )
    connection.execute(f'CREATE OR REPLACE TEMP TABLE "{name}" AS {found}')
    return bool(connection.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchall())


def _replaced(table: Table) -> str:
    return f"{table.name}_replaced"


def _kept(layers: Path, source: Source, table: Table) -> Path:
    return layers / source.name / f"{table.name}.replaced.parquet"


def _nothing(table: Table) -> str:
    nulls = ", ".join(f'NULL::{TYPES[field.type]} AS "{field.name}"' for field in table.schema)
    return f"SELECT {nulls}, NULL::DATE AS seen WHERE false"
