"""One open snapshot: a read-only DuckDB connection and the search index. Notices when `current` moves."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb
import tantivy

from knipperlicht.engine import configure
from knipperlicht.errors import KnipperlichtError
from knipperlicht.history.store import Store
from knipperlicht.readmodel.search_index import open_index
from knipperlicht.scoring.card import ScoreCard, score_card
from knipperlicht.warehouse.snapshot import Snapshot, current, open_views


class Reader:
    """Use as a context manager, or keep open and call `refresh` now and then. One thread at a time."""

    def __init__(self, store: Store, snapshot: Snapshot | None = None) -> None:
        self._store = store
        self._pinned = snapshot is not None
        self._open(snapshot or current(store))

    def _open(self, snapshot: Snapshot) -> None:
        try:
            connection = duckdb.connect(str(snapshot.database), read_only=True)
        except duckdb.Error as error:
            raise KnipperlichtError(
                f"Snapshot {snapshot.id} cannot be opened; it is missing or damaged. Run `knipperlicht build`."
            ) from error
        configure(connection, Path(tempfile.gettempdir()) / f"knipperlicht-{os.getpid()}")
        connection.execute("SET parquet_metadata_cache = true")
        open_views(connection, snapshot)
        self.snapshot, self.connection = snapshot, connection
        self.card: ScoreCard = score_card(snapshot.manifest["scorecard"])
        self._index: tantivy.Index | None = None

    @property
    def index(self) -> tantivy.Index:
        """The search index, opened at first use."""
        if self._index is None:
            try:
                self._index = open_index(self.snapshot.folder / "search")
            except (OSError, ValueError) as error:
                raise KnipperlichtError(
                    f"The search index of snapshot {self.snapshot.id} is damaged. Run `knipperlicht build`."
                ) from error
        return self._index

    def refresh(self) -> bool:
        """Reopen when another snapshot is served now; gives whether it was."""
        if self._pinned:
            return False
        served = current(self._store)
        if served.id == self.snapshot.id:
            return False
        old = self.connection
        self._open(served)
        old.close()
        return True

    def rows(self, sql: str, *parameters: Any) -> list[dict[str, Any]]:
        """Result rows as dictionaries."""
        result = self.connection.execute(sql, parameters)
        names = [column[0] for column in result.description or []]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    def close(self) -> None:
        """Release the files."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
