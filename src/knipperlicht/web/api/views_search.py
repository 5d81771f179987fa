"""The search on enterprises for programs: what the page of results gives, each call with its row in the log."""

from __future__ import annotations

from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knipperlicht.bridge.register import reader
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.web.access import needs
from knipperlicht.web.api.views import plain_errors, refusal
from knipperlicht.web.language import language_of
from knipperlicht.web.requests import Signed
from knipperlicht.web.search.finding import find, only_mine
from knipperlicht.web.search.results import Result, results_of
from knipperlicht.web.search.texts import asked_text

SHOWN = 50


@needs(Right.LOOK, purpose=True, json=True)
@require_safe
@plain_errors
def search(request: Signed) -> JsonResponse:
    """The closest enterprises for `?q=`, a name, number or address; `mine=1` keeps to the territory."""
    text = asked_text(request)
    if not text:
        return refusal(400, _("Say what to search for: ?q=NAME, number or address."))
    found = find(request, text)
    shown = results_of(found[:SHOWN], actor=request.actor, language=language_of(request))
    log(request.actor, "api.search", work=request.work, subject=text, detail={"found": len(found)})
    snapshot = reader().snapshot
    answer = JsonResponse(
        {
            "query": text, "mine": only_mine(request), "snapshot": snapshot.id, "as_of": str(snapshot.as_of),
            "more": len(found) > SHOWN, "results": [_row(result) for result in shown],
        },
        json_dumps_params={"ensure_ascii": False},
    )  # fmt: skip
    answer["Cache-Control"] = "no-store"
    return answer


def _row(result: Result) -> dict[str, object]:
    return {
        "number": result.number, "name": result.name, "matched": result.matched or None,
        "matched_text": result.matched_text, "municipality": result.municipality or None, "left_register": result.gone,
        "sole_trader": result.natural, "outside": result.outside, "band": result.band or None,
        "band_name": result.band_name or None,
    }  # fmt: skip
