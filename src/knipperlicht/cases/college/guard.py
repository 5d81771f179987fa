"""Who may keep agendas, and what refuses."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from knipperlicht.cases.college.models import Meeting
from knipperlicht.cases.organisations.roles import Kind, Right
from knipperlicht.cases.organisations.service import Actor


class Unusable(ValueError):
    """What was asked of an agenda cannot be done; its text is one sentence for people."""


def may_keep(actor: Actor) -> bool:
    """Whether somebody plans meetings and closes them: staff that works on case files, the mayor, members of the college."""
    kept = actor.may(Right.CASES) or actor.may(Right.COLLEGE)
    return kept and actor.organisation.kind == Kind.MUNICIPALITY


def must_keep(actor: Actor) -> None:
    """Raises PermissionDenied."""
    if not may_keep(actor):
        raise PermissionDenied


def meetings_of(actor: Actor) -> QuerySet[Meeting]:
    """Meetings of the own municipality; of another they do not exist."""
    found = Meeting.objects.filter(organisation=actor.organisation)
    return found if may_keep(actor) else found.none()
