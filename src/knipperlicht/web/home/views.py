"""The start page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from knipperlicht.bridge import register
from knipperlicht.bridge.served import NothingServed
from knipperlicht.cases.dossiers.service import Status, contests_of, pins_of, recent_of
from knipperlicht.cases.operator.service import flags_only
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.worklists.service import changes_since
from knipperlicht.web.access import signed_in
from knipperlicht.web.requests import Request

AT_HAND = 8
LOOKED_BACK = timedelta(days=35)
"""A monthly source brings its changes within this many days before the day of its data."""


@signed_in
def home(request: Request) -> HttpResponseBase:
    """Recent, pinned and what changed; who opens no dossiers is led to their own first page."""
    if request.actor is None:
        return render(request, "home/nowhere.html")
    if not request.actor.may(Right.LOOK):
        return redirect("manage" if request.actor.may(Right.OPERATE) else "audit_log")
    open_contests = list(contests_of(request.actor).filter(status=Status.OPEN)[:AT_HAND])
    context = {
        "pins": pins_of(request.actor)[:AT_HAND],
        "recent": recent_of(request.actor)[:AT_HAND],
        "contests": open_contests,
        "late": sum(contest.late for contest in open_contests),
        **_data(request),
    }
    return render(request, "home/home.html", context)


def _data(request: Request) -> dict[str, Any]:
    """What is new; watched dossiers only as counts, since no purpose may have been chosen yet."""
    try:
        served = register.served(timezone.localdate())
    except NothingServed:
        return {"latest": None, "watched": []}
    since = served.as_of - LOOKED_BACK
    watched = changes_since(request.actor, since, flags_only=flags_only(), most=0) if request.actor else []
    latest = max(served.sources, key=lambda source: str(source["day"]), default=None)
    counts = {name: served.counts.get(name, 0) for name in ("enterprise", "score", "establishment")}
    return {"latest": latest, "counts": counts, "watched": watched, "since": since}
