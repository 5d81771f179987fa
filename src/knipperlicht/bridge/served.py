"""The snapshot a web process serves: opened once, shared by its threads, exchanged when a new one is published.

A request works inside `serving()`: whatever it asks, all answers come from one snapshot. When the pointer moves,
later requests get the new snapshot; the old one is closed after the last request that uses it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from knipperlicht.errors import KnipperlichtError
from knipperlicht.history.store import Store
from knipperlicht.readmodel.reader import Reader
from knipperlicht.warehouse.snapshot import current

THREADS, MEMORY = 2, "256MB"
"""Of DuckDB in one web process: questions of a screen are small, and several are asked at once."""
AGAIN_AFTER = 1.0
"""Seconds until a snapshot that did not open is tried again; the one before it is served meanwhile."""


class NothingServed(KnipperlichtError):
    """No snapshot was built yet, or the served one is damaged."""


class _Open:
    """One open snapshot and how many requests use it."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.users = 0
        self.retired = False


class Pool:
    """All open snapshots of one process: the served one, and older ones still in use."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._lock = threading.Lock()
        self._now: _Open | None = None
        self._tried = 0.0

    @contextmanager
    def lease(self) -> Iterator[Reader]:
        """The reader for one request, any thread; raises NothingServed."""
        with self._lock:
            self._look()
            held = self._now
            if held is None:
                raise NothingServed(f"{self.store.root}: nothing is served.")
            held.users += 1
        try:
            yield held.reader
        finally:
            with self._lock:
                held.users -= 1
                self._close_if_done(held)

    def _look(self) -> None:
        """Open what the pointer names, before every request: who saw a new snapshot never gets the old one again."""
        if self._now is not None:
            if self._now.reader.snapshot.id == _pointed(self.store):
                return
            if time.monotonic() - self._tried < AGAIN_AFTER:
                return
        self._tried = time.monotonic()
        try:
            opened = _Open(Reader(self.store, current(self.store), threads=THREADS, memory=MEMORY))
        except KnipperlichtError as error:
            if self._now is not None:
                return
            raise NothingServed(str(error)) from error
        before, self._now, self._tried = self._now, opened, 0.0
        if before is not None:
            before.retired = True
            self._close_if_done(before)

    def _close_if_done(self, held: _Open) -> None:
        if held.retired and held.users == 0:
            held.reader.close()

    def close(self) -> None:
        """Close what is open (tests; a process that ends)."""
        with self._lock:
            if self._now is not None:
                self._now.retired = True
                self._close_if_done(self._now)
                self._now = None


def _pointed(store: Store) -> str:
    """The name in the pointer; a few microseconds."""
    try:
        return store.pointer.read_text("utf-8").strip()
    except OSError:
        return ""


_pools: dict[Path, Pool] = {}
_pools_lock = threading.Lock()
_reader: ContextVar[Reader | None] = ContextVar("reader", default=None)


def pool(root: Path) -> Pool:
    """The pool of this process for a data directory."""
    with _pools_lock:
        return _pools.setdefault(root.resolve(), Pool(Store(root)))


@contextmanager
def serving(root: Path) -> Iterator[Reader]:
    """One snapshot for all that happens inside; nested calls share it."""
    held = _reader.get()
    if held is not None and held.snapshot.folder.parent == Store(root).snapshots:
        yield held
        return
    with pool(root).lease() as reader:
        token = _reader.set(reader)
        try:
            yield reader
        finally:
            _reader.reset(token)
