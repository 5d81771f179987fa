"""Terms by day: a month or a week of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.functional import Promise

from knipperlicht.cases.casefiles.service import CaseFile, TermRow
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.procedures.registry import procedure_of
from knipperlicht.core.clock import add_months
from knipperlicht.core.workdays import is_workday

ONE, WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Span:
    """Days shown: whole weeks; `first` and `last` of the month or week itself; the days before and after it to go to."""

    first: date
    last: date
    previous: date
    next: date

    @property
    def days(self) -> list[date]:
        """From a Monday to a Sunday."""
        monday = self.first - timedelta(days=self.first.weekday())
        sunday = self.last + timedelta(days=6 - self.last.weekday())
        return [monday + ONE * at for at in range((sunday - monday).days + 1)]


@dataclass(frozen=True, kw_only=True)
class Due:
    """The last day of a term in a file."""

    file: CaseFile
    day: date
    name: str | Promise
    rule: str
    article: str


@dataclass(frozen=True, kw_only=True)
class Day:
    """`out`: of another month; `free`: no working day."""

    day: date
    out: bool
    free: bool
    today: bool
    late: bool
    due: list[Due]


def month_of(day: date) -> Span:
    """The month a day lies in."""
    first = day.replace(day=1)
    following = add_months(day=first, months=1)
    return Span(first=first, last=following - ONE, previous=add_months(day=first, months=-1), next=following)


def week_of(day: date) -> Span:
    """The week a day lies in, from Monday."""
    monday = day - timedelta(days=day.weekday())
    return Span(first=monday, last=monday + 6 * ONE, previous=monday - WEEK, next=monday + WEEK)


def running(actor: Actor) -> QuerySet[TermRow]:
    """Terms still to be met, of open files the actor may open."""
    files = CaseFile.objects.of(actor).open().values("pk")
    return TermRow.objects.filter(file__in=files, met=None).select_related("file").order_by("last", "pk")


def dues_of(rows: Iterable[TermRow]) -> list[Due]:
    """Terms with their names; a ceiling of the law is a day to know too."""
    found = []
    for row in rows:
        rule = next((one for one in procedure_of(row.file.kind).terms if one.key == row.rule), None)
        if rule is not None:
            found.append(
                Due(file=row.file, day=row.last, name=rule.name, rule=rule.key, article=rule.article)
            )
    return found


def days_of(actor: Actor, span: Span, today: date) -> list[Day]:
    """Every day shown, with the terms that end on it."""
    shown = span.days
    by_day: dict[date, list[Due]] = defaultdict(list)
    for due in dues_of(running(actor).filter(last__gte=shown[0], last__lte=shown[-1])):
        by_day[due.day].append(due)
    return [
        Day(
            day=day,
            out=not span.first <= day <= span.last,
            free=not is_workday(day),
            today=day == today,
            late=day < today,
            due=by_day[day],
        )
        for day in shown
    ]
