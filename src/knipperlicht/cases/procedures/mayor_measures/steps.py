"""The steps of a mayor's closure, one row each; a place ban has the same but for what concerns premises."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.procedures.mayor_measures import fields as ask
from knipperlicht.cases.procedures.mayor_measures import guards as must
from knipperlicht.cases.procedures.mayor_measures import meeting_guards as meeting
from knipperlicht.cases.procedures.mayor_measures.automatic import (
    IN_FORCE,
    PREPARING,
    after_decision,
    after_lapse,
    while_preparing,
)
from knipperlicht.cases.procedures.mayor_measures.bases import Body
from knipperlicht.cases.procedures.mayor_measures.periods import DECIDED
from knipperlicht.cases.procedures.parts import (
    HEARING,
    INVITATION,
    NO_SHOW,
    SERVICE,
    invitation_ahead,
    not_before,
    stayed_away,
)
from knipperlicht.cases.procedures.steps import Office, Step, Tag

LAW = "art. 133–134septies NGW; art. 9bis W. 24-2-1921; W. 30-7-1979; W. 10-11-2006"
CONSULT = "art. 134quinquies, 134septies NGW; art. 9bis W. 24-2-1921"
HEAR = "art. 134ter, 134quinquies, 134septies NGW; art. 9bis W. 24-2-1921"
CONFIRM = "art. 134ter–134septies NGW; art. 9bis W. 24-2-1921"
RENEW = "art. 134quinquies, 134septies NGW; art. 9bis W. 24-2-1921"
WAITS = frozenset({"decided", "renewed"})
AND_IN_EFFECT = PREPARING | {"in_effect"}

STEPS: tuple[Step, ...] = (
    Step(
        key="signal", name=_("Record the facts"), done=_("The facts were recorded"), office=Office.STAFF, article=LAW, first=True,
        sources=frozenset(), target="signalled", fields=(ask.FACTS, ask.SOURCE, ask.PERSONS, ask.INDICATIONS),
        guards=(must.known_basis, must.public_place, must.indications_stated),
    ),
    Step(
        key="consult", name=_("Consult the judicial authorities"), done=_("The judicial authorities were consulted"),
        office=Office.STAFF, article=CONSULT, sources=AND_IN_EFFECT, fields=ask.CONSULTATION, guards=(must.prepares,), repeats=True,
    ),
    Step(
        key="invite", name=_("Invite to be heard"), done=_("Invited to be heard"), office=Office.STAFF, article=HEAR,
        sources=AND_IN_EFFECT, choose=while_preparing("invited"), fields=INVITATION, guards=(invitation_ahead(HEAR), must.prepares),
        documents=("D23",), repeats=True,
    ),
    Step(
        key="heard", name=_("Record the defence"), done=_("The defence was heard"), office=Office.PERSON, article=HEAR,
        sources=AND_IN_EFFECT, choose=while_preparing("heard"), fields=HEARING, guards=(must.prepares,), documents=("D24",), repeats=True,
    ),
    Step(
        key="no_show", name=_("Record that nobody came"), done=_("Nobody came to the hearing"), office=Office.STAFF, article=HEAR,
        sources=frozenset({"invited", "in_effect"}), choose=while_preparing("heard"), fields=NO_SHOW,
        guards=(stayed_away(HEAR), must.prepares), documents=("D24",), repeats=True,
    ),
    Step(
        key="drop", name=_("Take no measure"), done=_("No measure was taken"), office=Office.MAYOR, article=LAW, sources=PREPARING,
        target="dropped", fields=(ask.REASON,),
    ),
    Step(
        key="decide", name=_("Decide on the closure"), done=_("The mayor closed the place"), office=Office.MAYOR, article=LAW,
        sources=PREPARING, choose=after_decision, fields=ask.DECISION, documents=("D38",),
        guards=(
            must.consulted, must.heard, must.damage_motivated, must.short_enough, must.from_now_on, meeting.meeting_named,
            not_before("consult", "heard", "no_show", article=LAW),
        ),
    ),
    Step(
        key="notify", name=_("Notify the decision"), done=_("The decision was notified"), office=Office.STAFF, article=LAW,
        sources=IN_FORCE, fields=SERVICE, documents=("D26",), guards=(not_before(*DECIDED, article=LAW),), repeats=True,
    ),
    Step(
        key="meeting_moved", name=_("Record that the meeting was put off"), done=_("The meeting was put off"), office=Office.STAFF,
        article=CONFIRM, sources=WAITS, fields=(replace(ask.MEETING, required=True), ask.REASON), guards=(meeting.meeting_may_move,),
        tag=Tag.ASSUMPTION, question=_("A meeting that is put off is taken to be the next meeting all the same."), repeats=True,
    ),
    Step(
        key="confirm", name=_("Confirm at the meeting of the college"), done=_("The college confirmed the measure"),
        office=Office.COLLEGE, article=CONFIRM, sources=WAITS, target="in_effect", fields=(ask.MINUTES,),
        guards=(meeting.by_body(Body.COLLEGE), meeting.in_time), documents=("D38",),
    ),
    Step(
        key="confirm_council", name=_("Confirm at the meeting of the council"), done=_("The council confirmed the ordinance"),
        office=Office.COUNCIL, article="art. 134 § 1 NGW", sources=frozenset({"decided"}), target="in_effect", fields=(ask.MINUTES,),
        guards=(meeting.by_body(Body.COUNCIL), meeting.in_time), documents=("D38",),
    ),
    Step(
        key="not_confirmed", name=_("Record that it was not confirmed"), done=_("The meeting did not confirm the measure: it ceased"),
        office=Office.COLLEGE, article=CONFIRM, sources=WAITS, choose=after_lapse, fields=(ask.MINUTES, ask.REASON),
        guards=(meeting.by_body(Body.COLLEGE), meeting.in_time),
    ),
    Step(
        key="not_confirmed_council", name=_("Record that the council did not confirm it"),
        done=_("The council did not confirm the ordinance: it ceased"), office=Office.COUNCIL, article="art. 134 § 1 NGW",
        sources=frozenset({"decided"}), choose=after_lapse, fields=(ask.MINUTES, ask.REASON),
        guards=(meeting.by_body(Body.COUNCIL), meeting.in_time),
    ),
    Step(
        key="lapse", name=_("Lapse for want of a confirmation"), done=_("Not confirmed at the next meeting: the measure ceased"),
        office=Office.SYSTEM, article=CONFIRM, sources=WAITS, choose=after_lapse, guards=(meeting.meeting_over,), tag=Tag.ASSUMPTION,
        question=_("That a measure has lapsed when nothing was recorded by the night after the meeting is a rule of this software, built on the law."),
    ),
    Step(
        key="confirmed_that_day", name=_("Record a confirmation of that meeting"),
        done=_("The college did confirm the measure at that meeting; it was recorded later"), office=Office.COLLEGE, article=CONFIRM,
        sources=frozenset({"lapsed", "in_effect", "over"}), target="in_effect", fields=(ask.MINUTES, ask.REASON),
        guards=(meeting.minutes_of_that_day,), documents=("D38",), tag=Tag.ASSUMPTION,
        question=_("What counts is the day of the meeting, not the day on which its decision is typed."),
    ),
    Step(
        key="renew", name=_("Renew the closure"), done=_("The mayor renewed the measure"), office=Office.MAYOR, article=RENEW,
        sources=frozenset({"in_effect"}), target="renewed", fields=ask.RENEWAL, documents=("D38",),
        guards=(must.may_renew, must.consulted, must.heard, must.short_enough, meeting.meeting_named),
        tag=Tag.ASSUMPTION,
        question=_("That consultation and hearing are held again before a renewal is the cautious reading."),
    ),
    Step(
        key="breach", name=_("Record a breach"), done=_("The measure was not complied with"), office=Office.STAFF, article=LAW,
        sources=IN_FORCE, fields=(ask.FACTS, ask.SOURCE), repeats=True,
    ),
    Step(
        key="seal", name=_("Seal the establishment"), done=_("The establishment is sealed"), office=Office.MAYOR,
        article="art. 133ter § 1 NGW", sources=IN_FORCE, documents=("D30",), opens="sealing", repeats=True,
    ),
    Step(
        key="penalty", name=_("Impose a penalty payment"), done=_("A penalty payment is imposed"), office=Office.MAYOR,
        article="art. 133ter § 2 NGW", sources=IN_FORCE, documents=("D31",), opens="penalty", repeats=True,
    ),
    Step(
        key="lift", name=_("Lift the measure"), done=_("The mayor lifted the measure"), office=Office.MAYOR, article=LAW,
        sources=IN_FORCE, target="over", fields=(ask.REASON,),
    ),
    Step(
        key="annul", name=_("Record a suspension or annulment"), done=_("The Council of State suspended or annulled the measure"),
        office=Office.COURT, article="art. 14, 17 RvS-wet", sources=IN_FORCE, target="over", tag=Tag.MEMORY,
        fields=(ask.MINUTES, ask.REASON),
    ),
    Step(
        key="expire", name=_("End after the last day"), done=_("The measure ended after its last day"), office=Office.SYSTEM,
        article=LAW, sources=IN_FORCE, target="over", guards=(must.end_reached,),
    ),
    Step(
        key="release", name=_("Release the premises"), done=_("The premises were released"), office=Office.STAFF,
        article="art. 133ter § 1 NGW", sources=frozenset({"lapsed", "over"}), target="ended", tag=Tag.ASSUMPTION,
        fields=(
            ask.SOURCE,
            replace(ask.REASON, name="found", label=_("Seals removed, keys returned, state of the premises")),
        ),
        guards=(must.premises_free,),
    ),
)  # fmt: skip
