"""The list: filter, counts, columns, sort, pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from knipperlicht.bridge import lists
from knipperlicht.bridge.list_choices import columns_shown
from knipperlicht.bridge.lists import ListFilter, Page
from knipperlicht.bridge.places import streets_of
from knipperlicht.bridge.register import reader
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.operator.service import flags_only
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.worklists.models import SavedView
from knipperlicht.cases.worklists.service import samples_of, views_of
from knipperlicht.web.access import needs
from knipperlicht.web.language import language_of
from knipperlicht.web.lists.facets import facets_of
from knipperlicht.web.lists.form import filter_form
from knipperlicht.web.lists.journal import log_part
from knipperlicht.web.lists.presets import beginnings, sector_links
from knipperlicht.web.lists.state import SIZE, State, read_state
from knipperlicht.web.lists.table import columns_of, pages_of, rows_of, words_of
from knipperlicht.web.requests import Signed


@needs(Right.LOOK, purpose=True)
def index(request: Signed) -> HttpResponseBase:
    """The list that the address asks for; without parameters, where to begin."""
    if not request.GET:
        return _first_visit(request)
    state = read_state(request)
    if state.errors:
        return render(request, "lists/list.html", _frame(request, state) | {"wrong": True}, status=400)
    if "match" in request.GET or any(not text for values in request.GET.lists() for text in values[1]):
        return redirect(state.url())
    found = page_of(state, request)
    if found.after >= found.total > 0:
        return redirect(state.url())
    log(request.actor, "list.open", work=request.work, subject=named(state, request),
        detail={"filter": lists.query_string(state.asked), "count": found.total, "after": found.after})  # fmt: skip
    return render(request, "lists/list.html", _frame(request, state) | _shown(request, state, found))


@needs(Right.LOOK, purpose=True)
def facets(request: Signed) -> HttpResponseBase:
    """How the list spreads (a fragment; logged unless its page was)."""
    state = read_state(request)
    if not state.errors:
        log_part(state, request, named(state, request), part="facets")
    spread = [] if state.errors else facets_of(state, language_of(request))
    return render(request, "lists/facets.html", {"spread": spread})


@needs(Right.LOOK)
def streets(request: Signed) -> HttpResponseBase:
    """Names of the streets of a postcode, to choose from (a fragment; nothing of any enterprise)."""
    postcode = request.GET.get("postcode", "")
    offers = streets_of(postcode) if len(postcode) == 4 and postcode.isascii() and postcode.isdigit() else []
    return render(request, "lists/streets.html", {"offers": offers})


def page_of(state: State, request: Signed) -> Page:
    """The page of rows; the number comes along, shown or not."""
    columns = state.shown if "number" in state.shown else (*state.shown, "number")
    return lists.page(
        state.asked, sort=state.sort or None, columns=columns, after=state.after, size=SIZE,
        language=language_of(request), flags_only=flags_only(),
    )  # fmt: skip


def named(state: State, request: Signed) -> str:
    """The filter in one line of words."""
    chips = lists.filter_in_words(state.asked, language_of(request))
    return "; ".join(f"{chip.name} {chip.text}" for chip in chips) or _("the whole territory")


def chips_of(state: State, request: Signed) -> list[dict[str, str]]:
    """The filter in words, each part with the address of the list without it."""
    return [
        {
            "label": f"{chip.name} {chip.text}",
            "remove_url": state.url(asked=state.asked.without(*chip.parts), view=None),
        }
        for chip in lists.filter_in_words(state.asked, language_of(request))
    ]


def _frame(request: Signed, state: State) -> dict[str, Any]:
    form = filter_form(state, request.GET, language=language_of(request), flags_only=flags_only())
    return {
        "state": state, "form": form, "chips": chips_of(state, request), "named": named(state, request),
        "flags_only": flags_only(), "may_write": request.actor.may(Right.WRITE),
        "may_export": request.actor.may(Right.EXPORT),
    }  # fmt: skip


def _shown(request: Signed, state: State, found: Page) -> dict[str, Any]:
    language = language_of(request)
    view = views_of(request.actor).filter(pk=state.view).first() if state.view else None
    return {
        "found": found, "columns": (columns := columns_of(state, found, language)), "words": words_of(columns), "rows": rows_of(state, found, language),
        "pages": pages_of(state, found), "list_query": state.query(), "view": view,
        "choices": [
            {"key": c.code, "label": c.name[language].capitalize(), "shown": c.code in state.shown}
            for c in columns_shown(flags_only=flags_only())
        ],
        "kept": _kept(state), "bulk_url": state.url("list_bulk"), "spread": facets_of(state, language) if "facets" in request.GET else None,
        "new": new_of(view, request, state) if view else None, "empty": found.total == 0,
    }  # fmt: skip


def new_of(view: SavedView, request: Signed, state: State) -> dict[str, Any] | None:
    """How many of a saved view changed since the actor saw it over older data; None the first time."""
    opening = view.openings.filter(user=request.actor.user).first()
    if opening is None or opening.before is None:
        return None
    asked = newer(state.asked, opening.before)
    return {
        "count": lists.count(asked, flags_only=flags_only()), "since": opening.before,
        "url": state.url(asked=asked, view=None),
    }  # fmt: skip


def newer(asked: ListFilter, seen: date) -> ListFilter:
    """The filter, narrowed to what changed after the data that was seen."""
    first = seen + timedelta(days=1)
    return replace(asked, changed_since=max(first, asked.changed_since or first))


def _kept(state: State) -> list[tuple[str, str]]:
    """The address without the columns, for the form that chooses them."""
    values = QueryDict(state.query(columns=())).lists()
    return [(key, text) for key, texts in values for text in texts]


def _first_visit(request: Signed) -> HttpResponseBase:
    language, state = language_of(request), read_state(request)
    return render(request, "lists/begin.html", _frame(request, state) | {
        "beginnings": beginnings(request, as_of=reader().snapshot.as_of, language=language),
        "sectors": sector_links(request, language=language),
        "views": views_of(request.actor)[:10], "samples": samples_of(request.actor)[:5],
    })  # fmt: skip
