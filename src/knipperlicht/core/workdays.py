"""Belgian working days: every day except Saturday, Sunday and public holidays (Act of 15 January 2024, art. 2, 10°).

Public holidays are the ten of the royal decree of 18 April 1974. Bridge days and local holidays are working days
(law.md §9.1: unknown, so not counted as holidays).
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from holidays import country_holidays

ONE = timedelta(days=1)


@cache
def public_holidays(year: int) -> frozenset[date]:
    """The public holidays of a year; Easter and Whit Sunday, which the library names too, are Sundays anyway."""
    return frozenset(country_holidays("BE", years=year, expand=False, observed=False))


def is_workday(day: date) -> bool:
    """Whether a day counts."""
    return day.weekday() < 5 and day not in public_holidays(day.year)


def workday_from(day: date) -> date:
    """The day itself when it counts, else the first one after it that does."""
    while not is_workday(day):
        day += ONE
    return day


def nth_workday(first: date, count: int) -> date:
    """The `count`-th working day, `first` or the first one after it being number one; `count` is 1 or more."""
    day = workday_from(first)
    for _ in range(count - 1):
        day = workday_from(day + ONE)
    return day


def workdays_back(last: date, count: int) -> date:
    """The day on which `count` working days begin that end on `last`, both counted."""
    day = last
    while not is_workday(day):
        day -= ONE
    for _ in range(count - 1):
        day -= ONE
        while not is_workday(day):
            day -= ONE
    return day


def workdays_between(first: date, last: date) -> int:
    """How many working days from `first` to `last`, both counted; 0 when `last` comes first."""
    return sum(is_workday(first + n * ONE) for n in range((last - first).days + 1))
