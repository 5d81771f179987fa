"""Coming in, going out and what changes an account: each written in the log, with the organisation."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa import signals as factors
from allauth.mfa.models import Authenticator
from allauth.socialaccount.signals import social_account_added
from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest
from django.utils.translation import gettext as _

from knipperlicht.cases.audit.service import log
from knipperlicht.cases.organisations.models import User
from knipperlicht.cases.organisations.service import Actor, actor
from knipperlicht.web.middleware import ORGANISATION

UNKNOWN = "unknown address"


def acting(request: HttpRequest, user: User) -> Actor | None:
    """The user, acting for the organisation of the session or else the first."""
    return actor(user, request.session.get(ORGANISATION))


def note(request: HttpRequest, user: User, event: str, **detail: Any) -> None:
    """One row about the user's own account."""
    log(acting(request, user), event, subject=user.email, detail=detail, name=user.name)


def failed(request: HttpRequest, *, reason: str, email: str = "", user: User | None = None) -> None:
    """Somebody did not come in. An address nobody has is not written down: people type passwords there."""
    known = user or (User.objects.filter(email__iexact=email).first() if email else None)
    log(
        acting(request, known) if known else None,
        "account.login_failed",
        subject=known.email if known else UNKNOWN,
        detail={"reason": reason, "address": get_client_ip(request) or ""},
        name=known.name if known else "",
    )


def listen() -> None:
    """Called once, when the apps are ready."""
    account.user_logged_in.connect(_signed_in, dispatch_uid="journal")
    user_logged_out.connect(_signed_out, dispatch_uid="journal")
    account.authentication_step_completed.connect(_step, dispatch_uid="journal")
    for signal in (account.password_changed, account.password_set, account.password_reset):
        signal.connect(_password, dispatch_uid="journal")
    factors.authenticator_added.connect(_factor_added, dispatch_uid="journal")
    factors.authenticator_reset.connect(_factor_added, dispatch_uid="journal")
    factors.authenticator_removed.connect(_factor_removed, dispatch_uid="journal")
    factors.authentication_failed.connect(_factor_failed, dispatch_uid="journal")
    social_account_added.connect(_linked, dispatch_uid="journal")


def _linked(request: HttpRequest, sociallogin: Any, **_kwargs: Any) -> None:
    note(request, sociallogin.user, "account.linked")


def _signed_in(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    ways = [str(r.get("type") or r.get("method")) for r in get_authentication_records(request, user)]
    note(request, user, "account.login", by=ways, address=get_client_ip(request) or "")


def _signed_out(request: HttpRequest, user: User | None, **_kwargs: Any) -> None:
    if user is not None:
        note(request, user, "account.logout")


def _step(request: HttpRequest, user: User, method: str, **extra: Any) -> None:
    if extra.get("reauthenticated"):
        note(request, user, "account.confirm", by=str(extra.get("type") or method))


def _password(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    note(request, user, "account.password_changed")


def _factor_added(request: HttpRequest, user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    note(request, user, "account.factor_added", kind=authenticator.type)


def _factor_removed(request: HttpRequest, user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    note(request, user, "account.factor_removed", kind=authenticator.type)


def _factor_failed(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    failed(request, user=user, reason="second factor")


def name_of_factor(kind: str) -> str:
    """In words."""
    return {
        Authenticator.Type.TOTP: _("authenticator app"),
        Authenticator.Type.WEBAUTHN: _("passkey"),
        Authenticator.Type.RECOVERY_CODES: _("recovery codes"),
    }.get(kind, kind)
