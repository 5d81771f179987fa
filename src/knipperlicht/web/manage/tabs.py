"""The parts of administration, as tabs on each of its pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.organisations.roles import Right

TABS = (
    ("manage", _("Health"), Right.OPERATE),
    ("manage_organisations", _("Organisations"), Right.OPERATE),
    ("manage_members", _("Members"), Right.MEMBERS),
    ("manage_settings", _("Settings"), Right.OPERATE),
    ("manage_thresholds", _("Thresholds"), Right.OPERATE),
    ("manage_jobs", _("Jobs"), Right.OPERATE),
)


def tabs(request: HttpRequest) -> list[dict[str, Any]]:
    """Those that this role may open; the longest address that fits the page is the current one."""
    actor = getattr(request, "actor", None)
    found = [
        {"url": reverse(name), "label": label, "current": False}
        for name, label, right in TABS
        if actor is not None and actor.may(right)
    ]
    fitting = [tab for tab in found if request.path.startswith(str(tab["url"]))]
    if fitting:
        max(fitting, key=lambda tab: len(str(tab["url"])))["current"] = True
    return found
