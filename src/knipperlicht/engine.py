"""The embedded engine: DuckDB connections with bounded memory, spilling beside the data."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

MEMORY_LIMIT = os.environ.get("KNIPPERLICHT_MEMORY", "4GB")


def configure(connection: duckdb.DuckDBPyConnection, spill: Path) -> None:
    """Same settings everywhere: a memory ceiling and a spill folder."""
    connection.execute(f"SET memory_limit = '{MEMORY_LIMIT}'")
    connection.execute(f"SET temp_directory = '{spill}'")
    connection.execute("SET enable_progress_bar = false")
    connection.execute("SET python_enable_replacements = false")


@contextmanager
def work_connection(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """An in-memory connection whose spill files live and die in `folder`."""
    connection = duckdb.connect()
    try:
        configure(connection, folder / "spill")
        yield connection
    finally:
        connection.close()
