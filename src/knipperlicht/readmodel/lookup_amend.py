"""Writing one sorted file of a snapshot: whole, or linked from the snapshot before with what changed beside it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa

from knipperlicht.readmodel.lookup import CHANGED, touched_path
from knipperlicht.readmodel.lookup_tables import File
from knipperlicht.readmodel.sorted_file import BLOCK, paths_of, read_keys, write_keys, write_sorted
from knipperlicht.warehouse.snapshot import link

BATCH = 64 * BLOCK
MOST = 20
"""An overlay of more than a twentieth of the file is given up: the file is written whole."""


def write_whole(connection: duckdb.DuckDBPyConnection, target: Path, file: File) -> None:
    """Write all rows."""
    write_sorted(target, file.name, connection.sql(file.rows()).to_arrow_reader(BATCH))


def link_and_amend(connection: duckdb.DuckDBPyConnection, target: Path, file: File, *, before: Path) -> bool:
    """Link the file in `before` and write the present rows of every key touched since that was written.

    False, and nothing is there, where so much was touched that the file should be written whole, or the file is
    one of those that always are. The database of the build that made `before` is attached as `prev`.
    """
    if file.touched is None:
        return False
    rows, starts = paths_of(before, file.name)
    most = len(read_keys(starts)) * BLOCK // MOST
    earlier = touched_path(before, file.name)
    query = f"SELECT {file.key} FROM ({file.touched}) WHERE {file.key} IS NOT NULL"
    if earlier.exists():
        connection.register("touched_before", _table(earlier, file.key))
        query += " UNION FROM touched_before"
    keys = f"touched_{file.name}"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {keys} AS SELECT DISTINCT {file.key} FROM ({query})")
    touched = connection.sql(f"FROM {keys} ORDER BY ALL").to_arrow_table().column(0).combine_chunks()
    if len(touched) > most:
        return False
    overlay = f"{file.name}{CHANGED}"
    if write_sorted(target, overlay, connection.sql(file.rows(keys)).to_arrow_reader(BATCH)) > most:
        for path in paths_of(target, overlay):
            path.unlink()
        return False
    write_keys(touched_path(target, file.name), touched, name=file.key)
    for path in (rows, starts):
        link(path, target / path.name)
    return True


def _table(path: Path, name: str) -> pa.Table:
    return pa.table({name: read_keys(path)})
