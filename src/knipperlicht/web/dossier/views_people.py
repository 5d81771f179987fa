"""Who holds a mandate in one enterprise: asked for by itself, by those whose role includes it, and logged by itself."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knipperlicht.bridge import dossier as register
from knipperlicht.bridge.catalogue import source_title
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.core.clock import Language
from knipperlicht.core.numbers import format_number
from knipperlicht.web.access import needs
from knipperlicht.web.dossier.door import open_dossier
from knipperlicht.web.dossier.facts import is_natural
from knipperlicht.web.dossier.page import explained_of
from knipperlicht.web.dossier.refusals import answered
from knipperlicht.web.language import language_of
from knipperlicht.web.requests import Signed


@needs(Right.PEOPLE, purpose=True)
@require_safe
@answered
def people(request: Signed, number: str) -> HttpResponseBase:
    """The mandates, standing ones first; 404 for a natural person, who holds none in their own business."""
    opened = open_dossier(request, number, quiet=True)
    explained = explained_of(request, opened)
    if is_natural(explained):
        raise Http404
    language = language_of(request)
    today = timezone.localdate().isoformat()
    rows = [_shown(row, language, today) for row in register.people(opened.enterprise, language)]
    rows.sort(key=lambda row: bool(row["past"]))
    log(request.actor, "people.open", work=request.work, subject=opened.number, detail={"shown": len(rows)})
    context = {"number": opened.number, "name": explained["name"] or opened.number, "people": rows}
    if request.headers.get("HX-Request") == "true":
        return render(request, "dossier/parts/people.html", context)
    return render(request, "dossier/part.html", context | {"part": "dossier/parts/people.html"})


def _shown(row: dict[str, Any], language: Language, today: str) -> dict[str, Any]:
    number = format_number(row["holder"]) if row["holder"] else ""
    name = (
        _functions().get(row["function"] or "", row["function"])
        if row["source"] == "nbb"
        else row["function"]
    )
    return row | {
        "number": number,
        "past": bool(row["end_date"]) and row["end_date"] < today,
        "function_name": name,
        "source_title": source_title(row["source"], language),
    }


def _functions() -> dict[str, str]:
    """Codes of mandates in the annual accounts (`fct:m…`)."""
    return {
        "10": _("chair of the board"),
        "13": _("director"),
        "14": _("managing director"),
        "30": _("manager"),
        "40": _("partner"),
        "60": _("statutory auditor"),
        "61": _("statutory auditor"),
        "80": _("liquidator"),
        "81": _("trustee in bankruptcy"),
    }
