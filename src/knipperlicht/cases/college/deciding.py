"""What the college decides at a meeting: typed once, it is the act in the file and the line in the minutes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.casefiles.service import CaseFile, case_of, follow_the_law, record, record_at_meeting
from knipperlicht.cases.college.agenda import waiting_items
from knipperlicht.cases.college.guard import Unusable, must_keep
from knipperlicht.cases.college.models import AgendaItem, Body, Meeting, Purpose, State
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.procedures.engine import offered
from knipperlicht.cases.procedures.registry import procedure_of
from knipperlicht.cases.procedures.steps import Office, Step

OFFICES = {Body.COLLEGE: Office.COLLEGE, Body.COUNCIL: Office.COUNCIL}


def decisions(item: AgendaItem) -> list[Step]:
    """What the body may decide on an item now, in the order of the procedure's table."""
    steps = offered(procedure_of(item.file.kind), case_of(item.file))
    return [step for step in steps if step.office is OFFICES[Body(item.meeting.body)]]


def decide(
    actor: Actor, item: AgendaItem, *, step: str, version: int, data: Mapping[str, Any], signed_by: str = "", reference: str = "",
    remarks: str = "", work: PieceOfWork | None,
) -> CaseFile:  # fmt: skip
    """Record what was decided, on the day of the meeting. Raises Refused (logged), Unusable, PermissionDenied, CaseFile.DoesNotExist.

    A member of the college records its decisions; staff on the team does with who signed and the number. What the council
    decided is recorded by staff.
    """
    must_keep(actor)
    _must_be_open(actor, item)
    if step not in {known.key for known in decisions(item)}:
        raise Unusable(_("This cannot be decided here in the state the file is in now. Look at it again."))
    if actor.may(Right.COLLEGE) and item.meeting.body == Body.COLLEGE:
        file = record_at_meeting(
            actor,
            item.file_id,
            step=step,
            on=item.meeting.day,
            data=data,
            version=version,
            reference=reference,
            work=work,
        )
    else:
        file = record(
            actor, item.file_id, step=step, version=version, on=item.meeting.day, data=data, signed_by=signed_by,
            reference=reference, work=work,
        )  # fmt: skip
    AgendaItem.objects.filter(pk=item.pk).update(act_number=file.version, remarks=remarks)
    return file


@transaction.atomic
def postpone(actor: Actor, item: AgendaItem, *, remarks: str, work: PieceOfWork | None) -> None:
    """Leave an item for a later meeting; never a confirmation. Raises Unusable, PermissionDenied."""
    must_keep(actor)
    _must_be_open(actor, item)
    if item.purpose == Purpose.CONFIRMATION:
        raise Unusable(
            _("A confirmation cannot be put off: the measure lapses if this meeting does not confirm it.")
        )
    item.postponed, item.remarks = True, remarks
    item.save(update_fields=["postponed", "remarks"])
    detail = {"file": item.file_id, "meeting": item.meeting_id, "postponed": True}
    log(actor, "college.item", subject=item.file.number, work=work, detail=detail)


@transaction.atomic
def close(
    actor: Actor, meeting: Meeting, *, present: str, remarks: str, work: PieceOfWork | None
) -> list[AgendaItem]:
    """Close a meeting that was held; gives the measures that lapse because it did not confirm them.

    They lapse through the act of their own procedure: at once when the day of the meeting is over, else in the night after
    it. Raises Unusable, PermissionDenied.
    """
    must_keep(actor)
    if meeting.organisation_id != actor.organisation.pk:
        raise PermissionDenied
    if meeting.state != State.PLANNED or meeting.day > timezone.localdate():
        raise Unusable(_("Only a meeting whose day has come and that is still open can be closed."))
    lapsing = waiting_items(meeting)
    meeting.state, meeting.present, meeting.remarks = State.HELD, present, remarks
    meeting.closed, meeting.closed_by_name = timezone.now(), actor.user.name
    meeting.save()
    log(
        actor, "college.close", subject=str(meeting.day), work=work,
        detail={"meeting": meeting.pk, "decided": AgendaItem.objects.filter(meeting=meeting).exclude(act_number=None).count(),
                "lapsing": [item.file.number for item in lapsing]},
    )  # fmt: skip
    for item in lapsing:
        follow_the_law(item.file)
    return lapsing


def _must_be_open(actor: Actor, item: AgendaItem) -> None:
    meeting = item.meeting
    if meeting.organisation_id != actor.organisation.pk:
        raise PermissionDenied
    if meeting.state == State.CANCELLED or item.act_number is not None:
        raise Unusable(_("This item was decided already, or its meeting was cancelled."))
    if meeting.day > timezone.localdate():
        raise Unusable(
            _("The meeting has not been held yet: its decisions are recorded on the day itself, or later.")
        )
