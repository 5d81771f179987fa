"""How a term in law runs: from which day, how long, to which last day. Nothing here knows a procedure.

Terms of months and years run from the so-manieth to the day before the so-manieth (art. 54 Ger.W.); where the last
month has no such day, they end on its last day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from knipperlicht.core.clock import add_months
from knipperlicht.core.workdays import nth_workday, workday_from

ONE = timedelta(days=1)


class Unit(StrEnum):
    """What a term counts."""

    WORKDAYS = "workdays"
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"


class Begin(StrEnum):
    """Which day is number one, seen from the day of the event."""

    SAME_DAY = "same_day"
    NEXT_DAY = "next_day"
    NEXT_WORKDAY = "next_workday"


@dataclass(frozen=True, kw_only=True)
class Span:
    """A term that runs: its first and its last day, both included."""

    first: date
    last: date


def span(*, event: date, count: int, unit: Unit, begin: Begin) -> Span:
    """The days a term of `count` units runs after an event; `count` is 1 or more.

    A term in working days begins on a working day, whatever `begin` says.
    """
    first = event if begin is Begin.SAME_DAY else event + ONE
    if begin is Begin.NEXT_WORKDAY or unit is Unit.WORKDAYS:
        first = workday_from(first)
    if unit is Unit.WORKDAYS:
        return Span(first=first, last=nth_workday(first, count))
    if unit is Unit.DAYS:
        return Span(first=first, last=first + timedelta(days=count - 1))
    months = count * (12 if unit is Unit.YEARS else 1)
    end = add_months(day=first, months=months)
    return Span(first=first, last=end - ONE if end.day == first.day else end)
