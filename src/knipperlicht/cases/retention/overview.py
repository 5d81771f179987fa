"""What is due, held and done: for the DPO over the whole municipality, for staff in their file."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from knipperlicht.cases.casefiles.service import CaseFile, may_act
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.retention.models import Destruction, Due, Hold
from knipperlicht.cases.retention.rules import Rule, rule_of


@dataclass(frozen=True, kw_only=True)
class InFile:
    """What the page of a file says on retention. `may_hold`: whether who looks may place or end a hold."""

    file: CaseFile
    rows: list[tuple[Due, Rule]]
    hold: Hold | None
    done: list[Destruction]
    may_hold: bool


def in_file(actor: Actor, file: CaseFile) -> InFile:
    """For a file that the caller has opened."""
    rows = [
        (due, rule)
        for due in Due.objects.filter(file=file)
        if (rule := rule_of(file.kind, due.rule)) is not None
    ]
    return InFile(
        file=file, rows=rows, hold=Hold.objects.filter(file=file, ended=None).first(),
        done=list(Destruction.objects.filter(file=file)), may_hold=may_act(actor, file) and file.destroyed is None,
    )  # fmt: skip


def dues_of(actor: Actor) -> QuerySet[Due]:
    """Everything that is or will be due in the own municipality, the first first."""
    rows = Due.objects.filter(file__organisation=actor.organisation).select_related("file")
    return rows if actor.may(Right.PRIVACY) else rows.none()


def holds_of(actor: Actor) -> QuerySet[Hold]:
    """Holds that run in the own municipality, the first review first."""
    rows = Hold.objects.filter(file__organisation=actor.organisation, ended=None).select_related("file")
    return rows.order_by("review", "pk") if actor.may(Right.PRIVACY) else rows.none()


def destructions_of(actor: Actor) -> QuerySet[Destruction]:
    """Records of what was destroyed in the own municipality, the last first."""
    rows = Destruction.objects.filter(organisation=actor.organisation)
    return rows if actor.may(Right.PRIVACY) else rows.none()
