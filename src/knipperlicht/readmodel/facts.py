"""What the register says of one entity itself, standing or last known: the facts of an explanation."""

from __future__ import annotations

from datetime import date
from typing import Any

from knipperlicht.core.numbers import NumberKind, format_number, parse_official_number
from knipperlicht.errors import NothingFound
from knipperlicht.readmodel.reader import Reader

STATE = ("type_of_enterprise", "juridical_form", "juridical_situation", "start_date", "valid_from")
PLACE = (
    "zipcode",
    "municipality_nl",
    "municipality_fr",
    "street_nl",
    "street_fr",
    "house_number",
    "box",
    "valid_from",
)
SEAT = "REGO"
NAMES_OF_LANGUAGE = ("2", "1", "4", "3")
"""Dutch before French before English and German, as in the table `name`."""


def resolve(reader: Reader, text: str) -> tuple[int, int | None]:
    """Enterprise number, and the establishment's where `text` named one; raises NumberError or NothingFound."""
    official = parse_official_number(text)
    if official.kind is NumberKind.ENTERPRISE:
        return official.value, None
    owner = reader.of("owner").first(official.value)
    if owner is None:
        raise NothingFound(
            f"{official}: the register up to {reader.snapshot.as_of} holds no such establishment."
        )
    return owner["enterprise"], official.value


def facts_of(reader: Reader, number: int) -> dict[str, Any]:
    """State, count of establishments and seat; raises NothingFound when the register never held the number."""
    row = reader.of("enterprise").first(number)
    if row is None:
        past = reader.of("enterprise_past").rows(number)
        if not past:
            raise NothingFound(
                f"{format_number(number)}: the register up to {reader.snapshot.as_of} holds no such enterprise."
            )
        row = max(past, key=lambda state: state["valid_to"])
    return {key: plain(row.get(key)) for key in (*STATE, "valid_to")} | {
        "establishments": reader.of("establishment").count(number),
        "seat": _seat(reader, number),
    }


def standing_rows(reader: Reader, table: str, entity: int) -> list[dict[str, Any]]:
    """Rows of the register's `address` or `denomination` that stand for an entity, with `valid_from`."""
    if reader.of(f"{table}_touched").count(entity):
        return reader.of(f"{table}_overlay").rows(entity)
    first = date.fromisoformat(reader.snapshot.manifest["first_day"])
    return [row | {"valid_from": first} for row in reader.of(f"{table}_base").rows(entity)]


def _seat(reader: Reader, number: int) -> dict[str, Any] | None:
    """The registered seat, standing or last known; natural persons have none in this source."""
    rows = [row for row in standing_rows(reader, "address", number) if row["type_of_address"] == SEAT]
    last = max(rows, key=lambda row: row["valid_from"], default=None)
    if last is None:
        past = [row for row in reader.of("address_past").rows(number) if row["type_of_address"] == SEAT]
        last = max(past, key=lambda row: (row["valid_to"], row["valid_from"]), default=None)
    return None if last is None else {key: plain(last.get(key)) for key in (*PLACE, "valid_to")}


def name_of(reader: Reader, number: int) -> str | None:
    """The one name shown for an enterprise, standing or its last registered one."""
    name = reader.of("name").first(number)
    if name is not None:
        return str(name["name"])
    past = [
        row for row in reader.of("denomination_past").rows(number) if row["type_of_denomination"] == "001"
    ]
    past.sort(
        key=lambda row: (-row["valid_to"].toordinal(), _language_rank(row["language"]), row["denomination"])
    )
    return past[0]["denomination"] if past else None


def _language_rank(code: str) -> int:
    return NAMES_OF_LANGUAGE.index(code) if code in NAMES_OF_LANGUAGE else len(NAMES_OF_LANGUAGE)


def plain(value: Any) -> Any:
    """A value as JSON has it: days in ISO."""
    return value.isoformat() if isinstance(value, date) else value
