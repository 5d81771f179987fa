"""Indicators, score card, sources, what is excluded, how to contest: from the code itself, never a copy of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from knipperlicht.bridge import catalogue
from knipperlicht.cases.operator.service import site
from knipperlicht.web.access import public
from knipperlicht.web.dossier import words
from knipperlicht.web.language import language_of
from knipperlicht.web.requests import Request


def readable(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """For everyone when the operator says so, else for who is signed in."""

    @public
    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated or site().public_trust_pages:
            return view(request, *args, **kwargs)
        return redirect_to_login(request.get_full_path())

    return guarded


TABS = (
    ("trust", "overview", _("In short")),
    ("indicators", "indicators", _("Indicators")),
    ("score_card", "scorecard", _("Score card")),
    ("sources", "sources", _("Sources")),
    ("excluded", "excluded", _("What never counts")),
    ("contest", "contest", _("Contest")),
)


def _page(request: Request, template: str, context: dict[str, Any]) -> HttpResponse:
    here = "indicators" if template == "indicator" else template
    tabs = [{"url": reverse(name), "label": label, "current": part == here} for name, part, label in TABS]
    return render(request, f"trust/{template}.html", context | {"tabs": tabs})


@readable
def overview(request: Request) -> HttpResponse:
    """How it works in one page, with the way to each part."""
    return _page(request, "overview", {"contact": site().contest_contact})


@readable
def indicators(request: Request) -> HttpResponse:
    """The catalogue."""
    found = catalogue.indicator_list(language_of(request))
    return _page(request, "indicators", {"indicators": [_in_words(one) for one in found]})


@readable
def indicator(request: Request, slug: str) -> HttpResponse:
    """One indicator: what it asks, thresholds, innocent explanation, what clears it, how many it marks."""
    return _page(request, "indicator", {"i": _in_words(catalogue.indicator(slug, language_of(request)))})


def _in_words(one: dict[str, Any]) -> dict[str, Any]:
    """Family and sub-score as people know them."""
    family = words.protection() if one["kind"] == "protective" else one["family_name"]
    return one | {
        "family_name": capfirst(family),
        "subscore_name": words.subscores().get(one["subscore"], ("",))[0],
    }


@readable
def score_card(request: Request) -> HttpResponse:
    """Points, caps, map to 0-10, bands, gates: the card that made the scores on this site."""
    language = language_of(request)
    card = catalogue.card()
    context = {
        "card": card,
        "classes": sorted(card.classes.items(), key=lambda c: -c[1]),
        "families": [(family.name[language], family.cap) for family in card.families.values()],
        "bands": [(band.name[language], band.start, band.code) for band in card.bands],
        "gates": [(gate.text[language], gate.max, gate.min) for gate in card.gates],
        "thresholds": catalogue.thresholds(settings.DATA),
    }
    return _page(request, "scorecard", context)


@readable
def sources(request: Request) -> HttpResponse:
    """Every source with its freshness and what it lacks."""
    found = catalogue.sources(timezone.localdate(), language_of(request))
    context = {
        "sources": [one for one in found if one["last_day"] or one["name"] == catalogue.BASE],
        "others": [one for one in found if not one["last_day"] and one["name"] != catalogue.BASE],
    }
    return _page(request, "sources", context)


@readable
def excluded(request: Request) -> HttpResponse:
    """What never counts, and why."""
    return _page(request, "excluded", {"inputs": catalogue.excluded(language_of(request))})


@readable
def contest(request: Request) -> HttpResponse:
    """How a company contests what is held about it."""
    return _page(request, "contest", {"contact": site().contest_contact})
