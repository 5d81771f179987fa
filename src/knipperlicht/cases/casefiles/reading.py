"""A stored file as its procedure sees it, and what stands around it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from knipperlicht.cases.casefiles.access import is_designated
from knipperlicht.cases.casefiles.hooks import hooks
from knipperlicht.cases.casefiles.models import ActRow, CaseFile
from knipperlicht.cases.casefiles.sealing import unseal
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.procedures.case import Act, Around, Case
from knipperlicht.cases.procedures.steps import Office


def case_of(file: CaseFile, *, criminal: bool = False) -> Case:
    """The file as values. With `criminal`, the sealed data of its acts too: guards need them, people only by right."""
    rows = file.acts.select_related("secret") if criminal else file.acts.all()
    return Case(
        kind=file.kind,
        state=file.state,
        acts=tuple(_act(file, row, criminal) for row in rows),
        about=file.about,
    )


def _act(file: CaseFile, row: ActRow, criminal: bool) -> Act:
    data = dict(row.data)
    if criminal and hasattr(row, "secret"):
        data |= secret_of(file, row)
    return Act(
        number=row.number, step=row.step, on=row.on, recorded=timezone.localdate(row.recorded),
        before=row.before, after=row.after, data=data, by=row.by_name,
    )  # fmt: skip


def secret_of(file: CaseFile, row: ActRow) -> dict[str, Any]:
    """The sealed data of an act; empty without any. Raises CannotOpen."""
    if not hasattr(row, "secret"):
        return {}
    opened: dict[str, Any] = unseal(
        row.secret.sealed, organisation=file.organisation_id, bound_to=bound_to(file, row.number)
    )
    return opened


def bound_to(file: CaseFile, number: int) -> str:
    """What sealed data of an act are bound to."""
    return f"file:{file.pk}:act:{number}"


def around_of(file: CaseFile, actor: Actor | None, *, on: date | None = None) -> Around:
    """What guards ask beside the case itself; no actor is the system.

    `on`: the day as of which other capabilities answer, when it is not today: a file is opened under the rules of the day of its decision.
    """
    today = timezone.localdate()
    facts: dict[str, Any] = {}
    for provide in hooks.facts.values():
        facts |= provide(file, on or today)
    return Around(
        today=today,
        designated=actor is None or actor.may(Right.MAYOR) or is_designated(actor),
        offices=offices_of(actor),
        next_meeting=hooks.meetings(file.organisation_id, today),
        documents=hooks.documents(file) if file.pk else frozenset(),
        facts=facts,
    )


def offices_of(actor: Actor | None) -> frozenset[str]:
    """The offices somebody holds; others' acts they may record only with the signed document."""
    if actor is None:
        return frozenset({Office.SYSTEM})
    held = {Office.STAFF} if actor.may(Right.CASES) else set()
    if actor.may(Right.MAYOR):
        held.add(Office.MAYOR)
    if actor.may(Right.COLLEGE):
        held.add(Office.COLLEGE)
    return frozenset(held)
