"""Figures on case files of one year: numbers, how long each state took, terms missed, outcomes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.db.models import Count, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import ExtractMonth
from django.utils.functional import Promise

from knipperlicht.cases.casefiles.service import ActRow, CaseFile, Files, TermRow
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.procedures.registry import procedure_of
from knipperlicht.cases.procedures.steps import Procedure

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row of a table: of which procedure, what, and its numbers."""

    procedure: Text
    name: Text
    values: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Figures:
    """`months`: opened and closed by month, twelve each. `states`: open now. `durations`: times, median and longest in days.

    `terms`: ended in the year, of which missed. `outcomes`: files closed in the year, by the state they ended in.
    """

    year: int
    whole: bool
    opened: tuple[int, ...]
    closed: tuple[int, ...]
    states: list[Line]
    durations: list[Line]
    terms: list[Line]
    outcomes: list[Line]


def scope_of(actor: Actor) -> tuple[Files, bool]:
    """Files that are counted: every one of the municipality for who keeps its policy, else those one may open."""
    if actor.may(Right.POLICY) or actor.may(Right.MAYOR):
        return CaseFile.objects.filter(organisation=actor.organisation), True
    return CaseFile.objects.of(actor), False


def figures_of(actor: Actor, *, year: int, today: date) -> Figures:
    """All of it, counted by the database but for the medians."""
    files, whole = scope_of(actor)
    return Figures(
        year=year,
        whole=whole,
        opened=_months(files, "opened", year),
        closed=_months(files, "closed", year),
        states=_states(files.open()),
        durations=_durations(files, year),
        terms=_terms(files, year, today),
        outcomes=_states(files.filter(closed__year=year)),
    )


def _months(files: Files, day: str, year: int) -> tuple[int, ...]:
    rows = files.filter(**{f"{day}__year": year}).annotate(month=ExtractMonth(day)).order_by()
    found = dict(rows.values_list("month").annotate(count=Count("pk")))
    return tuple(found.get(month, 0) for month in range(1, 13))


def _states(files: Files) -> list[Line]:
    rows = files.order_by("kind", "state").values_list("kind", "state").annotate(count=Count("pk"))
    return [_line(kind, procedure_of(kind).state_name(state), count) for kind, state, count in rows]


def _durations(files: Files, year: int) -> list[Line]:
    """States left within the year: how often, and days in it (median, longest)."""
    begun = ActRow.objects.filter(
        file=OuterRef("file"), number__lt=OuterRef("number"), after=OuterRef("before")
    ).exclude(before=F("after"))
    entry = begun.order_by().values("file").annotate(day=Max("on")).values("day")
    left = ActRow.objects.filter(file__in=files.order_by().values("pk"), on__year=year).exclude(
        before=F("after")
    )
    days: dict[tuple[str, str], list[int]] = defaultdict(list)
    rows = (
        left.order_by().annotate(entered=Subquery(entry)).values_list("file__kind", "before", "on", "entered")
    )
    for kind, state, on, entered in rows.iterator():
        if entered is not None:
            days[kind, state].append((on - entered).days)
    return [
        _line(kind, name, len(days[kind, state]), round(median(days[kind, state])), max(days[kind, state]))
        for kind in sorted({kind for kind, _state in days})
        for state, name in procedure_of(kind).states
        if (kind, state) in days
    ]


def _terms(files: Files, year: int, today: date) -> list[Line]:
    missed = Q(met__gt=F("last")) | Q(met=None, last__lt=today)
    rows = TermRow.objects.filter(
        file__in=files.order_by().values("pk"), last__year=year, ceiling=False
    ).order_by()
    counted = rows.values_list("file__kind", "rule").annotate(
        ended=Count("pk", filter=Q(last__lt=today) | ~Q(met=None)), missed=Count("pk", filter=missed)
    )
    found = {(kind, rule): (ended, late) for kind, rule, ended, late in counted if ended}
    return [
        _line(kind, rule.name, *found[kind, rule.key])
        for kind in sorted({kind for kind, _rule in found})
        for rule in procedure_of(kind).terms
        if (kind, rule.key) in found
    ]


def _line(kind: str, name: Text, *values: int) -> Line:
    procedure: Procedure = procedure_of(kind)
    return Line(procedure=procedure.name, name=name, values=values)
