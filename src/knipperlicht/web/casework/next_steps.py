"""What can be done in a file now, by whom, and what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from knipperlicht.cases.casefiles.service import CaseFile, around_of
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.procedures.case import Case
from knipperlicht.cases.procedures.engine import offered
from knipperlicht.cases.procedures.foresight import in_the_way
from knipperlicht.cases.procedures.registry import procedure_of
from knipperlicht.cases.procedures.steps import Office, Refusal, Step
from knipperlicht.web.casework.words import OFFICES


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A step that the state of the file allows.

    `who`: whose act it is in law; `own`: whether who looks holds that office; `refusals`: what is missing whatever is entered;
    `by_itself`: nobody takes it, it follows from a day.
    """

    step: Step
    who: str | Promise
    own: bool
    refusals: tuple[Refusal, ...]
    by_itself: bool

    @property
    def ready(self) -> bool:
        """Whether its form may be filled in with hope of success."""
        return not self.refusals and not self.by_itself


def choices_of(actor: Actor, file: CaseFile, case: Case) -> list[Choice]:
    """Steps in the order of the table that the state of the file allows and that were not taken already."""
    procedure, around = procedure_of(file.kind), around_of(file, actor)
    return [
        Choice(
            step=step,
            who=OFFICES[step.office],
            own=step.office in around.offices,
            refusals=in_the_way(procedure, case, step, around),
            by_itself=step.office is Office.SYSTEM,
        )
        for step in offered(procedure, case)
        if step.repeats or not _taken(case, step)
    ]


def _taken(case: Case, step: Step) -> bool:
    """Whether a step that leaves the state as it is was already taken since that state began."""
    for act in reversed(case.acts):
        if act.step == step.key and act.after == case.state == act.before:
            return True
        if act.before != act.after:
            return False
    return False
