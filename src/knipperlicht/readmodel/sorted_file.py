"""A file of rows sorted by key, in blocks that are found by their first key; `lookup` reads, `lookup_files` writes it."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Generic, TypeVar

import pyarrow as pa

BLOCK = 1024
STARTS = ".starts"
Key = TypeVar("Key", int, str)
Span = tuple[pa.RecordBatch, int, int]
"""A block, and the stretch of its rows that is meant: first, and one beyond the last."""


def paths_of(folder: Path, name: str) -> tuple[Path, Path]:
    """The file of rows and the file of first keys."""
    return folder / f"{name}.arrow", folder / f"{name}{STARTS}.arrow"


class SortedFile(Generic[Key]):
    """One open file; the first column is the key. Any number of threads at once."""

    def __init__(self, folder: Path, name: str) -> None:
        rows, starts = paths_of(folder, name)
        self._file = pa.OSFile(str(rows), "rb")
        self._reader = pa.ipc.open_file(self._file, options=pa.ipc.IpcReadOptions(use_threads=False))
        self._lock = threading.Lock()
        self._starts: list[Key] = read_keys(starts).to_pylist()
        self.schema: pa.Schema = self._reader.schema

    def spans(self, low: Key, high: Key) -> Iterator[Span]:
        """Blocks with the stretch of rows whose key lies between the two, both included."""
        index = max(bisect_left(self._starts, low) - 1, 0)
        while index < len(self._starts) and self._starts[index] <= high:
            with self._lock:
                block = self._reader.get_batch(index)
            first, last = stretch(block.column(0), low, high)
            if last > first:
                yield block, first, last
            index += 1

    def close(self) -> None:
        """Release the file."""
        self._file.close()


def stretch(keys: pa.Array, low: int | str, high: int | str) -> tuple[int, int]:
    """Where among sorted keys those between the two stand, both included."""
    if pa.types.is_integer(keys.type):
        numbers = keys.to_numpy()
        return int(numbers.searchsorted(low)), int(numbers.searchsorted(high, side="right"))
    size = len(keys)
    first = bisect_left(range(size), low, key=lambda i: keys[i].as_py())
    last = bisect_left(range(size), True, lo=first, key=lambda i: keys[i].as_py() > high)
    return first, last


def read_keys(path: Path) -> pa.Array:
    """The one column of a small file, in memory."""
    with pa.OSFile(str(path), "rb") as source:
        column = pa.ipc.open_file(source).read_all().column(0)
    return pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)


def write_sorted(folder: Path, name: str, batches: pa.RecordBatchReader) -> int:
    """Write rows that come sorted by their first column; gives their number."""
    rows, starts = paths_of(folder, name)
    options = pa.ipc.IpcWriteOptions(compression="lz4", use_threads=False)
    firsts: list[int | str] = []
    written = 0
    with pa.OSFile(str(rows), "wb") as sink, pa.ipc.new_file(sink, batches.schema, options=options) as writer:
        for block in _blocks(batches):
            firsts.append(block.column(0)[0].as_py())
            writer.write_batch(block)
            written += block.num_rows
    key = batches.schema.field(0)
    write_keys(starts, pa.array(firsts, key.type), name=key.name)
    return written


def write_keys(path: Path, keys: pa.Array, *, name: str) -> None:
    """Write one column."""
    schema = pa.schema([(name, keys.type)])
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, schema) as writer:
        writer.write_batch(pa.record_batch([keys], schema=schema))


def _blocks(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        for start in range(0, batch.num_rows, BLOCK):
            yield batch.slice(start, BLOCK)
