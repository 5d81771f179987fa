"""What every page shows: navigation, organisation, purpose, what is served and how fresh it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from knipperlicht.bridge.register import Served, served
from knipperlicht.bridge.served import NothingServed
from knipperlicht.cases.operator.service import site
from knipperlicht.cases.organisations.roles import Right

MENU: tuple[tuple[str, str, tuple[Right, ...], Callable[[], str]], ...] = (
    ("home", "home", (Right.LOOK,), lambda: _("Start")),
    ("my_work", "folder", (Right.CASES,), lambda: _("My work")),
    ("policy", "scale", (Right.CASES,), lambda: _("Policy")),
    ("policy_activities", "scale", (Right.OPERATE,), lambda: _("Listed activities")),
    ("lists", "list", (Right.LOOK,), lambda: _("Lists")),
    ("map", "map", (Right.LOOK,), lambda: _("Map")),
    ("watchlists", "eye", (Right.LOOK,), lambda: _("Watch-lists")),
    ("college", "people", (Right.COLLEGE,), lambda: _("College")),
    ("privacy", "shield", (Right.PRIVACY,), lambda: _("Privacy")),
    ("trust", "book", (), lambda: _("How it works")),
    ("audit_log", "log", (Right.AUDIT, Right.AUDIT_ALL), lambda: _("Log")),
    ("manage", "gear", (Right.MEMBERS, Right.OPERATE), lambda: _("Administration")),
)

FREE_OF_SCORES = ("my_work", "college", "privacy")
"""Pages of case work, under these addresses: a score is no part of a file (law.md §9.4, guard 17), not in its footer either."""


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of base.html."""
    actor = getattr(request, "actor", None)
    user = getattr(request, "user", None)
    own = getattr(user, "theme", "auto")
    theme = own if own != "auto" else request.COOKIES.get("theme", "auto")
    return {
        "actor": actor,
        "organisation": actor.organisation if actor else None,
        "memberships": getattr(request, "memberships", []),
        "piece_of_work": getattr(request, "work", None),
        "theme": theme if theme in ("light", "dark") else "",
        "trust_links": [{"url": reverse("trust"), "label": _("How it works")}],
        "account_links": _account_links(user),
        "permalink": _permalink(request),
        "navigation": _navigation(request),
        "may_look": actor is not None and actor.may(Right.LOOK),
        "served": SimpleLazyObject(_served),
        "of_a_case": request.path.startswith(tuple(reverse(name) for name in FREE_OF_SCORES)),
        "demo": settings.DEMO,
        "site_name": SimpleLazyObject(lambda: site().site_name),
    }


def _account_links(user: Any) -> list[dict[str, str]]:
    if user is None or not user.is_authenticated:
        return []
    return [{"url": reverse("account"), "label": _("My account"), "icon": "user"}]


def _permalink(request: HttpRequest) -> str:
    """The address of the page; on the page that refuses a strange host name there is none."""
    try:
        return request.build_absolute_uri()
    except DisallowedHost:
        return ""


def _navigation(request: HttpRequest) -> list[dict[str, Any]]:
    actor = getattr(request, "actor", None)
    rights = actor.rights if actor else frozenset()
    items = []
    for name, icon, wanted, label in MENU:
        if not wanted or any(str(right) in rights for right in wanted):
            url = reverse(name)
            here = request.path == url or (name != "home" and request.path.startswith(url))
            items.append({"url": url, "label": label(), "icon": icon, "current": here})
    return items


def _served() -> Served | None:
    try:
        return served(timezone.localdate())
    except NothingServed:
        return None
