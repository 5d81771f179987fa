"""Why one enterprise has its score: every hit with its sentence and register rows, every open question."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from typing import Any

from knipperlicht.core.clock import Language, format_day
from knipperlicht.core.numbers import format_number, is_valid_number
from knipperlicht.indicators.framework import Indicator
from knipperlicht.indicators.reasons import reason_sentence
from knipperlicht.indicators.registry import indicators
from knipperlicht.readmodel.facts import facts_of, name_of, resolve
from knipperlicht.readmodel.reader import Reader
from knipperlicht.sources.records import record_sources

__all__ = ["NOT_SCORED", "explain", "readable", "readable_place", "resolve", "settings_of"]

SOURCE = "KBO Open Data"
PROTECTION = "bescherming"
MILLI = 1000
GROUPED_FROM = 10_000
GROUPS: dict[Language, str] = {"nl": ".", "fr": "\u202f", "en": ","}
NUMBERS = frozenset(("failed",))
"""Facts that name an enterprise; any other whole number is a count or an amount, however much it looks like one."""
SMALLEST_NUMBER = 100_000_000
"""A fact below this is a count, not a number of the register."""
PLACE_FIELDS = {
    "REGO": "Street, HouseNumber, Box, Zipcode (TypeOfAddress REGO)",
    "BAET": "Street, HouseNumber, Box, Zipcode (TypeOfAddress BAET)",
}
"""Evidence of an address names the columns it was read from; its value is the normalised writing."""
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
NOT_SCORED: dict[str, dict[Language, str]] = {
    "natural_person": {
        "nl": "Eenmanszaak: een natuurlijke persoon krijgt nooit een score.",
        "fr": "Entreprise individuelle : une personne physique ne reçoit jamais de score.",
        "en": "Sole trader: a natural person never gets a score.",
    },
    "unknown_type": {
        "nl": "Het register zegt niet of dit een rechtspersoon is; er is geen score.",
        "fr": "Le registre ne dit pas s'il s'agit d'une personne morale ; il n'y a pas de score.",
        "en": "The register does not say whether this is a legal person; there is no score.",
    },
    "left_register": {
        "nl": "Staat sinds {0} niet meer als actief in het register; er is geen score.",
        "fr": "N'est plus active au registre depuis le {0} ; il n'y a pas de score.",
        "en": "Has not been active in the register since {0}; there is no score.",
    },
    "flags_only": {
        "nl": "Alleen knipperlichten: deze weergave toont geen getal.",
        "fr": "Signaux seulement : cette présentation n'affiche aucun chiffre.",
        "en": "Flags only: this view shows no number.",
    },
}


def explain(
    reader: Reader, text: str, *, language: Language = "nl", flags_only: bool = False
) -> dict[str, Any]:
    """The explanation of the enterprise with number `text` (an establishment leads to its enterprise).

    Shape as documented in docs/reference/explain.md. Raises NumberError on a wrong number and
    NothingFound when the register of this snapshot never held it.
    """
    number, establishment = resolve(reader, text)
    score = reader.of("score").first(number)
    answer = _frame(reader, number, establishment)
    if score is None:
        return answer | _unscored(reader, answer["facts"], number, language)
    hits = reader.of("hit_points").rows(number)
    evidence = reader.of("evidence").rows(number)
    answer["name"] = score["name"]
    answer["confidence"], answer["answered"] = score["confidence"], _answered(score)
    answer["banner"] = [_hit(reader, hit, evidence, language) for hit in hits if _kind(hit) == "status"]
    shown = sorted((h for h in hits if _kind(h) != "status"), key=lambda h: (-h["points"], h["indicator"]))
    answer["hits"] = [_hit(reader, hit, evidence, language) for hit in shown]
    answer["not_computable"] = _unanswered(reader, number, {hit["indicator"] for hit in hits}, language)
    if flags_only:
        for hit in (*answer["hits"], *answer["banner"]):
            hit["points"] = hit["severity"] = None
        answer["hits"].sort(key=lambda hit: hit["indicator"])
        return answer | {"not_scored_reason": NOT_SCORED["flags_only"][language]}
    bands = {band.code: band.name[language] for band in reader.card.bands}
    gates = {gate.code: gate for gate in reader.card.gates}
    families = sorted(reader.of("family_points").rows(number), key=lambda row: -row["points"])
    return answer | {
        "score": score["score"],
        "band": score["band"],
        "band_name": bands[score["band"]],
        "subscores": {name: score[name] for name in reader.card.subscores},
        "total_points": score["total"] / MILLI,
        "families": [
            {"family": row["family"], "points": row["points"] / MILLI, "cap": row["cap"] / MILLI}
            for row in families
        ]
        + _relief(reader, hits),
        "gates": [{"gate": code, "sentence": gates[code].text[language]} for code in score["gates"].split()],
    }


def _answered(score: dict[str, Any]) -> dict[str, float] | None:
    """Shares of points whose question was answered; None in a snapshot built before they were kept."""
    if "answered_here" not in score:
        return None
    return {part: round(score[f"answered_{part}"], 3) for part in ("here", "whole")}


def _relief(reader: Reader, hits: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Protective evidence as a family of its own, so that the families too add up to the total."""
    protective = [hit["points"] for hit in hits if hit["family"] == PROTECTION]
    floor = float(reader.card.protective_floor)
    return [{"family": PROTECTION, "points": sum(protective) / MILLI, "cap": floor}] if protective else []


