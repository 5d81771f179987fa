"""To the government identity provider and back."""

from __future__ import annotations

from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from knipperlicht.web.access import public, signed_in
from knipperlicht.web.account.confirm import confirmed_again
from knipperlicht.web.account.government import GovernmentFlow, provider
from knipperlicht.web.requests import Request

FAILURES = (OSError, KeyError, TypeError, ValueError)
"""What a provider that is away or answers nonsense causes; `requests` raises OSErrors."""


@public
@require_GET
@never_cache
def login(request: Request) -> HttpResponseBase:
    """Go there. A link, not a form: `form-action` of our security policy would have to name every host behind it.

    Another site cannot send somebody there unasked: then a page of ours asks first.
    """
    found = provider(request)
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        return render(request, "socialaccount/login.html", {"provider": found})
    return _go(request, AuthProcess.LOGIN)


@signed_in
@require_POST
@confirmed_again
def connect(request: Request) -> HttpResponseBase:
    """Link the own account to one's government identity; the provider's page follows by a page of ours."""
    request.session["connect"] = True
    return render(request, "socialaccount/login.html", {"provider": provider(request), "connect": True})


@signed_in
@require_GET
@never_cache
def connect_go(request: Request) -> HttpResponseBase:
    """The second half of `connect`: only just after it."""
    if not request.session.pop("connect", False):
        raise Http404
    return _go(request, AuthProcess.CONNECT)


def _go(request: Request, process: str) -> HttpResponseBase:
    found = provider(request)
    try:
        answer: HttpResponseBase = found.redirect(
            request, process=process, next_url=get_next_redirect_url(request)
        )
    except FAILURES as error:
        answer = render_authentication_error(request, found, exception=error)
    return answer


@public
@require_GET
@never_cache
def callback(request: Request, provider_id: str) -> HttpResponseBase:
    """Back with a code."""
    found = provider(request)
    if provider_id != settings.GOVERNMENT:
        raise Http404
    try:
        answer: HttpResponseBase = OAuth2CallbackView.adapter_view(GovernmentFlow(request, provider_id))(
            request
        )
    except ImmediateHttpResponse as decided:
        answer = decided.response
    except FAILURES as error:
        answer = render_authentication_error(request, found, exception=error)
    return answer
