"""What the DPO looks at first: what is due, what is late, what is held."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from knipperlicht.cases.audit.service import log
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.retention.service import destructions_of, dues_of, feeds, holds_of, requests_of
from knipperlicht.web.access import needs
from knipperlicht.web.privacy.tabs import tabs
from knipperlicht.web.requests import Signed

SHOWN = 5


@needs(Right.PRIVACY)
def index(request: Signed) -> HttpResponse:
    """Numbers with the way to each, and what asks attention now."""
    today, actor = timezone.localdate(), request.actor
    log(actor, "retention.read", work=request.work, detail={"part": "overview"})
    open_requests = requests_of(actor).filter(answered=None)
    unsent = [feed for feed in feeds(actor) if feed.sent is None]
    untold = [feed for feed in feeds(actor) if feed.appealed and feed.appeal_told is None]
    return render(request, "privacy/index.html", {
        "tabs": tabs(request, "privacy"), "today": today, "requests": open_requests[:SHOWN], "open": open_requests.count(),
        "due": dues_of(actor).filter(day__lte=today).count(), "held": holds_of(actor).count(),
        "looked": holds_of(actor).filter(review__lte=today), "unsent": unsent, "untold": untold,
        "done": destructions_of(actor)[:SHOWN],
    })  # fmt: skip
