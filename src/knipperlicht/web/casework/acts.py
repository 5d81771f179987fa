"""The time line of acts, and the people that acts name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from knipperlicht.cases.casefiles.service import ActRow, CaseFile, secret_of
from knipperlicht.cases.procedures.registry import procedure_of
from knipperlicht.cases.procedures.steps import Kind, Procedure, Step
from knipperlicht.web.casework.words import OFFICES, TAGS, person_in_words, value_in_words

RING, BY_WHOM = "ring", "by_whom"
"""Names of fields that mean the same in every procedure: relation to the operator; who consulted or answered."""
IDENTITY = ("name", "first_names", "birth_date", "national_number", "enterprise_number")


@dataclass(frozen=True, kw_only=True)
class Said:
    """What was entered in the field `key`, as lines."""

    key: str
    name: str | Promise
    lines: list[str]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """An act for people. `state`: the state it led to, "" where it stayed; `sealed`: it holds data on offences; `opened`: those, if asked."""

    row: ActRow
    step: Step
    who: str | Promise
    state: str | Promise
    said: list[Said]
    sealed: bool
    opened: list[Said]
    doubt: str | Promise


def timeline_of(file: CaseFile, *, offences: bool = False) -> list[Shown]:
    """Every act, newest first; with `offences` the sealed data too: ask `may_read_criminal` and log the look first."""
    procedure = procedure_of(file.kind)
    return [
        _shown(procedure, row, secret_of(file, row) if offences else {})
        for row in file.acts.select_related("secret").order_by("-number")
    ]


def _shown(procedure: Procedure, row: ActRow, secret: dict[str, Any]) -> Shown:
    step = procedure.step(row.step)
    return Shown(
        row=row,
        step=step,
        who=OFFICES[step.office],
        state=procedure.state_name(row.after) if row.after != row.before else "",
        said=said_of(step, row.data),
        sealed=hasattr(row, "secret"),
        opened=said_of(step, secret),
        doubt=TAGS.get(step.tag, ""),
    )


def said_of(step: Step, data: dict[str, Any]) -> list[Said]:
    """What was entered, in the order of the form; nothing for fields left empty."""
    lines = [(field, value_in_words(field, data.get(field.name))) for field in step.fields]
    return [Said(key=field.name, name=field.label, lines=found) for field, found in lines if found]


@dataclass(frozen=True, kw_only=True)
class Group:
    """People that one act brought into the file: by which article, and in which relation (`ring`, "" for who operates)."""

    act: Shown
    ring: str
    people: list[str]


def people_of(timeline: list[Shown]) -> list[Group]:
    """Everybody once, at the act that named them first; oldest first."""
    seen: set[tuple[str, ...]] = set()
    found = []
    for act in reversed(timeline):
        named = [
            person
            for field in act.step.fields
            if field.kind is Kind.PEOPLE
            for person in act.row.data.get(field.name) or ()
        ]
        fresh = [person for person in named if _identity(person) not in seen]
        seen |= {_identity(person) for person in fresh}
        if fresh:
            ring = next((one.lines[0] for one in act.said if one.key == RING), "")
            found.append(Group(act=act, ring=ring, people=[person_in_words(person) for person in fresh]))
    return found


def _identity(person: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(person.get(key, "")).casefold() for key in IDENTITY)


def sources_of(timeline: list[Shown]) -> list[Shown]:
    """Acts that consulted somebody or something: those that tell by whom (art. 119quater § 3 NGW); oldest first."""
    return [act for act in reversed(timeline) if any(field.name == BY_WHOM for field in act.step.fields)]
