"""Sorted files from which the rows of one key come in a twentieth of a millisecond.

DuckDB plans for a millisecond before it reads a row, and a screen asks for the rows of one enterprise from twenty
tables. So a snapshot also holds its tables as Arrow files (IPC, LZ4), sorted by key, a thousand rows a block, with
the first key of every block beside it. They are read, not mapped: memory stays small, and a file that was removed
in the meantime still answers whoever has it open.

After an update a large file is not written anew but linked from the snapshot before. Beside it stand, sorted too,
`<name>.touched`, the keys that were touched since it was written, and `<name>.changed`, all rows these have now.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Generic

import pyarrow as pa

from knipperlicht.readmodel.sorted_file import BLOCK, Key, SortedFile, Span, paths_of, read_keys, stretch

CHANGED, TOUCHED = ".changed", ".touched"
__all__ = ["BLOCK", "Lookup", "paths_of", "touched_path"]


def touched_path(folder: Path, name: str) -> Path:
    """The file of touched keys; a file that was written whole has none."""
    return folder / f"{name}{TOUCHED}.arrow"


class Lookup(Generic[Key]):
    """One sorted file, with its overlay if it has one. Any number of threads at once."""

    def __init__(self, folder: Path, name: str) -> None:
        self._base: SortedFile[Key] = SortedFile(folder, name)
        self._changed: SortedFile[Key] | None = None
        self.schema: pa.Schema = self._base.schema
        if touched_path(folder, name).exists():
            self._touched = read_keys(touched_path(folder, name))
            self._changed = SortedFile(folder, f"{name}{CHANGED}")

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
        """Release the files."""
        self._base.close()
        if self._changed is not None:
            self._changed.close()

    def _spans(self, low: Key, high: Key) -> Iterator[Span]:
        """Stretches of rows in order of key: those of the file, and for touched keys those of the overlay."""
        if self._changed is None:
            yield from self._base.spans(low, high)
            return
        at, end = stretch(self._touched, low, high)
        if low == high and at < end:
            yield from self._changed.spans(low, high)
            return
        done: Key | None = None
        for block, first, last in self._base.spans(low, high):
            keys = block.column(0)
            at_row = first if done is None else max(first, stretch(keys, done, done)[1])
            while at < end and self._touched[at].as_py() <= keys[last - 1].as_py():
                done = self._touched[at].as_py()
                at += 1
                stale, later = stretch(keys, done, done)
                if stale > at_row:
                    yield block, at_row, stale
                yield from self._changed.spans(done, done)
                at_row = max(at_row, later)
            if last > at_row:
                yield block, at_row, last
        for key in self._touched[at:end]:
            yield from self._changed.spans(key.as_py(), key.as_py())
