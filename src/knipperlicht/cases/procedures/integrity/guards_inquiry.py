"""Guards of the inquiry: guards 2, 6, 13 and 16 of law.md §9.4, the register query, the closing note."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.procedures.case import Around, Case, Proposed
from knipperlicht.cases.procedures.integrity import choices, history
from knipperlicht.cases.procedures.steps import Refusal
from knipperlicht.core.clock import add_months

CONSULTATIONS = (
    "own_services", "police_advice", "criminal_record", "open_sources", "ariec_report", "judicial", "case_conference",
)  # fmt: skip
"""Sources of art. 119ter § 6 NGW, beside the Central Register."""
OLDEST_MONTHS = 5 * 12


def only_subjects(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """G2: nobody is looked into who is neither operator nor added with reasons."""
    known = history.investigated(case)
    strange = [
        str(person.get("name") or "?")
        for person in act.data.get("persons") or ()
        if not set(history.persons({"persons": [person]})) <= known
    ]
    if not strange:
        return None
    return Refusal(
        rule="G2", article="art. 119ter § 5 NGW",
        sentence=_("%(names)s: not among the persons of this investigation. Decide first, with reasons, to extend it to them.")
        % {"names": ", ".join(strange)},
    )  # fmt: skip


def within_investigation(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Transition 7: an extension to other persons is decided while the term runs."""
    days = history.investigation(case)
    if days is None or act.on <= days.last:
        return None
    return Refusal(
        rule="G2", article="art. 119ter § 4–5 NGW",
        sentence=_("The term of the investigation ended on %(day)s: it can no longer be extended to other persons.")
        % {"day": f"{days.last:%d-%m-%Y}"},
    )  # fmt: skip


def extended_once(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """G6: no second extension."""
    if not history.is_extended(case):
        return None
    return Refusal(
        rule="G6",
        article="art. 119ter § 4 NGW",
        sentence=_("The term was extended before; the Act allows it once."),
    )


def before_end_of_term(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Transition 8: the term is extended before it ends."""
    days = history.investigation(case)
    if days is None or act.on <= days.last:
        return None
    return Refusal(
        rule="T1", article="art. 119ter § 4 NGW",
        sentence=_("The fifty working days ended on %(day)s; a term that is over cannot be extended.") % {"day": f"{days.last:%d-%m-%Y}"},
    )  # fmt: skip


def oldest_allowed(start: date) -> date:
    """First day of the five years before the start (art. 119quater NGW)."""
    return add_months(day=start, months=-OLDEST_MONTHS)


def data_recent(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """G13: no data collected more than five years before the start."""
    start, oldest = history.started_on(case), act.day("data_from")
    if start is None or oldest is None or oldest >= oldest_allowed(start):
        return None
    return Refusal(
        rule="G13", article="art. 119quater § 1 NGW",
        sentence=_("Data from before %(day)s may not be used: more than five years before the start. Leave them out.")
        % {"day": f"{oldest_allowed(start):%d-%m-%Y}"},
    )  # fmt: skip


def data_not_from_later(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """The oldest data cannot be newer than the consultation."""
    oldest = act.day("data_from")
    if oldest is None or oldest <= act.on:
        return None
    return Refusal(
        rule="day",
        article="art. 119quater § 1 NGW",
        sentence=_("The oldest data cannot be newer than the consultation itself."),
    )


def no_livc_r(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """G16: nothing of the LIVC-R, whether it is ticked or named as a source."""
    named = " ".join(
        str(part) for name in ("databases", "participants", "by_whom") for part in _parts(act.data.get(name))
    )
    if not act.data.get("livc_r") and "livc" not in named.casefold().replace("-", ""):
        return None
    return Refusal(
        rule="G16", article="W. 30-7-2018 (LIVC-R), art. 4 § 3",
        sentence=_("Information of the LIVC-R may not be processed in an integrity investigation. Leave it out."),
    )  # fmt: skip


def _parts(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, list | tuple) else (value or "",)


def own_inquiry_first(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Q5: the register is asked after at least one own step, because the query needs a reason found in the inquiry."""
    if case.last(*CONSULTATIONS):
        return None
    return Refusal(
        rule="Q5", article="art. 12 W. 15-1-2024",
        sentence=_("The query needs the reason why your inquiry already points to a measure: consult at least one other source first."),
    )  # fmt: skip


def hit_is_described(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Art. 11: a hit brings a copy of the other municipality's decision."""
    if act.data.get("result") != choices.HIT or act.data.get("copy"):
        return None
    return Refusal(
        rule="G5", article="art. 11 W. 15-1-2024",
        sentence=_("A hit comes with a copy of the decision. Say what that decision says, and add the copy to the file."),
    )  # fmt: skip


def register_was_queried(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Transition 10: the register query is the one step that every investigation must have."""
    if case.last("register_query"):
        return None
    return Refusal(
        rule="G5", article="art. 119ter § 6, 1° NGW",
        sentence=_("The Central Register was not consulted. That is mandatory in every investigation: do it first."),
    )  # fmt: skip


def no_ground_found(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Transition 10: closing says that there is no ground; with one, the road is the advice of the DIOB."""
    if act.data.get("no_ground") is not False:
        return None
    return Refusal(
        rule="close", article="art. 119ter § 10 NGW",
        sentence=_("A file is closed when no ground was found. If there is one, ask the advice of the DIOB."),
    )  # fmt: skip
