"""How allauth behaves here: nobody signs up by themselves; accounts come from invitations."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from knipperlicht.cases.organisations.models import User


class ClosedAccounts(DefaultAccountAdapter):  # type: ignore[misc]
    """No open registration."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False


def display(user: User) -> Any:
    """How a user is named on allauth's pages."""
    return user.name
