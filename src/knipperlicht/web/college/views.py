"""The next meetings, one agenda, its minutes."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from knipperlicht.cases.audit.service import log
from knipperlicht.cases.college.service import (
    AgendaItem,
    Meeting,
    State,
    decided,
    items_of,
    may_keep,
    meetings_of,
    waiting_files,
)
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.procedures.registry import procedure_of
from knipperlicht.web.access import needs
from knipperlicht.web.casework.acts import said_of
from knipperlicht.web.requests import Signed

RECENT = 12
"""Meetings that were held, shown below those to come."""


@needs(Right.COLLEGE, Right.CASES)
def index(request: Signed) -> HttpResponse:
    """Meetings to come with what is on them; what waits and is on none; the last ones held."""
    must_see(request.actor)
    own = meetings_of(request.actor)
    coming = list(own.filter(state=State.PLANNED))
    homeless = [
        (file, last) for file, last in waiting_files(request.actor.organisation.pk)
        if not AgendaItem.objects.filter(file=file).pending().exists()
    ]  # fmt: skip
    return render(request, "college/index.html", {
        "coming": [agenda_of(request.actor, meeting) for meeting in coming], "homeless": homeless,
        "held": own.exclude(state=State.PLANNED).order_by("-day", "-pk")[:RECENT], "today": timezone.localdate(),
    })  # fmt: skip


@needs(Right.COLLEGE, Right.CASES)
def meeting(request: Signed, pk: int) -> HttpResponse:
    """One agenda: confirmations that would lapse first."""
    found = get_object_or_404(meetings_of(request.actor), pk=pk)
    today = timezone.localdate()
    return render(request, "college/meeting.html", agenda_of(request.actor, found) | {
        "today": today, "may_close": found.state == State.PLANNED and found.day <= today,
    })  # fmt: skip


@needs(Right.COLLEGE, Right.CASES)
def minutes(request: Signed, pk: int) -> HttpResponse:
    """The minutes, made from the decisions: nothing is typed twice. On paper as on the screen."""
    found = get_object_or_404(meetings_of(request.actor), pk=pk)
    items = items_of(request.actor).filter(meeting=found).in_order()
    lines = []
    for item in items:
        act = decided(item)
        lines.append(
            {
                "item": item,
                "act": act,
                "said": said_of(act.step, dict(act.data)) if act else [],
                "procedure": procedure_of(item.file.kind),
            }
        )
    log(
        request.actor,
        "college.read",
        subject=str(found.day),
        work=request.work,
        detail={"meeting": found.pk, "part": "minutes"},
    )
    return render(request, "college/minutes.html", {"meeting": found, "lines": lines})


def must_see(actor: Actor) -> None:
    """Raises PermissionDenied for an organisation without a college."""
    if not may_keep(actor):
        raise PermissionDenied


def agenda_of(actor: Actor, meeting: Meeting) -> dict[str, Any]:
    """A meeting with the items the actor may see, in order, and how many others there are."""
    items = list(items_of(actor).filter(meeting=meeting).in_order())
    rows = [
        {
            "item": item,
            "procedure": procedure_of(item.file.kind),
            "state": procedure_of(item.file.kind).state_name(item.file.state),
        }
        for item in items
    ]
    return {"meeting": meeting, "rows": rows, "others": meeting.items.count() - len(items)}
