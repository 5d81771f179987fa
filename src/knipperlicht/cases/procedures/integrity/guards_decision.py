"""Guards of proposal, hearing and decision: guards 3, 4, 7, 8, 9 and 11 of law.md §9.4."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.procedures.case import Around, Case, Proposed
from knipperlicht.cases.procedures.integrity import choices, history
from knipperlicht.cases.procedures.steps import Refusal

NOTICE_DAYS = 15
"""T7: the Act fixes no notice [assumption]."""
_ADVICE = "art. 119ter § 7–9 NGW"


def _is_negative(act: Proposed) -> bool:
    return act.data.get("measure") in choices.NEGATIVE


def advice_present(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """G3: no proposal and no decision without the advice of the DIOB, recorded and in the file."""
    if history.current_advice(case) and "D21" in around.documents:
        return None
    return Refusal(
        rule="G3", article=_ADVICE,
        sentence=_("Nothing is proposed or decided without the advice of the DIOB. Record it, and add the advice (D21) to the file."),
    )  # fmt: skip


def heard_or_valid_no_show(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """G4: nobody is decided about unheard, unless they stayed away after a valid invitation."""
    proposed = case.last("propose")
    heard = case.last("hearing", "no_show")
    if proposed is not None and heard is not None and heard.number > proposed.number:
        return None
    return Refusal(
        rule="G4", article="art. 119ter § 13 NGW",
        sentence=_("The person was not heard on this proposal. Invite them, and record the hearing or the absence."),
    )  # fmt: skip


def proposed_by_mayor(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Transition 24: the college decides on the mayor's proposal (D22)."""
    if case.last("propose"):
        return None
    return Refusal(
        rule="G4",
        article="art. 119ter § 8–9 NGW",
        sentence=_("The college decides on a proposal of the mayor; there is none."),
    )


def suspension_not_too_long(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """G7: a suspension of one to six months."""
    months = act.data.get("months")
    if act.data.get("measure") != choices.SUSPEND or (months and 1 <= months <= choices.LONGEST_SUSPENSION):
        return None
    return Refusal(
        rule="G7", article="art. 119ter § 8 NGW",
        sentence=_("A suspension lasts from one to six months. Give a number of months in between."),
    )  # fmt: skip


def suspension_can_be_lifted(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """G8: a suspension names the conditions for lifting it."""
    if act.data.get("measure") != choices.SUSPEND or act.data.get("lifting_conditions"):
        return None
    return Refusal(
        rule="G8", article="art. 119ter § 8 NGW",
        sentence=_("A suspension needs conditions for lifting it. Write down what the operator must do."),
    )  # fmt: skip


def closure_has_an_end(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Q4: the Act names no longest closure, so a day or conditions are asked here."""
    until = act.day("until")
    if (
        act.data.get("measure") != choices.CLOSE
        or act.data.get("lifting_conditions")
        or (until and until > act.on)
    ):
        return None
    return Refusal(
        rule="Q4", article="art. 119ter § 9 NGW",
        sentence=_("The Act names no longest closure. To stay proportional, give a last day after today's decision or conditions for lifting."),
    )  # fmt: skip


def measure_fits_permit(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """G9: refusal, suspension and abrogation where a permit is asked; closure where none is (literal reading of § 8 and § 9)."""
    if not _is_negative(act):
        return None
    permit = bool(case.about.get("permit_duty"))
    if permit == (act.data["measure"] in choices.PERMIT_MEASURES):
        return None
    said = (
        _("The council asks a permit here: only refusal, suspension or abrogation are possible, no closure.")
        if permit
        else _("The council asks no permit here: only closure is possible.")
    )
    return Refusal(rule="G9", article="art. 119ter § 8–9 NGW", sentence=said)


def grounded(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """G11: one of the three grounds, an offence of the closed list, and facts with the pieces that prove them."""
    needed = (
        ("grounds", _("a ground")), ("offences", _("an offence of the closed list")), ("facts", _("the facts")),
        ("references", _("the pieces that prove them")),
    )  # fmt: skip
    return _lacking("G11", act, needed)


def weighed(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """G11: the three factors of § 10 are weighed in writing."""
    needed = (
        ("gravity", _("the gravity of the facts")), ("link", _("the link with the activity")), ("benefit", _("the size of the benefits")),
    )  # fmt: skip
    return _lacking("G11", act, needed)


def _lacking(rule: str, act: Proposed, needed: tuple[tuple[str, object], ...]) -> Refusal | None:
    missing = [str(name) for field, name in needed if not act.data.get(field)]
    if not _is_negative(act) or not missing:
        return None
    sentence = _("A measure must name %(missing)s.") % {"missing": ", ".join(missing)}
    return Refusal(rule=rule, article="art. 119ter § 10 NGW", sentence=sentence)


def deviation_is_motivated(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """The advice binds nobody (Act, art. 8); who deviates says why (formal motivation, assumption)."""
    advice, measure = history.current_advice(case), act.data.get("measure")
    if advice is None or not measure or measure == advice.data.get("advised") or act.data.get("deviation"):
        return None
    return Refusal(
        rule="deviation", article="art. 8 W. 15-1-2024; W. 29-7-1991",
        sentence=_("This is not what the DIOB advises. That is allowed, with a reason: say why the advice is not followed."),
    )  # fmt: skip


def other_measure_is_motivated(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """The college decides on the proposal; who decides otherwise says why (assumption)."""
    proposed, measure = case.last("propose"), act.data.get("measure")
    if (
        proposed is None
        or not measure
        or measure == proposed.data.get("measure")
        or act.data.get("other_measure")
    ):
        return None
    return Refusal(
        rule="proposal", article="art. 119ter § 8–9 NGW",
        sentence=_("This is not what the mayor proposed. Say why the college decides otherwise."),
    )  # fmt: skip


def notice_is_long_enough(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """T7: fifteen days between invitation and hearing, or a reason why not."""
    hearing = act.day("hearing_on")
    if hearing is None or hearing - act.on >= timedelta(days=NOTICE_DAYS):
        return None
    if hearing > act.on and act.data.get("short_notice"):
        return None
    return Refusal(
        rule="T7", article="art. 119ter § 13 NGW",
        sentence=_("The hearing lies less than fifteen days after the invitation. Choose a later day, or say why it must be sooner."),
    )  # fmt: skip


def validly_invited(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """G4: absence counts after an invitation provably served before the hearing, once the hearing went by."""
    invitation, served = case.last("invite"), act.day("served_on")
    if invitation is None or served is None:
        return None
    hearing = invitation.day("hearing_on")
    if hearing and invitation.on <= served < hearing <= act.on:
        return None
    return Refusal(
        rule="G4", article="art. 119ter § 13 NGW",
        sentence=_("Absence counts only once the day of the hearing came, and when the invitation was served before it."),
    )  # fmt: skip


def no_valid_excuse(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """G4: who stayed away for a valid reason is invited again."""
    if not act.data.get("excuse_valid"):
        return None
    return Refusal(
        rule="G4",
        article="art. 119ter § 13 NGW",
        sentence=_("The reason for the absence is valid: invite the person again."),
    )