def _frame(reader: Reader, number: int, establishment: int | None) -> dict[str, Any]:
    """The keys every answer has."""
    return {
        "enterprise_number": format_number(number),
        "name": None,
        "establishment_number": None if establishment is None else format_number(establishment),
        "snapshot": reader.snapshot.id,
        "as_of": reader.snapshot.as_of.isoformat(),
        "scorecard": reader.card.version,
        "score": None,
        "band": None,
        "band_name": None,
        "confidence": None,
        "answered": None,
        "subscores": dict.fromkeys(reader.card.subscores),
        "total_points": None,
        "not_scored_reason": None,
        "families": [],
        "banner": [],
        "hits": [],
        "not_computable": [],
        "gates": [],
        "facts": facts_of(reader, number),
    }


def _unscored(reader: Reader, facts: dict[str, Any], number: int, language: Language) -> dict[str, Any]:
    if facts["valid_to"] is not None:
        day = format_day(date.fromisoformat(facts["valid_to"]))
        return {
            "name": name_of(reader, number),
            "not_scored_reason": NOT_SCORED["left_register"][language].format(day),
        }
    name = reader.of("name").first(number)
    code = "natural_person" if facts["type_of_enterprise"] == "1" else "unknown_type"
    return {"name": name and name["name"], "not_scored_reason": NOT_SCORED[code][language]}


def _kind(hit: dict[str, Any]) -> str:
    return indicators()[hit["indicator"]].kind


def _hit(
    reader: Reader, hit: dict[str, Any], evidence: list[dict[str, Any]], language: Language
) -> dict[str, Any]:
    indicator = indicators()[hit["indicator"]]
    texts = indicator.texts[language]
    settings = settings_of(reader, indicator)
    return {
        "indicator": indicator.slug,
        "name": texts.name,
        "family": indicator.family,
        "severity": round(hit["severity"], 3),
        "points": hit["points"] / MILLI,
        "counts": bool(hit["counts"]) and indicator.kind != "status",
        "since": None if hit["since"] is None else hit["since"].isoformat(),
        "sentence": texts.fact.format(**readable(json.loads(hit["facts"]), language)),
        "evidence": [_evidence(row, language) for row in evidence if row["indicator"] == indicator.slug],
        "threshold": texts.threshold.format(**readable(settings, language)),
        "innocent": texts.innocent,
        "clears": texts.clears.format(**readable(settings, language)),
    }


def settings_of(reader: Reader, indicator: Indicator) -> dict[str, Any]:
    """The settings the build used: the indicator's own with the score card's overrides."""
    entry = reader.card.indicators.get(indicator.slug)
    values: dict[str, Any] = indicator.settings.model_validate(entry.settings if entry else {}).model_dump()
    return values


def readable(facts: dict[str, Any], language: Language) -> dict[str, Any]:
    """Facts and settings for people: days as dd-mm-yyyy, register numbers with dots, large amounts in groups, decimals."""
    return {key: _readable(key, value, language) for key, value in facts.items()}


def _readable(key: str, value: Any, language: Language) -> Any:
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        return format_day(date.fromisoformat(value))
    if key in NUMBERS and isinstance(value, int) and value >= SMALLEST_NUMBER and is_valid_number(value):
        return format_number(value)
    if isinstance(value, int) and abs(value) >= GROUPED_FROM:
        return f"{value:,}".replace(",", GROUPS[language])
    if isinstance(value, float) and language != "en":
        return str(value).replace(".", ",")
    return value


@cache
def _source_of(table: str, language: Language) -> str:
    """The source a table belongs to, as people know it; the register's own tables are those of KBO Open Data."""
    for source in record_sources().values():
        if any(own.name == table for own in source.tables):
            return source.card.title[language]
    return SOURCE


def _evidence(row: dict[str, Any], language: Language) -> dict[str, Any]:
    field, value = row["field"], row["value"]
    if row["table"] == "address" and field in PLACE_FIELDS:
        field = PLACE_FIELDS[field]
        value = value and " → ".join(readable_place(part) for part in value.split(" → "))
    return {
        "source": _source_of(row["table"], language),
        "table": row["table"],
        "key": format_number(row["key"]),
        "field": field,
        "value": value,
        "valid_from": None if row["valid_from"] is None else row["valid_from"].isoformat(),
        "valid_to": None if row["valid_to"] is None else row["valid_to"].isoformat(),
    }


def readable_place(key: str) -> str:
    """A building or unit key as people write an address: `8500|kortrijkstraat|12|3` -> Kortrijkstraat 12 bus 3, 8500."""
    parts = key.split("|")
    if len(parts) < 3:
        return key
    locality, street, house, *box = parts
    unit = f" bus {box[0]}" if box and box[0] else ""
    return f"{street[:1].upper()}{street[1:]} {house}{unit}, {locality.removeprefix('nis:')}"


def _unanswered(reader: Reader, number: int, hit: set[str], language: Language) -> list[dict[str, str]]:
    rows = [
        {"indicator": slug, "reason": row["reason"]}
        for row in reader.of("gap").rows(number)
        for slug in reader.gap_of[row["gap"]]
    ]
    named = {row["indicator"] for row in rows}
    rows += [row for row in reader.unanswered if row["indicator"] not in named]
    return [
        {"indicator": row["indicator"], "reason": reason_sentence(row["reason"], language)}
        for row in sorted(rows, key=lambda row: row["indicator"])
        if row["indicator"] not in hit
    ]
