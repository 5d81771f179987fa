"""A permit of the municipality under conditions (uitbatingsvergunning; law.md §9.5 P6, supplements.md §4): local law, so most is a choice.

Application or call-up of an existing operator, six examinations, conditions each with the day of its check, decision, checks; the
permit lapses when a condition fails whose terms say so.
"""

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
    stayed_away,
)
from knipperlicht.cases.procedures.permit import fields as ask
from knipperlicht.cases.procedures.permit import guards as must
from knipperlicht.cases.procedures.permit.conditions import Effect, conditions, unshown
from knipperlicht.cases.procedures.permit.guards import LOCAL
from knipperlicht.cases.procedures.steps import Office, Procedure, Step, Tag, TermRule
from knipperlicht.core.terms import Begin, Unit

ASKED = frozenset({"called", "applied", "complete"})
EXAMINED = frozenset({"complete"})
HELD = frozenset({"granted"})


def _opened(case: Case, act: Proposed) -> str:
    return "called" if act.data["origin"] == "existing" else "applied"


def _checked(case: Case, act: Proposed) -> str:
    """Found not met, a permit lapses where the decision says so."""
    condition = conditions(case)[int(act.data["number"]) - 1]
    fails = act.data["result"] == "not_met" and condition.effect is not Effect.FOLLOW_UP
    return "lapsed" if fails else case.state


STEPS: tuple[Step, ...] = (
    Step(
        key="open", name=_("Open the file"), done=_("The file was opened"), office=Office.STAFF, article=LOCAL, first=True,
        sources=frozenset(), choose=_opened, fields=ask.OPEN, guards=(must.regulation_named, must.deadline_of_existing),
    ),
    Step(
        key="apply", name=_("Record the application"), done=_("The operator applied"), office=Office.PERSON, article=LOCAL,
        sources=frozenset({"called"}), target="applied",
    ),
    Step(
        key="complete", name=_("Find the application complete"), done=_("The application is complete"), office=Office.STAFF,
        article=LOCAL, sources=frozenset({"applied"}), target="complete",
    ),
    Step(
        key="exempt", name=_("Exempt from the permit"), done=_("The establishment was exempted"), office=Office.COLLEGE, article=LOCAL,
        sources=ASKED, target="exempted", fields=ask.EXEMPT, guards=(must.motivated_exemption,), tag=Tag.UNKNOWN,
        question=_("Whether a regulation may exempt by ownership (chains, franchise) must be checked by counsel."),
    ),
    Step(
        key="examine", name=_("Record an examination"), done=_("An examination was recorded"), office=Office.STAFF, article=LOCAL,
        sources=EXAMINED, fields=ask.EXAMINE, repeats=True,
    ),
    Step(
        key="condition", name=_("Write a condition"), done=_("A condition was written"), office=Office.STAFF, article=LOCAL,
        sources=EXAMINED, fields=ask.CONDITION, guards=(must.due_ahead,), repeats=True,
    ),
    Step(
        key="grant", name=_("Grant the permit"), done=_("The college granted the permit under its conditions"), office=Office.COLLEGE,
        article=LOCAL, sources=EXAMINED, target="granted", fields=ask.GRANT,
        guards=(must.all_examined, must.favourable, must.in_time, not_before("examine", article=LOCAL)),
    ),
    Step(
        key="refuse", name=_("Refuse the permit"), done=_("The college refused the permit"), office=Office.COLLEGE, article=LOCAL,
        sources=EXAMINED, target="refused", fields=ask.REFUSE, guards=(must.all_examined, must.in_time),
    ),
    Step(
        key="notify", name=_("Notify the decision"), done=_("The decision was notified"), office=Office.STAFF, article=LOCAL,
        sources=frozenset({"granted", "refused"}), fields=SERVICE, documents=("D26",), guards=(not_before("grant", "refuse", article=LOCAL),),
    ),
    Step(
        key="check", name=_("Check a condition"), done=_("A condition was checked"), office=Office.STAFF, article=LOCAL, sources=HELD,
        choose=_checked, fields=ask.CHECK, guards=(must.known_condition,), repeats=True, tag=Tag.ASSUMPTION,
        question=_("That a permit lapses without a new decision holds only where its own terms say so."),
    ),
    Step(
        key="lapse", name=_("Lapse"), done=_("A condition was not shown in time: the permit lapsed by its own terms"),
        office=Office.SYSTEM, article=LOCAL, sources=HELD, target="lapsed", guards=(must.day_went_by,), tag=Tag.ASSUMPTION,
        question=_("That a permit lapses without a new decision holds only where its own terms say so."),
    ),
    Step(
        key="invite", name=_("Invite to be heard"), done=_("Invited to be heard"), office=Office.STAFF, article=LOCAL, sources=HELD,
        fields=INVITATION, guards=(invitation_ahead(LOCAL),), documents=("D23",), repeats=True,
    ),
    Step(
        key="heard", name=_("Record the defence"), done=_("The defence was heard"), office=Office.PERSON, article=LOCAL, sources=HELD,
        fields=HEARING, documents=("D24",), repeats=True,
    ),
    Step(
        key="no_show", name=_("Record that nobody came"), done=_("Nobody came to the hearing"), office=Office.STAFF, article=LOCAL,
        sources=HELD, fields=NO_SHOW, guards=(stayed_away(LOCAL),), documents=("D24",), repeats=True,
    ),
    Step(
        key="withdraw", name=_("Abrogate the permit"), done=_("The college abrogated the permit"), office=Office.COLLEGE, article=LOCAL,
        sources=HELD, target="withdrawn", fields=(ask.REASON,), guards=(must.heard,),
    ),
    Step(
        key="give_up", name=_("Record that the operator stops"), done=_("The operator stopped"), office=Office.PERSON, article=LOCAL,
        sources=ASKED | HELD, target="given_up", fields=(ask.REASON,),
    ),
    Step(
        key="expire", name=_("End after the last day"), done=_("The permit ended after its last day"), office=Office.SYSTEM,
        article=LOCAL, sources=HELD, target="ended", guards=(must.end_passed,),
    ),
)  # fmt: skip


