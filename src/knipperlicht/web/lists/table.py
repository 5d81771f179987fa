"""A page of a list as the table component wants it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knipperlicht.bridge import lists
from knipperlicht.bridge.list_choices import columns_shown
from knipperlicht.bridge.lists import Column, Page
from knipperlicht.cases.operator.service import flags_only
from knipperlicht.core.clock import Language, format_day
from knipperlicht.web.lists.state import SIZE, State

FIRST_FALLS = ("amount", "count", "band", "day", "indicators")
"""Kinds of which people want the highest or latest first."""
EXPLAINED = {
    "sector": "main_activity", "score": "score", "band": "band", "confidence": "confidence",
    "misbruiksignalen": "subscore", "financiele_kwetsbaarheid": "subscore", "inactiviteit": "subscore",
    "hits": "indicator", "indicators": "indicator", "changed": "changed",
}  # fmt: skip
"""Column -> the word of `web/terms.py` that is explained above the table: phones show no heads, and heads are narrow."""


BRIEF = {
    "number": "beside", "score": "beside", "band": "beside", "municipality": "beside", "street": "beside",
    "house": "beside", "postcode": "beside", "indicators": "line", "sector": "line",
}  # fmt: skip
"""Columns whose value speaks for itself: on a phone it stands without its label."""


def columns_of(state: State, found: Page, language: Language) -> list[dict[str, Any]]:
    """Heads, each a link that sorts; a second press turns the order."""
    names = {column.code: column for column in columns_shown(flags_only=flags_only())}
    return [_head(names[code], state, found, language) for code in state.shown]


def _head(column: Column, state: State, found: Page, language: Language) -> dict[str, Any]:
    sorted_by, falls = found.sort.removeprefix("-"), found.sort.startswith("-")
    here = sorted_by == column.code
    turned = not falls if here else column.kind in FIRST_FALLS
    plain = flags_only() and column.code in ("hits", "indicators")
    return {
        "key": column.code,
        "label": column.name[language].capitalize(),
        "number": column.kind in ("count", "amount"),
        "sort_url": "" if plain else state.url(sort=("-" if turned else "") + column.code),
        "sorted": ("descending" if falls else "ascending") if here else "",
    }


def words_of(columns: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The heads that need an explanation, each word once."""
    first = {EXPLAINED[c["key"]]: c["label"] for c in reversed(columns) if c["key"] in EXPLAINED}
    return [{"term": term, "label": label} for term, label in reversed(first.items())]


def rows_of(state: State, found: Page, language: Language) -> list[dict[str, Any]]:
    """Rows with their cells; the first cell carries the link to the dossier."""
    rows = []
    for raw, cells in zip(found.rows, lists.written(found, language), strict=True):
        number = raw["number"]
        shown = [_cell(*cell, language) for cell in cells if cell[0].code in state.shown]
        rows.append({"id": number, "url": reverse("dossier", args=[f"{number:010d}"]), "cells": shown})
    return rows


def _cell(column: Column, raw: Any, words: Any, language: Language) -> dict[str, Any]:
    cell: dict[str, Any] = {"label": column.name[language].capitalize(), "text": words}
    cell["brief"] = BRIEF.get(column.code, "")
    if column.kind == "band" and raw:
        cell |= {"band": raw, "band_name": words}
    elif column.kind == "number":
        cell |= {"copies": f"{raw:010d}"}
    elif column.kind == "amount":
        cell |= {"number": True, "text": None if raw is None else number_format(raw, 1)}
    elif column.kind == "indicators" and raw and len(raw) > 1:
        first, *rest = str(words).split("; ")
        cell |= {
            "text": first,
            "sub": ngettext("and one more", "and %(n)s more", len(rest)) % {"n": len(rest)},
        }
    elif column.kind == "count":
        cell |= {"number": True}
    elif isinstance(words, date):
        cell |= {"text": format_day(words)}
    if column.code == "name" and not words:
        cell["text"] = _("(no name known)")
    return cell


def pages_of(state: State, found: Page) -> dict[str, Any]:
    """What the pagination component shows."""
    last, here = max(1, -(-found.total // SIZE)), found.after // SIZE + 1
    near = sorted({1, last, *(n for n in range(here - 2, here + 3) if 1 <= n <= last)})
    pages: list[dict[str, Any] | None] = []
    for number in near:
        if pages and pages[-1] and number - pages[-1]["number"] > 1:
            pages.append(None)
        pages.append({"number": number, "url": state.url(after=(number - 1) * SIZE), "current": number == here})  # fmt: skip
    return {
        "first": found.after + 1,
        "last": found.after + len(found.rows),
        "count": found.total,
        "previous_url": state.url(after=max(0, found.after - SIZE)) if found.after else "",
        "next_url": state.url(after=found.following) if found.following else "",
        "pages": pages,
    }
