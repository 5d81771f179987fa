"""Agendas follow the files: a measure that needs confirmation is on the agenda the moment it is recorded."""

from __future__ import annotations

from datetime import date

from knipperlicht.cases.casefiles.service import ActRow, CaseFile, case_of, hooks
from knipperlicht.cases.college.models import AgendaItem, Body, Meeting, Purpose, State, next_meeting
from knipperlicht.cases.college.reading import on_agenda
from knipperlicht.cases.documents.service import agenda
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.procedures.case import Case
from knipperlicht.cases.procedures.engine import offered
from knipperlicht.cases.procedures.registry import procedure_of
from knipperlicht.cases.procedures.steps import Office

CONFIRM = {"confirm": Body.COLLEGE, "confirm_council": Body.COUNCIL}
"""Steps by which a body confirms a measure of the mayor (law.md §1.14, T18)."""
BY_BODY = frozenset({Office.COLLEGE, Office.COUNCIL})


def install() -> None:
    """Give guards the next meeting; look at every act; open documents of the decision set to members while a file is on their agenda."""
    agenda.holds = on_agenda
    hooks.meetings = _next_day
    hooks.after["college"] = after_act


def _next_day(organisation: int, day: date) -> date | None:
    found = next_meeting(organisation, day)
    return found.day if found else None


def after_act(file: CaseFile, row: ActRow, actor: Actor | None) -> None:
    """In the transaction of the act: note what was decided on a pending item, and put a new measure on the agenda."""
    step = procedure_of(file.kind).step(row.step)
    pending = AgendaItem.objects.filter(file=file, act_number=None, lapsed=False)
    if step.office in BY_BODY:
        first = pending.filter(meeting__day=row.on).first() or pending.pending().first()
        if first is not None:
            AgendaItem.objects.filter(pk=first.pk).update(act_number=row.number)
    if row.step == "lapse":
        pending.filter(purpose=Purpose.CONFIRMATION).update(lapsed=True)
    put_confirmation(file, case_of(file))


def put_confirmation(file: CaseFile, case: Case) -> AgendaItem | None:
    """The item on which a measure that waits is confirmed, put on the agenda of its meeting; None where nothing waits or no meeting is planned."""
    body = waits_for(case)
    if body is None:
        return None
    meeting = _meeting_for(file, case, body)
    if meeting is None:
        return None
    AgendaItem.objects.filter(file=file, purpose=Purpose.CONFIRMATION, act_number=None, lapsed=False).exclude(
        meeting=meeting
    ).delete()
    item, _made = AgendaItem.objects.get_or_create(
        meeting=meeting, file=file, purpose=Purpose.CONFIRMATION, defaults={"put_by_name": "Knipperlicht"}
    )
    return item


def waits_for(case: Case) -> str | None:
    """The body whose confirmation a measure waits for; None where none does."""
    act = case.last("decide", "renew", "meeting_moved")
    procedure = procedure_of(case.kind)
    steps = {step.key: step for step in offered(procedure, case)}
    if act is None or not act.data.get("meeting"):
        return None
    if "confirm_council" in steps and case.about.get("basis") == "134_1":
        return Body.COUNCIL
    return Body.COLLEGE if "confirm" in steps else None


def _meeting_for(file: CaseFile, case: Case, body: str) -> Meeting | None:
    """The planned meeting of the day that the act names, else the first one after it was taken."""
    act = case.last("decide", "renew", "meeting_moved")
    if act is None:
        return None
    planned = Meeting.objects.filter(organisation=file.organisation_id, body=body, state=State.PLANNED)
    named = act.day("meeting")
    return (planned.filter(day=named).first() if named else None) or next_meeting(
        file.organisation_id, act.on, body=body
    )


def waiting_files(organisation: int) -> list[tuple[CaseFile, date]]:
    """Files of an organisation with a measure that waits for its confirmation, with the day of the meeting; first the first."""
    running = CaseFile.objects.filter(
        organisation=organisation, closed=None, terms__rule="T18", terms__met=None
    )
    rows = running.values_list("pk", "terms__last").order_by("terms__last", "pk")
    files = CaseFile.objects.in_bulk([pk for pk, _last in rows])
    return [(files[pk], last) for pk, last in rows]
