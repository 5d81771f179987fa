"""A sorted file from which the rows of one key come in a twentieth of a millisecond.

DuckDB plans for a millisecond before it reads a row, and a screen asks for the rows of one enterprise from twenty
tables. So a snapshot also holds its tables as Arrow files (IPC, LZ4), sorted by key, a thousand rows a block, with
the first key of every block beside it. They are read, not mapped: memory stays small, and a file that was removed
in the meantime still answers whoever has it open.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Generic, TypeVar

import pyarrow as pa

BLOCK = 1024
STARTS = ".starts"
Key = TypeVar("Key", int, str)


def paths_of(folder: Path, name: str) -> tuple[Path, Path]:
    """The file of rows and the file of first keys."""
    return folder / f"{name}.arrow", folder / f"{name}{STARTS}.arrow"


class Lookup(Generic[Key]):
    """One open file; the first column is the key, by which the rows are sorted. Any number of threads at once."""

    def __init__(self, folder: Path, name: str) -> None:
        rows, starts = paths_of(folder, name)
        self._file = pa.OSFile(str(rows), "rb")
        self._reader = pa.ipc.open_file(self._file, options=pa.ipc.IpcReadOptions(use_threads=False))
        self._lock = threading.Lock()
        with pa.OSFile(str(starts), "rb") as source:
            self._starts: list[Key] = pa.ipc.open_file(source).read_all().column(0).to_pylist()
        self.schema: pa.Schema = self._reader.schema

    def rows(self, key: Key, *, offset: int = 0, limit: int | None = None) -> list[dict[str, Any]]:
        """Rows of one key in the file's order, as dictionaries; `offset` and `limit` cut a page out."""
        found: list[dict[str, Any]] = []
        for block, first, last in self._spans(key, key):
            skipped = min(offset, last - first)
            offset -= skipped
            wanted = last - first - skipped
            if limit is not None:
                wanted = min(wanted, limit - len(found))
            if wanted > 0:
                found += block.slice(first + skipped, wanted).to_pylist()
            if limit is not None and len(found) >= limit:
                break
        return found

    def first(self, key: Key) -> dict[str, Any] | None:
        """The first row of a key, or None."""
        return next(iter(self.rows(key, limit=1)), None)

    def count(self, key: Key) -> int:
        """Number of rows of a key."""
        return sum(last - first for _, first, last in self._spans(key, key))

    def between(self, low: Key, high: Key, *, limit: int) -> list[dict[str, Any]]:
        """At most `limit` rows with a key from `low` up to and including `high`, in order of key."""
        found: list[dict[str, Any]] = []
        for block, first, last in self._spans(low, high):
            found += block.slice(first, min(last - first, limit - len(found))).to_pylist()
            if len(found) >= limit:
                break
        return found

    def arrow(self, low: Key, high: Key) -> Iterator[pa.RecordBatch]:
        """The same rows as Arrow batches: for counting without making dictionaries."""
        for block, first, last in self._spans(low, high):
            yield block.slice(first, last - first)

    def close(self) -> None:
        """Release the file."""
        self._file.close()

    def _spans(self, low: Key, high: Key) -> Iterator[tuple[pa.RecordBatch, int, int]]:
        """Blocks with the stretch of rows whose key lies between the two."""
        index = max(bisect_left(self._starts, low) - 1, 0)
        while index < len(self._starts) and self._starts[index] <= high:
            with self._lock:
                block = self._reader.get_batch(index)
            first, last = _stretch(block.column(0), low, high)
            if last > first:
                yield block, first, last
            index += 1


def _stretch(keys: pa.Array, low: int | str, high: int | str) -> tuple[int, int]:
    if pa.types.is_integer(keys.type):
        numbers = keys.to_numpy()
        return int(numbers.searchsorted(low)), int(numbers.searchsorted(high, side="right"))
    size = len(keys)
    first = bisect_left(range(size), low, key=lambda i: keys[i].as_py())
    last = bisect_left(range(size), True, lo=first, key=lambda i: keys[i].as_py() > high)
    return first, last
