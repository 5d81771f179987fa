"""How allauth behaves here: nobody signs up by themselves; every failure to come in is logged."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.organisations.models import User
from knipperlicht.web.account.confirm import recently
from knipperlicht.web.account.journal import failed

QUIET = frozenset({"account/messages/logged_in.txt", "account/messages/logged_out.txt"})
"""Messages that tell what the page shows anyway."""


class ClosedAccounts(DefaultAccountAdapter):  # type: ignore[misc]
    """No open registration; our own sentences."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed."),
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "enter_current_password": _("Type your current password."),
        "incorrect_password": _("The password is not right."),
        "invalid_password_reset": _("The link to set a new password is not valid any more."),
        "rate_limited": _("Too many attempts in a short time. Wait a few minutes and try again."),
        "too_many_login_attempts": _(
            "Too many attempts failed for this account or from this place. Wait five minutes and try again, "
            "or set a new password."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counts the attempt before the password is looked at; who has too many is refused, right or wrong."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            failed(request, email=credentials.get("email", ""), reason="too many attempts")
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Written in the log."""
        failed(request, email=credentials.get("email", ""), reason="password")

    def respond_user_inactive(self, request: HttpRequest, user: User) -> Any:
        """Who left is told so, after the right password only; and it is written in the log."""
        failed(request, user=user, reason="account closed")
        return super().respond_user_inactive(request, user)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Coming in within the last ten minutes counts as confirming, here and in `confirm.py` alike."""
        return not recently(self.request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the own account."""
        return reverse("account")

    def add_message(
        self, request: HttpRequest, level: int, message_template: Any = None, *args: Any, **kwargs: Any
    ) -> None:
        """Without the messages that only repeat what happened."""
        if message_template not in QUIET:
            super().add_message(request, level, message_template, *args, **kwargs)


def display(user: User) -> str:
    """How a user is named on allauth's pages."""
    return user.name
