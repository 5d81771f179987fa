"""Reading the log: each organisation its own, an oversight body everything."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.core.text import plain_text

COLUMNS = (
    "number", "at", "event", "category", "actor_name", "actor_role", "actor_identifier", "organisation_name", "purpose", "reference",
    "subject", "recipients", "systems", "detail", "hash",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class LogFilter:
    """Everything is optional; days are inclusive."""

    since: date | None = None
    until: date | None = None
    event: str = ""
    category: str = ""
    who: str = ""
    subject: str = ""
    organisation: int | None = None


def visible(actor: Actor) -> QuerySet[Entry]:
    """The rows this actor may read."""
    if actor.may(Right.AUDIT_ALL):
        return Entry.objects.all()
    if actor.may(Right.AUDIT):
        return Entry.objects.filter(organisation_id=actor.organisation.pk)
    return Entry.objects.none()


def filtered(rows: QuerySet[Entry], asked: LogFilter) -> QuerySet[Entry]:
    """Newest first."""
    if asked.since:
        rows = rows.filter(at__gte=_start(asked.since))
    if asked.until:
        rows = rows.filter(at__lt=_start(asked.until + timedelta(days=1)))
    for name in ("event", "category"):
        if value := getattr(asked, name):
            rows = rows.filter(**{name: value})
    if asked.who:
        rows = rows.filter(actor_name__icontains=asked.who)
    if asked.subject:
        rows = rows.filter(Q(subject__icontains=asked.subject) | Q(reference__icontains=asked.subject))
    if asked.organisation:
        rows = rows.filter(organisation_id=asked.organisation)
    return rows.order_by("-number")


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class _Line:
    """A file for the csv module that gives back what is written."""

    def write(self, text: str) -> str:
        return text


def as_csv(rows: Iterable[Entry]) -> Iterator[str]:
    """Lines of a CSV file; cells that a spreadsheet would run begin with an apostrophe."""
    writer = csv.writer(_Line())
    yield str(writer.writerow(COLUMNS))
    for row in rows:
        yield str(writer.writerow([_cell(getattr(row, name)) for name in COLUMNS]))


def _cell(value: object) -> str:
    return plain_text(value.isoformat() if isinstance(value, datetime) else str(value))
