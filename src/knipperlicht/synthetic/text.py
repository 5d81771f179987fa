"""Columns of text, kept outside Python objects: the only module that touches pyarrow.

A `Column` is an Arrow string array. CSV lines are made by joining columns; the text of all lines then lies
in one buffer that can be compressed as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped, unused-ignore]
import pyarrow.compute as pc  # type: ignore[import-untyped, unused-ignore]
from numpy.typing import NDArray

Column = Any


def words(values: Sequence[str]) -> Column:
    """A column with these values."""
    return pa.array(list(values), type=pa.string())


def take(column: Column, at: NDArray[np.integer]) -> Column:
    """The values of `column` at the positions `at`."""
    return column.take(pa.array(at))


def join(*parts: Column | str) -> Column:
    """The parts set one after another, row by row; a plain string counts for every row."""
    return pc.binary_join_element_wise(*parts, "")


def fixed(matrix: NDArray[np.uint8]) -> Column:
    """A column from ASCII bytes, one row a value, all equally wide."""
    count, width = matrix.shape
    offsets = np.arange(count + 1, dtype=np.int32) * width
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(np.ascontiguousarray(matrix))]
    return pa.Array.from_buffers(pa.string(), count, buffers)


def integers(values: NDArray[np.integer]) -> Column:
    """Whole numbers written without separators."""
    return pa.array(values).cast(pa.string())


def padded(values: NDArray[np.integer], width: int) -> Column:
    """Whole numbers written with leading zeros."""
    return pc.utf8_lpad(integers(values), width, "0")


def choose(mask: NDArray[np.bool_], yes: Column | str, no: Column | str) -> Column:
    """`yes` where the mask holds, else `no`."""
    return pc.if_else(pa.array(mask), yes, no)


def upper(column: Column) -> Column:
    """The column in capitals."""
    return pc.utf8_upper(column)


def lower(column: Column) -> Column:
    """The column in small letters."""
    return pc.utf8_lower(column)


def patch(column: Column, at: NDArray[np.integer], values: Sequence[str]) -> Column:
    """The column with `values` put at the positions `at` (rising)."""
    mask = np.zeros(len(column), dtype=bool)
    mask[at] = True
    return pc.replace_with_mask(column, pa.array(mask), words(values))


def merge(parts: Sequence[tuple[NDArray[np.integer], Column]]) -> Column:
    """Several columns woven into one by rising position; equal positions keep the order of the parts."""
    parts = [part for part in parts if len(part[0])]
    if not parts:
        return words([])
    if len(parts) == 1:
        return parts[0][1]
    order = np.argsort(np.concatenate([at for at, _ in parts]), kind="stable")
    return take(pa.concat_arrays([column for _, column in parts]), order)


def body(column: Column) -> memoryview:
    """The text of a whole column, value after value, as UTF-8 bytes without a copy."""
    if not len(column):
        return memoryview(b"")
    _, offsets, data = column.buffers()
    ends = np.frombuffer(offsets, dtype=np.int32)
    first, last = int(ends[column.offset]), int(ends[column.offset + len(column)])
    return memoryview(data)[first:last]
