"""What a dossier shows beside the explanation: names, addresses, contacts, legal situations, what is missing.

Every function gives plain dictionaries that JSON can hold (docs/reference/dossier.md). An unknown number gives empty
answers; `explain` or `resolve` say first whether the register holds it.
"""

from __future__ import annotations

from typing import Any

from knipperlicht.core.clock import Language
from knipperlicht.core.numbers import format_number
from knipperlicht.readmodel.dossier_codes import coded, legal_form, situation
from knipperlicht.readmodel.facts import plain, standing_rows
from knipperlicht.readmodel.reader import Reader

MOST = 200
"""No list of one enterprise's own rows is longer; establishments have pages of their own."""
FIRST_BRANCH = 3_000_000_000


def names(reader: Reader, entity: int, *, language: Language = "nl") -> list[dict[str, Any]]:
    """Every name of an enterprise or establishment, standing ones first, then past ones, newest first."""
    past = sorted(reader.of("denomination_past").rows(entity), key=lambda row: row["valid_to"], reverse=True)
    rows = [*standing_rows(reader, "denomination", entity), *past][:MOST]
    return [
        {
            "name": row["denomination"],
            "type": coded(reader, "TypeOfDenomination", row["type_of_denomination"], language),
            "language": coded(reader, "Language", row["language"], language),
            **_days(row),
        }
        for row in rows
    ]


def addresses(reader: Reader, enterprise: int, *, language: Language = "nl") -> list[dict[str, Any]]:
    """Seat and branches, standing and past. Those of establishments stand with `establishments`."""
    branches = [row["entity"] for row in reader.of("branch").rows(enterprise, limit=MOST)]
    found = [
        item for entity in (enterprise, *branches) for item in addresses_of(reader, entity, language=language)
    ]
    return sorted(found, key=lambda item: item["valid_to"] is not None)[:MOST]


def addresses_of(reader: Reader, entity: int, *, language: Language = "nl") -> list[dict[str, Any]]:
    """Addresses of one enterprise, establishment or branch: standing first, then past ones, newest first."""
    keys = reader.of("address_key").rows(entity)
    standing = standing_rows(reader, "address", entity)
    past = sorted(reader.of("address_past").rows(entity), key=lambda row: row["valid_to"], reverse=True)
    matched = [row | _key_of(row, keys) for row in standing]
    return [_address(reader, row, entity, language) for row in (*matched, *past)]


def _key_of(row: dict[str, Any], keys: list[dict[str, Any]]) -> dict[str, Any]:
    """NIS and building of a standing row: keys are kept apart from texts, in the order of type and day."""
    same = [
        k
        for k in keys
        if (k["type_of_address"], k["valid_from"]) == (row["type_of_address"], row["valid_from"])
    ]
    fitting = [k for k in same if (k["building_key"] or "").startswith(f"{row['zipcode']}|")] or same
    return {"nis": fitting[0]["nis"], "building_key": fitting[0]["building_key"]} if fitting else {}


def _address(reader: Reader, row: dict[str, Any], entity: int, language: Language) -> dict[str, Any]:
    side, other = ("fr", "nl") if language == "fr" else ("nl", "fr")
    return {
        "entity": format_number(entity) if entity < FIRST_BRANCH else str(entity),
        "type": coded(reader, "TypeOfAddress", row["type_of_address"], language),
        "street": row[f"street_{side}"] or row[f"street_{other}"], "house_number": row["house_number"],
        "box": row["box"], "zipcode": row["zipcode"],
        "municipality": row[f"municipality_{side}"] or row[f"municipality_{other}"],
        "country": row[f"country_{side}"] or row[f"country_{other}"],
        "nis": row.get("nis"), "building": row.get("building_key"),
        "struck_off": plain(row["date_striking_off"]), **_days(row),
    }  # fmt: skip


def contacts(reader: Reader, enterprise: int, *, language: Language = "nl") -> list[dict[str, Any]]:
    """Telephone, mail and web of the enterprise and its establishments, at most 200, standing first."""
    rows = reader.of("contact").rows(enterprise, limit=MOST) + reader.of("contact_past").rows(
        enterprise, limit=MOST
    )
    return [
        {
            "entity": format_number(row["entity"]) if row["entity"] < FIRST_BRANCH else str(row["entity"]),
            "type": coded(reader, "ContactType", row["contact_type"], language),
            "of": coded(reader, "EntityContact", row["entity_contact"], language),
            "value": row["value"], **_days(row),
        }
        for row in rows[:MOST]
    ]  # fmt: skip


def states(reader: Reader, enterprise: int, *, language: Language = "nl") -> list[dict[str, Any]]:
    """Legal situation and form over time, newest first: one row for each state the register showed."""
    standing = reader.of("enterprise").rows(enterprise)
    past = sorted(
        reader.of("enterprise_past").rows(enterprise), key=lambda row: row["valid_to"], reverse=True
    )
    return [
        {
            "situation": situation(row["juridical_situation"], language),
            "form": legal_form(row["juridical_form_cac"] or row["juridical_form"], language),
            "start_date": plain(row["start_date"]), **_days(row),
        }
        for row in (*standing, *past)[:MOST]
    ]  # fmt: skip


def is_natural(reader: Reader, enterprise: int) -> bool:
    """Whether the number is, or last was, a natural person or of unknown type: facts only, nothing about others."""
    row = reader.of("enterprise").first(enterprise)
    rows = [row] if row else reader.of("enterprise_past").rows(enterprise)
    return not rows or not rows[-1]["is_legal"]


def _days(row: dict[str, Any]) -> dict[str, Any]:
    return {"valid_from": plain(row["valid_from"]), "valid_to": plain(row.get("valid_to"))}
