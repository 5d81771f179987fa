"""An administrative fine (GAS-wet 24-6-2013; law.md §4.1): ours up to the hand-over, from then on the sanctioning officer's, whose terms show."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.procedures.case import Around, Case, Proposed
from knipperlicht.cases.procedures.gas import fine_guards as must
from knipperlicht.cases.procedures.gas.fine_guards import LAW
from knipperlicht.cases.procedures.gas.fines import MAXIMA
from knipperlicht.cases.procedures.money import cents
from knipperlicht.cases.procedures.parts import (
    HEARD_AS,
    SERVICE,
    met_after,
    not_before,
    not_before_opening,
    on_last,
)
from knipperlicht.cases.procedures.steps import Field, Kind, Office, Procedure, Step, TermRule
from knipperlicht.core.terms import Begin, Unit

TO = (("officer", _("sanctioning officer")), ("prosecutor", _("public prosecutor")))
MIXED = (
    ("no", _("no")),
    ("protocol", _("yes, with a protocol with the prosecutor")),
    ("without", _("yes, without such a protocol")),
)
ANSWERS = (("officer", _("the officer may act")), ("prosecutes", _("the prosecutor acts")))
MEDIATION = (("mediation", _("mediation")), ("service", _("community service")))
REASON = Field(name="reason", label=_("Reason"), kind=Kind.TEXT)
WITH_OFFICER = frozenset({"handed_over", "defence"})


def _fined(case: Case, act: Proposed) -> str:
    return "fined" if cents(act.data["fine"]) else "ended"


def _answered(case: Case, act: Proposed) -> str:
    return "prosecuted" if act.data["answer"] == "prosecutes" else case.state


FINDING = (
    Field(name="facts", label=_("What was found"), kind=Kind.TEXT),
    Field(name="rule", label=_("Article of the regulation that was breached")),
    Field(name="persons", label=_("Who is concerned"), kind=Kind.PEOPLE),
    Field(name="minor", label=_("A minor of 14 or older"), kind=Kind.YES, required=False),
    Field(name="flagrant", label=_("Caught in the act"), kind=Kind.YES, required=False),
    Field(name="mixed", label=_("Is it an offence too?"), kind=Kind.CHOICE, choices=MIXED),
)
STEPS: tuple[Step, ...] = (
    Step(
        key="find", name=_("Record the breach"), done=_("A breach was found"), office=Office.STAFF, article=LAW, first=True,
        sources=frozenset(), target="found", fields=FINDING,
    ),
    Step(
        key="report", name=_("Record the report"), done=_("The report was drawn up"), office=Office.STAFF, article=LAW,
        sources=frozenset({"found"}), target="reported", guards=(not_before("find", article=LAW),),
        fields=(
            Field(name="number", label=_("Number of the report")),
            Field(name="by", label=_("Who drew it up, with function")),
        ),
    ),
    Step(
        key="hand_over", name=_("Send to the sanctioning officer"), done=_("The report went to the sanctioning officer"),
        office=Office.STAFF, article=LAW, sources=frozenset({"reported"}), target="handed_over",
        guards=(must.addressed_well, not_before("report", article=LAW)),
        fields=(
            Field(name="to", label=_("Sent to"), kind=Kind.CHOICES, choices=TO),
            Field(name="copy", label=_("Copy to the person concerned, on"), kind=Kind.DAY, required=False),
        ),
    ),
    Step(
        key="answer", name=_("Record the prosecutor's answer"), done=_("The prosecutor answered"), office=Office.PROSECUTOR,
        article=LAW, sources=WITH_OFFICER, choose=_answered,
        fields=(Field(name="answer", label=_("Answer"), kind=Kind.CHOICE, choices=ANSWERS),),
    ),
    Step(
        key="letter", name=_("Record the officer's letter"), done=_("The officer invited to answer"), office=Office.OFFICER,
        article=LAW, sources=frozenset({"handed_over"}), target="defence", fields=SERVICE,
        guards=(must.prosecutor_first, not_before("hand_over", article=LAW)),
    ),
    Step(
        key="defend", name=_("Record the defence"), done=_("The defence came in"), office=Office.PERSON, article=LAW,
        sources=frozenset({"defence"}), repeats=True,
        fields=(Field(name="heard_as", label=_("How the defence was presented"), kind=Kind.CHOICE, choices=HEARD_AS),),
    ),
    Step(
        key="mediate", name=_("Record mediation or community service"), done=_("Mediation or community service was offered"),
        office=Office.OFFICER, article=LAW, sources=WITH_OFFICER,
        fields=(Field(name="kind", label=_("Which"), kind=Kind.CHOICE, choices=MEDIATION),),
    ),
    Step(
        key="decide", name=_("Record the officer's decision"), done=_("The officer decided"), office=Office.OFFICER, article=LAW,
        sources=frozenset({"defence"}), choose=_fined, guards=(must.defence_over, must.within_maximum, must.decided_in_time),
        fields=(Field(name="fine", label=_("Fine in euro"), kind=Kind.MONEY, help=_("0.00 where none is imposed.")),),
    ),
    Step(
        key="notify", name=_("Record the notification"), done=_("The fine was notified"), office=Office.OFFICER, article=LAW,
        sources=frozenset({"fined"}), target="notified", fields=SERVICE, guards=(not_before("decide", article=LAW),),
    ),
    Step(
        key="appeal", name=_("Record an appeal"), done=_("An appeal was lodged"), office=Office.PERSON, article=LAW,
        sources=frozenset({"notified"}), target="appealed", guards=(must.appealed_in_time, not_before("notify", article=LAW)),
        fields=(Field(name="court", label=_("Court"), help=_("Police court; juvenile court for minors.")),),
    ),
    Step(
        key="ruling", name=_("Record the judgment"), done=_("The court gave judgment"), office=Office.COURT, article=LAW,
        sources=frozenset({"appealed"}), target="final", guards=(not_before("appeal", article=LAW),),
        fields=(Field(name="fine", label=_("Fine in euro"), kind=Kind.MONEY), REASON),
    ),
    Step(
        key="become_final", name=_("Become final"), done=_("No appeal came: the fine can be enforced"), office=Office.SYSTEM,
        article=LAW, sources=frozenset({"notified"}), target="final", guards=(must.appeal_over,),
    ),
    Step(
        key="drop", name=_("Close without a report"), done=_("No report was drawn up"), office=Office.STAFF, article=LAW,
        sources=frozenset({"found", "reported"}), target="ended", fields=(REASON,),
    ),
)  # fmt: skip

TERMS = (
    TermRule(
        key="PV", name=_("Report sent to the sanctioning officer"), article=LAW, unit=Unit.MONTHS, begin=Begin.NEXT_DAY,
        event=on_last("find"), count=lambda case: 1 if case.acts[0].data.get("flagrant") else 2,
        met=met_after(("find",), "hand_over", "drop"), remind=(14, 5, 1),
    ),
    TermRule(
        key="PROSECUTOR", name=_("Answer of the prosecutor"), article=LAW, unit=Unit.MONTHS, begin=Begin.NEXT_DAY,
        event=lambda case: on_last("hand_over")(case) if case.acts[0].data.get("mixed") == "without" else None,
        count=lambda case: 2, met=met_after(("hand_over",), "answer", "letter"), of=Office.PROSECUTOR,
    ),
    TermRule(
        key="DEFENCE", name=_("Defence to the officer"), article=LAW, unit=Unit.DAYS, begin=Begin.NEXT_DAY, event=on_last("letter"),
        count=lambda case: 15, met=met_after(("letter",), "defend", "decide"), of=Office.PERSON, longest=True,
    ),
    TermRule(
        key="DECISION", name=_("Decision of the officer"), article=LAW, unit=Unit.MONTHS, begin=Begin.NEXT_DAY,
        event=lambda case: must.found_on(case) if case.last("hand_over") else None, count=lambda case: 12 if case.last("mediate") else 6,
        met=met_after(("hand_over",), "decide"), void=lambda case: case.state == "prosecuted", of=Office.OFFICER, remind=(30, 14, 5, 1),
    ),
    TermRule(
        key="APPEAL", name=_("Appeal"), article=LAW, unit=Unit.MONTHS, begin=Begin.NEXT_DAY, event=on_last("notify"),
        met=met_after(("notify",), "appeal", "become_final"), of=Office.PERSON, longest=True,
    ),
)  # fmt: skip


def automatic(case: Case, around: Around) -> Proposed | None:
    """A fine against which no appeal came becomes final."""
    last = must.last_appeal(case)
    if case.state != "notified" or last is None or around.today <= last:
        return None
    return Proposed(step="become_final", on=last + timedelta(days=1))


FINE = Procedure(
    key="gas", code="GAS", name=_("Administrative fine (GAS)"),
    states=(
        ("found", _("found")), ("reported", _("reported")), ("handed_over", _("with the sanctioning officer")),
        ("defence", _("invited to answer")), ("fined", _("fined")), ("notified", _("notified, appeal possible")),
        ("appealed", _("appealed")), ("final", _("final")), ("prosecuted", _("taken over by the prosecutor")), ("ended", _("no fine")),
    ),
    steps=STEPS, terms=TERMS, guards=(not_before_opening,), automatic=automatic,
    ended=frozenset({"final", "prosecuted", "ended"}), purpose="measure", law=_("Act of 24 June 2013 on municipal administrative sanctions"),
    open_questions=(
        *(row.question for row in MAXIMA if row.question),
        _("The numbers of the articles of the Act of 24 June 2013 are to be verified one by one; only the Act itself is named."),
        _("Terms are counted from the day after the finding, the letter and the notification."),
    ),
)  # fmt: skip