def _transition(case: Case) -> date | None:
    until = case.about.get("transition_until")
    return date.fromisoformat(until) if until else None


def _called(case: Case) -> date | None:
    return case.acts[0].on if case.acts and case.acts[0].data.get("origin") == "existing" else None


def _granted(case: Case) -> date | None:
    granted = case.last("grant")
    return granted.on if granted and case.state == "granted" else None


def _complete(case: Case) -> date | None:
    act = case.last("complete")
    return act.on if act and must.decide_by(case) else None


TERMS = (
    TermRule(
        key="TRANSITION", name=_("Last day for the existing operator to have a permit"), article=LOCAL, unit=Unit.DAYS,
        begin=Begin.SAME_DAY, event=_called, until=_transition, met=met_after(("open",), "grant", "exempt", "give_up", "refuse"),
        of=Office.PERSON, remind=(60, 30, 14, 5, 1),
    ),
    TermRule(
        key="DECISION", name=_("Decision of the college"), article=LOCAL, unit=Unit.DAYS, begin=Begin.NEXT_DAY, event=_complete,
        until=must.decide_by, met=met_after(("complete",), "grant", "refuse", "exempt", "give_up"), of=Office.COLLEGE, remind=(20, 10, 5, 1),
        question=_("Whether a running integrity investigation suspends this term is for the regulation to say; it is not suspended here."),
    ),
    TermRule(
        key="CHECK", name=_("Next check of a condition"), article=LOCAL, unit=Unit.DAYS, begin=Begin.SAME_DAY,
        event=lambda case: _granted(case) if must.next_check(case) else None, until=must.next_check, met=lambda case: None,
        remind=(14, 5, 1, 0),
    ),
    TermRule(
        key="END", name=_("Last day of the permit"), article=LOCAL, unit=Unit.DAYS, begin=Begin.SAME_DAY,
        event=lambda case: _granted(case) if must.last_day(case) else None, until=must.last_day, met=lambda case: None, longest=True,
        remind=(90, 30, 14, 5),
    ),
)  # fmt: skip


def automatic(case: Case, around: Around) -> Proposed | None:
    """A permit lapses after the day of a condition not shown, where its terms say so, and ends after its last day."""
    if case.state not in HELD:
        return None
    due = []
    late, last = unshown(case, around.today), must.last_day(case)
    if late:
        due.append(Proposed(step="lapse", on=late.due + timedelta(days=1)))
    if last and around.today > last:
        due.append(Proposed(step="expire", on=last + timedelta(days=1)))
    return min(due, key=lambda act: act.on, default=None)


PROCEDURE = Procedure(
    key="permit", code="VER", name=_("Permit under conditions"),
    states=(
        ("called", _("called up to apply")), ("applied", _("applied")), ("complete", _("complete, in examination")),
        ("granted", _("granted")), ("refused", _("refused")), ("exempted", _("exempted")), ("lapsed", _("lapsed")),
        ("withdrawn", _("abrogated")), ("given_up", _("stopped")), ("ended", _("ended")),
    ),
    steps=STEPS, terms=TERMS, guards=(not_before_opening,), automatic=automatic,
    ended=frozenset({"refused", "exempted", "lapsed", "withdrawn", "given_up", "ended"}), purpose="permit",
    law=_("Regulation of the municipal council that asks for the permit"), about=ask.ABOUT,
    college_steps=frozenset({"examine", "condition", "exempt", "grant", "refuse", "invite", "heard", "no_show", "withdraw"}),
    college_documents=frozenset({"D23", "D24"}),
    open_questions=(
        _("Permits follow the municipality's own regulation; the steps here are those that returned in the regulations that were found."),
        _("Carry no fact from an integrity investigation into this file: its data serve that investigation only."),
    ),
)  # fmt: skip
