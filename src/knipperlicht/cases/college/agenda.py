"""Meetings planned, moved and cancelled; files put on their agendas. A measure that waits for a meeting moves with it."""

from __future__ import annotations

from datetime import date, time

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.casefiles.service import CaseFile, case_of, record_at_meeting
from knipperlicht.cases.college.following import put_confirmation, waiting_files
from knipperlicht.cases.college.guard import Unusable, must_keep
from knipperlicht.cases.college.models import AgendaItem, Body, Meeting, Purpose, State, next_meeting
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.organisations.service import Actor


@transaction.atomic
def plan(actor: Actor, *, body: str, day: date, hour: time, work: PieceOfWork | None) -> Meeting:
    """Plan a meeting; measures that wait without one come on its agenda. Raises PermissionDenied, Unusable."""
    must_keep(actor)
    if day < timezone.localdate():
        raise Unusable(_("A meeting is planned for today or later."))
    meeting = Meeting(organisation=actor.organisation, body=Body(body), day=day, hour=hour, first_planned=day)
    _keep(meeting)
    log(
        actor,
        "college.meeting",
        subject=str(day),
        work=work,
        detail={"meeting": meeting.pk, "body": body, "planned": str(day)},
    )
    for file, _last in waiting_files(actor.organisation.pk):
        put_confirmation(file, case_of(file))
    return meeting


@transaction.atomic
def move(
    actor: Actor, meeting: Meeting, *, day: date, hour: time, reason: str, work: PieceOfWork | None
) -> None:
    """Put a meeting on another day. What waits for its confirmation there moves with it. Raises Unusable, Refused, PermissionDenied."""
    _must_be_planned(actor, meeting)
    if day < timezone.localdate():
        raise Unusable(_("A meeting is planned for today or later."))
    before, meeting.day, meeting.hour, meeting.reason = meeting.day, day, hour, reason[:320]
    _keep(meeting)
    log(
        actor, "college.meeting", subject=str(day), work=work,
        detail={"meeting": meeting.pk, "moved_from": str(before), "moved_to": str(day)},
    )  # fmt: skip
    if day != before:
        _tell_files(actor, waiting_items(meeting), day, reason, work)


@transaction.atomic
def cancel(actor: Actor, meeting: Meeting, *, reason: str, work: PieceOfWork | None) -> None:
    """Cancel a meeting; what is on its agenda goes to the next one. Raises Unusable, Refused, PermissionDenied.

    With confirmations on its agenda and no later meeting it is refused: they would lapse without anybody having met.
    """
    _must_be_planned(actor, meeting)
    meeting.state, meeting.reason = State.CANCELLED, reason[:320]
    meeting.save()
    log(
        actor,
        "college.meeting",
        subject=str(meeting.day),
        work=work,
        detail={"meeting": meeting.pk, "cancelled": str(meeting.day)},
    )
    items, then = (
        list(AgendaItem.objects.filter(meeting=meeting, act_number=None)),
        next_meeting(actor.organisation.pk, timezone.localdate(), body=meeting.body),
    )
    waiting = [item for item in items if item.purpose == Purpose.CONFIRMATION]
    if then is None and waiting:
        raise Unusable(
            _(
                "Measures wait for their confirmation at this meeting. Plan the next meeting first; then cancel this one."
            )
        )
    for item in items if then else ():
        AgendaItem.objects.get_or_create(
            meeting=then,
            file=item.file,
            purpose=item.purpose,
            defaults={"note": item.note, "put_by_name": item.put_by_name},
        )
    if then is not None:
        _tell_files(actor, waiting, then.day, reason, work)


@transaction.atomic
def put(
    actor: Actor, meeting: Meeting, file: CaseFile, *, purpose: str, note: str, work: PieceOfWork | None
) -> AgendaItem:
    """Put a file the actor may open on an agenda. Raises Unusable, PermissionDenied."""
    _must_be_planned(actor, meeting)
    if not actor.may(Right.CASES) or file.organisation_id != actor.organisation.pk:
        raise PermissionDenied
    last = AgendaItem.objects.filter(meeting=meeting).aggregate(last=Max("place"))["last"] or 0
    item, made = AgendaItem.objects.get_or_create(
        meeting=meeting, file=file, purpose=Purpose(purpose),
        defaults={"place": last + 1, "note": note[:320], "put_by_name": actor.user.name},
    )  # fmt: skip
    if not made:
        raise Unusable(_("This file is on that agenda already."))
    detail = {"file": file.pk, "meeting": meeting.pk, "day": str(meeting.day), "purpose": purpose}
    log(actor, "college.item", subject=file.number, work=work, detail=detail)
    return item


@transaction.atomic
def take_off(actor: Actor, item: AgendaItem, *, work: PieceOfWork | None) -> None:
    """Take a file off an agenda; a confirmation stays, as the measure waits for it. Raises Unusable, PermissionDenied."""
    _must_be_planned(actor, item.meeting)
    if not actor.may(Right.CASES):
        raise PermissionDenied
    if item.act_number is not None or item.purpose == Purpose.CONFIRMATION:
        raise Unusable(
            _("A confirmation stays on the agenda: the measure lapses if the meeting does not confirm it.")
        )
    detail = {"file": item.file_id, "meeting": item.meeting_id, "taken_off": True}
    log(actor, "college.item", subject=item.file.number, work=work, detail=detail)
    item.delete()


def waiting_items(meeting: Meeting) -> list[AgendaItem]:
    """Confirmations on an agenda that nothing was decided on."""
    found = AgendaItem.objects.filter(
        meeting=meeting, purpose=Purpose.CONFIRMATION, act_number=None, lapsed=False
    )
    return list(found.select_related("file"))


def _tell_files(
    actor: Actor, items: list[AgendaItem], day: date, reason: str, work: PieceOfWork | None
) -> None:
    """Record in each file that waits that its meeting was put off, so that its term is reckoned anew."""
    for item in items:
        record_at_meeting(
            actor, item.file_id, step="meeting_moved", on=timezone.localdate(),
            data={"meeting": str(day), "reason": reason}, work=work,
        )  # fmt: skip


def _must_be_planned(actor: Actor, meeting: Meeting) -> None:
    must_keep(actor)
    if meeting.organisation_id != actor.organisation.pk:
        raise PermissionDenied
    if meeting.state != State.PLANNED:
        raise Unusable(_("This meeting was held or cancelled: its agenda no longer changes."))


def _keep(meeting: Meeting) -> None:
    try:
        with transaction.atomic():
            meeting.save()
    except IntegrityError as error:
        raise Unusable(_("There is a meeting at that day and hour already.")) from error
