"""What may not stand in a document: gaps that nobody filled, and anything of the screening (law.md §9.4, guard 17)."""

from __future__ import annotations

import re
from functools import cache

from django.utils import translation

from knipperlicht.bridge import catalogue
from knipperlicht.cases.documents.context import gap
from knipperlicht.core.clock import Language

LANGUAGES: tuple[Language, ...] = ("nl", "fr", "en")
WORDS = 3
"""A sign's name of fewer words may be plain language (“faillissement”): it is refused as a code, not as a name."""
_NUMBER = re.compile(
    r"\b(?:risico|risk)?-?score\b\W{0,3}(?:van|de|of|is|:)?\W{0,3}\d{1,2}(?:[.,]\d)?(?:\s*(?:/|op|sur|out of)\s*10\b)?"
    r"|\b\d{1,2}(?:[.,]\d)?\s*(?:/|op|sur|out of)\s*10\b"
    r"|\brisico-?scores?\b|\brisk scores?\b|\bscores? de risque\b|\bknipperlicht\b",
    re.IGNORECASE,
)


def gaps(text: str, language: str) -> list[str]:
    """What is still to be filled in, as it stands in the text."""
    with translation.override(language):
        begin = gap("").rstrip("]").rstrip()
    return re.findall(re.escape(begin) + r"[^\]]*\]", _one_line(text))


def traces_of_screening(text: str) -> list[str]:
    """Scores, and names of signs, in the order in which they stand in the text; empty when it has none."""
    plain = _one_line(text)
    found = [hit.group().strip() for hit in _NUMBER.finditer(plain)]
    found += [hit.group() for hit in _names().finditer(plain)]
    return list(dict.fromkeys(found))


@cache
def _names() -> re.Pattern[str]:
    """Codes of all indicators, and their names of some words, in three languages."""
    listed = [one for language in LANGUAGES for one in catalogue.indicator_list(language)]
    codes = {one["slug"] for one in listed if "_" in one["slug"]}
    names = {one["name"] for one in listed if len(one["name"].split()) >= WORDS}
    either = "|".join(re.escape(one) for one in sorted(codes | names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)
