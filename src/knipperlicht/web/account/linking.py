"""From a government identity to an account: an existing link, a verified e-mail address, or an invitation."""

from __future__ import annotations

import re
from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import redirect, render

from knipperlicht.cases.organisations import invitations
from knipperlicht.cases.organisations.models import Invitation, User
from knipperlicht.web.account.journal import failed

INVITATION = "invitation"
"""Key of the session: the token of the invitation someone answers with their government identity."""


def settle(request: HttpRequest, sociallogin: Any) -> None:
    """Point the login to an account and keep the national number for the log; else refuse with a page."""
    claims = _claims(sociallogin)
    number = _national_number(claims)
    if sociallogin.state.get("process") == AuthProcess.CONNECT:
        if request.user.is_authenticated:
            _same_person(request, request.user, number)
            _keep_number(request.user, number)
        return
    linked = sociallogin.is_existing
    user: User | None = sociallogin.user if linked else _by_email(claims)
    invitation = None if user is not None and user.is_active else _invitation(request)
    holder = invitations.account_of(invitation) if invitation is not None else user
    if user is None and invitation is None:
        failed(request, reason="government identity without account")
        _refuse(request, "not_invited")
    if holder is not None:
        if invitation is None and not holder.is_active:
            failed(request, user=holder, reason="account closed")
            raise ImmediateHttpResponse(redirect("account_inactive"))
        _same_person(request, holder, number)
        if not linked and SocialAccount.objects.filter(user=holder).exists():
            failed(request, user=holder, reason="another government identity is linked")
            _refuse(request, "other_identity")
    with transaction.atomic():
        if invitation is not None:
            user = invitations.accept(invitation, name=str(claims.get("name", ""))[:120])
        assert user is not None
        _keep_number(user, number)
        if linked:
            sociallogin.user = user
        else:
            sociallogin.connect(request, user)


def _claims(sociallogin: Any) -> dict[str, Any]:
    said = sociallogin.account.extra_data
    return {**said.get("id_token", {}), **said.get("userinfo", {})}


def _national_number(claims: dict[str, Any]) -> str:
    digits = re.sub(r"\D", "", str(claims.get(settings.NATIONAL_NUMBER_CLAIM, "")))
    return digits if len(digits) == 11 else ""


def _by_email(claims: dict[str, Any]) -> User | None:
    if claims.get("email_verified") is not True or not claims.get("email"):
        return None
    return User.objects.filter(email__iexact=claims["email"]).first()


def _invitation(request: HttpRequest) -> Invitation | None:
    """The one someone answers with their identity: who holds its link holds the mailbox it was sent to."""
    found = invitations.find(request.session.pop(INVITATION, ""))
    held = invitations.account_of(found) if found else None
    return None if held is not None and held.is_active else found


def _same_person(request: HttpRequest, user: User, number: str) -> None:
    if number and user.national_number and number != user.national_number:
        failed(request, user=user, reason="national number of another person")
        _refuse(request, "other_identity")


def _keep_number(user: User, number: str) -> None:
    if number and number != user.national_number:
        user.national_number = number
        user.save(update_fields=["national_number"])


def _refuse(request: HttpRequest, why: str) -> NoReturn:
    raise ImmediateHttpResponse(render(request, "account/refused.html", {"why": why}, status=403))
