"""What every writing service asks first."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.organisations.service import Actor


def must_write(actor: Actor) -> None:
    """Raises PermissionDenied for who may only read."""
    if not actor.may(Right.WRITE):
        raise PermissionDenied
