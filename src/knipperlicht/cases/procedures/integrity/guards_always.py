"""Guards that hold for every step of an integrity investigation, and two that are made to measure."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.procedures.case import Around, Case, Proposed
from knipperlicht.cases.procedures.integrity import history
from knipperlicht.cases.procedures.steps import Guard, Office, Refusal


def is_designated(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """G12: only designated staff and the mayor work on a file; the college and what follows by law from the day alone stand apart."""
    if around.designated or {Office.COLLEGE, Office.SYSTEM} & around.offices:
        return None
    return Refusal(
        rule="G12", article="art. 119ter § 3 NGW",
        sentence=_("You are not designated by a valid decision of the mayor. Have the mayor's decision recorded first."),
    )  # fmt: skip


def not_before_start(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """No act of a case lies before the decision to start it."""
    start = history.started_on(case)
    if start is None or act.on >= start:
        return None
    return Refusal(
        rule="day", article="art. 119ter § 2 NGW",
        sentence=_("The investigation only started on %(day)s; nothing of it can be older.") % {"day": f"{start:%d-%m-%Y}"},
    )  # fmt: skip


def not_before(*steps: str) -> Guard:
    """A guard: the act is not older than the last of these acts, which it follows from."""

    def guard(case: Case, act: Proposed, around: Around) -> Refusal | None:
        earlier = case.last(*steps)
        if earlier is None or act.on >= earlier.on:
            return None
        return Refusal(
            rule="day", article="",
            sentence=_("This follows from an act of %(day)s and cannot be older.") % {"day": f"{earlier.on:%d-%m-%Y}"},
        )  # fmt: skip

    return guard


def within_term(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Q1, Q2: all lies within 50 or 80 working days; past them only with a reason, never silently."""
    days = history.investigation(case)
    if days is None or act.on <= days.last or act.data.get("overrun"):
        return None
    return Refusal(
        rule="Q2", article="art. 119ter § 4 NGW",
        sentence=_("The term of the investigation ended on %(day)s. Record why it is exceeded; whether this has effects in law is an open question.")
        % {"day": f"{days.last:%d-%m-%Y}"},
    )  # fmt: skip
