"""My work, and the page of a file."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from knipperlicht.cases.casefiles.service import is_designated, may_open, may_read_criminal
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.web.access import needs
from knipperlicht.web.casework.door import log_look, open_file
from knipperlicht.web.casework.journal import log_list
from knipperlicht.web.casework.mine import mine_of
from knipperlicht.web.casework.page import page_of
from knipperlicht.web.requests import Signed


@needs(Right.CASES)
@require_safe
def my_work(request: Signed) -> HttpResponseBase:
    """What is late, what comes next, what waits for others."""
    today = timezone.localdate()
    log_list(request, "my work")
    return render(request, "casework/mine.html", {
        "parts": mine_of(request.actor, today), "today": today, "may_open": may_open(request.actor),
        "designated": not may_open(request.actor) or request.actor.may(Right.MAYOR) or is_designated(request.actor),
    })  # fmt: skip


@needs(Right.CASES)
@require_safe
def file_page(request: Signed, file_id: int) -> HttpResponseBase:
    """One case file; data on offences only when asked for, by who may read them."""
    file = open_file(request, file_id)
    offences = request.GET.get("offences") == "1" and may_read_criminal(request.actor, file)
    if offences:
        log_look(request, file, "case.read_criminal")
    today = timezone.localdate()
    return render(request, "casework/file.html", page_of(request.actor, file, offences=offences, today=today))
