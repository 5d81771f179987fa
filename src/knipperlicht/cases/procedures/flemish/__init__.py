"""Integrity assessment under the Flemish decree of 22 December 2023: a track of its own, off unless the operator switches it on (law.md §3, P5).

Terms, register, logs and retention differ from the federal investigation, and no data pass between the two.
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.procedures.case import Case
from knipperlicht.cases.procedures.flemish import rules as must
from knipperlicht.cases.procedures.flemish.rules import DECREE, HEAR, PROSECUTOR, TERM
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
    stayed_away,
)
from knipperlicht.cases.procedures.steps import Field, Kind, Office, Procedure, Step, Tag, TermRule
from knipperlicht.core.terms import Begin, Unit

RIGHTS = (
    ("permit", _("permit")), ("subsidy", _("subsidy")), ("concession", _("concession")), ("recognition", _("recognition")),
)  # fmt: skip
OUTCOMES = (
    ("grant", _("granted")), ("conditions", _("granted under special conditions")), ("refuse", _("refused")),
    ("suspend", _("suspended")), ("abrogate", _("abrogated")), ("close_for", _("temporary closure")), ("close", _("definitive closure")),
)  # fmt: skip
REASON = Field(name="reason", label=_("Reason"), kind=Kind.TEXT)
RUNS = frozenset({"started", "advising", "advised", "prosecutor", "invited", "heard"})
INQUIRY = frozenset({"started", "advised"})

STEPS: tuple[Step, ...] = (
    Step(
        key="receive", name=_("Give notice of receipt"), done=_("Receipt was notified"), office=Office.STAFF, article=TERM,
        first=True, sources=frozenset(), target="started", guards=(must.switched_on,),
        fields=(
            Field(name="right", label=_("What is asked or held"), kind=Kind.CHOICE, choices=RIGHTS),
            Field(name="persons", label=_("Who is concerned"), kind=Kind.PEOPLE),
            Field(name="why", label=_("Why an assessment is made"), kind=Kind.TEXT),
        ),
    ),
    Step(
        key="consult", name=_("Record a source"), done=_("A source was consulted"), office=Office.STAFF, article=f"art. 8–11 {DECREE}",
        sources=RUNS, repeats=True,
        fields=(
            Field(name="source", label=_("Which source")),
            Field(name="result", label=_("Result"), kind=Kind.TEXT, criminal=True),
        ),
    ),
    Step(
        key="ask_diob", name=_("Ask the DIOB for advice"), done=_("The DIOB was asked for advice"), office=Office.STAFF, article=TERM,
        sources=frozenset({"started"}), target="advising", guards=(must.asked_once,), fields=(REASON,), tag=Tag.ASSUMPTION,
        question=_("A request after the fifteen days is taken not to suspend the term."),
    ),
    Step(
        key="advice", name=_("Record the advice of the DIOB"), done=_("The DIOB gave its advice"), office=Office.DIOB, article=TERM,
        sources=frozenset({"advising"}), target="advised", guards=(not_before("ask_diob", article=TERM),),
        fields=(Field(name="advice", label=_("What it advises"), kind=Kind.TEXT, criminal=True),),
    ),
    Step(
        key="extend", name=_("Extend the term"), done=_("The term was extended by thirty working days"), office=Office.COLLEGE,
        article=TERM, sources=RUNS, guards=(must.extended_once,), fields=(REASON,),
    ),
    Step(
        key="tell_prosecutor", name=_("Tell the public prosecutor"), done=_("The public prosecutor was told"), office=Office.STAFF,
        article=PROSECUTOR, sources=INQUIRY, target="prosecutor",
        fields=(Field(name="office", label=_("Which public prosecutor's office")),),
    ),
    Step(
        key="no_objection", name=_("Record that there is no objection"), done=_("The public prosecutor has no objection"),
        office=Office.PROSECUTOR, article=PROSECUTOR, sources=frozenset({"prosecutor", "invited", "heard"}),
        guards=(not_before("tell_prosecutor", article=PROSECUTOR),),
    ),
    Step(
        key="object", name=_("Record an objection"), done=_("The public prosecutor objected: the assessment stopped"),
        office=Office.PROSECUTOR, article=PROSECUTOR, sources=RUNS, target="stopped", fields=(REASON,),
    ),
    Step(
        key="invite", name=_("Invite to be heard"), done=_("Invited to be heard"), office=Office.STAFF, article=HEAR,
        sources=frozenset({"prosecutor", "invited"}), target="invited", fields=INVITATION, guards=(invitation_ahead(HEAR),),
        documents=("D23",), repeats=True,
    ),
    Step(
        key="heard", name=_("Record the defence"), done=_("The defence was heard"), office=Office.PERSON, article=HEAR,
        sources=frozenset({"prosecutor", "invited", "heard"}), target="heard", fields=HEARING, documents=("D24",), repeats=True,
    ),
    Step(
        key="no_show", name=_("Record that nobody came"), done=_("Nobody came to the hearing"), office=Office.STAFF, article=HEAR,
        sources=frozenset({"invited"}), target="heard", fields=NO_SHOW, guards=(stayed_away(HEAR),), documents=("D24",),
    ),
    Step(
        key="decide", name=_("Decide"), done=_("The college decided"), office=Office.COLLEGE, article=f"art. 3 {DECREE}",
        sources=frozenset({"prosecutor", "invited", "heard"}), target="decided", documents=("D25",),
        guards=(
            must.prosecutor_silent, must.heard, must.motivated, must.in_time,
            not_before("tell_prosecutor", "heard", "no_show", article=f"art. 3 {DECREE}"),
        ),
        fields=(
            Field(name="outcome", label=_("Outcome"), kind=Kind.CHOICE, choices=OUTCOMES),
            Field(name="motivation", label=_("Motivation"), kind=Kind.TEXT),
            Field(name="facts", label=_("Facts on which it rests"), kind=Kind.TEXT, required=False, criminal=True),
            Field(name="offences", label=_("Offences, with their articles"), kind=Kind.LINES, required=False, criminal=True),
            Field(name="conditions", label=_("Special conditions"), kind=Kind.LINES, required=False),
            Field(name="until_day", label=_("Last day"), kind=Kind.DAY, required=False),
            Field(name="overrun", label=_("Reason of an overrun of the term"), kind=Kind.TEXT, required=False),
        ),
    ),
    Step(
        key="notify", name=_("Notify the decision"), done=_("The decision was notified"), office=Office.STAFF,
        article=f"art. 3 {DECREE}", sources=frozenset({"decided"}), target="in_effect", fields=SERVICE, documents=("D26",),
        guards=(not_before("decide", article=f"art. 3 {DECREE}"),),
    ),
    Step(
        key="register", name=_("Report to the register"), done=_("The decision was reported to the register of the DIOB"),
        office=Office.STAFF, article=f"art. 15, 16 {DECREE}", sources=frozenset({"decided", "in_effect"}), documents=("D27",),
        fields=(Field(name="proof", label=_("Number of the report")),),
    ),
    Step(
        key="withdraw", name=_("Withdraw for new facts"), done=_("The college withdrew its decision"), office=Office.COLLEGE,
        article=f"art. 3 § 5 {DECREE}", sources=frozenset({"decided", "in_effect"}), target="ended", fields=(REASON,), documents=("D32",),
    ),
    Step(
        key="archive", name=_("Archive the file"), done=_("The file was archived"), office=Office.STAFF, article=f"art. 18 {DECREE}",
        sources=frozenset({"in_effect"}), target="ended",
    ),
)  # fmt: skip


def _started(case: Case) -> date | None:
    return case.acts[0].on if case.acts else None


def _hearing_day(case: Case) -> date | None:
    invited = case.last("invite")
    return invited.day("hearing_on") if invited else None


TERMS = (
    TermRule(
        key="V4", name=_("Assessment and decision (50 working days, extended by 30)"), article=TERM, unit=Unit.WORKDAYS,
        begin=Begin.NEXT_WORKDAY, event=_started, until=must.last_day, met=on_last("decide", "object"), void=must.waits_for_advice,
        remind=(20, 10, 5, 1), tag=Tag.ASSUMPTION,
        question=_("Neither the day of the request to the DIOB, nor that of its advice, nor a day between counts."),
    ),
    TermRule(
        key="V4-DIOB", name=_("Last day on which a request to the DIOB suspends the term"), article=TERM, unit=Unit.DAYS,
        begin=Begin.NEXT_DAY, event=_started, count=lambda case: 15,
        met=on_last("ask_diob", "tell_prosecutor", "object"), longest=True,
    ),
    TermRule(
        key="V7", name=_("Objection of the public prosecutor"), article=PROSECUTOR, unit=Unit.DAYS, begin=Begin.NEXT_DAY,
        event=on_last("tell_prosecutor"), count=lambda case: 30, met=met_after(("tell_prosecutor",), "no_objection", "object", "decide"),
        of=Office.PROSECUTOR, longest=True,
    ),
    TermRule(
        key="HEARING", name=_("Hearing"), article=HEAR, unit=Unit.DAYS, begin=Begin.SAME_DAY, event=on_last("invite"),
        until=_hearing_day, met=met_after(("invite",), "heard", "no_show", "object"),
    ),
)  # fmt: skip

PROCEDURE = Procedure(
    key="flemish_decree", code="VLD", name=_("Integrity assessment (Flemish decree)"),
    states=(
        ("started", _("received")), ("advising", _("advice asked, term suspended")), ("advised", _("advice received")),
        ("prosecutor", _("public prosecutor told")), ("invited", _("invited to be heard")), ("heard", _("heard")),
        ("decided", _("decided, to be notified")), ("in_effect", _("in effect")), ("stopped", _("stopped by the public prosecutor")),
        ("ended", _("ended")),
    ),
    steps=STEPS, terms=TERMS, guards=(not_before_opening,), ended=frozenset({"stopped", "ended"}), purpose="integrity",
    law=_("Flemish decree of 22 December 2023 promoting the assessment of integrity by public authorities"),
    college_steps=frozenset({"invite", "heard", "no_show", "decide", "extend", "withdraw"}),
    college_documents=frozenset({"D23", "D24", "D25"}), switch="flemish_decree",
    open_questions=(
        _("Whether the decree is in force was not verified: the Flemish Government fixes the dates, and an agreement on cooperation is needed."),
        _("A decision with special conditions is treated as negative: the person is heard first."),
        _("Logs are kept three years and the file six years after archiving; the log of this site is kept for ten, as the federal Act asks."),
    ),
)  # fmt: skip
