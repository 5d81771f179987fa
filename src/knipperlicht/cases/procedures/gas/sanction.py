"""Suspension or abrogation of a permit, or closure, by the college as a sanction, after a warning (GAS-wet art. 4, 45; law.md §1.14)."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.procedures.case import Around, Case, Proposed
from knipperlicht.cases.procedures.parts import (
    HEARING,
    INVITATION,
    NO_SHOW,
    SERVICE,
    invitation_ahead,
    met_after,
    not_before,
    not_before_opening,
    on_last,
    refused,
    since,
    stayed_away,
)
from knipperlicht.cases.procedures.steps import Field, Kind, Office, Procedure, Refusal, Step, Tag, TermRule
from knipperlicht.core.terms import Begin, Unit

ARTICLE = "art. 4, 45 W. 24-6-2013"
SANCTIONS = (
    ("suspend", _("suspension of the permit")),
    ("abrogate", _("abrogation of the permit")),
    ("close_for", _("temporary closure")),
    ("close", _("definitive closure")),
)
OF_PERMIT, FOR_A_TIME = frozenset({"suspend", "abrogate"}), frozenset({"suspend", "close_for"})
REASON = Field(name="reason", label=_("Reason"), kind=Kind.TEXT)
BEFORE = frozenset({"breached", "invited", "heard"})


def after_warning(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """The new breach comes after the warning."""
    if act.on > case.acts[0].on:
        return None
    return refused("warning", ARTICLE, _("Only a breach after the warning leads to this sanction."))


def heard(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Heard, or validly invited and stayed away: by the general principle."""
    if since(case, None, "heard", "no_show"):
        return None
    return refused(
        "G4",
        ARTICLE,
        _("Who is concerned must be heard first, or have stayed away after an invitation with proof."),
    )


