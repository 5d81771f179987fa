"""The lists the Act wants at hand for the data protection authority (art. 119quater § 3 and § 4 NGW): D35.

Who was processed, which databases were consulted, who has access by which category. Read from the acts: nobody keeps them beside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from knipperlicht.cases.casefiles.service import ActRow, CaseFile, Designation
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.procedures.registry import all_procedures
from knipperlicht.cases.procedures.steps import Kind, Text

KIND = "integrity"
BY_WHOM, DATABASES = "by_whom", "databases"
"""Fields by which a step says that a source was consulted, by whom and what."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody whose data were processed, in one file: `identification` as it was recorded, from which day, by which article."""

    number: str
    since: date
    article: str
    identification: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Consulted:
    """A source that was consulted in one file. `databases` is empty once the underlying data were destroyed."""

    number: str
    on: date
    source: Text
    article: str
    by_whom: str
    databases: tuple[str, ...]


def may_list(actor: Actor) -> bool:
    """The DPO oversees the registers; policy staff and the mayor answer for them."""
    return actor.may(Right.PRIVACY) or actor.may(Right.POLICY)


def _rows(actor: Actor, file: CaseFile | None) -> QuerySet[ActRow]:
    steps = all_procedures()[KIND].steps
    telling = [
        step.key for step in steps if any(f.kind is Kind.PEOPLE or f.name == BY_WHOM for f in step.fields)
    ]
    rows = ActRow.objects.filter(
        file__organisation=actor.organisation, file__kind=KIND, file__destroyed=None, step__in=telling
    )
    rows = rows.filter(file=file) if file else rows
    return rows.select_related("file").order_by("file__number", "number") if may_list(actor) else rows.none()


def persons(actor: Actor, *, file: CaseFile | None = None) -> Iterator[Person]:
    """Everybody once in a file, at the act that named them first; nobody of a file that was destroyed."""
    seen: set[tuple[int, str]] = set()
    for row in _rows(actor, file).iterator(chunk_size=2000):
        step = all_procedures()[KIND].step(row.step)
        named = [
            one
            for field in step.fields
            if field.kind is Kind.PEOPLE
            for one in row.data.get(field.name) or ()
        ]
        for person in named:
            key = (row.file_id, repr(sorted(person.items())))
            if key not in seen:
                seen.add(key)
                yield Person(
                    number=row.file.number, since=row.on, article=step.article, identification=person
                )


def consulted(actor: Actor, *, file: CaseFile | None = None) -> Iterator[Consulted]:
    """Every source consulted, in the order of the files."""
    for row in _rows(actor, file).iterator(chunk_size=2000):
        step = all_procedures()[KIND].step(row.step)
        if any(field.name == BY_WHOM for field in step.fields):
            yield Consulted(
                number=row.file.number, on=row.on, source=step.name, article=step.article, by_whom=str(row.data.get(BY_WHOM, "")),
                databases=tuple(row.data.get(DATABASES) or ()),
            )  # fmt: skip


def access_categories(actor: Actor) -> QuerySet[Designation]:
    """Who has access, by which category and function, with the decision of the mayor; ended ones too."""
    held = Designation.objects.filter(organisation=actor.organisation).select_related("user")
    return held.order_by("category", "user__name", "-since") if may_list(actor) else held.none()
