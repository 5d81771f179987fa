"""What members of the college see of a file on their agenda: the decision set of its procedure, and nothing else of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from knipperlicht.cases.casefiles.service import CaseFile, case_of
from knipperlicht.cases.college.guard import may_keep
from knipperlicht.cases.college.models import AgendaItem, Items, State
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.procedures.case import Act
from knipperlicht.cases.procedures.registry import procedure_of
from knipperlicht.cases.procedures.steps import Step


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One act: its step, day and what was recorded, offences included."""

    step: Step
    on: date
    data: Mapping[str, Any]


def decision_set(item: AgendaItem) -> list[Shown]:
    """The acts that the college decides on, oldest first; none once the meeting is over.

    What is recorded on offences is among them: its members are bound by secrecy (art. 458 Sw, art. 119ter § 3 NGW).
    """
    if item.meeting.state != State.PLANNED:
        return []
    procedure = procedure_of(item.file.kind)
    case = case_of(item.file, criminal=True)
    return [_shown(item.file, act) for act in case.acts if act.step in procedure.college_steps]


def decided(item: AgendaItem) -> Shown | None:
    """What was decided on an item, for the minutes; None while nothing was, and once it was destroyed."""
    if item.act_number is None or item.file.destroyed is not None:
        return None
    case = case_of(item.file, criminal=True)
    return next((_shown(item.file, act) for act in case.acts if act.number == item.act_number), None)


def on_agenda(actor: Actor, file: CaseFile) -> bool:
    """Whether a file stands on the agenda of a meeting still to be held, in whose body the actor sits."""
    own = file.organisation_id == actor.organisation.pk and actor.may(Right.COLLEGE)
    return own and AgendaItem.objects.filter(file=file, meeting__state=State.PLANNED).exists()


def items_of(actor: Actor) -> Items:
    """Items of the agendas of the own municipality: to members of the college all, to staff those of files they may open."""
    own: Items = AgendaItem.objects.filter(meeting__organisation=actor.organisation)
    own = own.select_related("meeting", "file", "file__organisation")
    if not may_keep(actor):
        return own.none()
    return own if actor.may(Right.COLLEGE) else own.filter(file__in=CaseFile.objects.of(actor))


def in_file(actor: Actor, file: CaseFile) -> list[AgendaItem]:
    """The agendas a file is or was on, newest first; the caller has opened the file."""
    return list(
        AgendaItem.objects.filter(file=file).select_related("meeting").order_by("-meeting__day", "-pk")
    )


def _shown(file: CaseFile, act: Act) -> Shown:
    return Shown(step=procedure_of(file.kind).step(act.step), on=act.on, data=act.data)
