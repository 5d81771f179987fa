"""The dossier of one enterprise."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import render

from knipperlicht.bridge import register
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.web.access import needs
from knipperlicht.web.dossier.door import open_dossier
from knipperlicht.web.language import language_of
from knipperlicht.web.requests import Signed


@needs(Right.LOOK, purpose=True)
def dossier(request: Signed, number: str) -> HttpResponseBase:
    """Everything about one enterprise."""
    open_dossier(request, number)
    explained = register.explain(number, language=language_of(request))
    return render(request, "dossier/dossier.html", {"e": explained})
