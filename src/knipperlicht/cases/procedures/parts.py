"""Fields, guards and small questions that several procedures share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.procedures.case import Act, Around, Case, Proposed
from knipperlicht.cases.procedures.steps import Field, Guard, Kind, Refusal, Text

SENT_BY = (("registered", _("registered post")), ("receipt", _("against receipt")))
"""How an invitation or decision reaches somebody with proof."""
HEARD_AS = (("spoken", _("spoken")), ("written", _("in writing")))

INVITATION = (
    Field(name="hearing_on", label=_("Day of the hearing"), kind=Kind.DAY),
    Field(name="sent_by", label=_("Sent by"), kind=Kind.CHOICE, choices=SENT_BY),
    Field(name="proof", label=_("Number of the registered item or receipt")),
    Field(name="invited", label=_("Who was invited"), kind=Kind.PEOPLE),
)
HEARING = (
    Field(name="heard_as", label=_("How the defence was presented"), kind=Kind.CHOICE, choices=HEARD_AS),
    Field(name="present", label=_("Who was heard"), kind=Kind.PEOPLE),
    Field(name="defence", label=_("What was said in defence"), kind=Kind.TEXT),
)
NO_SHOW = (
    Field(
        name="no_valid_reason", label=_("No valid reason for staying away was given"), kind=Kind.YES,
        help=_("Where a valid reason was given, invite again."),
    ),
)  # fmt: skip
SERVICE = (
    Field(name="sent_by", label=_("Sent by"), kind=Kind.CHOICE, choices=SENT_BY),
    Field(name="proof", label=_("Number of the registered item or receipt")),
)


def refused(rule: str, article: str, sentence: Text) -> Refusal:
    """A refusal in one line."""
    return Refusal(rule=rule, article=article, sentence=sentence)


def since(case: Case, began: Act | None, *steps: str) -> Act | None:
    """The last act of these steps after `began`; from the start of the case where that is None."""
    return next(
        (
            act
            for act in reversed(case.acts)
            if act.step in steps and (began is None or act.number > began.number)
        ),
        None,
    )


def not_before(*steps: str, article: str) -> Guard:
    """The act cannot lie before the last act of any of these steps."""

    def guard(case: Case, act: Proposed, around: Around) -> Refusal | None:
        earlier = case.last(*steps)
        if earlier is None or act.on >= earlier.on:
            return None
        return refused(
            "day", article,
            _("This cannot lie before %(day)s, the day of the step that it follows on.") % {"day": written(earlier.on)},
        )  # fmt: skip

    return guard


def not_before_opening(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """No act lies before the case was opened."""
    if not case.acts or act.on >= case.acts[0].on:
        return None
    return refused("day", "", _("No act can lie before the day on which the case was opened."))


def must_hold(name: str, *, rule: str, article: str, sentence: Text) -> Guard:
    """A field of kind YES must be yes: what the law requires to be so."""

    def guard(case: Case, act: Proposed, around: Around) -> Refusal | None:
        return None if act.data.get(name) is True else refused(rule, article, sentence)

    return guard


def days_in_order(first: str, last: str, *, article: str, sentence: Text) -> Guard:
    """Of two fields that are days, the second does not lie before the first."""

    def guard(case: Case, act: Proposed, around: Around) -> Refusal | None:
        begin, end = act.day(first), act.day(last)
        return refused("day", article, sentence) if begin and end and end < begin else None

    return guard


def invitation_ahead(article: str) -> Guard:
    """A hearing cannot be held before its invitation was sent."""

    def guard(case: Case, act: Proposed, around: Around) -> Refusal | None:
        hearing = act.day("hearing_on")
        if hearing is not None and hearing > act.on:
            return None
        return refused(
            "hearing", article,
            _("The hearing must lie after the day on which the invitation is sent."),
        )  # fmt: skip

    return guard


def stayed_away(article: str) -> Guard:
    """Somebody stays away only after an invitation, on or after the day of the hearing, without a valid reason."""

    def guard(case: Case, act: Proposed, around: Around) -> Refusal | None:
        invited = case.last("invite")
        if invited is None:
            return refused(
                "hearing", article,
                _("Nobody can stay away who was not invited by registered post or against receipt. Invite first."),
            )  # fmt: skip
        hearing = invited.day("hearing_on")
        if hearing is not None and act.on < hearing:
            return refused(
                "hearing", article,
                _("The hearing is on %(day)s: nobody stayed away before that day.") % {"day": written(hearing)},
            )  # fmt: skip
        if act.data.get("no_valid_reason") is not True:
            return refused(
                "hearing", article,
                _("Somebody who stays away with a valid reason is invited again: without a hearing there is no decision."),
            )  # fmt: skip
        return None

    return guard


def fact(name: str, *, rule: str, article: str, sentence: Text) -> Guard:
    """A fact from elsewhere (`Around.facts`) must be true; absent counts as not so."""

    def guard(case: Case, act: Proposed, around: Around) -> Refusal | None:
        return None if around.facts.get(name) is True else refused(rule, article, sentence)

    return guard


def on_last(*steps: str) -> Callable[[Case], date | None]:
    """For a term: the day of the last act of these steps."""

    def day(case: Case) -> date | None:
        act = case.last(*steps)
        return act.on if act else None

    return day


def met_after(event: tuple[str, ...], *steps: str) -> Callable[[Case], date | None]:
    """For a term: the day of the last of `steps` done after the last of `event`."""

    def day(case: Case) -> date | None:
        act = since(case, case.last(*event), *steps)
        return act.on if act else None

    return day


def written(day: date) -> str:
    """A day in a sentence."""
    return day.strftime("%d-%m-%Y")
