"""The days retention counts from, read from the acts of a case."""

from __future__ import annotations

from datetime import date

from knipperlicht.cases.procedures.case import Act, Case
from knipperlicht.cases.procedures.integrity import choices
from knipperlicht.cases.procedures.integrity.history import notified_on
from knipperlicht.core.terms import Begin, Unit, span

APPEAL_DAYS = 60
"""T19: annulment before the Council of State, from the notification [memory]."""


def closed(case: Case, day: date | None) -> date | None:
    """The day the file was closed."""
    return day


def measure_of(case: Case) -> Act | None:
    """The decision by which the college took a negative measure."""
    act = case.last("decide")
    return act if act and act.data.get("measure") in choices.NEGATIVE else None


def closed_without_measure(case: Case, day: date | None) -> date | None:
    """The day an investigation without a negative measure was closed."""
    return day if measure_of(case) is None else None


def remedies_exhausted(case: Case, day: date | None) -> date | None:
    """The day after which nobody can contest a negative measure any more; None while somebody can, or does.

    Without proof of notification the term for an appeal does not run, so nothing is exhausted (Q6).
    """
    if measure_of(case) is None or appeal_pending(case):
        return None
    told = notified_on(case)
    ruled = [act.on for act in case.all("appeal_ruling", "udn_ruling")]
    withdrawn = [act.on for act in case.all("review_decision")]
    if told is None:
        return None
    last = span(event=told, count=APPEAL_DAYS, unit=Unit.DAYS, begin=Begin.NEXT_DAY).last
    return max(last, *ruled, *withdrawn, last)


def appeal_pending(case: Case) -> bool:
    """Whether a claim, an appeal or a review was begun and not ruled on; a suspension that was granted waits for the annulment."""
    if (
        _open(case, "appeal", "appeal_ruling")
        or _open(case, "udn", "udn_ruling")
        or _open(case, "review", "review_decision")
    ):
        return True
    granted = [act for act in case.all("udn_ruling") if act.data.get("outcome") == choices.GRANTED]
    ruling = case.last("appeal_ruling")
    return bool(granted) and (ruling is None or ruling.number < granted[-1].number)


def _open(case: Case, begun: str, ended: str) -> bool:
    """Each that was begun needs an end: two claims, two rulings."""
    return len(case.all(begun)) > len(case.all(ended))