def permit_there(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """A permit that is suspended or abrogated must exist."""
    if act.data["sanction"] not in OF_PERMIT or case.about.get("permit") is True:
        return None
    return refused("permit", ARTICLE, _("There is no permit to suspend or abrogate here. Choose a closure."))


def days_fit(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """What is for a time has a last day; what is not has none; it begins no earlier than its decision."""
    first, last, limited = act.day("from_day"), act.day("until_day"), act.data["sanction"] in FOR_A_TIME
    if limited and last is None:
        return refused("duration", ARTICLE, _("State the last day of the suspension or temporary closure."))
    if not limited and last is not None:
        return refused("duration", ARTICLE, _("What is definitive has no last day: leave it empty."))
    if first is not None and (first < act.on or (last is not None and last < first)):
        return refused("duration", ARTICLE, _("The days must lie in order, from the decision on."))
    return None


def end_reached(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """It ends by itself only after its last day."""
    last = _last_day(case)
    if last is not None and act.on > last:
        return None
    return refused("duration", ARTICLE, _("The measure has not reached its end yet."))


def _last_day(case: Case) -> date | None:
    decided = case.last("decide")
    return decided.day("until_day") if decided else None


STEPS: tuple[Step, ...] = (
    Step(
        key="warn", name=_("Warn"), done=_("A warning was given"), office=Office.STAFF, article=ARTICLE, first=True,
        sources=frozenset(), target="warned",
        fields=(
            Field(
                name="extract", label=_("Extract of the rule that was breached"), kind=Kind.TEXT,
                help=_("The warning contains it."),
            ),
            Field(name="facts", label=_("What was found"), kind=Kind.TEXT),
            Field(name="persons", label=_("Who is concerned"), kind=Kind.PEOPLE),
            *SERVICE,
        ),
    ),
    Step(
        key="breach", name=_("Record a new breach"), done=_("A breach was found after the warning"), office=Office.STAFF,
        article=ARTICLE, sources=frozenset({"warned"}), target="breached", guards=(after_warning,),
        fields=(
            Field(name="facts", label=_("What was found"), kind=Kind.TEXT),
            Field(name="source", label=_("Number of the report")),
        ),
    ),
    Step(
        key="invite", name=_("Invite to be heard"), done=_("Invited to be heard"), office=Office.STAFF, article=ARTICLE,
        sources=BEFORE, target="invited", fields=INVITATION, guards=(invitation_ahead(ARTICLE),), documents=("D23",),
        tag=Tag.ASSUMPTION, question=_("A hearing is required as a general principle; the Act does not ask for it in these words."),
    ),
    Step(
        key="heard", name=_("Record the defence"), done=_("The defence was heard"), office=Office.PERSON, article=ARTICLE,
        sources=BEFORE, target="heard", fields=HEARING, documents=("D24",),
    ),
    Step(
        key="no_show", name=_("Record that nobody came"), done=_("Nobody came to the hearing"), office=Office.STAFF,
        article=ARTICLE, sources=frozenset({"invited"}), target="heard", fields=NO_SHOW, guards=(stayed_away(ARTICLE),),
        documents=("D24",),
    ),
    Step(
        key="decide", name=_("Decide on the sanction"), done=_("The college imposed a sanction"), office=Office.COLLEGE,
        article=ARTICLE, sources=BEFORE, target="decided", documents=("D25",),
        guards=(heard, permit_there, days_fit, not_before("heard", "no_show", article=ARTICLE)),
        fields=(
            Field(name="sanction", label=_("Sanction"), kind=Kind.CHOICE, choices=SANCTIONS),
            Field(name="rule", label=_("Article of the regulation that provides for it")),
            Field(name="motivation", label=_("Motivation"), kind=Kind.TEXT),
            Field(name="from_day", label=_("First day"), kind=Kind.DAY),
            Field(name="until_day", label=_("Last day"), kind=Kind.DAY, required=False),
        ),
    ),
    Step(
        key="notify", name=_("Notify the decision"), done=_("The decision was notified"), office=Office.STAFF, article=ARTICLE,
        sources=frozenset({"decided"}), target="in_effect", fields=SERVICE, documents=("D26",),
        guards=(not_before("decide", article=ARTICLE),),
    ),
    Step(
        key="seal", name=_("Seal the establishment"), done=_("The establishment is sealed"), office=Office.MAYOR,
        article="art. 133ter § 1 NGW", sources=frozenset({"in_effect"}), documents=("D30",), opens="sealing", repeats=True,
    ),
    Step(
        key="lift", name=_("Lift the sanction"), done=_("The college lifted the sanction"), office=Office.COLLEGE,
        article=ARTICLE, sources=frozenset({"decided", "in_effect"}), target="ended", fields=(REASON,),
    ),
    Step(
        key="annul", name=_("Record a suspension or annulment"), done=_("The Council of State suspended or annulled the sanction"),
        office=Office.COURT, article="art. 14, 17 RvS-wet", sources=frozenset({"decided", "in_effect"}), target="ended",
        fields=(REASON,), tag=Tag.MEMORY,
    ),
    Step(
        key="expire", name=_("End after the last day"), done=_("The sanction ended after its last day"), office=Office.SYSTEM,
        article=ARTICLE, sources=frozenset({"decided", "in_effect"}), target="ended", guards=(end_reached,),
    ),
    Step(
        key="drop", name=_("Close without a sanction"), done=_("No sanction followed"), office=Office.STAFF, article=ARTICLE,
        sources=BEFORE | {"warned"}, target="dropped", fields=(REASON,),
    ),
)  # fmt: skip


def _hearing_day(case: Case) -> date | None:
    invited = case.last("invite")
    return invited.day("hearing_on") if invited else None


TERMS = (
    TermRule(
        key="HEARING", name=_("Hearing"), article=ARTICLE, unit=Unit.DAYS, begin=Begin.SAME_DAY, event=on_last("invite"),
        until=_hearing_day, met=met_after(("invite",), "heard", "no_show", "drop"), tag=Tag.ASSUMPTION,
    ),
    TermRule(
        key="END", name=_("Last day of the measure"), article=ARTICLE, unit=Unit.DAYS, begin=Begin.SAME_DAY,
        event=lambda case: on_last("decide")(case) if _last_day(case) else None, until=_last_day,
        met=met_after(("decide",), "lift", "annul", "expire"), longest=True, of=Office.COLLEGE, remind=(14, 5, 1),
    ),
)  # fmt: skip


def automatic(case: Case, around: Around) -> Proposed | None:
    """A suspension or temporary closure ends after its last day."""
    last = _last_day(case)
    if case.state not in ("decided", "in_effect") or last is None or around.today <= last:
        return None
    return Proposed(step="expire", on=last + timedelta(days=1))


SANCTION = Procedure(
    key="gas_sanction", code="GSM", name=_("Sanction by the college (GAS)"),
    states=(
        ("warned", _("warned")), ("breached", _("breached again")), ("invited", _("invited to be heard")), ("heard", _("heard")),
        ("decided", _("decided, to be notified")), ("in_effect", _("in effect")), ("ended", _("ended")), ("dropped", _("no sanction")),
    ),
    steps=STEPS, terms=TERMS, guards=(not_before_opening,), automatic=automatic, ended=frozenset({"ended", "dropped"}),
    purpose="measure", law=_("Articles 4 and 45 of the Act of 24 June 2013 on municipal administrative sanctions"),
    about=(Field(name="permit", label=_("The establishment has a permit of the municipality"), kind=Kind.YES, required=False),),
    college_steps=frozenset({"warn", "invite", "heard", "no_show", "decide", "lift"}), college_documents=frozenset({"D23", "D24", "D25"}),
    open_questions=(_("The council's regulation fixes the duration: the Act gives none."),),
)  # fmt: skip
