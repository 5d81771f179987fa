"""One open snapshot: read-only DuckDB, sorted look-up files and the search index. Any number of threads at once."""

from __future__ import annotations

import os
import tempfile
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import duckdb
import tantivy

from knipperlicht.engine import configure, literal
from knipperlicht.errors import KnipperlichtError
from knipperlicht.history.records import FOLDER as FOLDER_OF_RECORDS
from knipperlicht.history.records import read_back
from knipperlicht.history.store import Store
from knipperlicht.readmodel.held_files import HeldFiles
from knipperlicht.readmodel.lookup import Lookup
from knipperlicht.readmodel.lookup_files import folder_of
from knipperlicht.readmodel.lookup_tables import CODES, names
from knipperlicht.readmodel.search_index import open_index
from knipperlicht.readmodel.search_people_index import PEOPLE, open_people
from knipperlicht.readmodel.street_index import STREETS, open_streets
from knipperlicht.scoring.card import ScoreCard
from knipperlicht.scoring.thresholds import card_with
from knipperlicht.warehouse.records import open_records
from knipperlicht.warehouse.snapshot import Snapshot, current, open_views

BY_TEXT = ("place", CODES)
Made = TypeVar("Made")


class Reader:
    """Use as a context manager, or keep open and `close` in the end; closing twice is no error.

    One reader serves all threads of a process: look-up files and search index are shared, and every thread gets a
    DuckDB cursor of its own at its first query. A reader goes on answering from its snapshot when another one is
    served or when its own is pruned.

    `threads` and `memory` (as DuckDB writes sizes, `256MB`) bound DuckDB; a screen's questions are small, so a web
    process wants one thread and little memory. Without them the engine's settings hold.
    """

    def __init__(
        self,
        store: Store,
        snapshot: Snapshot | None = None,
        *,
        threads: int | None = None,
        memory: str | None = None,
    ) -> None:
        self._store = store
        self._pinned = snapshot is not None
        self._bounds = [f"SET threads = {threads:d}"] if threads else []
        self._bounds += [f"SET memory_limit = {literal(memory)}"] if memory else []
        self._open(snapshot or current(store))

    def _open(self, snapshot: Snapshot) -> None:
        try:
            database = duckdb.connect(str(snapshot.database), read_only=True)
        except duckdb.Error as error:
            raise KnipperlichtError(
                f"Snapshot {snapshot.id} cannot be opened; it is missing or damaged. Run `knipperlicht build`."
            ) from error
        try:
            folder = folder_of(self._store, snapshot)
            numbers = {name: Lookup[int](folder, name) for name in names() if name not in BY_TEXT}
            texts = {name: Lookup[str](folder, name) for name in BY_TEXT}
            streets = open_streets(folder / STREETS)
            people = open_people(folder / PEOPLE) if (folder / PEOPLE).exists() else None
        except (OSError, ValueError, duckdb.Error) as error:
            database.close()
            raise KnipperlichtError(
                f"The look-up files of snapshot {snapshot.id} are missing or damaged. Run `knipperlicht build`."
            ) from error
        self.snapshot = snapshot
        self.card: ScoreCard = card_with(
            snapshot.manifest.get("thresholds", {}), snapshot.manifest["scorecard"]
        )
        self._database: duckdb.DuckDBPyConnection | None = database
        self._held = HeldFiles(snapshot)
        self._taken = read_back(snapshot.manifest.get("records", []))
        self._numbers, self._texts, self.streets = numbers, texts, streets
        self.people: tantivy.Index | None = people
        self._cursors: weakref.WeakSet[duckdb.DuckDBPyConnection] = weakref.WeakSet()
        self._made: dict[str, Any] = {}
        self._lock = threading.Lock()
        self._own = threading.local()

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """This thread's DuckDB cursor, with the `register_…` views."""
        found: duckdb.DuckDBPyConnection | None = getattr(self._own, "cursor", None)
        if found is None:
            if self._database is None:
                raise KnipperlichtError(f"The reader of snapshot {self.snapshot.id} was closed.")
            with self._lock:
                found = self._database.cursor()
                self._cursors.add(found)
            configure(found, Path(tempfile.gettempdir()) / f"knipperlicht-{os.getpid()}")
            for setting in (*self._bounds, "SET parquet_metadata_cache = true"):
                found.execute(setting)
            open_views(found, self._held.snapshot)
            open_records(found, layers=self._held.snapshot.folder / FOLDER_OF_RECORDS, taken=self._taken)
            self._own.cursor = found
        return found

    @property
    def index(self) -> tantivy.Index:
        """The search index, opened at first use."""
        return self._once("index", self._open_index)

    def _open_index(self) -> tantivy.Index:
        try:
            return open_index(self._held.snapshot.folder / "search")
        except (OSError, ValueError) as error:
            raise KnipperlichtError(
                f"The search index of snapshot {self.snapshot.id} is damaged or of an earlier version. "
                "Run `knipperlicht build`."
            ) from error

    @property
    def gap_of(self) -> dict[int, list[str]]:
        """The questions each gap stands in the way of."""
        return self._once("gap_of", self._read_gap_of)

    def _read_gap_of(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for row in self.rows("SELECT gap, indicator FROM gap_of ORDER BY gap, indicator"):
            found.setdefault(row["gap"], []).append(row["indicator"])
        return found

    @property
    def unanswered(self) -> list[dict[str, Any]]:
        """indicator and reason of questions that nobody who is not hit gets an answer to."""
        return self._once("unanswered", lambda: self.rows("SELECT indicator, reason FROM unanswered"))

    @property
    def codes(self) -> dict[str, dict[str, str]]:
        """The register's code list: `category|code` -> language -> description; some 6 MB, read at first use."""
        return self._once("codes", self._read_codes)

    def _read_codes(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for batch in self.at(CODES).arrow("", "\U0010ffff"):
            for row in batch.to_pylist():
                found.setdefault(row["key"], {})[row["language"]] = row["description"]
        return found

    def _once(self, name: str, make: Callable[[], Made]) -> Made:
        """What is the same for the whole snapshot is made once, also for copies of this reader."""
        if name not in self._made:
            self._made[name] = make()
        made: Made = self._made[name]
        return made

    def register_file(self, table: str) -> Path | None:
        """The Parquet file with the first full extract's rows of a table, as long as this reader is open."""
        path = self._held.snapshot.folder / f"{table}_base.parquet"
        return path if path.exists() else None

    def of(self, name: str) -> Lookup[int]:
        """The sorted file of a table, by number (see `lookup_files.FILES`)."""
        return self._numbers[name]

    def at(self, name: str) -> Lookup[str]:
        """The same for files that are sorted by a text: `place` by building key, `code` by category and code."""
        return self._texts[name]

    def refresh(self) -> bool:
        """Reopen when another snapshot is served now; gives whether it was. Not while other threads read."""
        if self._pinned:
            return False
        served = current(self._store)
        if served.id == self.snapshot.id:
            return False
        self.close()
        self._open(served)
        return True

    def rows(self, sql: str, *parameters: Any) -> list[dict[str, Any]]:
        """Result rows as dictionaries."""
        result = self.connection.execute(sql, parameters)
        names = [column[0] for column in result.description or []]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    def close(self) -> None:
        """Release the files. Only when no thread reads any more."""
        if self._database is None:
            return
        for cursor in list(self._cursors):
            cursor.close()
        self._database.close()
        self._database = None
        self._own = threading.local()
        for numbers in self._numbers.values():
            numbers.close()
        for texts in self._texts.values():
            texts.close()
        self._held.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
