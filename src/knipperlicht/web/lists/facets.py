"""How a list spreads, as links that narrow it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from knipperlicht.bridge import lists
from knipperlicht.bridge.list_choices import facet_words
from knipperlicht.cases.operator.service import flags_only
from knipperlicht.core.clock import Language
from knipperlicht.web.lists.state import State

FIRST_SHOWN = 8
PARTS = {
    "band": "bands",
    "indicator": "indicators_any",
    "municipality": "municipalities",
    "sector": "sectors",
}


@dataclass(frozen=True, kw_only=True)
class Spread:
    """One way to look at the list; the first few, and the rest folded away."""

    key: str
    title: str
    first: list[dict[str, Any]]
    rest: list[dict[str, Any]]


def facets_of(state: State, language: Language) -> list[Spread]:
    """Bands, indicators, municipalities of the territory and sectors, with counts; a chosen one is marked."""
    found, words = lists.facets(state.asked, flags_only=flags_only()), facet_words(language)
    titles = {key: lists.FIELD_BY_KEY[key].name[language].capitalize() for key in PARTS}
    titles["municipality"] = _("Municipality of the seat")
    spread = []
    for key, title in titles.items():
        links = [
            _link(state, key, code, count, words[key].get(code, code))
            for code, count in found.get(key, [])
            if count and code and _ours(state, key, code)
        ]
        if links:
            spread.append(Spread(key=key, title=title, first=links[:FIRST_SHOWN], rest=links[FIRST_SHOWN:]))
    return spread


def _ours(state: State, key: str, code: str) -> bool:
    """Seats elsewhere belong to enterprises that are listed for an establishment here: no way to narrow to them."""
    return key != "municipality" or state.asked.scope is None or code in state.asked.scope


def _link(state: State, key: str, code: str, count: int, words: str) -> dict[str, Any]:
    part = PARTS[key]
    here = getattr(state.asked, part) == (code,)
    change: dict[str, Any] = {part: (code,)} | ({"at": "seat"} if key == "municipality" else {})
    narrowed = replace(state.asked, **change)
    return {"words": words, "count": count, "here": here, "url": state.url(asked=narrowed, view=None)}
