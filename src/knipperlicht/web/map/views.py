"""The map: where the enterprises of a list are, counted per municipality. Nothing is coloured by score."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseNotModified, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knipperlicht.bridge import lists, places
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.operator.service import flags_only
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.web.access import needs
from knipperlicht.web.language import language_of
from knipperlicht.web.lists.journal import log_part
from knipperlicht.web.lists.state import State, read_state
from knipperlicht.web.lists.views import chips_of, named
from knipperlicht.web.requests import Signed

MOST_DRAWN = 20_000
"""Characters of a drawn area: two hundred corners fit easily."""
PLACES = ("municipalities", "zones", "postcode", "street", "house_from", "house_to", "building", "area", "at")


@needs(Right.LOOK, purpose=True)
def index(request: Signed) -> HttpResponseBase:
    """The map of the list of the address (of the whole territory without one), and the same as a table."""
    state = read_state(request)
    if state.errors:
        return redirect(f"{reverse('lists')}?{request.GET.urlencode()}")
    spread = _spread(state, request)
    log(request.actor, "map.open", work=request.work, subject=named(state, request),
        detail={"filter": lists.query_string(state.asked), "count": spread["total"]})  # fmt: skip
    bounds = places.bounds_of(state.asked.scope)
    query = lists.query_string(state.asked)
    return render(request, "map/map.html", {
        "named": named(state, request), "chips": _chips(state, request), "rows": [f["properties"] for f in spread["features"]],
        "total": spread["total"], "unplaced": spread["unplaced"], "precision": spread["precision_said"],
        "points_url": f"{reverse('map_points')}?{query}", "boundaries_url": reverse("map_boundaries"),
        "bounds": ",".join(f"{degree:.5f}" for degree in bounds) if bounds else "", "tiles": settings.TILES,
        "list_url": state.url(), "kept": [(key, text) for key, text in _pairs(query) if key != "area"],
        "drawn": json.dumps(state.asked.area[0]) if state.asked.area else "",
    })  # fmt: skip


@needs(Right.LOOK, purpose=True, json=True)
def points(request: Signed) -> HttpResponseBase:
    """The points as GeoJSON (logged unless the page was): places with counts and a link to their list."""
    state = read_state(request)
    if state.errors:
        sentences = [said for all_said in state.errors.values() for said in all_said]
        return JsonResponse({"error": " ".join(sentences)}, status=400)
    log_part(state, request, named(state, request), part="points")
    answer = JsonResponse(_spread(state, request), content_type="application/geo+json")
    answer["Cache-Control"] = "private, no-store"
    return answer


@needs(Right.LOOK)
def boundaries(request: Signed) -> HttpResponseBase:
    """Municipal boundaries of the territory; a browser keeps them until they change."""
    text, tag = places.boundaries_of(request.actor.organisation.scope)
    answer: HttpResponse = HttpResponseNotModified() if request.headers.get("If-None-Match") == f'"{tag}"' else HttpResponse(text, content_type="application/geo+json")  # fmt: skip
    answer["ETag"], answer["Cache-Control"] = f'"{tag}"', "private, max-age=86400"
    return answer


@needs(Right.LOOK)
def area(request: Signed) -> HttpResponseBase:
    """From what was drawn (`[[lon, lat], …]`) to the list of that area, with the rest of the filter."""
    values = request.GET.copy()
    drawn = values.pop("drawn", [""])[0]
    try:
        values["area"] = _ring(json.loads(drawn[:MOST_DRAWN]))
    except (TypeError, ValueError, RecursionError):
        messages.warning(request, _("No area was drawn: press “Draw an area”, click at least three corners and close it."))  # fmt: skip
        values.pop("area", None)
        return redirect(f"{reverse('map')}?{values.urlencode()}")
    return redirect(f"{reverse('lists')}?{values.urlencode()}")


def _ring(corners: Any) -> str:
    """A drawing as the filter writes it; raises TypeError or ValueError when it is none."""
    if len(corners) < 3:
        raise ValueError(corners)
    return " ".join(f"{float(lon):.5f},{float(lat):.5f}" for lon, lat in corners)


def _spread(state: State, request: Signed) -> dict[str, Any]:
    """Counts per place, each with words and the address of its list; bands are left out: a place has no score."""
    found = lists.points(state.asked, language=language_of(request), flags_only=flags_only())
    for feature in found["features"]:
        about = feature["properties"]
        about.pop("bands", None)
        number = about["count"]
        about["detail"] = ngettext("%(n)s enterprise", "%(n)s enterprises", number) % {"n": number}
        if url := _place_url(state, about["place"]):
            about["url"] = url
    return found


def _place_url(state: State, place: str) -> str:
    """The list of exactly those at a place; empty when the filter's own places leave no address that says it."""
    nis, given = place.removeprefix("nis:"), state.asked.given.keys()
    if given.isdisjoint(PLACES):
        return state.url(asked=replace(state.asked, municipalities=(nis,), at="seat"), view=None)
    return state.url(view=None) if state.asked.at == "seat" and state.asked.municipalities == (nis,) else ""


def _pairs(query: str) -> list[tuple[str, str]]:
    return [(key, text) for key, texts in QueryDict(query).lists() for text in texts]


def _chips(state: State, request: Signed) -> list[dict[str, str]]:
    lists_url, map_url = reverse("lists"), reverse("map")
    return [chip | {"remove_url": chip["remove_url"].replace(lists_url, map_url, 1)} for chip in chips_of(state, request)]  # fmt: skip
