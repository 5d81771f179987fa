"""What follows for a mayor's measure from the day alone: a lapse after the meeting, an end after the last day."""

from __future__ import annotations

from collections.abc import Callable

from knipperlicht.cases.procedures.case import Around, Case, Proposed
from knipperlicht.cases.procedures.mayor_measures.bases import basis_of
from knipperlicht.cases.procedures.mayor_measures.periods import ONE, Standing, periods, standing, waiting

PREPARING = frozenset({"signalled", "invited", "heard"})
IN_FORCE = frozenset({"decided", "in_effect", "renewed"})


def automatic(case: Case, around: Around) -> Proposed | None:
    """The act that is due by now; of a lapse and an end the one that came first."""
    if case.state not in IN_FORCE:
        return None
    due = []
    waits = waiting(case)
    if waits and waits.meeting and around.today > waits.meeting:
        due.append(Proposed(step="lapse", on=waits.meeting + ONE))
    period = standing(case)
    if period and period.last and around.today > period.last:
        due.append(Proposed(step="expire", on=period.last + ONE))
    return min(due, key=lambda act: act.on, default=None)


def after_lapse(case: Case, act: Proposed) -> str:
    """A renewal that is not confirmed takes nothing from the period before it; a first decision takes all."""
    earlier = [one for one in periods(case)[:-1] if one.standing is not Standing.LAPSED]
    kept = earlier and earlier[-1].last is not None and earlier[-1].last >= act.on
    return "in_effect" if kept else "lapsed"


def after_decision(case: Case, act: Proposed) -> str:
    """A decision that must be confirmed waits for that; it has effect meanwhile."""
    basis = basis_of(case)
    return "decided" if basis and basis.confirmed_by else "in_effect"


def while_preparing(state: str) -> Callable[[Case, Proposed], str]:
    """The state after a step of preparation: it shows while there is no decision; after one, nothing changes."""

    def choose(case: Case, act: Proposed) -> str:
        return state if case.state in PREPARING else case.state

    return choose
