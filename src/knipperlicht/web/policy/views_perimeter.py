"""Establishments of one activity that lie close together, for councils that set a distance."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from knipperlicht.cases.audit.service import log
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.policies.models.scope import RowState
from knipperlicht.cases.policies.service import activities, pairs_within, rows_of
from knipperlicht.web.access import needs
from knipperlicht.web.policy.page import choices_of, named, show
from knipperlicht.web.requests import Signed

USUAL, MOST, SHOWN = 200, 2000, 200
"""Metres shown first, most metres that may be asked, pairs that are written out."""


@needs(Right.CASES, purpose=True)
@require_safe
def perimeter(request: Signed) -> HttpResponseBase:
    """Pairs within the metres of the address, of one activity or all."""
    text, known = request.GET.get("metres", ""), activities(request.actor.organisation)
    metres = min(max(int(text), 1), MOST) if text.isascii() and text.isdigit() and len(text) < 8 else USUAL
    rows = rows_of(request.actor).filter(state=RowState.IN)
    numbers = sorted(set(rows.values_list("activity", flat=True)))
    asked = request.GET.get("activity", "")
    if asked.isdecimal() and int(asked) in numbers:
        rows = rows.filter(activity=int(asked))
    found = pairs_within(rows.order_by("pk").defer("fits"), metres=metres)
    log(request.actor, "policy.list", work=request.work, detail={"metres": metres, "activity": asked[:3], "count": len(found)})  # fmt: skip
    return show(
        request, "perimeter", here="policy_scope", metres=metres, most=MOST, asked=asked, choices=choices_of(known, request, numbers),
        pairs=[{"pair": pair, "name": named(known[pair.one.activity], request)} for pair in found[:SHOWN]], count=len(found),
        unplaced=rows.filter(lon=None).count(), left=max(0, len(found) - SHOWN),
    )  # fmt: skip
