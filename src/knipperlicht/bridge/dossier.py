"""What the pages of one dossier ask beside its explanation; shapes: docs/reference/dossier.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import Any, Final

from knipperlicht.bridge.register import reader
from knipperlicht.core.clock import Language
from knipperlicht.indicators.registry import indicators
from knipperlicht.readmodel import (
    dossier,
    dossier_places,
    dossier_sources,
    dossier_units,
    timeline,
    waterfall,
)
from knipperlicht.readmodel.score_history_read import ScoreState, history_of, recorded_since
from knipperlicht.reference.geography import municipalities
from knipperlicht.reference.places import municipality_names

__all__ = [
    "ScoreState", "accounts", "activities", "addresses", "band_names", "connected", "contacts", "establishment", "establishments", "events",
    "family_names", "has_building", "indicator_name", "municipalities_of", "municipality_of", "names", "nearby", "neighbours", "notices", "outside_of", "peers", "people", "publications",
    "score_changes", "score_history_from", "sum_of", "visits", "word_of",
]  # fmt: skip

MAPPED = 200
"""Establishments and branches of one enterprise that are looked up for its map."""
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
    if scope is None:
        return frozenset()
    return frozenset(n for n in enterprises if scope.isdisjoint(dossier_places.places_of(reader(), n)))


def names(enterprise: int, language: Language) -> list[dict[str, Any]]:
    """Every name, standing ones first."""
    return dossier.names(reader(), enterprise, language=language)


def addresses(enterprise: int, language: Language) -> list[dict[str, Any]]:
    """Seat and branches, standing ones first."""
    return dossier.addresses(reader(), enterprise, language=language)


def contacts(enterprise: int, language: Language) -> list[dict[str, Any]]:
    """Telephone, mail and web."""
    return dossier.contacts(reader(), enterprise, language=language)


def activities(enterprise: int, language: Language) -> list[dict[str, Any]]:
    """Activities, main ones first."""
    return dossier_units.activities(reader(), enterprise, language=language)


def establishments(
    enterprise: int, language: Language, *, offset: int = 0, limit: int = 25
) -> dict[str, Any]:
    """One page of them."""
    return dossier_units.establishments(reader(), enterprise, language=language, offset=offset, limit=limit)


def establishment(enterprise: int, number: int, language: Language) -> dict[str, Any] | None:
    """The one a dossier was opened with."""
    return dossier_units.focus(reader(), enterprise, number, language=language)


def has_building(enterprise: int, building: str) -> bool:
    """Whether the enterprise has or had an address in this building."""
    found = reader().rows(
        "SELECT 1 FROM address WHERE enterprise = $1 AND building_key = $2 "
        "UNION ALL SELECT 1 FROM address_past WHERE enterprise = $1 AND building_key = $2 LIMIT 1",
        enterprise, building,
    )  # fmt: skip
    return bool(found)


def municipalities_of(enterprise: int, language: Language) -> list[dict[str, Any]]:
    """Where its standing addresses lie: nis, name, how many, and a point well inside (None without a boundary).

    The register has no coordinates: a point stands for a whole municipality. Of very many establishments the first
    MAPPED are counted.
    """
    held = reader()
    units = held.of("establishment").rows(enterprise, limit=MAPPED)
    branches = held.of("branch").rows(enterprise, limit=MAPPED)
    entities = [enterprise, *(u["establishment"] for u in units), *(b["entity"] for b in branches)]
    counted = Counter(
        row["nis"] for entity in entities for row in held.of("address_key").rows(entity) if row["nis"]
    )
    rows = [
        {"nis": nis, "addresses": n} for nis, n in sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    ]
    known = municipalities()
    return [
        row | {
            "name": municipality_of(row["nis"], language) or row["nis"],
            "point": known[row["nis"]].inside if row["nis"] in known else None,
        }
        for row in rows
    ]  # fmt: skip


def neighbours(building: str, *, asked_from: int, offset: int, limit: int) -> dict[str, Any]:
    """Who is registered in a building: legal persons by page, natural persons as a count."""
    return dossier_places.neighbours(reader(), building, asked_from=asked_from, offset=offset, limit=limit)


def nearby(enterprise: int, *, limit: int) -> list[dict[str, Any]]:
    """Other legal persons in the building and street of the seat, nearest first."""
    return dossier_places.nearby(reader(), enterprise, limit=limit)


def events(enterprise: int, language: Language, *, limit: int) -> dict[str, Any]:
    """What the register shows that happened, newest first."""
    return timeline.timeline(reader(), enterprise, language=language, limit=limit)


def score_changes(enterprise: int, *, flags_only: bool) -> list[ScoreState]:
    """The states of its score, oldest first."""
    return history_of(reader(), enterprise, flags_only=flags_only)


def score_history_from() -> date | None:
    """The day from which changes of scores are kept."""
    return recorded_since(reader().snapshot)


def sum_of(enterprise: int, language: Language) -> dict[str, Any] | None:
    """The sum behind a score, step by step."""
    return waterfall.waterfall(reader(), enterprise, language=language)


def connected() -> frozenset[str]:
    """Sources beyond KBO Open Data that the snapshot holds."""
    return dossier_sources.connected(reader())


def accounts(enterprise: int) -> list[dict[str, Any]]:
    """Annual accounts, newest closing day first."""
    return dossier_sources.accounts(reader(), enterprise)


def peers(enterprise: int) -> list[dict[str, Any]]:
    """Measures of the last accounts beside those of comparable companies."""
    return dossier_sources.peers(reader(), enterprise)


def publications(enterprise: int) -> list[dict[str, Any]]:
    """Publications in the gazette, newest first."""
    return dossier_sources.publications(reader(), enterprise)


def notices(enterprise: int) -> list[dict[str, Any]]:
    """Notices of enterprise courts, newest first."""
    return dossier_sources.notices(reader(), enterprise)


def visits(enterprise: int) -> list[dict[str, Any]]:
    """What services saw or decided, newest first."""
    return dossier_sources.visits(reader(), enterprise)


def people(enterprise: int, language: Language) -> list[dict[str, Any]]:
    """Mandates in this enterprise, standing ones first."""
    return dossier_sources.people(reader(), enterprise, language=language)
