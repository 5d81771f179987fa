"""auditlog."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import render

from knipperlicht.web.access import signed_in
from knipperlicht.web.requests import Request


@signed_in
def index(request: Request) -> HttpResponseBase:
    """The first page."""
    return render(request, "auditlog/index.html")
