"""The terms of a file: rule, article, start event, last day, how it stands, and where it lies on the drawing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knipperlicht.cases.procedures.case import Case
from knipperlicht.cases.procedures.engine import Term, terms
from knipperlicht.cases.procedures.integrity.planning import plan
from knipperlicht.cases.procedures.steps import Procedure, Tag
from knipperlicht.core.terms import Unit
from knipperlicht.core.workdays import workdays_between
from knipperlicht.web.casework.words import OFFICES, TAGS, length

WIDTH = 1000
LEAST = timedelta(days=28)
"""The drawing never shows fewer days than these: a term of one day stays visible."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A term for people. `start` and `size` lie on a line of `WIDTH`; `state` is met, late_met, missed, runs or ceiling."""

    term: Term
    length: str
    who: str | Promise
    state: str
    said: str
    start: int
    size: int
    mark: int | None
    doubt: str | Promise


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """Terms under each other on one line of days."""

    terms: list[Shown]
    first: date
    last: date
    today: int | None


def drawing_of(procedure: Procedure, case: Case, *, today: date, closed: date | None) -> Drawing:
    """Terms that still run first, the next one on top; then those that were met. Terms of years lie beyond the edge."""
    found = terms(procedure, case)
    near = [term for term in found if term.rule.unit is not Unit.YEARS]
    days = [term.event for term in near] + [term.days.last for term in near] + ([] if closed else [today])
    first = min(days, default=today)
    last = max(*days, first + LEAST) if days else first + LEAST
    across = _Line(first=first, last=last)
    ordered = sorted(found, key=lambda term: (term.met is not None, term.days.last))
    shown = [_shown(term, case, across, today) for term in ordered]
    return Drawing(
        terms=shown, first=first, last=last, today=across.at(today) if first <= today <= last else None
    )


@dataclass(frozen=True, kw_only=True)
class _Line:
    first: date
    last: date

    def at(self, day: date) -> int:
        """Where a day lies; days beyond an end lie on it."""
        within = min(max(day, self.first), self.last)
        return round(WIDTH * (within - self.first).days / (self.last - self.first).days)


def _shown(term: Term, case: Case, across: _Line, today: date) -> Shown:
    rule, start = term.rule, across.at(term.days.first)
    state = _state(term, today)
    return Shown(
        term=term,
        length="" if rule.until(case) is not None else length(rule.unit, rule.count(case)),
        who=OFFICES[rule.of],
        state=state,
        said=_said(term, state, today),
        start=start,
        size=max(across.at(term.days.last) - start, 8),
        mark=across.at(term.met) if term.met else None,
        doubt="" if rule.tag is Tag.LAW else TAGS[rule.tag],
    )


def _state(term: Term, today: date) -> str:
    if term.met is not None:
        return "late_met" if term.overdue(today) else "met"
    if term.rule.longest:
        return "ceiling"
    return "missed" if term.overdue(today) else "runs"


def _said(term: Term, state: str, today: date) -> str:
    if state == "missed":
        late = (today - term.days.last).days
        return ngettext("%(count)s day late", "%(count)s days late", late) % {"count": late}
    if state == "late_met":
        return _("met, too late")
    if state == "met":
        return _("term met")
    if state == "ceiling":
        return _("at most until this day")
    if term.rule.unit is Unit.WORKDAYS:
        left = workdays_between(today, term.days.last)
        return ngettext("%(count)s working day left", "%(count)s working days left", left) % {"count": left}
    left = (term.days.last - today).days + 1
    return ngettext("%(count)s day left", "%(count)s days left", left) % {"count": left}


def questions_of(procedure: Procedure, case: Case) -> list[str | Promise]:
    """Open questions of the law that matter to this file: those of its procedure, its terms and the acts done."""
    found: dict[str, str | Promise] = {str(text): text for text in procedure.open_questions}
    done = {act.step for act in case.acts}
    asked = [term.rule.question for term in terms(procedure, case)]
    asked += [step.question for step in procedure.steps if step.key in done]
    found |= {str(text): text for text in asked if text}
    return list(found.values())


@dataclass(frozen=True, kw_only=True)
class Safe:
    """The last safe day for a step, so that the decision still falls within the term; `late`: it went by.

    `never`: it lies before the first day of the term, so the term leaves no room for it as it now stands.
    """

    name: str
    day: date
    late: bool
    never: bool


def safe_days_of(case: Case, today: date, *, closed: bool) -> list[Safe]:
    """Reckoned backwards from the end of the investigation, for the steps that are still to come; none for other procedures."""
    found = plan(case) if case.kind == "integrity" and not closed else None
    if found is None or case.last("decide"):
        return []
    days = []
    if not case.last("request_advice"):
        days += [
            (_("Ask the advice of the DIOB, if it must be completed"), found.request_early_by),
            (_("Ask the advice of the DIOB, if it is complete at once"), found.request_by),
        ]
    if not case.last("invite"):
        days.append((_("Invite to be heard"), found.invite_by))
    if not case.last("hearing", "no_show"):
        days.append((_("Hear"), found.hear_by))
    days.append((_("Let the college decide"), found.decide_by))
    return [Safe(name=name, day=day, late=day < today, never=day < found.first) for name, day in days]
