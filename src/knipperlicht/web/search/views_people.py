"""Searching who holds a mandate: for who may, when asked for, each time with its own row in the log."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knipperlicht.bridge import people
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.web.access import needs
from knipperlicht.web.language import language_of
from knipperlicht.web.requests import Signed
from knipperlicht.web.search.holders import HolderLine, holder_lines
from knipperlicht.web.search.texts import asked_text, tabs_of


@needs(Right.PEOPLE, purpose=True)
@require_safe
def search_people(request: Signed) -> HttpResponseBase:
    """Holders for `?q=`, of the territory unless `everywhere=1`. There are no suggestions here, and no scores."""
    text, state, sentence = asked_text(request), people.state(), ""
    context: dict[str, object] = {}
    if text and state == "ready":
        if people.long_enough(text):
            found, lines = find_and_log(request, text, event="people.search")
            context = {"holders": lines, "more": found.more, "asked": True}
        else:
            sentence = too_short()
    context |= {
        "text": text, "state": state, "sentence": sentence, "everywhere": everywhere(request),
        "has_territory": request.actor.organisation.scope is not None, "most": people.MOST,
        "tabs": tabs_of("search_people"), "wide_url": f"?{urlencode({'q': text, 'everywhere': '1'})}",
    }  # fmt: skip
    answer = render(request, "search/people.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def find_and_log(request: Signed, text: str, *, event: str) -> tuple[people.HoldersFound, list[HolderLine]]:
    """What is found, written to the log by itself each time: a look at people is never a repetition."""
    nis = None if everywhere(request) else request.actor.organisation.scope
    found = people.search(text, nis=nis)
    detail = {"found": len(found.holders), "everywhere": nis is None}
    log(request.actor, event, work=request.work, subject=text, detail=detail)
    return found, holder_lines(found.holders, actor=request.actor, language=language_of(request))


def everywhere(request: Signed) -> bool:
    """Whether holders without a company in the territory are asked for too."""
    return request.GET.get("everywhere") == "1"


def too_short() -> str:
    """For a text that names nobody."""
    return _("Type at least three letters of a name.")
