"""What members of the college see of a file on their agenda: the decision set of its procedure, and nothing else of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from knipperlicht.cases.casefiles.service import CaseFile, case_of
from knipperlicht.cases.college.models import AgendaItem
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.procedures.case import Act
from knipperlicht.cases.procedures.registry import procedure_of
from knipperlicht.cases.procedures.steps import Field, Kind, Text


@dataclass(frozen=True, kw_only=True)
class Line:
    """One field of an act: `kind` says how `value` is written (`steps.Kind`); choices stand in words already."""

    name: str
    label: Text
    kind: Kind
    value: Any


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One act of the decision set."""

    number: int
    on: date
    what: Text
    article: str
    lines: tuple[Line, ...]


def decision_set(item: AgendaItem) -> list[Shown]:
    """The acts that the college decides on, oldest first.

    What is recorded on offences is among them: its members are bound by secrecy (art. 458 Sw, art. 119ter § 3 NGW).
    """
    procedure = procedure_of(item.file.kind)
    case = case_of(item.file, criminal=True)
    return [_shown(item.file.kind, act) for act in case.acts if act.step in procedure.college_steps]


def shown_act(item: AgendaItem) -> Shown | None:
    """What was decided on an item, for the minutes; None while nothing was."""
    case = case_of(item.file, criminal=True)
    return next((_shown(item.file.kind, act) for act in case.acts if act.number == item.act_number), None)


def in_file(actor: Actor, file: CaseFile) -> Iterable[AgendaItem]:
    """The agendas a file is or was on, newest first; the caller has opened the file."""
    return (
        AgendaItem.objects.filter(file=file, meeting__organisation=actor.organisation)
        .select_related("meeting")
        .order_by("-meeting__day")
    )


def _shown(kind: str, act: Act) -> Shown:
    step = procedure_of(kind).step(act.step)
    lines = (
        _line(field, act.data[field.name])
        for field in step.fields
        if act.data.get(field.name) not in (None, "", [])
    )
    return Shown(number=act.number, on=act.on, what=step.done, article=step.article, lines=tuple(lines))


def _line(field: Field, value: Any) -> Line:
    names = {code: str(name) for code, name in field.choices}
    if field.kind is Kind.CHOICE:
        value = names.get(value, value)
    elif field.kind is Kind.CHOICES:
        value = [names.get(code, code) for code in value]
    elif field.kind is Kind.DAY:
        value = date.fromisoformat(value)
    return Line(name=field.name, label=field.label, kind=field.kind, value=value)
