"""The start page."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import redirect, render

from knipperlicht.cases.organisations.roles import Right
from knipperlicht.web.access import signed_in
from knipperlicht.web.requests import Request


@signed_in
def home(request: Request) -> HttpResponseBase:
    """Recent, pinned and what changed; who opens no dossiers is led to their own first page."""
    if request.actor is not None and not request.actor.may(Right.LOOK):
        return redirect("manage" if request.actor.may(Right.OPERATE) else "audit_log")
    return render(request, "home/home.html")
