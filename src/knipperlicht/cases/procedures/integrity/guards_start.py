"""Guards of the start: guard 1 of law.md §9.4, the same subject twice, the voluntary request."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.procedures.case import Around, Case, Proposed
from knipperlicht.cases.procedures.steps import Refusal

SECTION_1 = "art. 119ter § 1 NGW"


def regulation_in_force(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """G1: no start without a police regulation in force."""
    if around.facts.get("regulation_in_force"):
        return None
    return Refusal(
        rule="G1", article=SECTION_1,
        sentence=_("No police regulation is in force for this sector and place. The council must adopt one first."),
    )  # fmt: skip


def in_scope(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """G1: the establishment lies in the sector and zone of the regulation."""
    if around.facts.get("in_scope"):
        return None
    said = around.facts.get("scope_problem") or _(
        "The establishment does not stand on the list of establishments in scope. Add it there, with the reason."
    )
    return Refusal(rule="G1", article=SECTION_1, sentence=said)


def activity_still_listed(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """G1, A10: no new start for an activity that the royal decree no longer names."""
    if not around.facts.get("activity_dropped"):
        return None
    return Refusal(
        rule="G1", article="art. 6 § 3 W. 15-1-2024",
        sentence=_("The royal decree no longer names this activity. The council must amend the regulation; nothing new is started meanwhile."),
    )  # fmt: skip


def one_open_case(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Transition 5: no second case on the same subject without changed facts."""
    if not around.facts.get("open_case_same_subject") or act.data.get("changed_facts"):
        return None
    return Refusal(
        rule="start", article="art. 119ter § 5 NGW",
        sentence=_("An investigation of the same subject is open. Work on that one, or say which factual circumstances changed."),
    )  # fmt: skip


def new_after_closed(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Transition 36: a new investigation of a subject investigated before needs changed facts."""
    if not around.facts.get("closed_case_same_subject") or act.data.get("changed_facts"):
        return None
    return Refusal(
        rule="start", article="art. 119ter § 5 NGW",
        sentence=_("The same subject was investigated before. A new investigation needs changed factual circumstances: describe them."),
    )  # fmt: skip


def request_is_dated(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """§ 14: a voluntary investigation names the day of the request, which came first."""
    if not case.about.get("at_request"):
        return None
    asked = act.day("requested_on")
    if asked is not None and asked <= act.on:
        return None
    return Refusal(
        rule="start", article="art. 119ter § 14 NGW",
        sentence=_("A voluntary investigation rests on a request: give its day, not later than the decision."),
    )  # fmt: skip


def permit_duty_known(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Which measures are possible depends on the permit duty (§ 8, § 9): it is fixed at the start."""
    if isinstance(case.about.get("permit_duty"), bool):
        return None
    return Refusal(
        rule="start", article="art. 119ter § 8–9 NGW",
        sentence=_("Say whether the council asks a permit for this activity: the possible measures depend on it."),
    )  # fmt: skip
