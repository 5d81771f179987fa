"""What a permit under conditions must not miss. The municipality's own regulation is its law: a guard names it by that word."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.procedures.case import Around, Case, Proposed
from knipperlicht.cases.procedures.parts import refused, written
from knipperlicht.cases.procedures.permit.conditions import conditions, open_conditions, unshown
from knipperlicht.cases.procedures.permit.fields import EXAMINATIONS
from knipperlicht.cases.procedures.steps import Refusal

LOCAL = "gemeentelijk reglement"


def regulation_named(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """A permit can only be asked for by a regulation of the council."""
    if case.about.get("regulation"):
        return None
    return refused("permit", LOCAL, _("Name the regulation of the council that asks for this permit."))


def deadline_of_existing(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Who works already has until a day that the regulation gives."""
    if act.data.get("origin") != "existing" or case.about.get("transition_until"):
        return None
    return refused(
        "transition",
        LOCAL,
        _("State until which day the regulation lets existing operators go on without a permit."),
    )


def all_examined(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Every examination of the checklist has a result."""
    done = {examined.data["examination"] for examined in case.all("examine")}
    left = [str(name) for code, name in EXAMINATIONS if code not in done]
    if not left:
        return None
    return refused(
        "examination", LOCAL,
        _("Not examined yet: %(left)s. Record each, also one that does not apply.") % {"left": ", ".join(left)},
    )  # fmt: skip


def last_results(case: Case) -> dict[str, str]:
    """Examination -> its last result."""
    return {act.data["examination"]: act.data["result"] for act in case.all("examine")}


def favourable(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """No permit against an unfavourable examination without a motivation of its own."""
    against = [str(name) for code, name in EXAMINATIONS if last_results(case).get(code) == "unfavourable"]
    if not against or act.data.get("despite"):
        return None
    return refused(
        "examination", LOCAL,
        _("Unfavourable: %(against)s. Motivate why the permit is granted all the same, or refuse it.") % {"against": ", ".join(against)},
    )  # fmt: skip


def heard(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Nobody loses a permit unheard."""
    withdrawn_after = case.last("grant")
    act_heard = case.last("heard", "no_show")
    if withdrawn_after and act_heard and act_heard.number > withdrawn_after.number:
        return None
    return refused(
        "G4",
        LOCAL,
        _("The operator must be heard first, or have stayed away after an invitation with proof."),
    )


def due_ahead(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """A condition is checked after the day on which it is written down."""
    due = act.day("due")
    return (
        refused("condition", LOCAL, _("The day of the check must lie ahead."))
        if due and due <= act.on
        else None
    )


def known_condition(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """A check is of a condition of the decision; its next check lies after it."""
    number, again = act.data["number"], act.day("again")
    if not 1 <= number <= len(conditions(case)):
        return refused(
            "condition", LOCAL,
            _("There is no condition %(number)d: the decision has %(count)d.") % {"number": number, "count": len(conditions(case))},
        )  # fmt: skip
    if again and again <= act.on:
        return refused("condition", LOCAL, _("The day of the next check must lie ahead."))
    return None


def day_went_by(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """The permit lapses by itself only after the day of a condition whose failure to be shown does that."""
    if unshown(case, act.on):
        return None
    return refused(
        "condition", LOCAL, _("No condition went by its day that lets the permit lapse by itself.")
    )


def motivated_exemption(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """An exemption rests on a rule of the regulation, not on who the owner is alone."""
    if act.data.get("objective") is True:
        return None
    return refused(
        "exemption", LOCAL,
        _("An exemption rests on an objective rule of the regulation that holds for everybody alike. Have one by ownership checked by counsel."),
    )  # fmt: skip


def end_passed(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """A permit for a time ends after its last day."""
    last = last_day(case)
    if last is not None and act.on > last:
        return None
    return refused("duration", LOCAL, _("The permit has not reached its end yet."))


def last_day(case: Case) -> date | None:
    """The last day of the permit; None where it has none."""
    granted = case.last("grant")
    return granted.day("until_day") if granted else None


def next_check(case: Case) -> date | None:
    """The day of the next check of a condition."""
    waiting = open_conditions(case)
    return waiting[0].due if waiting else None


def decide_by(case: Case) -> date | None:
    """The last day of the term that the regulation gives the college, from the complete application; None where it gives none."""
    complete, days = case.last("complete"), case.about.get("decision_days")
    return complete.on + timedelta(days=int(days)) if complete and days else None


def in_time(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """No silent overrun of the regulation's own term."""
    last = decide_by(case)
    if last is None or act.on <= last or act.data.get("overrun"):
        return None
    return refused(
        "duration",
        LOCAL,
        _("The term of the regulation ended on %(day)s. Give the reason of the overrun.")
        % {"day": written(last)},
    )
