"""What every writing service asks first."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.organisations.service import Actor


def must(actor: Actor, right: Right) -> None:
    """Raises PermissionDenied for who does not hold the right."""
    if not actor.may(right):
        raise PermissionDenied


class Unusable(ValueError):
    """What was asked cannot be done; its text is one sentence for people."""
