"""What follows in an integrity investigation from the day alone."""

from __future__ import annotations

from knipperlicht.cases.procedures.case import Around, Case, Proposed
from knipperlicht.cases.procedures.integrity import history, states
from knipperlicht.cases.procedures.integrity.guards_after import measure_ends_on


def follows(case: Case, around: Around) -> Proposed | None:
    """The end of a measure whose last day went by; the note that the DIOB is late. None when nothing is due."""
    last = measure_ends_on(case)
    if case.state == states.IN_EFFECT and last is not None and around.today > last:
        return Proposed(step="expire", on=around.today)
    due = history.advice_due(case)
    if case.state == states.DIOB_RUNNING and due and around.today > due and not _noted(case):
        return Proposed(step="advice_overdue", on=around.today)
    return None


def _noted(case: Case) -> bool:
    return any(act.step == "advice_overdue" for act in case.since("admissible"))
