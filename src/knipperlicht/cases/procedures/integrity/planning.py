"""The last safe days of an investigation, reckoned backwards from the end of its term (law.md §9.1) [assumption, arithmetic].

The decision needs the college to meet: five working days. The hearing needs fifteen calendar days' notice. The advice takes 35 working
days (5 + 30) when the request is admissible at once, 45 (5 + 5 + 5 + 30) when it must be completed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from knipperlicht.cases.procedures.case import Case
from knipperlicht.cases.procedures.integrity import history
from knipperlicht.cases.procedures.integrity.guards_decision import NOTICE_DAYS
from knipperlicht.core.terms import Begin, Unit, span
from knipperlicht.core.workdays import workdays_back, workdays_between

COLLEGE_WORKDAYS = 5
SHORTEST_ADVICE = history.COMPLETION_DAYS + history.ADVICE_DAYS
LONGEST_ADVICE = 3 * history.COMPLETION_DAYS + history.ADVICE_DAYS


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Last safe day of each step, so that the decision falls within the term.

    `request_by`: if the DIOB finds the request complete at once; `request_early_by`: if it must be completed first.
    """

    first: date
    end: date
    decide_by: date
    hear_by: date
    invite_by: date
    request_by: date
    request_early_by: date
    extended: bool

    @property
    def fits(self) -> bool:
        """Whether the shortest way through the DIOB fits in the term at all."""
        return self.request_by >= self.first

    @property
    def fits_worst(self) -> bool:
        """Whether a request that must be completed still fits."""
        return self.request_early_by >= self.first

    def workday(self, day: date) -> int:
        """Which working day of the investigation a day is; 0 when it lies before the first."""
        return workdays_between(self.first, day)


def plan(case: Case) -> Plan | None:
    """The last safe days in the term as it now stands; None before the start."""
    start = history.started_on(case)
    return plan_from(start, extended=history.is_extended(case)) if start else None


def plan_from(start: date, *, extended: bool) -> Plan:
    """The last safe days of an investigation started on a day."""
    count = history.WORKDAYS + (history.EXTRA if extended else 0)
    days = span(event=start, count=count, unit=Unit.WORKDAYS, begin=Begin.NEXT_WORKDAY)
    hear_by = workdays_back(days.last, COLLEGE_WORKDAYS + 1)
    invite_by = workdays_back(hear_by - timedelta(days=NOTICE_DAYS), 1)
    return Plan(
        first=days.first, end=days.last, decide_by=days.last, hear_by=hear_by, invite_by=invite_by,
        request_by=workdays_back(invite_by, SHORTEST_ADVICE + 1), request_early_by=workdays_back(invite_by, LONGEST_ADVICE + 1),
        extended=extended,
    )  # fmt: skip


def next_safe_day(case: Case) -> tuple[str, date] | None:
    """The next step towards a decision that has a last safe day, with that day; None once it is decided, closed or not started.

    Steps: `request_advice`, `invite`, `hearing`, `decide`. Where fifty days leave no room for the advice at all, the day of the request is
    that of the extended term; it is the early one where a completion fits, else the one for a request that is complete at once.
    """
    found = plan(case)
    if found is None or history.concluded_on(case):
        return None
    if case.last("hearing", "no_show"):
        return "decide", found.decide_by
    if case.last("invite"):
        return "hearing", found.hear_by
    if case.last("request_advice"):
        return "invite", found.invite_by
    start = history.started_on(case)
    roomy = found if found.fits or start is None else plan_from(start, extended=True)
    return "request_advice", roomy.request_early_by if roomy.fits_worst else roomy.request_by
