"""The next meeting that confirms a mayor's measure, or lets it lapse (T18): named, moved, held in time, recorded late."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.procedures.case import Around, Case, Proposed
from knipperlicht.cases.procedures.mayor_measures.bases import Basis, Body
from knipperlicht.cases.procedures.mayor_measures.guards import of_basis
from knipperlicht.cases.procedures.mayor_measures.periods import FELL, Standing, periods, waiting
from knipperlicht.cases.procedures.parts import refused, written
from knipperlicht.cases.procedures.steps import Guard, Refusal


@of_basis
def meeting_named(basis: Basis, case: Case, act: Proposed, around: Around) -> Refusal | None:
    """The day of the next meeting is known and recorded, for the measure lapses if it is not confirmed there."""
    if basis.confirmed_by is None:
        return None
    meeting = act.day("meeting")
    if meeting is None:
        return refused(
            "T18", basis.article,
            _("State the day of the next meeting: the measure lapses if it is not confirmed there."),
        )  # fmt: skip
    if meeting < act.on:
        return refused("T18", basis.article, _("The next meeting cannot lie before the decision."))
    return _later_than_agenda(basis, meeting, around)


def _later_than_agenda(basis: Basis, meeting: date, around: Around) -> Refusal | None:
    known = around.next_meeting if basis.confirmed_by is Body.COLLEGE else None
    if known is None or meeting <= known:
        return None
    return refused(
        "T18", basis.article,
        _("The college meets on %(day)s already: the measure must be confirmed there, not later.") % {"day": written(known)},
    )  # fmt: skip


@of_basis
def meeting_may_move(basis: Basis, case: Case, act: Proposed, around: Around) -> Refusal | None:
    """A meeting that is put off is recorded at the latest on the day it would have been."""
    period, meeting = waiting(case), act.day("meeting")
    if period is None or period.meeting is None or meeting is None:
        return refused("T18", basis.article, _("No measure waits for a meeting now."))
    if act.on > period.meeting:
        return refused(
            "T18", basis.article,
            _("The meeting of %(day)s has been: the measure was confirmed there, or it lapsed.") % {"day": written(period.meeting)},
        )  # fmt: skip
    if meeting < around.today:
        return refused("T18", basis.article, _("A meeting is put off to today or later."))
    return _later_than_agenda(basis, meeting, around)


def by_body(body: Body) -> Guard:
    """The body of this basis confirms, no other; at the meeting, not after it."""

    @of_basis
    def guard(basis: Basis, case: Case, act: Proposed, around: Around) -> Refusal | None:
        if basis.confirmed_by is not body:
            return refused(
                "T18", basis.article, _("Another body confirms a measure on this basis, or none does.")
            )
        return None

    return guard


@of_basis
def in_time(basis: Basis, case: Case, act: Proposed, around: Around) -> Refusal | None:
    """What the next meeting did not confirm has lapsed."""
    period = waiting(case)
    if period is None or period.meeting is None:
        return refused("T18", basis.article, _("No measure waits for a meeting now."))
    if act.on < period.act.on:
        return refused(
            "T18", basis.article, _("The meeting cannot lie before the decision that it confirms.")
        )
    if act.on > period.meeting:
        return refused(
            "T18", basis.article,
            _("The meeting of %(day)s did not confirm the measure: it lapsed. A new decision is needed.")
            % {"day": written(period.meeting)},
        )  # fmt: skip
    return None


@of_basis
def meeting_over(basis: Basis, case: Case, act: Proposed, around: Around) -> Refusal | None:
    """A measure lapses only after the meeting."""
    period = waiting(case)
    if period is None or period.meeting is None or act.on <= period.meeting:
        return refused("T18", basis.article, _("The meeting at which this is confirmed has not been yet."))
    return None


@of_basis
def minutes_of_that_day(basis: Basis, case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Only what was decided at that meeting undoes a lapse, and the minutes show it."""
    found = periods(case)
    last = case.last(*FELL)
    period = found[-1] if found else None
    if period is None or period.standing is not Standing.LAPSED or last is None or last.step != "lapse":
        return refused("T18", basis.article, _("No measure lapsed here for want of a confirmation."))
    if period.meeting is None or not period.act.on <= act.on <= period.meeting:
        return refused(
            "T18", basis.article,
            _("Only a confirmation at the meeting itself keeps the measure: give the day of that meeting. Later is too late."),
        )  # fmt: skip
    if period.last is not None and around.today > period.last:
        return refused(
            "T18", basis.article,
            _("The measure would have ended on %(day)s by itself: there is nothing left to keep.") % {"day": written(period.last)},
        )  # fmt: skip
    return None
