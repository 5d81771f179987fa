"""The parts of privacy, as tabs on each of its pages."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.organisations.roles import Right
from knipperlicht.web.requests import Signed

TABS = (
    ("privacy", _("Overview"), (Right.PRIVACY,)),
    ("privacy_requests", _("Requests"), (Right.PRIVACY,)),
    ("privacy_destruction", _("Destruction"), (Right.PRIVACY,)),
    ("privacy_registers", _("Registers"), (Right.PRIVACY, Right.POLICY)),
    ("privacy_central", _("Central Register"), (Right.PRIVACY,)),
)


def tabs(request: Signed, current: str) -> list[dict[str, Any]]:
    """Those that this role may open."""
    return [
        {"url": reverse(name), "label": label, "current": name == current}
        for name, label, rights in TABS
        if any(request.actor.may(right) for right in rights)
    ]
