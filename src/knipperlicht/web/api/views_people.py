"""Who holds a mandate, for programs: under the right, the purpose and the log of the page, with an event of its own."""

from __future__ import annotations

from dataclasses import asdict

from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knipperlicht.bridge import people
from knipperlicht.bridge.register import reader
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.web.access import needs
from knipperlicht.web.api.views import plain_errors, refusal
from knipperlicht.web.requests import Signed
from knipperlicht.web.search.texts import asked_text
from knipperlicht.web.search.views_people import everywhere, find_and_log, too_short


@needs(Right.PEOPLE, purpose=True, json=True)
@require_safe
@plain_errors
def mandate_holders(request: Signed) -> JsonResponse:
    """Holders for `?q=`, of the territory unless `everywhere=1`; 400 for a text that names nobody, 404 without mandates."""
    text = asked_text(request)
    if not people.long_enough(text):
        return refusal(400, too_short())
    if people.state() != "ready":
        return refusal(404, _("The data that are served hold no mandates that can be searched."))
    found, lines = find_and_log(request, text, event="api.people")
    snapshot = reader().snapshot
    answer = JsonResponse(
        {
            "query": text, "everywhere": everywhere(request), "snapshot": snapshot.id, "as_of": str(snapshot.as_of),
            "more": found.more, "holders": [asdict(line) for line in lines],
        },
        json_dumps_params={"ensure_ascii": False},
    )  # fmt: skip
    answer["Cache-Control"] = "no-store"
    return answer
