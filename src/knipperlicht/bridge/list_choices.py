"""What a filter can be made of, in words: the choices of the form of a list and of its facets."""

from __future__ import annotations

from typing import get_args

from knipperlicht.bridge.places import municipalities_in, zones_in
from knipperlicht.bridge.register import reader
from knipperlicht.core.clock import Language
from knipperlicht.indicators.registry import indicators
from knipperlicht.readmodel.listing_columns import COLUMNS, Column
from knipperlicht.readmodel.listing_filter import NUMBER_CHANGES, Change
from knipperlicht.readmodel.listing_labels import sector_labels
from knipperlicht.readmodel.listing_sectors import NAMED
from knipperlicht.readmodel.listing_words import CHOICES
from knipperlicht.reference.legal_forms import legal_form_groups

Choice = tuple[str, str]
FIRST = ("name", "number", "score", "band", "indicators")
"""What stands in front on a screen: what a row is called (its name carries the link), and why it is looked at."""
USUAL = ("name", "number", "municipality", "street", "house", "sector", "score", "band", "indicators")
"""What fits on a laptop; the rest is one press away."""


def choices(*, scope: frozenset[str] | None, language: Language, flags_only: bool) -> dict[str, list[Choice]]:
    """Key of the URL -> (code, words), in the order people look for them."""
    sectors = sector_labels(reader(), language)
    found = {
        "municipality": municipalities_in(scope, language),
        "zone": zones_in(scope),
        "sector": [(code, words[language]) for code, words in NAMED.items()]
        + [(code, f"{code} {label}") for code, label in sorted(sectors.items()) if len(code) == 2],
        "form": [(group.group, getattr(group.name, language)) for group in legal_form_groups()],
        "indicator": indicator_names(language),
        "band": [(band.code, band.name[language]) for band in reversed(reader().card.bands)],
        "confidence": [(grade, grade) for grade in ("A", "B", "C", "D")],
        "change": [(kind, CHOICES["changes"][kind][language]) for kind in get_args(Change)],
        "at": [(code, words[language]) for code, words in CHOICES["at"].items()],
        "activity": [(code, words[language]) for code, words in CHOICES["activity"].items()],
    }
    if flags_only:
        del found["band"]
        found["change"] = [(code, words) for code, words in found["change"] if code not in NUMBER_CHANGES]
    return found


def indicator_names(language: Language) -> list[Choice]:
    """Slug and name of every indicator, by name."""
    named = [(slug, indicator.texts[language].name) for slug, indicator in indicators().items()]
    return sorted(named, key=lambda choice: choice[1].casefold())


def columns_shown(*, flags_only: bool) -> tuple[Column, ...]:
    """Every column a list can show, the most asked ones in front."""
    ordered = sorted(
        COLUMNS, key=lambda column: FIRST.index(column.code) if column.code in FIRST else len(FIRST)
    )
    return tuple(column for column in ordered if not (flags_only and column.number))


def usual_columns(*, flags_only: bool) -> tuple[str, ...]:
    """Codes of the columns a list shows when nothing is chosen."""
    return tuple(column.code for column in columns_shown(flags_only=flags_only) if column.code in USUAL)


def facet_words(language: Language) -> dict[str, dict[str, str]]:
    """Facet -> code -> words."""
    return {
        "band": {band.code: band.name[language] for band in reader().card.bands},
        "indicator": dict(indicator_names(language)),
        "municipality": dict(municipalities_in(None, language)),
        "sector": {
            c: f"{c} {label}" for c, label in sector_labels(reader(), language).items() if len(c) == 2
        },
    }
