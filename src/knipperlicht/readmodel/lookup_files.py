"""The sorted files of a snapshot, with its indexes of streets and of holders of mandates, as they are written when it is built (see `lookup`).

The two largest hold what the first full extract said of addresses and names. They change only when that
extract does: a next build links them from the snapshot before. Of other large ones it links what it can, and writes
what changed beside (`lookup_amend`).
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path

import duckdb

from knipperlicht.engine import configure, literal
from knipperlicht.history.relations import applied
from knipperlicht.history.store import Store
from knipperlicht.readmodel.lookup_amend import link_and_amend, write_whole
from knipperlicht.readmodel.lookup_tables import BASES, CODES, FILES, File
from knipperlicht.readmodel.search_people_index import PEOPLE, write_people
from knipperlicht.readmodel.sorted_file import paths_of
from knipperlicht.readmodel.street_index import STREETS, amend_streets, write_streets
from knipperlicht.warehouse.snapshot import Snapshot, link

FOLDER = "lookup"
FORMAT = "7"
"""In the file `format`, written last: a folder without it, or with another number, does not count."""
AT_ONCE = 2
"""Sorting keeps one core busy for half of the time, compressing and indexing streets the other."""
EARLY = frozenset(
    {
        STREETS, "enterprise", "enterprise_past", "name", "owner", "establishment",
        "establishment_past", "branch", "address_key", "address_past", "contact", "contact_past", "municipality", "place",
    }
)  # fmt: skip
"""Written while the build goes on, with the linked ones: they say nothing but what the register says."""
USE = "USE snapshot"
"""A cursor does not know which database its connection works in."""
AMENDED = "FROM duckdb_tables() WHERE table_name = 'subject_changed' AND NOT temporary"
"""Finds a row in a database that was made on top of another."""


def written(folder: Path) -> bool:
    """Whether the folder of a snapshot has all its sorted files in this form."""
    mark = folder / FOLDER / "format"
    return mark.exists() and mark.read_text("utf-8").strip() == FORMAT


def folder_of(store: Store, snapshot: Snapshot) -> Path:
    """The folder with the sorted files of a published snapshot.

    A snapshot of before they existed gets them now, beside its tables; where nothing can be written there, in the
    machine's folder for temporary files.
    """
    if written(snapshot.folder):
        return snapshot.folder / FOLDER
    made = snapshot.folder / f"{FOLDER}-{os.getpid()}"
    if not os.access(snapshot.folder, os.W_OK):
        made = Path(tempfile.mkdtemp(prefix="knipperlicht-lookup-"))
    write_lookups(snapshot.folder, made, codes=code_list(store, snapshot.as_of))
    if made.parent == snapshot.folder:
        with suppress(OSError):
            if not written(snapshot.folder):
                shutil.rmtree(snapshot.folder / FOLDER, ignore_errors=True)
            made.rename(snapshot.folder / FOLDER)
        if written(snapshot.folder):
            shutil.rmtree(made, ignore_errors=True)
            return snapshot.folder / FOLDER
    return made


def code_list(store: Store, day: date | None) -> Path | None:
    """The code list of the last extract up to `day` that brought one."""
    paths = (store.layer(extract) / "code.parquet" for extract in reversed(applied(store.extracts(), day)))
    return next((path for path in paths if path.exists()), None)


def write_lookups(
    folder: Path,
    target: Path,
    *,
    previous: Path | None = None,
    codes: Path | None = None,
    early: bool = False,
) -> None:
    """Write the sorted files of the finished tables in `folder` into the folder `target`.

    `previous`: folder of the snapshot before, if any; what did not change since is linked from it. When the tables are
    amended ones, they are those of that snapshot. `codes`: the register's own code list as Parquet. With `early`, those
    that `EarlyLookups` wrote stand there already. Raises duckdb.Error or OSError.
    """
    if not early:
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
    previous = previous if previous is not None and written(previous) else None
    with duckdb.connect(str(folder / "snapshot.duckdb"), read_only=True) as connection:
        configure(connection, target / "spill")
        amended = previous is not None and bool(connection.execute(AMENDED).fetchall())
        if previous is not None:
            connection.execute(f"ATTACH {literal(previous / 'snapshot.duckdb')} AS prev (READ_ONLY)")
        jobs = _jobs(folder, target, previous=previous, codes=codes, amended=amended)
        left = [job for name, job in jobs.items() if not _there(target, name)]
        with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
            for done in [pool.submit(_with_cursor, connection, job) for job in left]:
                done.result()
    shutil.rmtree(target / "spill", ignore_errors=True)
    (target / "format").write_text(FORMAT, "utf-8")


class EarlyLookups:
    """Writes the sorted files of the register's own tables while a build goes on with its questions.

    `folder`: the snapshot that is being made, its linked register files there; `previous`: folder of the one before,
    whose tables it amends and has attached as `prev`.
    """

    def __init__(self, folder: Path, *, previous: Path | None) -> None:
        target = folder / FOLDER
        target.mkdir(parents=True)
        previous = previous if previous is not None and written(previous) else None
        jobs = _jobs(folder, target, previous=previous, codes=None, amended=True)
        early = EARLY | {f"{name}_base" for name in BASES if (folder / f"{name}_base.parquet").exists()}
        self._jobs = [job for name, job in jobs.items() if name in early]
        self._pool = ThreadPoolExecutor(max_workers=1)
        self._running: list[Future[None]] = []
        self._cursor: duckdb.DuckDBPyConnection | None = None

    def start(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Begin, now that the register's tables are there; on the thread that uses `connection`."""
        self._cursor = connection.cursor()
        self._running = [self._pool.submit(_with_cursor, self._cursor, job) for job in self._jobs]

    def finish(self) -> None:
        """Wait until they are written; raises what went wrong."""
        for job in self._running:
            job.result()

    def stop(self) -> None:
        """Give up what has not begun, and let go of the connection."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        if self._cursor is not None:
            self._cursor.close()


def _jobs(
    folder: Path, target: Path, *, previous: Path | None, codes: Path | None, amended: bool
) -> dict[str, Callable[[duckdb.DuckDBPyConnection], object]]:
    """What writes each file, and each index beside them, by name."""
    last = previous / FOLDER if previous is not None else None
    before = last if amended else None
    return {
        STREETS: partial(_streets, target=target, before=last),
        PEOPLE: partial(write_people, target=target / PEOPLE, before=last and last / PEOPLE),
        **{
            f"{name}_base": partial(_base, folder=folder, target=target, name=name, previous=previous)
            for name in BASES
        },
        CODES: partial(write_whole, target=target, file=File(CODES, _codes_sql(codes), "key, language")),
        **{file.name: partial(_file, target=target, file=file, before=before) for file in FILES},
    }


def _there(target: Path, name: str) -> bool:
    return (target / name).exists() or paths_of(target, name)[0].exists()


def _codes_sql(codes: Path | None) -> str:
    if codes is None:
        return "SELECT '' AS key, '' AS language, '' AS description WHERE false"
    return (
        "SELECT category || '|' || code AS key, lower(language) AS language, description "
        f"FROM read_parquet({literal(codes)})"
    )


def _with_cursor(
    connection: duckdb.DuckDBPyConnection, job: Callable[[duckdb.DuckDBPyConnection], object]
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(USE)
        job(cursor)


def _streets(connection: duckdb.DuckDBPyConnection, *, target: Path, before: Path | None) -> None:
    if before is None or not amend_streets(connection, target / STREETS, before=before / STREETS):
        write_streets(connection, target / STREETS)


def _file(connection: duckdb.DuckDBPyConnection, *, target: Path, file: File, before: Path | None) -> None:
    if before is None or not link_and_amend(connection, target, file, before=before):
        write_whole(connection, target, file)


def _base(
    connection: duckdb.DuckDBPyConnection, *, folder: Path, target: Path, name: str, previous: Path | None
) -> None:
    """`<name>_base`: from the linked register file, or linked itself where that file is the same."""
    own = folder / f"{name}_base.parquet"
    if previous is not None and _same(own, previous / own.name):
        for path in paths_of(previous / FOLDER, f"{name}_base"):
            link(path, target / path.name)
        return
    rows = f"read_parquet({literal(own)})" if own.exists() else f"(FROM {name}_overlay WHERE false)"
    columns = "* EXCLUDE (valid_from)" if not own.exists() else "*"
    write_whole(connection, target, File(f"{name}_base", f"SELECT {columns} FROM {rows}", "entity"))


def _same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)
