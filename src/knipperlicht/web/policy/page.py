"""What every page of policy shows, and the words for activities."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from knipperlicht.cases.organisations.roles import Kind, Right
from knipperlicht.cases.policies.service import Activity
from knipperlicht.web.language import language_of
from knipperlicht.web.requests import Signed


def show(request: Signed, template: str, *, here: str, status: int = 200, **context: Any) -> HttpResponse:
    """A page of policy with its tabs; `here` is the name of the tab it belongs to."""
    told = {"tabs": tabs(request, here), "may_keep": may_keep(request), **context}
    return render(request, f"policy/{template}.html", told, status=status)


def may_keep(request: Signed) -> bool:
    """Whether who looks keeps the policy of a municipality."""
    return request.actor.may(Right.POLICY) and request.actor.organisation.kind == Kind.MUNICIPALITY


def tabs(request: Signed, here: str) -> list[dict[str, Any]]:
    """The parts of policy that the role may open."""
    actor = request.actor
    found = [
        ("policy", _("Overview"), actor.may(Right.CASES)),
        ("policy_scope", _("In scope"), actor.may(Right.CASES)),
        ("policy_risk", _("Risk analysis"), actor.may(Right.CASES)),
        ("policy_activities", _("Listed activities"), actor.may(Right.CASES) or actor.may(Right.OPERATE)),
        ("policy_staff", _("Designations"), actor.may(Right.POLICY) or actor.may(Right.AUDIT)),
        ("policy_agreements", _("Agreements"), actor.may(Right.POLICY) or actor.may(Right.AUDIT)),
    ]
    return [{"url": reverse(name), "label": label, "current": name == here} for name, label, open_ in found if open_]  # fmt: skip


def named(activity: Activity, request: Signed) -> str:
    """Number and name of an activity in the language of the page."""
    name = activity.name(language_of(request)) or _("to be entered from the official text")
    return f"{activity.number}. {name}"


def choices_of(known: dict[int, Activity], request: Signed, numbers: list[int] | None = None) -> list[tuple[str, str]]:  # fmt: skip
    """Activities to choose from; all of them, or those with these numbers."""
    wanted = known if numbers is None else {number: known[number] for number in numbers}
    return [(str(number), named(activity, request)) for number, activity in wanted.items()]
