"""The state after a step, where it depends on what was recorded."""

from __future__ import annotations

from dataclasses import replace

from knipperlicht.cases.procedures.case import Act, Case, Proposed
from knipperlicht.cases.procedures.integrity import choices, history, states


def _with(case: Case, act: Proposed) -> Case:
    """The case as if the act stood in it."""
    done = Act(
        number=len(case.acts) + 1,
        step=act.step,
        on=act.on,
        recorded=act.on,
        before=case.state,
        after=case.state,
        data=act.data,
    )
    return replace(case, acts=(*case.acts, done))


def inquiring(case: Case, act: Proposed) -> str:
    """The first step of the inquiry begins it; the others change nothing."""
    return states.OWN_INQUIRY if case.state == states.STARTED else case.state


def extended(case: Case, act: Proposed) -> str:
    """During the own inquiry the state says that the term was extended; later the file stays where it is."""
    return states.EXTENDED if case.state in states.INQUIRY else case.state


def decided(case: Case, act: Proposed) -> str:
    """No measure closes the investigation."""
    return states.CLOSED_NO_MEASURE if act.data.get("measure") == choices.NONE else states.COLLEGE_DECISION


def as_decided(case: Case, act: Proposed) -> str:
    """Where a decided case stands once this act is in it; a review goes on until it is decided, an end stays one."""
    if case.state in (states.REVIEW_12, states.ENDED):
        return case.state
    return history.after_decision(_with(case, act))


def reviewed(case: Case, act: Proposed) -> str:
    """Withdrawal ends the measure; a decision that is maintained goes on where it was."""
    return states.ENDED if act.data.get("outcome") == choices.WITHDRAW else history.after_decision(case)


def appealed(case: Case, act: Proposed) -> str:
    """Annulment ends the measure."""
    return states.ENDED if act.data.get("outcome") == choices.ANNULLED else case.state
