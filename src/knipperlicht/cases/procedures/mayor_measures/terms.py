"""The terms of a mayor's measure: hearing, confirmation at the next meeting, longest duration, release."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.procedures.case import Case
from knipperlicht.cases.procedures.mayor_measures.periods import CONFIRMED, DECIDED, FELL, standing, waiting
from knipperlicht.cases.procedures.parts import met_after, on_last
from knipperlicht.cases.procedures.steps import Office, Tag, TermRule
from knipperlicht.core.terms import Begin, Unit

ENDS = ("lift", "annul", "expire", *FELL)


def _hearing_day(case: Case) -> date | None:
    invited = case.last("invite")
    return invited.day("hearing_on") if invited else None


def _meeting(case: Case) -> date | None:
    period = waiting(case)
    if period:
        return period.meeting
    decided = case.last(*DECIDED)
    return decided.day("meeting") if decided else None


def _decided_with_meeting(case: Case) -> date | None:
    decided = case.last(*DECIDED)
    return decided.on if decided and _meeting(case) else None


def _last_day(case: Case) -> date | None:
    period = standing(case)
    return period.last if period else None


def _first_day(case: Case) -> date | None:
    period = standing(case)
    return period.first if period and period.last else None


def _over(case: Case) -> date | None:
    ended = case.last(*ENDS)
    return ended.on if ended and case.state in ("lapsed", "over", "ended") else None


TERMS: tuple[TermRule, ...] = (
    TermRule(
        key="HEARING", name=_("Hearing"), article="art. 134ter–134septies NGW", unit=Unit.DAYS, begin=Begin.SAME_DAY,
        event=on_last("invite"), until=_hearing_day, met=met_after(("invite",), "heard", "no_show", "decide", "drop"), tag=Tag.LAW,
    ),
    TermRule(
        key="T18", name=_("Confirmation at the next meeting, or the measure lapses"), article="art. 134–134septies NGW; art. 9bis W. 24-2-1921",
        unit=Unit.DAYS, begin=Begin.SAME_DAY, event=_decided_with_meeting, until=_meeting, met=met_after(DECIDED, *CONFIRMED),
        void=lambda case: case.state not in ("decided", "renewed") and met_after(DECIDED, *CONFIRMED)(case) is None,
        of=Office.COLLEGE, remind=(7, 3, 1, 0),
    ),
    TermRule(
        key="END", name=_("Last day of the measure"), article="art. 134ter–134septies NGW; art. 9bis W. 24-2-1921", unit=Unit.DAYS,
        begin=Begin.SAME_DAY, event=_first_day, until=_last_day, met=_over, longest=True, of=Office.MAYOR,
        remind=(30, 14, 5, 1),
    ),
    TermRule(
        key="RELEASE", name=_("Remove the seals and release the premises"), article="art. 133ter § 1 NGW", unit=Unit.WORKDAYS,
        begin=Begin.NEXT_WORKDAY, event=_over, met=met_after(ENDS, "release"), tag=Tag.ASSUMPTION, remind=(1, 0),
        question=_("The law gives no term: one working day is the rule of this software, for nobody is kept out without a measure."),
    ),
)  # fmt: skip
