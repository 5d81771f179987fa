"""Who must have a second factor sets one up before anything else."""

from __future__ import annotations

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from knipperlicht.web.middleware import Answer
from knipperlicht.web.requests import Request

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
REACHABLE = frozenset(
    {
        "mfa_index", "mfa_activate_totp", "mfa_list_webauthn", "mfa_add_webauthn", "mfa_view_recovery_codes",
        "mfa_download_recovery_codes", "account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
        "account_logout", "account_language", "account_theme", "set_language", "account_change_password",
        "account_set_password", "government_login", "openid_connect_callback",
    }
)  # fmt: skip
"""What is needed to set one up, and to leave."""


def required(request: Request) -> bool:
    """Whether any of the user's roles or organisations asks for a second factor."""
    return any(
        m.role in settings.SECOND_FACTOR_ROLES or m.organisation.require_second_factor
        for m in request.memberships
    )


def present(request: Request) -> bool:
    """A factor of our own, or a session begun at the government identity provider, which asked for one itself."""
    records = get_authentication_records(request, request.user)
    return any(r.get("method") == "socialaccount" for r in records) or is_mfa_enabled(request.user, FACTORS)


def second_factor_first(answer: Answer) -> Answer:
    """Lead to setting one up; a program or a fragment gets a plain refusal."""

    def middleware(request: Request) -> HttpResponseBase:
        if (
            not request.user.is_authenticated
            or not required(request)
            or _reachable(request)
            or present(request)
        ):
            return answer(request)
        sentence = _("Your role needs a second factor. Set one up first; it takes two minutes.")
        if request.headers.get("HX-Request") == "true":
            moved = HttpResponse(status=204)
            moved["HX-Redirect"] = reverse("mfa_index")
            return moved
        if request.headers.get("Accept", "").startswith("application/json"):
            return JsonResponse({"error": sentence}, status=403)
        messages.warning(request, sentence)
        return redirect("mfa_index")

    return middleware


def _reachable(request: Request) -> bool:
    try:
        return resolve(request.path_info).url_name in REACHABLE
    except Resolver404:
        return True
