"""Search: a page of results, and suggestions while typing. What is logged when: docs/pages/dossier.md."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knipperlicht.bridge import register
from knipperlicht.bridge.register import Found
from knipperlicht.cases.dossiers.service import pins_of, recent_of
from knipperlicht.cases.operator.service import flags_only
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.core.numbers import NumberError, format_number, parse_official_number
from knipperlicht.errors import NothingFound
from knipperlicht.web.access import needs
from knipperlicht.web.language import language_of
from knipperlicht.web.requests import Signed
from knipperlicht.web.search.finding import MOST, find, only_mine, own_in_front
from knipperlicht.web.search.journal import log_search
from knipperlicht.web.search.results import Result, results_of
from knipperlicht.web.search.texts import asked_text, tabs_of

SUGGESTED, FROM_ELSEWHERE, AT_HAND = 8, 3, 5
A_PAGE = 20
DIGITS = 8
"""As many digits and no letters: somebody meant a number."""


@needs(Right.LOOK, purpose=True)
@require_safe
def search(request: Signed) -> HttpResponseBase:
    """Results for `?q=`; `mine=1` keeps to the territory. A number leads straight to its dossier."""
    text = asked_text(request)
    sentence = ""
    if _is_number(text):
        try:
            register.enterprise_of(text)
        except NumberError as error:
            sentence = error.sentence(language_of(request))
        except NothingFound:
            sentence = _("The register holds no enterprise or establishment with the number %(number)s.") % {"number": text}  # fmt: skip
        else:
            log_search(request, text, found=1)
            return redirect("dossier", number=str(parse_official_number(text)))
    mine, found = only_mine(request), find(request, text)
    if text:
        log_search(request, text, found=len(found))
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "text": text, "query": text, "mine": mine, "sentence": sentence, "page": page,
        "has_territory": request.actor.organisation.scope is not None, "own_first": bool(found) and own_in_front(request),
        "results": results_of(list(page), actor=request.actor, language=language_of(request)),
        "more": len(found) >= MOST, "pages": _pages(page, text, mine=mine),
        "tabs": tabs_of("search") if request.actor.may(Right.PEOPLE) else [], "bands": not flags_only(),
    }  # fmt: skip
    if not text:
        context |= {"pins": pins_of(request.actor), "recent": recent_of(request.actor)}
    return render(request, "search/search.html", context)


@needs(Right.LOOK)
@require_safe
def suggest(request: Signed) -> HttpResponseBase:
    """The first few while typing (a fragment), without scores; before a purpose is chosen only the way to choose one."""
    text = asked_text(request)
    if request.work is None:
        back = f"{reverse('search')}?{urlencode({'q': text})}"
        target = f"{reverse('work')}?{urlencode({'next': back})}"
        return render(request, "search/purpose_first.html", {"url": target})
    if text:
        groups = [
            {"label": label, "options": [_option(result, text) for result in found]}
            for label, found in suggestions(request, text)
            if found
        ]
    else:
        groups = [
            {"label": label, "options": options}
            for label, kept in ((_("Pinned"), pins_of(request.actor)), (_("Opened lately"), recent_of(request.actor)))
            if (options := [
                {"url": reverse("dossier", args=[format_number(one.enterprise)]), "name": one.name,
                 "detail": format_number(one.enterprise)}
                for one in kept[:AT_HAND]
            ])
        ]  # fmt: skip
    everything = f"{reverse('search')}?{urlencode({'q': text})}" if text else ""
    return render(request, "components/suggestions.html", {"query": text, "groups": groups, "all_url": everything})  # fmt: skip


@needs(Right.LOOK, purpose=True)
@require_safe
def chosen(request: Signed, number: str) -> HttpResponseBase:
    """From a suggestion to its dossier: now the search is logged, with how many suggestions were seen."""
    text = asked_text(request)
    try:
        official = parse_official_number(number)
    except NumberError:
        return redirect(f"{reverse('search')}?{urlencode({'q': text})}")
    if text:
        seen = sum(len(found) for _label, found in suggestions(request, text))
        log_search(request, text, found=seen, chosen=str(official))
    return redirect("dossier", number=str(official))


def suggestions(request: Signed, text: str) -> list[tuple[str, list[Result]]]:
    """Those of the territory first, then others; without bands."""
    scope, language = request.actor.organisation.scope, language_of(request)
    if scope is None:
        found = register.search(text, limit=SUGGESTED, flags_only=True)
        return [(_("Enterprises"), results_of(found, actor=request.actor, language=language))]
    own = register.search(text, limit=SUGGESTED - FROM_ELSEWHERE, nis=scope, flags_only=True)
    known = {item.number for item in own}
    others = [i for i in register.search(text, limit=SUGGESTED, flags_only=True) if i.number not in known]
    found = [*own, *others[: SUGGESTED - len(own)]]
    results = results_of(found, actor=request.actor, language=language)
    return [
        (_("In your territory"), [result for result in results if not result.outside]),
        (_("Elsewhere"), [result for result in results if result.outside]),
    ]


def _is_number(text: str) -> bool:
    letters = sum(character.isalpha() for character in text)
    return sum(character.isdigit() for character in text) >= DIGITS and (
        letters == 0 or (letters == len("BE") and text[:2].upper() == "BE")
    )


def _option(result: Result, text: str) -> dict[str, str]:
    number = result.url.rstrip("/").rsplit("/", 1)[-1]
    url = f"{reverse('search_chosen', args=[number])}?{urlencode({'q': text})}"
    return {"url": url, "name": result.name, "detail": result.detail}


def _pages(page: Page[Found], text: str, *, mine: bool) -> dict[str, object]:
    """The parameters of components/pagination.html."""

    def url(number: int) -> str:
        asked = {"q": text} | ({"mine": "1"} if mine else {}) | ({"page": str(number)} if number > 1 else {})
        return f"?{urlencode(asked)}"

    return {
        "first": page.start_index(), "last": page.end_index(), "count": page.paginator.count,
        "previous_url": url(page.number - 1) if page.has_previous() else "",
        "next_url": url(page.number + 1) if page.has_next() else "",
        "pages": [{"number": n, "url": url(n), "current": n == page.number} for n in page.paginator.page_range],
    }  # fmt: skip
