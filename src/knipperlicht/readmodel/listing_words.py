"""A filter and a list's cells in words, in the three languages of the screens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from knipperlicht.core.clock import Language, format_day
from knipperlicht.core.numbers import format_number
from knipperlicht.indicators.registry import indicators
from knipperlicht.readmodel.listing_columns import Column
from knipperlicht.readmodel.listing_fields import FIELD_BY_PART, Named, bands
from knipperlicht.readmodel.listing_filter import ListFilter
from knipperlicht.readmodel.listing_labels import form_labels, sector_labels
from knipperlicht.readmodel.listing_sectors import NAMED
from knipperlicht.readmodel.reader import Reader
from knipperlicht.reference.geography import police_zone_by_id
from knipperlicht.reference.legal_forms import legal_form_groups
from knipperlicht.reference.places import municipality_names

CHOICES: dict[str, dict[str, Named]] = {
    "at": {
        "seat": {"nl": "alleen de zetel", "fr": "le siège seulement", "en": "the seat only"},
        "unit": {"nl": "alleen vestigingen", "fr": "les établissements seulement", "en": "establishments only"},
    },
    "activity": {"any": {"nl": "elke activiteit, niet alleen de hoofdactiviteit", "fr": "toute activité, pas seulement la principale", "en": "any activity, not only the main one"}},
    "silent": {"yes": {"nl": "ook die niet meetellen", "fr": "y compris ceux qui ne comptent pas", "en": "also those that do not count"}},
    "changes": {
        "name": {"nl": "naam", "fr": "nom", "en": "name"},
        "seat": {"nl": "zetel", "fr": "siège", "en": "seat"},
        "form": {"nl": "rechtsvorm", "fr": "forme juridique", "en": "legal form"},
        "situation": {"nl": "rechtstoestand", "fr": "situation juridique", "en": "legal situation"},
        "activity": {"nl": "hoofdactiviteit", "fr": "activité principale", "en": "main activity"},
        "establishments": {"nl": "vestigingen", "fr": "établissements", "en": "establishments"},
        "score": {"nl": "score", "fr": "score", "en": "score"},
        "band": {"nl": "klasse", "fr": "niveau", "en": "band"},
        "hits": {"nl": "knipperlichten", "fr": "signaux", "en": "indicators"},
        "method": {"nl": "berekening (scorekaart of programma)", "fr": "calcul (carte de score ou programme)", "en": "method (score card or program)"},
    },
}  # fmt: skip
SAMPLE: Named = {"nl": "{0} % (trekking {1})", "fr": "{0} % (tirage {1})", "en": "{0} % (draw {1})"}
CORNERS: Named = {"nl": "{0} hoekpunten", "fr": "{0} sommets", "en": "{0} corners"}


@dataclass(frozen=True, kw_only=True)
class Chip:
    """One part of a filter in words: `name` `text`; `parts` to give to `ListFilter.without` to take it away."""

    name: str
    text: str
    parts: tuple[str, ...]


def filter_in_words(asked: ListFilter, language: Language = "nl") -> list[Chip]:
    """A chip for each part that says something, in the order of the form; empty for the whole of what may be seen."""
    chips = []
    for part, value in asked.given.items():
        if part == "seed" and asked.sample is not None:
            continue
        values = value if FIELD_BY_PART[part].many else (value,)
        text = ", ".join(_value(part, item, asked, language) for item in values)
        gone = {"sample": ("sample", "seed"), "changed_since": ("changed_since", "changes"), "postcode": ("postcode", "street", "house_from", "house_to"), "street": ("street", "house_from", "house_to")}  # fmt: skip
        chips.append(Chip(name=FIELD_BY_PART[part].name[language], text=text, parts=gone.get(part, (part,))))
    return chips


def _value(part: str, value: Any, asked: ListFilter, language: Language) -> str:
    if part == "sample":
        return SAMPLE[language].format(_amount(value, language), asked.seed)
    if part == "area":
        return CORNERS[language].format(len(value))
    if part in CHOICES:
        return CHOICES[part]["yes" if value is True else str(value)][language]
    if part in KNOWN:
        return KNOWN[part](value, language)
    if isinstance(value, date):
        return format_day(value)
    return _amount(value, language) if isinstance(value, float) else str(value)


def _amount(value: float, language: Language) -> str:
    text = f"{value:.1f}".removesuffix(".0")
    return text if language == "en" else text.replace(".", ",")


def _band(code: str, language: Language) -> str:
    return bands()[code][language] if code in bands() else code


def _form(code: str, language: Language) -> str:
    return next((getattr(g.name, language) for g in legal_form_groups() if g.group == code), code)


def _indicator(slug: str, language: Language) -> str:
    found = indicators().get(slug)
    return found.texts[language].name if found else slug


def _sector(code: str, language: Language) -> str:
    return NAMED[code][language] if code in NAMED else f"NACE {code}"


def _place(nis: str, language: Language) -> str:
    return municipality_names(language).get(nis, nis)


def _readable_building(key: str, _: Language) -> str:
    locality, street, house = key.split("|")
    return f"{street} {house}, {locality}"


KNOWN: dict[str, Callable[[Any, Language], str]] = {
    "municipalities": _place, "zones": lambda zone, _: police_zone_by_id()[zone].name, "sectors": _sector,
    "forms": _form, "indicators_any": _indicator, "indicators_all": _indicator, "bands": _band,
    "building": _readable_building,
}  # fmt: skip


def cell_writer(
    reader: Reader, language: Language
) -> Callable[[Column, Any], str | int | float | date | None]:
    """A function that writes a raw value of a column for people: codes by name, numbers with dots, the rest as it is."""
    forms, sectors = form_labels(reader, language), sector_labels(reader, language)
    writers: dict[str, Callable[[Any], str]] = {
        "number": format_number,
        "municipality": lambda nis: _place(nis, language),
        "form": lambda code: forms.get(code, code),
        "sector": lambda code: f"{code} {sectors[code]}" if code in sectors else str(code),
        "band": lambda code: _band(code, language),
        "indicators": lambda slugs: "; ".join(_indicator(slug, language) for slug in slugs),
    }

    def write(column: Column, value: Any) -> str | int | float | date | None:
        return value if value is None or column.kind not in writers else writers[column.kind](value)

    return write
