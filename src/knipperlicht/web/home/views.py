"""The start page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from knipperlicht.bridge import register
from knipperlicht.bridge.dossier import connected
from knipperlicht.bridge.served import NothingServed
from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.audit.service import log, logged
from knipperlicht.cases.dossiers.service import Status, contests_of, pins_of, recent_of
from knipperlicht.cases.operator.service import flags_only
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.worklists.service import changes_since
from knipperlicht.web.access import signed_in
from knipperlicht.web.dossier.words import missing
from knipperlicht.web.requests import Request

AT_HAND = 8
HERE = "/"
"""The subject of what is logged here: the address of this page."""
LOOKED_BACK = timedelta(days=35)
"""A monthly source brings its changes within this many days before the day of its data."""


@signed_in
def home(request: Request) -> HttpResponseBase:
    """What changed, and by name, once a purpose is chosen, what is at hand; who opens no dossiers goes to their own page."""
    if request.actor is None:
        return render(request, "home/nowhere.html")
    if not request.actor.may(Right.LOOK):
        return redirect(_own_page(request.actor))
    context = _contests(request.actor, request.work) | _data(request)
    if request.work is not None:
        context |= {"pins": pins_of(request.actor)[:AT_HAND], "recent": recent_of(request.actor)[:AT_HAND]}
    return render(request, "home/home.html", context)


def _own_page(actor: Actor) -> str:
    """The first page of who opens no dossiers."""
    if actor.may(Right.OPERATE):
        return "manage"
    return "college" if actor.may(Right.COLLEGE) else "audit_log"


def _contests(actor: Actor, work: PieceOfWork | None) -> dict[str, Any]:
    """Those that are open: counts before a purpose is chosen; then by name, which is a look, logged once in its work."""
    kept = list(contests_of(actor).filter(status=Status.OPEN))
    said = {"open_contests": len(kept), "late": sum(contest.late for contest in kept)}
    shown = kept[:AT_HAND] if work else []
    if shown and not logged(work, "contest.read", subject=HERE):
        log(
            actor,
            "contest.read",
            work=work,
            subject=HERE,
            detail={"status": Status.OPEN.value, "shown": len(shown)},
        )
    return said | {"contests": shown}


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
    lacking = ", ".join(part["title"] for part in missing(connected()))
    return {"latest": latest, "counts": counts, "watched": watched, "since": since, "lacking": lacking}
