"""Search: a page of results, and suggestions while typing."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import render

from knipperlicht.bridge import register
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.web.access import needs
from knipperlicht.web.requests import Signed


@needs(Right.LOOK, purpose=True)
def search(request: Signed) -> HttpResponseBase:
    """Results for `?q=`."""
    text = request.GET.get("q", "").strip()
    found = register.search(text, limit=50) if text else []
    if text:
        log(request.actor, "search.run", work=request.work, subject=text, detail={"found": len(found)})
    return render(request, "search/search.html", {"text": text, "found": found})


@needs(Right.LOOK, purpose=True)
def suggest(request: Signed) -> HttpResponseBase:
    """The first few while typing (a fragment); the search that is chosen or opened is what is logged."""
    text = request.GET.get("q", "").strip()
    found = register.search(text, limit=8) if text else []
    return render(request, "search/suggest.html", {"text": text, "found": found})
