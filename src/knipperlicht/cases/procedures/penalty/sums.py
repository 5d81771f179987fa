"""What fell due of a penalty payment, by day, and what became of it: whole cents, exact (art. 133ter § 2 NGW).

Only what was found is counted: a day or infringement nobody recorded costs nothing. Nothing falls due before the time of grace
is over, nor while there is force majeure, nor above the cap. Each amount can be recovered until one year after the day it fell due.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from knipperlicht.core.terms import Begin, Unit, span

ONE = timedelta(days=1)
Days = tuple[date, date]
"""First and last day, both included."""


class Per(StrEnum):
    """What the amount is owed for."""

    LUMP = "lump"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    INFRINGEMENT = "infringement"


@dataclass(frozen=True, kw_only=True)
class Penalty:
    """The decision: `cents` per `per`, `cap` in cents or None, `starts` the first day on which anything can fall due."""

    per: Per
    cents: int
    cap: int | None
    starts: date


@dataclass(frozen=True, kw_only=True)
class Breach:
    """Days on which the measure was found not to be complied with; `times` counts infringements, which count on the first day."""

    first: date
    last: date
    times: int = 1


@dataclass(frozen=True, kw_only=True)
class Due:
    """An amount that fell due on a day; `recoverable`: the last day on which it is not prescribed yet."""

    day: date
    cents: int

    @property
    def recoverable(self) -> date:
        """One year from the day it was incurred, that day counted (T17)."""
        return span(event=self.day, count=1, unit=Unit.YEARS, begin=Begin.SAME_DAY).last


@dataclass(frozen=True, kw_only=True)
class Balance:
    """On a day, in cents: `incurred` = `paid` + `prescribed` + `open`; `oldest` is the oldest amount that is open."""

    incurred: int
    paid: int
    prescribed: int
    open: int
    oldest: Due | None


def fell_due(penalty: Penalty, breaches: Iterable[Breach], excused: Sequence[Days], until: date) -> list[Due]:
    """Every amount that fell due up to and with a day, oldest first, cut off at the cap."""
    found, total = [], 0
    for due in sorted(_uncapped(penalty, list(breaches), excused, until), key=lambda due: due.day):
        cents = due.cents if penalty.cap is None else min(due.cents, penalty.cap - total)
        if cents > 0:
            found.append(replace(due, cents=cents))
            total += cents
    return found


def _uncapped(
    penalty: Penalty, breaches: list[Breach], excused: Sequence[Days], until: date
) -> Iterator[Due]:
    def counts(day: date) -> bool:
        return penalty.starts <= day <= until and not any(first <= day <= last for first, last in excused)

    if penalty.per is Per.INFRINGEMENT:
        yield from (
            Due(day=one.first, cents=penalty.cents * one.times) for one in breaches if counts(one.first)
        )
        return
    days = sorted({day for one in breaches for day in _days(one.first, min(one.last, until)) if counts(day)})
    if penalty.per is Per.LUMP:
        yield from (Due(day=day, cents=penalty.cents) for day in days[:1])
    elif penalty.per is Per.DAY:
        yield from (Due(day=day, cents=penalty.cents) for day in days)
    else:
        for first, last in _runs(days):
            yield from (Due(day=day, cents=penalty.cents) for day in _whole_units(first, last, penalty.per))


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _runs(days: list[date]) -> Iterator[Days]:
    """Unbroken runs of sorted days."""
    begin = None
    for n, day in enumerate(days):
        begin = begin or day
        if n + 1 == len(days) or days[n + 1] != day + ONE:
            yield begin, day
            begin = None


def _whole_units(first: date, last: date, per: Per) -> Iterator[date]:
    """The last day of each whole week or month in breach: one that is only begun costs nothing."""
    unit, length = (Unit.DAYS, 7) if per is Per.WEEK else (Unit.MONTHS, 1)
    count = 1
    while (end := span(event=first, count=count * length, unit=unit, begin=Begin.SAME_DAY).last) <= last:
        yield end
        count += 1


def balance(dues: Sequence[Due], payments: Iterable[tuple[date, int]], today: date) -> Balance:
    """What became of the amounts: a payment goes to the oldest that were owed and not prescribed on its day."""
    left = [due.cents for due in dues]
    paid = 0
    for day, cents in sorted(payments):
        over = cents
        for n, due in enumerate(dues):
            taken = min(left[n], over) if due.day <= day <= due.recoverable else 0
            left[n] -= taken
            over -= taken
        paid += cents - over
    gone = sum(rest for rest, due in zip(left, dues, strict=True) if today > due.recoverable)
    open_ = [(rest, due) for rest, due in zip(left, dues, strict=True) if rest and today <= due.recoverable]
    return Balance(
        incurred=sum(due.cents for due in dues), paid=paid, prescribed=gone, open=sum(rest for rest, _due in open_),
        oldest=replace(open_[0][1], cents=open_[0][0]) if open_ else None,
    )  # fmt: skip
