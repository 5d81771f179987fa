"""Changes of enterprises on a watch-list, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from knipperlicht.bridge.list_choices import facet_words
from knipperlicht.bridge.lists import Changed
from knipperlicht.core.clock import Language


def in_words(changes: Iterable[Changed], language: Language) -> list[dict[str, Any]]:
    """Day and sentence of each."""
    kinds = {
        "name_change": _("another name"), "seat_move": _("the seat moved"),
        "form_change": _("another legal form"), "situation_change": _("another legal situation"),
        "main_activity_change": _("another main activity"), "establishment_left": _("an establishment was closed"),
        "left_register": _("no longer in the register"),
    }  # fmt: skip
    words = facet_words(language)
    return [
        {"day": change.day, "text": kinds.get(change.kind) or _score(change, words)} for change in changes
    ]


def _score(change: Changed, words: dict[str, dict[str, str]]) -> str:
    parts = []
    if change.added:
        parts.append(_("new: %s") % ", ".join(words["indicator"].get(slug, slug) for slug in change.added))
    if change.removed:
        parts.append(_("gone: %s") % ", ".join(words["indicator"].get(slug, slug) for slug in change.removed))
    if change.score is not None:
        band = words["band"].get(change.band or "", "")
        parts.append(
            _("score %(score)s (%(band)s)") % {"score": number_format(change.score, 1), "band": band}
        )
    return "; ".join(parts) or _("no longer scored")
