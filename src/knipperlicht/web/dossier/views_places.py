"""Parts of a dossier that are asked for: who is registered in a building, further establishments."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from knipperlicht.bridge import dossier as register
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.web.access import needs
from knipperlicht.web.dossier.door import open_dossier
from knipperlicht.web.dossier.facts import is_natural
from knipperlicht.web.dossier.page import explained_of
from knipperlicht.web.dossier.refusals import answered
from knipperlicht.web.dossier.sections import units_of
from knipperlicht.web.dossier.timeline import timeline_of
from knipperlicht.web.language import language_of
from knipperlicht.web.requests import Signed

A_PAGE = 25
FARTHEST = 100_000


@needs(Right.LOOK, purpose=True)
@require_safe
@answered
def place(request: Signed, number: str) -> HttpResponseBase:
    """Who is registered in `?building=`, which must be an address of this dossier; natural persons as a number."""
    opened = open_dossier(request, number, quiet=True)
    building = request.GET.get("building", "")
    if not building or not register.has_building(opened.enterprise, building):
        raise Http404
    offset = _offset(request)
    found = register.neighbours(building, asked_from=opened.enterprise, offset=offset, limit=A_PAGE)
    detail = {"building": building, "shown": len(found["items"]), "from": offset}
    log(request.actor, "place.open", work=request.work, subject=opened.number, detail=detail)

    def url(start: int) -> str:
        asked = urlencode({"building": building, "offset": start})
        return f"{reverse('dossier_place', args=[opened.number])}?{asked}"

    context = {
        "number": opened.number, "place": found, "first": offset + 1, "last": offset + len(found["items"]),
        "previous_url": url(max(0, offset - A_PAGE)) if offset else "",
        "next_url": url(offset + A_PAGE) if offset + A_PAGE < found["registrations"] else "",
        "name": explained_of(request, opened)["name"] or opened.number,
    }  # fmt: skip
    return _part(request, "place", context)


@needs(Right.LOOK, purpose=True)
@require_safe
@answered
def establishments(request: Signed, number: str) -> HttpResponseBase:
    """Further pages of the establishments."""
    opened = open_dossier(request, number, quiet=True)
    context = units_of(opened, language_of(request), offset=_offset(request))
    return _part(
        request, "units", context | {"number": opened.number, "name": explained_of(request, opened)["name"]}
    )


@needs(Right.LOOK, purpose=True)
@require_safe
@answered
def timeline(request: Signed, number: str) -> HttpResponseBase:
    """The timeline of one kind, or the whole of it."""
    opened = open_dossier(request, number, quiet=True)
    explained = explained_of(request, opened)
    context = timeline_of(request, opened, natural=is_natural(explained))
    return _part(request, "timeline", context | {"number": opened.number, "name": explained["name"]})


def _offset(request: Signed) -> int:
    text = request.GET.get("offset", "0")
    return min(int(text), FARTHEST) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _part(request: Signed, part: str, context: dict[str, object]) -> HttpResponseBase:
    """The part alone for htmx; a page of its own for everyone else."""
    if request.headers.get("HX-Request") == "true":
        return render(request, f"dossier/parts/{part}.html", context)
    return render(request, "dossier/part.html", context | {"part": f"dossier/parts/{part}.html"})
