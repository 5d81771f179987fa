"""Sectors of a list: NACE 2025 prefixes, section letters, and sectors that are named because people ask for them.

The named ones are the lines of `reference/consumer_sectors.yml` that count, for 2025; their borders stand there.
"""

from __future__ import annotations

from functools import cache

from knipperlicht.core.clock import Language
from knipperlicht.reference.consumer_sectors import consumer_rules
from knipperlicht.reference.nace import section_table

NAMED: dict[str, dict[Language, str]] = {
    "publiek": {"nl": "publiekszaken (alle)", "fr": "commerces ouverts au public (tous)", "en": "open to the public (all)"},
    "detailhandel": {"nl": "detailhandel", "fr": "commerce de détail", "en": "retail"},
    "logies": {"nl": "hotels en logies", "fr": "hôtels et hébergement", "en": "hotels and lodging"},
    "eten-drinken": {"nl": "eet- en drankgelegenheden", "fr": "restaurants et cafés", "en": "restaurants and cafés"},
    "wassalon": {"nl": "wassalons en droogkuis", "fr": "salons-lavoirs et nettoyage à sec", "en": "launderettes and dry cleaners"},
    "kapper-schoonheid": {"nl": "kappers, barbiers, schoonheid en wellness", "fr": "coiffeurs, barbiers, beauté et bien-être", "en": "hairdressers, barbers, beauty and wellness"},
    "tatoeage-piercing": {"nl": "tatoeage en piercing", "fr": "tatouage et piercing", "en": "tattoo and piercing"},
}  # fmt: skip
PREFIXES: dict[str, str] = {
    "detailhandel": "47", "logies": "55", "eten-drinken": "56", "wassalon": "96102",
    "kapper-schoonheid": "962", "tatoeage-piercing": "96992",
}  # fmt: skip
"""Named sector -> the line of the list it stands for; `publiek` stands for all of them."""


@cache
def sections() -> dict[str, tuple[str, ...]]:
    """Section letter -> its two-digit divisions."""
    found: dict[str, list[str]] = {}
    for row in section_table().to_pylist():
        found.setdefault(row["section"], []).append(row["division"])
    return {letter: tuple(divisions) for letter, divisions in found.items()}


def is_sector(text: str) -> bool:
    """Whether a list can be narrowed to `text`."""
    return text in NAMED or text in sections() or (text.isascii() and text.isdigit() and 2 <= len(text) <= 5)


def sector_prefixes(sector: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Prefixes of 2025 codes that belong to a sector, and longer ones that do not. `sector` passed `is_sector`."""
    if sector in sections():
        return sections()[sector], ()
    if sector not in NAMED:
        return (sector,), ()
    lines = [rule for rule in consumer_rules() if rule.version == "2025"]
    wanted = tuple(
        rule.prefix for rule in lines if rule.include and PREFIXES.get(sector, rule.prefix) == rule.prefix
    )
    apart = tuple(rule.prefix for rule in lines if not rule.include and rule.prefix.startswith(wanted))
    return wanted, apart
