"""What a mayor's measure must not miss: each guard gives the rule, the article of its basis and what to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.procedures.case import Around, Case, Proposed
from knipperlicht.cases.procedures.mayor_measures.bases import Basis, Body, Hearing, basis_of
from knipperlicht.cases.procedures.mayor_measures.periods import (
    DECIDED,
    FELL,
    Standing,
    longest,
    next_first,
    periods,
    renewals,
    standing,
    waiting,
)
from knipperlicht.cases.procedures.parts import refused, since, written
from knipperlicht.cases.procedures.steps import Guard, Refusal

Check = Callable[[Basis, Case, Proposed, Around], Refusal | None]


def of_basis(check: Check) -> Guard:
    """A guard that asks the basis of the case; a case without a known basis is refused by `known_basis`."""

    def guard(case: Case, act: Proposed, around: Around) -> Refusal | None:
        basis = basis_of(case)
        return check(basis, case, act, around) if basis else None

    return guard


def known_basis(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """A measure rests on one article, fixed when the case is opened."""
    if basis_of(case):
        return None
    return refused("basis", "", _("Choose the article on which the measure rests."))


@of_basis
def public_place(basis: Basis, case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Some articles reach only places that are accessible to the public."""
    if not basis.public or case.about.get("public_place") is True:
        return None
    return refused(
        "public_place", basis.article,
        _("This article reaches only places that are accessible to the public. Choose another basis."),
    )  # fmt: skip


@of_basis
def indications_stated(basis: Basis, case: Case, act: Proposed, around: Around) -> Refusal | None:
    """A basis that rests on serious indications needs them written down."""
    if not basis.indications or act.data.get("indications"):
        return None
    return refused(
        "indications", basis.article, _("Write down the serious indications this article asks for.")
    )


@of_basis
def consulted(basis: Basis, case: Case, act: Proposed, around: Around) -> Refusal | None:
    """The judicial authorities are consulted before each decision; before a renewal anew, the cautious reading."""
    if not basis.consult or since(case, case.last(*DECIDED), "consult"):
        return None
    return refused(
        "consult", basis.article,
        _("The judicial authorities must be consulted before the decision. Record that consultation first."),
    )  # fmt: skip


