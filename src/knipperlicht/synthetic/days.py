"""Days as whole numbers since 1970-01-01, their text, and the calendar of the extracts."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import numpy as np
from numpy.typing import NDArray

from .text import Column, take, words

_FIRST = date(1850, 1, 1)
_EPOCH = date(1970, 1, 1)


def day(when: date) -> int:
    """Days since 1970-01-01."""
    return (when - _EPOCH).days


@cache
def _texts() -> Column:
    return words([(_FIRST + timedelta(days=n)).strftime("%d-%m-%Y") for n in range(366 * 250)])


def date_column(days: NDArray[np.integer]) -> Column:
    """Dates as dd-mm-yyyy."""
    return take(_texts(), np.asarray(days, dtype=np.int64) - day(_FIRST))


def snapshot_after(previous: date) -> date:
    """The snapshot of the next month: the day before the first Sunday of the month after `previous`."""
    published = previous + timedelta(days=1)
    return _snapshot_of(date(published.year + published.month // 12, published.month % 12 + 1, 1))


def snapshot_before(later: date) -> date:
    """The newest monthly snapshot before a day."""
    first = later.replace(day=1)
    while (found := _snapshot_of(first)) >= later:
        first = (first - timedelta(days=1)).replace(day=1)
    return found


def _snapshot_of(first: date) -> date:
    """The day before the first Sunday of the month that begins on `first`."""
    sunday = first + timedelta(days=(6 - first.weekday()) % 7)
    return sunday - timedelta(days=1)


def day_start(year: int) -> int:
    """Day number of 1 January of a year."""
    return day(date(year, 1, 1))
