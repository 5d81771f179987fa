"""An independent reckoning of terms, for tests: a list of days, crossed out one by one; Easter by Gauss's rule."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

DAY = timedelta(days=1)


def easter(year: int) -> date:
    """Gauss's algorithm for the Gregorian calendar, with its two exceptions."""
    a, b, c = year % 19, year % 4, year % 7
    k = year // 100
    p = (13 + 8 * k) // 25
    m = (15 - p + k - k // 4) % 30
    n = (4 + k - k // 4) % 7
    d = (19 * a + m) % 30
    e = (2 * b + 4 * c + 6 * d + n) % 7
    if d == 29 and e == 6:
        return date(year, 4, 19)
    if d == 28 and e == 6 and (11 * m + 11) % 30 < 19:
        return date(year, 4, 18)
    return date(year, 3, 22) + timedelta(days=d + e)


@cache
def free_days(year: int) -> frozenset[date]:
    """The ten legal holidays (KB 18-4-1974)."""
    fixed = ((1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25))
    moving = (1, 39, 50)
    return frozenset(
        {date(year, month, day) for month, day in fixed} | {easter(year) + timedelta(days=n) for n in moving}
    )


def counts(day: date) -> bool:
    """Whether it is a working day."""
    return day.isoweekday() not in (6, 7) and day not in free_days(day.year)


def workdays_after(event: date, count: int, *, event_counts: bool = False) -> date:
    """The last of `count` working days, crossing days off a calendar one after another."""
    day = event if event_counts else event + DAY
    left = count
    while True:
        if counts(day):
            left -= 1
            if left == 0:
                return day
        day += DAY


def days_after(event: date, count: int) -> date:
    """The last of `count` calendar days, the day after the event being the first."""
    return date.fromordinal(event.toordinal() + count)


def months_from(day: date, months: int) -> date:
    """The eve of the same day some months on; the last day of a month that has no such day."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    try:
        return date(year, month, day.day) - DAY
    except ValueError:
        after = date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)
        return after - DAY
