"""The rule at the door of every view: who may come in, and whether a purpose is needed first.

Every view carries exactly one rule (`tests/web` checks it): `public`, `signed_in` or `needs`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from knipperlicht.cases.audit.service import log
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.web.requests import Request, View


@dataclass(frozen=True)
class Rule:
    """What a view asks at its door."""

    signed_in: bool
    rights: frozenset[str] = frozenset()
    purpose: bool = False
    json: bool = False


def public(view: View) -> View:
    """Anyone."""
    return _ruled(view, Rule(signed_in=False))


def signed_in(view: View) -> View:
    """Anyone with an account, whatever their role."""
    return _ruled(view, Rule(signed_in=True))


def needs(*rights: Right, purpose: bool = False, json: bool = False) -> Callable[[View], View]:
    """Holders of any of these rights; with `purpose`, a piece of work must run; `json` answers a program."""
    return lambda view: _ruled(view, Rule(True, frozenset(map(str, rights)), purpose, json))


def _ruled(view: View, rule: Rule) -> View:
    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _refusal(request, rule) or view(request, *args, **kwargs)

    guarded.access = rule  # type: ignore[attr-defined]
    return guarded


def _refusal(request: Request, rule: Rule) -> HttpResponseBase | None:
    if not rule.signed_in:
        return None
    if not request.user.is_authenticated:
        return _say(rule, 401, _("Sign in first.")) or redirect_to_login(request.get_full_path())
    if not rule.rights:
        return None
    if request.actor is None or not (rule.rights & request.actor.rights):
        log(request.actor, "access.refused", subject=request.path, name=request.user.get_username())
        said = _say(rule, 403, _("Your role does not allow this."))
        if said is None:
            raise PermissionDenied
        return said
    if rule.purpose and request.work is None:
        return _say(rule, 428, _("Choose a purpose first.")) or _ask_purpose(request)
    return None


def _say(rule: Rule, status: int, sentence: str) -> HttpResponseBase | None:
    return JsonResponse({"error": sentence}, status=status) if rule.json else None


def _ask_purpose(request: Request) -> HttpResponseBase:
    """To the page that asks for a purpose and leads back here; a fragment makes the whole page go there."""
    fragment = request.headers.get("HX-Request") == "true"
    back = request.headers.get("HX-Current-URL", "/") if fragment else request.get_full_path()
    back = request.get_full_path() if not fragment else "/" + back.split("/", 3)[-1]
    target = f"{reverse('work')}?{urlencode({'next': back})}"
    if not fragment:
        return redirect(target)
    answer = HttpResponse(status=204)
    answer["HX-Redirect"] = target
    return answer
