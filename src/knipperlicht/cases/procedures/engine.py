"""What may be done in a case, what may not and why, what a case is after an act, and which terms run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.procedures.case import Act, Around, Case, Proposed
from knipperlicht.cases.procedures.steps import Procedure, Refusal, Step, TermRule
from knipperlicht.cases.procedures.values import problem
from knipperlicht.core.terms import Span, span
from knipperlicht.core.workdays import workday_from


class Refused(Exception):
    """An act that may not be done. Carries every reason, not only the first."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        self.refusals = refusals
        super().__init__("; ".join(str(refusal.sentence) for refusal in refusals))


@dataclass(frozen=True, kw_only=True)
class Term:
    """A term as it runs in one case: its rule, the day it counts from, its days, and the day it was met."""

    rule: TermRule
    event: date
    days: Span
    met: date | None

    def overdue(self, today: date) -> bool:
        """Whether its last day went by and what it asks was not done by then."""
        return not self.rule.longest and (self.met or today) > self.days.last

    @property
    def runs(self) -> bool:
        """Whether it is still to be met."""
        return self.met is None


def offered(procedure: Procedure, case: Case) -> list[Step]:
    """The steps that the state of the case allows, in the order of the table."""
    return [step for step in procedure.steps if case.state in step.sources and not step.first]


def refusals(procedure: Procedure, case: Case, act: Proposed, around: Around) -> tuple[Refusal, ...]:
    """Every reason why an act may not be done now; empty when it may. Raises UnknownStep."""
    step = procedure.step(act.step)
    found = list(_of_form(step, case, act, around))
    if found:
        return tuple(found)
    for guard in (*procedure.guards, *step.guards):
        refusal = guard(case, act, around)
        if refusal is not None:
            found.append(refusal)
    return tuple(found)


def _of_form(step: Step, case: Case, act: Proposed, around: Around) -> Iterator[Refusal]:
    """What is wrong before any rule of law is asked: state, order of days, fields."""
    if case.acts and (step.first or case.state not in step.sources):
        yield Refusal(
            rule="state", article=step.article,
            sentence=_("This step cannot be taken in the state the case is in now. Somebody may have acted meanwhile: look at the time line."),
        )  # fmt: skip
        return
    if not case.acts and not step.first:
        yield Refusal(rule="state", article=step.article, sentence=_("A case begins with its first step."))
        return
    if act.on > around.today:
        yield Refusal(
            rule="day", article=step.article, sentence=_("The day of an act cannot lie in the future.")
        )
    missing = [
        field for field in step.fields if field.required and act.data.get(field.name) in (None, "", [], ())
    ]
    for field in missing:
        yield Refusal(
            rule=field.rule,
            article=step.article,
            sentence=_("“%(field)s” is missing.") % {"field": field.label},
        )
    for field in step.fields:
        wrong = problem(field, act.data.get(field.name))
        if wrong is not None:
            yield Refusal(rule="field", article=step.article, sentence=wrong)
    strange = set(act.data) - {field.name for field in step.fields}
    for name in sorted(strange):
        yield Refusal(
            rule="field",
            article=step.article,
            sentence=_("This step asks nothing called “%(field)s”.") % {"field": name},
        )


def after(procedure: Procedure, case: Case, act: Proposed, *, recorded: date, by: str = "") -> Case:
    """The case with the act done. Ask `refusals` first: nothing is refused here."""
    step = procedure.step(act.step)
    target = step.choose(case, act) if step.choose else step.target
    done = Act(
        number=len(case.acts) + 1, step=act.step, on=act.on, recorded=recorded, before=case.state,
        after=target or case.state, data=dict(act.data), by=by,
    )  # fmt: skip
    return replace(case, state=done.after, acts=(*case.acts, done))


def perform(procedure: Procedure, case: Case, act: Proposed, around: Around, *, by: str = "") -> Case:
    """The case after the act; raises Refused with every reason."""
    reasons = refusals(procedure, case, act, around)
    if reasons:
        raise Refused(reasons)
    return after(procedure, case, act, recorded=around.today, by=by)


def terms(procedure: Procedure, case: Case) -> list[Term]:
    """Every term that runs or ran in the case, in the order of the table."""
    found = []
    for rule in procedure.terms:
        event = rule.event(case)
        if event is None or rule.void(case):
            continue
        day = rule.until(case)
        days = (
            Span(first=event, last=day)
            if day is not None
            else span(event=event, count=rule.count(case), unit=rule.unit, begin=rule.begin)
        )
        if rule.rolls_over:
            days = replace(days, last=workday_from(days.last))
        found.append(Term(rule=rule, event=event, days=days, met=rule.met(case)))
    return found
