"""The embedded engine: DuckDB connections with bounded memory, spilling beside the data."""

from __future__ import annotations

import errno
import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from knipperlicht.errors import KnipperlichtError

MEMORY_LIMIT = os.environ.get("KNIPPERLICHT_MEMORY", "4GB")
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def literal(value: object) -> str:
    """A text or path as an SQL string literal."""
    return "'" + str(value).replace("'", "''") + "'"


def configure(connection: duckdb.DuckDBPyConnection, spill: Path) -> None:
    """Same settings everywhere: a memory ceiling and a spill folder."""
    connection.execute(
        f"SET memory_limit = {literal(MEMORY_LIMIT)}; SET temp_directory = {literal(spill)}; "
        "SET enable_progress_bar = false; SET python_enable_replacements = false"
    )


def use_unlogged(connection: duckdb.DuckDBPyConnection, database: Path) -> None:
    """Work in the file `database`, attached under its own name as if it were opened, without a log of what is written.

    Nothing is safe before a CHECKPOINT: for a file that nobody needs when its maker dies.
    """
    connection.execute(
        f"ATTACH {literal(database)} AS {database.stem} (RECOVERY_MODE no_wal_writes); USE {database.stem}"
    )


@contextmanager
def work_connection(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """An in-memory connection whose spill files live and die in `folder`."""
    connection = duckdb.connect()
    try:
        configure(connection, folder / "spill")
        yield connection
    finally:
        connection.close()


@contextmanager
def no_collecting() -> Iterator[None]:
    """Let Python's search for rings of garbage stand still.

    Planning a build makes some millions of small objects; going over them again and again took a third of it. Left
    lying they cost some 80 MiB until the build ends.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@contextmanager
def plain_failures(root: Path) -> Iterator[None]:
    """Turn what the machine refuses (room, rights, memory) into one sentence for people."""
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise KnipperlichtError(
            f"{root}: this needs more than the {MEMORY_LIMIT} of memory it may use. Set KNIPPERLICHT_MEMORY "
            "higher or make room on the disk for spilling; nothing was changed."
        ) from error
    except duckdb.IOException as error:
        raise KnipperlichtError(
            f"{root}: reading or writing failed, perhaps the disk is full ({str(error).splitlines()[0][:300]}). "
            "Nothing was changed."
        ) from error
    except OSError as error:
        what = "there is no room left to write" if error.errno in NO_ROOM else (error.strerror or str(error))
        where = error.filename or root
        raise KnipperlichtError(f"{where}: {what}. Nothing was changed.") from error
