"""What the pages of one dossier ask beside its explanation: names of signs and families, words for codes."""

from __future__ import annotations

from typing import Final

from knipperlicht.bridge.register import reader
from knipperlicht.core.clock import Language
from knipperlicht.indicators.registry import indicators

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
