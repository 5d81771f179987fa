"""How long what is kept, per procedure: one table, read by people on the page of the DPO and by the nightly run (law.md §1.11)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.operator.service import site
from knipperlicht.cases.procedures.case import Case
from knipperlicht.cases.procedures.steps import Tag, Text
from knipperlicht.cases.retention import events
from knipperlicht.core.terms import Begin, Unit, span

ONE = timedelta(days=1)


class Scope(StrEnum):
    """What a rule destroys: the data a decision is based on, or all that names anybody in the file."""

    UNDERLYING = "underlying"
    FILE = "file"


Event = Callable[[Case, date | None], date | None]
"""The day a rule counts from, given the case and the day its file was closed; None while nothing runs."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A row: what goes, how long after which event. `count` is asked anew each time, as it may be a setting of the site."""

    key: str
    scope: Scope
    name: Text
    when: Text
    article: str
    event: Event
    unit: Unit
    count: Callable[[], int] = lambda: 1
    tag: Tag = Tag.LAW
    question: Text = ""


def due_day(rule: Rule, event: date) -> date:
    """The first day on which the rule destroys: the next working day for what goes at once, else the day after the last."""
    days = span(event=event, count=rule.count(), unit=rule.unit, begin=Begin.NEXT_DAY)
    return days.last if rule.unit is Unit.WORKDAYS else days.last + ONE


_UNDERLYING = _("data on which the decision is based")
_FILE = _("the file: identification, decision, proposal and all else that names anybody")
INTEGRITY = (
    Rule(
        key="T13-none", scope=Scope.UNDERLYING, name=_UNDERLYING, when=_("at once, when the investigation ends without a measure"),
        article="art. 119quinquies § 2, 3° NGW", event=events.closed_without_measure, unit=Unit.WORKDAYS, tag=Tag.ASSUMPTION,
        question=_("The Act says “immediately”; it is read as the next working day, so that a mistake can still be seen."),
    ),
    Rule(
        key="T13-measure", scope=Scope.UNDERLYING, name=_UNDERLYING,
        when=_("at once, when the remedies against the measure are exhausted or the ruling is final"),
        article="art. 119quinquies § 2, 3° NGW", event=events.remedies_exhausted, unit=Unit.WORKDAYS, tag=Tag.ASSUMPTION,
        question=_("Remedies count as exhausted sixty days after the notification that can be proven, when no appeal was recorded (T19)."),
    ),
    Rule(
        key="T14", scope=Scope.FILE, name=_FILE, when=_("five years after the investigation was closed"),
        article="art. 119quinquies § 2 NGW", event=events.closed, unit=Unit.YEARS, count=lambda: 5, tag=Tag.ASSUMPTION,
        question=_("Whether a measure that is still in effect keeps the investigation open is not said; the day the file was closed counts."),
    ),
)  # fmt: skip
FLEMISH = (
    Rule(
        key="V18", scope=Scope.FILE, name=_FILE, when=_("six years after the file was archived"), article="art. 18 Decr. Vl. 22-12-2023",
        event=events.closed, unit=Unit.YEARS, count=lambda: 6, tag=Tag.ASSUMPTION,
        question=_("The day of archiving is taken to be the day the file was closed."),
    ),
)  # fmt: skip
MEASURE = (
    Rule(
        key="M-underlying", scope=Scope.UNDERLYING, name=_("data on offences, and what is marked as underlying"),
        when=_("sixty days after the file was closed"), article="art. 5.1.e AVG", event=events.closed, unit=Unit.DAYS,
        count=lambda: 60, tag=Tag.ASSUMPTION,
        question=_("No article says how long a municipality keeps this; the term for an appeal is taken."),
    ),
    Rule(
        key="M-file", scope=Scope.FILE, name=_FILE, when=_("after the years the operator set (five, unless changed)"),
        article="art. 5.1.e AVG", event=events.closed, unit=Unit.YEARS, count=lambda: site().measure_years, tag=Tag.ASSUMPTION,
        question=_("No article says how long a municipality keeps this; the five years of the integrity investigation are taken."),
    ),
)  # fmt: skip
BY_KIND = {"integrity": INTEGRITY, "flemish_decree": FLEMISH}


def rules_of(kind: str) -> tuple[Rule, ...]:
    """The rules of a procedure; a measure without rules of its own follows those of measures."""
    return BY_KIND.get(kind, MEASURE)


def rule_of(kind: str, key: str) -> Rule | None:
    """The rule of this name; None when an older version of the table knew it."""
    return next((rule for rule in rules_of(kind) if rule.key == key), None)