@of_basis
def heard(basis: Basis, case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Heard, or validly invited and stayed away; before a renewal anew, the cautious reading. Urgency excuses by principle only."""
    if basis.hearing is Hearing.NONE or since(case, case.last(*DECIDED), "heard", "no_show"):
        return None
    if basis.hearing is Hearing.PRINCIPLE and act.data.get("urgency"):
        return None
    if basis.hearing is Hearing.PRINCIPLE:
        return refused(
            "G4", basis.article,
            _("Who is concerned must be heard first, unless urgency forbids it: hear them, or motivate the urgency."),
        )  # fmt: skip
    return refused(
        "G4", basis.article,
        _("Who is concerned must have been heard, or have stayed away after an invitation with proof. Urgency is no excuse here."),
    )  # fmt: skip


@of_basis
def damage_motivated(basis: Basis, case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Article 134ter: delay would cause serious damage, and no other authority is competent."""
    if not basis.damage:
        return None
    if not act.data.get("serious_damage"):
        return refused("damage", basis.article, _("Motivate why delay would cause serious damage."))
    if act.data.get("no_other_authority") is not True:
        return refused(
            "damage", basis.article,
            _("The mayor is not competent here when another authority is. State that there is none."),
        )  # fmt: skip
    return None


@of_basis
def short_enough(basis: Basis, case: Case, act: Proposed, around: Around) -> Refusal | None:
    """A period has an end, at the latest after the months of its basis; without such a limit, an end or conditions for lifting."""
    first, last = act.day("from_day"), act.day("until_day")
    if first is None:
        return None
    if last is None and basis.months is not None:
        return refused("duration", basis.article, _("State the last day: this article limits the duration."))
    if last is None and not act.data.get("lifting_conditions"):
        return refused(
            "duration", basis.article,
            _("State the last day or the conditions under which the measure is lifted: it must be proportional."),
        )  # fmt: skip
    if last is not None and last < first:
        return refused("duration", basis.article, _("The last day cannot lie before the first."))
    if last is not None and basis.months is not None and last > longest(first, basis.months):
        return refused(
            "duration", basis.article,
            _("This article allows %(months)d months at most: until %(day)s.")
            % {"months": basis.months, "day": written(longest(first, basis.months))},
        )  # fmt: skip
    return None


def from_now_on(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """A measure does not work back."""
    first = act.day("from_day")
    if first is None or first >= act.on:
        return None
    return refused("duration", "", _("A measure cannot begin before the day of its decision."))


@of_basis
def meeting_named(basis: Basis, case: Case, act: Proposed, around: Around) -> Refusal | None:
    """The day of the next meeting is known and recorded, for the measure lapses if it is not confirmed there."""
    if basis.confirmed_by is None:
        return None
    meeting = act.day("meeting")
    if meeting is None:
        return refused(
            "T18", basis.article,
            _("State the day of the next meeting: the measure lapses if it is not confirmed there."),
        )  # fmt: skip
    if meeting < act.on:
        return refused("T18", basis.article, _("The next meeting cannot lie before the decision."))
    return _later_than_agenda(basis, meeting, around)


def _later_than_agenda(basis: Basis, meeting: date, around: Around) -> Refusal | None:
    known = around.next_meeting if basis.confirmed_by is Body.COLLEGE else None
    if known is None or meeting <= known:
        return None
    return refused(
        "T18", basis.article,
        _("The college meets on %(day)s already: the measure must be confirmed there, not later.") % {"day": written(known)},
    )  # fmt: skip


@of_basis
def meeting_may_move(basis: Basis, case: Case, act: Proposed, around: Around) -> Refusal | None:
    """A meeting that is put off is recorded at the latest on the day it would have been."""
    period, meeting = waiting(case), act.day("meeting")
    if period is None or period.meeting is None or meeting is None:
        return refused("T18", basis.article, _("No measure waits for a meeting now."))
    if act.on > period.meeting:
        return refused(
            "T18", basis.article,
            _("The meeting of %(day)s has been: the measure was confirmed there, or it lapsed.") % {"day": written(period.meeting)},
        )  # fmt: skip
    if meeting < around.today:
        return refused("T18", basis.article, _("A meeting is put off to today or later."))
    return _later_than_agenda(basis, meeting, around)


def by_body(body: Body) -> Guard:
    """The body of this basis confirms, no other; at the meeting, not after it."""

    @of_basis
    def guard(basis: Basis, case: Case, act: Proposed, around: Around) -> Refusal | None:
        if basis.confirmed_by is not body:
            return refused(
                "T18", basis.article, _("Another body confirms a measure on this basis, or none does.")
            )
        return None

    return guard


@of_basis
def in_time(basis: Basis, case: Case, act: Proposed, around: Around) -> Refusal | None:
    """What the next meeting did not confirm has lapsed."""
    period = waiting(case)
    if period is None or period.meeting is None:
        return refused("T18", basis.article, _("No measure waits for a meeting now."))
    if act.on < period.act.on:
        return refused(
            "T18", basis.article, _("The meeting cannot lie before the decision that it confirms.")
        )
    if act.on > period.meeting:
        return refused(
            "T18", basis.article,
            _("The meeting of %(day)s did not confirm the measure: it lapsed. A new decision is needed.")
            % {"day": written(period.meeting)},
        )  # fmt: skip
    return None


@of_basis
def meeting_over(basis: Basis, case: Case, act: Proposed, around: Around) -> Refusal | None:
    """A measure lapses only after the meeting."""
    period = waiting(case)
    if period is None or period.meeting is None or act.on <= period.meeting:
        return refused("T18", basis.article, _("The meeting at which this is confirmed has not been yet."))
    return None


@of_basis
def minutes_of_that_day(basis: Basis, case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Only what was decided at that meeting undoes a lapse, and the minutes show it."""
    found = periods(case)
    last = case.last(*FELL)
    period = found[-1] if found else None
    if period is None or period.standing is not Standing.LAPSED or last is None or last.step != "lapse":
        return refused("T18", basis.article, _("No measure lapsed here for want of a confirmation."))
    if period.meeting is None or not period.act.on <= act.on <= period.meeting:
        return refused(
            "T18", basis.article,
            _("Only a confirmation at the meeting itself keeps the measure: give the day of that meeting. Later is too late."),
        )  # fmt: skip
    if period.last is not None and around.today > period.last:
        return refused(
            "T18", basis.article,
            _("The measure would have ended on %(day)s by itself: there is nothing left to keep.") % {"day": written(period.last)},
        )  # fmt: skip
    return None


@of_basis
def may_renew(basis: Basis, case: Case, act: Proposed, around: Around) -> Refusal | None:
    """A renewal follows on at once, is decided before the end, and no oftener than its basis allows."""
    if renewals(case) >= basis.renewals:
        if not basis.renewals:
            return refused("renewal", basis.article, _("A measure on this basis cannot be renewed."))
        return refused(
            "renewal", basis.article,
            _("It was renewed %(times)d times already, which is the most this article allows.") % {"times": basis.renewals},
        )  # fmt: skip
    period, begins = standing(case), next_first(case)
    if period is None or period.last is None or begins is None or act.on > period.last:
        return refused(
            "renewal",
            basis.article,
            _("The measure ended already: it cannot be renewed. Take a new decision."),
        )
    if act.day("from_day") != begins:
        return refused(
            "renewal", basis.article,
            _("A renewal begins on the day after the measure would end: %(day)s.") % {"day": written(begins)},
        )  # fmt: skip
    return None


@of_basis
def end_reached(basis: Basis, case: Case, act: Proposed, around: Around) -> Refusal | None:
    """A measure expires only after its last day."""
    period = standing(case)
    if period is None or period.last is None or act.on <= period.last:
        return refused("duration", basis.article, _("The measure has not reached its end yet."))
    return None


def premises_free(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Premises are released only when no seal is on them (`sealed`: a sealing file of this closure says so)."""
    if around.facts.get("sealed") is not True:
        return None
    return refused(
        "unseal", "art. 133ter § 1 NGW",
        _("There are still seals on the premises. Record their removal in the file of the sealing first."),
    )  # fmt: skip
