"""What the pages of one dossier ask beside its explanation: names of signs and families, words for codes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from knipperlicht.bridge.register import reader
from knipperlicht.core.clock import Language
from knipperlicht.indicators.registry import indicators
from knipperlicht.reference.places import municipality_names

OTHER_LANGUAGES: Final[dict[Language, tuple[str, ...]]] = {
    "nl": ("nl", "fr"),
    "fr": ("fr", "nl"),
    "en": ("en", "nl", "fr"),
}
"""The register's code list has Dutch and French; English and German only here and there."""


def indicator_name(slug: str, language: Language) -> str:
    """In words; the slug itself for an indicator of an older score card that no longer exists."""
    found = indicators().get(slug)
    return found.texts[language].name if found else slug


def family_names(language: Language) -> dict[str, str]:
    """Family -> its name on the score card of this snapshot."""
    return {code: family.name[language] for code, family in reader().card.families.items()}


def word_of(category: str, code: str | None, language: Language) -> str | None:
    """What the register's own code list says of a code, in the nearest language; None when it says nothing."""
    if not code:
        return None
    said = {row["language"]: row["description"] for row in reader().at("code").rows(f"{category}|{code}")}
    return next((said[name] for name in OTHER_LANGUAGES[language] if said.get(name)), None)


def band_names(language: Language) -> dict[str, str]:
    """Band -> its name on the score card of this snapshot."""
    return {band.code: band.name[language] for band in reader().card.bands}


def municipality_of(nis: str | None, language: Language) -> str | None:
    """The name of a municipality; English uses the Dutch one."""
    return municipality_names("fr" if language == "fr" else "nl").get(nis or "")


def outside_of(enterprises: Collection[int], scope: frozenset[str] | None) -> frozenset[int]:
    """Those of the enterprises that have and had no address in the scope."""
    if scope is None or not enterprises:
        return frozenset()
    rows = reader().rows(
        "SELECT DISTINCT enterprise, nis FROM address WHERE enterprise IN (SELECT unnest($1::BIGINT[])) UNION "
        "SELECT DISTINCT enterprise, nis FROM address_past WHERE enterprise IN (SELECT unnest($1::BIGINT[]))",
        list(enterprises),
    )
    return frozenset(enterprises) - {row["enterprise"] for row in rows if row["nis"] in scope}
