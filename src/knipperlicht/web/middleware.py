"""What every request passes: who acts, plain errors, one snapshot."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, suppress

from django.conf import settings
from django.http import HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from knipperlicht.bridge.served import NothingServed, serving
from knipperlicht.cases.audit.service import running_work
from knipperlicht.cases.organisations.service import actor, memberships
from knipperlicht.errors import KnipperlichtError, NothingFound
from knipperlicht.web.requests import Request

Answer = Callable[[Request], HttpResponseBase]
ORGANISATION, WORK = "organisation", "work"
"""Keys of the session."""
API = "/api/"
"""Below it programs ask: they are told what is wrong as JSON."""


def who(answer: Answer) -> Answer:
    """Set `request.actor`, `request.work` and the language of the user; what they see is kept by no cache."""

    def middleware(request: Request) -> HttpResponseBase:
        request.actor, request.work, request.memberships = None, None, []
        if request.user.is_authenticated:
            request.memberships = memberships(request.user)
            request.actor = actor(request.user, request.session.get(ORGANISATION), request.memberships)
            if request.actor is not None:
                request.work = running_work(request.actor, request.session.get(WORK))
            if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
                translation.activate(request.user.language)
        given = answer(request)
        if request.user.is_authenticated and not given.has_header("Cache-Control"):
            given["Cache-Control"] = "private, no-store"
        return given

    return middleware


def no_nul(answer: Answer) -> Answer:
    """Refuse a NUL in an address: none of ours has one, and PostgreSQL takes it in no text, the log's included."""

    def middleware(request: Request) -> HttpResponseBase:
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            sentence = _("The address holds a character that no address of this site has.")
            if request.path_info.startswith(API):
                return JsonResponse({"error": sentence}, status=400)
            return render(request, "400.html", {"sentence": sentence}, status=400)
        return answer(request)

    return middleware


def plain_errors(answer: Answer) -> Answer:
    """Errors meant for people become a page with their sentence."""

    def middleware(request: Request) -> HttpResponseBase:
        return answer(request)

    def process_exception(request: Request, error: Exception) -> HttpResponseBase | None:
        if isinstance(error, NothingServed):
            return render(request, "nothing_served.html", {"sentence": str(error)}, status=503)
        if isinstance(error, NothingFound):
            return render(request, "404.html", {"sentence": str(error)}, status=404)
        if isinstance(error, KnipperlichtError):
            return render(request, "400.html", {"sentence": str(error)}, status=400)
        return None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


def one_snapshot(answer: Answer) -> Answer:
    """All that a request asks of the register comes from one snapshot, also when a new one is published meanwhile."""

    def middleware(request: Request) -> HttpResponseBase:
        with ExitStack() as held:
            with suppress(NothingServed):
                held.enter_context(serving(settings.DATA))
            return answer(request)

    return middleware
