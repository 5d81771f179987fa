"""What a mayor's measure must not miss: each guard gives the rule, the article of its basis and what to do."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.procedures.case import Around, Case, Proposed
from knipperlicht.cases.procedures.mayor_measures.automatic import PREPARING
from knipperlicht.cases.procedures.mayor_measures.bases import Basis, Hearing, basis_of
from knipperlicht.cases.procedures.mayor_measures.periods import (
    DECIDED,
    longest,
    next_first,
    renewals,
    standing,
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
def prepares(basis: Basis, case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Consultation and hearing prepare a decision or a renewal: once decided, only where one can follow."""
    if case.state in PREPARING or renewals(case) < basis.renewals:
        return None
    return refused(
        "renewal",
        basis.article,
        _("This measure cannot be renewed any more: there is no decision to prepare."),
    )


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
