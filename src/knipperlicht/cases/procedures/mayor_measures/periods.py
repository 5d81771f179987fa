"""The periods of a mayor's measure: the first decision and each renewal, with what became of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from knipperlicht.cases.procedures.case import Act, Case
from knipperlicht.cases.procedures.mayor_measures.bases import basis_of
from knipperlicht.core.terms import Begin, Unit, span

ONE = timedelta(days=1)
DECIDED = ("decide", "renew")
CONFIRMED = ("confirm", "confirm_council", "confirmed_that_day")
FELL = ("lapse", "not_confirmed", "not_confirmed_council")


class Standing(StrEnum):
    """What became of a period."""

    WAITS = "waits"
    CONFIRMED = "confirmed"
    LAPSED = "lapsed"


@dataclass(frozen=True, kw_only=True)
class Period:
    """One decision of the mayor: its days (`last` None where it names none), the meeting that confirms it, what became of it."""

    act: Act
    first: date
    last: date | None
    meeting: date | None
    standing: Standing


def periods(case: Case) -> list[Period]:
    """Oldest first."""
    basis = basis_of(case)
    found: list[Period] = []
    for act in case.acts:
        if act.step in DECIDED:
            waits = basis is not None and basis.confirmed_by is not None
            standing = Standing.WAITS if waits else Standing.CONFIRMED
            found.append(
                Period(
                    act=act, first=act.day("from_day") or act.on, last=act.day("until_day"), meeting=act.day("meeting"),
                    standing=standing,
                )
            )  # fmt: skip
        elif act.step in CONFIRMED:
            found[-1] = replace(found[-1], standing=Standing.CONFIRMED)
        elif act.step in FELL:
            found[-1] = replace(found[-1], standing=Standing.LAPSED)
        elif act.step == "meeting_moved":
            found[-1] = replace(found[-1], meeting=act.day("meeting"))
    return found


def waiting(case: Case) -> Period | None:
    """The period that waits for its confirmation, if the last one does."""
    found = periods(case)
    return found[-1] if found and found[-1].standing is Standing.WAITS else None


def standing(case: Case) -> Period | None:
    """The last period that did not lapse: until when the measure lasts."""
    return next((one for one in reversed(periods(case)) if one.standing is not Standing.LAPSED), None)


def renewals(case: Case) -> int:
    """How often the mayor renewed; one that lapsed counts too, which is the cautious reading."""
    return len(case.all("renew"))


def longest(first: date, months: int) -> date:
    """The last day a period that begins on `first` may have."""
    return span(event=first, count=months, unit=Unit.MONTHS, begin=Begin.SAME_DAY).last


def next_first(case: Case) -> date | None:
    """The first day of a renewal: the day after the period that stands."""
    period = standing(case)
    return period.last + ONE if period and period.last else None
