"""The terms of an integrity investigation: T1 to T20 of law.md §9.1, as far as they run in it.

T9, the hold by a suspension claim, has no length: it is a state. T15 (logs), T16 (rights of data subjects), T17 (penalty payments) and T18
(confirmation of the mayor's closures) run elsewhere. Where the text leaves open whether the day of an event counts, a term that binds the
municipality counts it and a term that binds another does not: nothing of ours is late by surprise, nobody is called late too early.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.procedures.case import Case
from knipperlicht.cases.procedures.integrity import choices, history, states
from knipperlicht.cases.procedures.integrity.guards_after import (
    APPEAL_DAYS,
    KEPT_YEARS,
    closed_on,
    remedies_end,
)
from knipperlicht.cases.procedures.integrity.guards_decision import NOTICE_DAYS
from knipperlicht.cases.procedures.steps import Office, Tag, TermRule
from knipperlicht.core.terms import Begin, Unit, span

FEED_DAYS = 5
"""T10, and the alarm of T11."""
ANSWERS = ("inadmissible", "admissible", "reject", "stop")
When = Callable[[Case], date | None]
ART_4 = "art. 119ter § 4 NGW"
ART_20 = "art. 20 W. 15-1-2024"
Q1 = _(
    "Q1, Q2: whether advice, hearing and decision fall within it, and what follows when it is exceeded, is open. All is counted within it."
)

OURS = _(
    "Whether the day of the event counts is open. It is counted: read strictly against the municipality."
)
THEIRS = _("Whether the day of receipt counts is open. It is not counted: nobody is called late too early.")


def on(*steps: str) -> When:
    """The day of the last act of these steps."""

    def day(case: Case) -> date | None:
        act = case.last(*steps)
        return act.on if act else None

    return day


def after(since: tuple[str, ...], *steps: str) -> When:
    """The day of the first act of these steps after the last one of `since`: each round of the advice is met on its own."""

    def day(case: Case) -> date | None:
        begun = case.last(*since)
        return next(
            (act.on for act in case.acts if begun and act.number > begun.number and act.step in steps), None
        )

    return day


def _decided(case: Case) -> date | None:
    """Day of a measure; a decision to take none starts nothing."""
    act = history.decision(case)
    return act.on if act and act.data.get("measure") in choices.NEGATIVE else None


def _first_end(case: Case) -> date | None:
    """The fifty days are met by an end of the investigation or by their extension."""
    extension = case.last("extend")
    return history.concluded_on(case) or (extension.on if extension else None)


def _extension_begins(case: Case) -> date | None:
    """T2 follows T1: it runs from the last of the fifty days."""
    start = history.started_on(case)
    if start is None or not history.is_extended(case):
        return None
    return span(event=start, count=history.WORKDAYS, unit=Unit.WORKDAYS, begin=Begin.NEXT_WORKDAY).last


def _request_received(case: Case) -> date | None:
    act = history.current_request(case)
    return (act.day("received") or act.on) if act else None


def _hearing(case: Case) -> date | None:
    act = case.last("invite")
    return act.day("hearing_on") if act else None


def _executed(case: Case) -> date | None:
    """A suspension runs from its execution."""
    return on("execute")(case) if history.measure(case) == choices.SUSPEND else None


def _months(case: Case) -> int:
    act = history.decision(case)
    return int(act.data["months"]) if act and act.data.get("months") else choices.LONGEST_SUSPENSION


def _ended(case: Case) -> date | None:
    return closed_on(case) if case.state in states.CLOSED or case.state == states.DESTROYED else None


def _standstill_over(case: Case) -> date | None:
    return on("execute")(case) or _ended(case)


def _to_be_closed(case: Case) -> date | None:
    """T20 is shown where the regulation names a day."""
    return history.started_on(case) if case.about.get("sector_term") else None


def _underlying(case: Case) -> date | None:
    """From the closing; where a measure was taken, from the day on which no remedy was left. None while an appeal is pending."""
    closed, remedies = _ended(case), remedies_end(case)
    if closed is None or remedies is None:
        return closed
    appealed, ruled = case.last("appeal"), case.last("appeal_ruling")
    if appealed and (ruled is None or ruled.number < appealed.number):
        return None
    return max(closed, remedies, ruled.on if ruled else closed)


TERMS = (
    TermRule(
        key="T1", name=_("Investigation"), article=ART_4, unit=Unit.WORKDAYS, begin=Begin.NEXT_WORKDAY, event=on("start"),
        count=lambda case: history.WORKDAYS, met=_first_end, question=Q1, remind=(15, 5, 1),
    ),
    TermRule(
        key="T2", name=_("Investigation, extended"), article=ART_4, unit=Unit.WORKDAYS, begin=Begin.NEXT_WORKDAY,
        event=_extension_begins, count=lambda case: history.EXTRA, met=history.concluded_on, question=Q1, remind=(15, 5, 1),
    ),
    TermRule(
        key="T3", name=_("DIOB: says that the request is inadmissible"), article=ART_20, unit=Unit.WORKDAYS, begin=Begin.NEXT_DAY,
        event=_request_received, count=lambda case: history.COMPLETION_DAYS, of=Office.DIOB,
        met=after(("request_advice",), *ANSWERS), question=THEIRS,
    ),
    TermRule(
        key="T4", name=_("Complete the request"), article=ART_20, unit=Unit.WORKDAYS, begin=Begin.SAME_DAY, event=on("inadmissible"),
        count=lambda case: history.COMPLETION_DAYS, met=after(("inadmissible",), "complete", "reject", "stop"), question=OURS,
    ),
    TermRule(
        key="T5", name=_("DIOB: confirms admissibility"), article=ART_20, unit=Unit.WORKDAYS, begin=Begin.NEXT_DAY,
        event=history.received_by_diob, count=lambda case: history.COMPLETION_DAYS, of=Office.DIOB,
        met=after(("request_advice", "complete"), *ANSWERS), question=THEIRS,
    ),
    TermRule(
        key="T6", name=_("DIOB: gives its advice"), article="art. 24 § 1 W. 15-1-2024", unit=Unit.WORKDAYS, begin=Begin.NEXT_DAY,
        event=on("admissible"), count=lambda case: history.ADVICE_DAYS, of=Office.DIOB,
        met=after(("admissible",), "advice", "stop"), question=_("The Act attaches no consequence to late advice; no measure is possible without it."),
    ),
    TermRule(
        key="T7", name=_("Hearing"), article="art. 119ter § 13 NGW", unit=Unit.DAYS, begin=Begin.NEXT_DAY, event=on("invite"),
        count=lambda case: NOTICE_DAYS, until=_hearing, met=after(("invite",), "hearing", "no_show"), tag=Tag.ASSUMPTION,
        question=_("The Act fixes no notice; fifteen calendar days are kept."),
    ),
    TermRule(
        key="T8", name=_("Standstill"), article="art. 119ter § 11 NGW", unit=Unit.DAYS, begin=Begin.NEXT_DAY, event=history.notified_on,
        count=lambda case: history.STANDSTILL_DAYS, met=_standstill_over, longest=True, of=Office.PERSON,
        question=_("Q6: which day counts for a registered letter is open; the latest provable one is used."),
    ),
    TermRule(
        key="T10", name=_("Send the decision to the Central Register"), article="art. 3 § 1 KB 26-4-2024", unit=Unit.WORKDAYS,
        begin=Begin.SAME_DAY, event=_decided, count=lambda case: FEED_DAYS, met=on("register_decision"), question=OURS,
    ),
    TermRule(
        key="T11", name=_("Inform the judicial authorities"), article="art. 119ter § 8–9 NGW", unit=Unit.WORKDAYS, begin=Begin.SAME_DAY,
        event=_decided, count=lambda case: FEED_DAYS, met=on("inform_judiciary"), tag=Tag.ASSUMPTION,
        question=_("The Act says: as soon as possible. An alarm after five working days."),
    ),
    TermRule(
        key="T12", name=_("Suspension"), article="art. 119ter § 8 NGW", unit=Unit.MONTHS, begin=Begin.SAME_DAY, event=_executed,
        count=_months, met=_ended, longest=True,
    ),
    TermRule(
        key="T13", name=_("Destroy the underlying data"), article="art. 119quinquies § 2 NGW", unit=Unit.WORKDAYS, begin=Begin.NEXT_WORKDAY,
        event=_underlying, met=on("destroy_underlying", "destroy"), of=Office.SYSTEM, tag=Tag.ASSUMPTION,
        question=_("The Act says: immediately. Done here by the next working day."),
    ),
    TermRule(
        key="T14", name=_("Destroy the file"), article="art. 119quinquies § 2 NGW", unit=Unit.YEARS, begin=Begin.NEXT_DAY, event=_ended,
        count=lambda case: KEPT_YEARS, met=on("destroy"), of=Office.SYSTEM,
    ),
    TermRule(
        key="T19", name=_("Appeal to the Council of State"), article="art. 19 RvS-wet", unit=Unit.DAYS, begin=Begin.NEXT_DAY,
        event=history.notified_on, count=lambda case: APPEAL_DAYS, met=on("appeal"), longest=True, of=Office.PERSON, tag=Tag.MEMORY,
        question=_("Sixty days, from general knowledge: have it confirmed."),
    ),
    TermRule(
        key="T20", name=_("Reasonable term of the regulation"), article="art. 119ter § 1 NGW", unit=Unit.DAYS, begin=Begin.SAME_DAY,
        event=_to_be_closed, until=lambda case: date.fromisoformat(case.about["sector_term"]), met=history.concluded_on,
    ),
)  # fmt: skip
