"""What an act will do, shown before one that cannot be taken back is recorded."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from knipperlicht.cases.casefiles.service import CaseFile, case_of
from knipperlicht.cases.procedures.case import Case, Proposed
from knipperlicht.cases.procedures.engine import Term, terms
from knipperlicht.cases.procedures.registry import procedure_of
from knipperlicht.cases.procedures.steps import Office, Step
from knipperlicht.web.casework.acts import Said, said_of


@dataclass(frozen=True, kw_only=True)
class Effect:
    """`before` and `after`: states in words; `begins`: terms that begin to run; `meets`: terms that are met by it."""

    before: str | Promise
    after: str | Promise
    ends: bool
    said: list[Said]
    on: Proposed
    begins: list[Term]
    meets: list[Term]


def is_grave(file: CaseFile, step: Step, new: Case) -> bool:
    """Whether its effect is shown first: decisions of mayor and college, and what ends a file."""
    return step.office in (Office.MAYOR, Office.COLLEGE) or new.state in procedure_of(file.kind).ended


def effect_of(file: CaseFile, step: Step, act: Proposed, new: Case) -> Effect:
    """The case before and after, side by side."""
    procedure = procedure_of(file.kind)
    held = {term.rule.key: term for term in terms(procedure, case_of(file, criminal=True))} if file.pk else {}
    then = terms(procedure, new)
    return Effect(
        before=procedure.state_name(file.state) if file.state else "",
        after=procedure.state_name(new.state),
        ends=new.state in procedure.ended,
        said=said_of(step, dict(act.data)),
        on=act,
        begins=[term for term in then if term.runs and _differs(held.get(term.rule.key), term)],
        meets=[
            term for term in then if not term.runs and (before := held.get(term.rule.key)) and before.runs
        ],
    )


def _differs(before: Term | None, term: Term) -> bool:
    return before is None or before.days != term.days
