"""Confirm again: before a dangerous act, who is signed in shows once more that it is them."""

from __future__ import annotations

from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from knipperlicht.web.requests import Request, View


def confirmed_again(view: View) -> View:
    """Asks for the password, a code or a passkey unless that was done in the last ten minutes.

    Put it under the rule of access. It leads back to the page of the act (its GET, at the same address with its
    query), never repeats a POST by itself: a dangerous act is a page that shows what will happen, with the button on it.
    """

    @wraps(view)
    def confirmed(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if recently(request):
            return view(request, *args, **kwargs)
        target = f"{_where(request)}?{urlencode({'next': request.get_full_path()})}"
        if request.headers.get("HX-Request") == "true":
            answer = HttpResponse(status=204)
            answer["HX-Redirect"] = target
            return answer
        return redirect(target)

    return confirmed


def recently(request: Request) -> bool:
    """Whether the user came in, or confirmed, within the last ten minutes."""
    moments = [r["at"] for r in get_authentication_records(request, request.user) if "at" in r]
    return (
        bool(moments)
        and timezone.now().timestamp() - max(moments) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    )


def _where(request: Request) -> str:
    """The user's first way to confirm; who has none of ours goes by the government identity again."""
    methods = get_adapter().get_reauthentication_methods(request.user)
    return str(methods[0]["url"]) if methods else reverse("government_login")
