"""Who else is in the building, and in the street. Natural persons are counted, never named or listed."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from knipperlicht.core.numbers import format_number
from knipperlicht.readmodel.dossier import is_natural
from knipperlicht.readmodel.explain import readable_place
from knipperlicht.readmodel.facts import name_of, plain
from knipperlicht.readmodel.reader import Reader

PAGE = 25
KINDS = {"REGO": "seat", "BAET": "establishment", "ABBR": "branch"}
FARTHEST = 40
"""House numbers beyond this distance are not nearby."""
_END = "\U0010ffff"
_HOUSE = re.compile(r"[0-9]+")


def neighbours(
    reader: Reader, building: str, *, asked_from: int | None = None, offset: int = 0, limit: int = PAGE
) -> dict[str, Any]:
    """Who is registered in a building: legal persons by page, seats first, the newest first; others as a count.

    `asked_from`: the enterprise whose dossier asks; it is left out. When it is a natural person nobody is listed.
    """
    rows = _rows(reader, building, building)
    others = rows.filter(pc.not_equal(rows["enterprise"], asked_from or 0))
    legal = others.filter(others["is_legal"])
    natural = others.filter(pc.invert(others["is_legal"]))
    withheld = asked_from is not None and is_natural(reader, asked_from)
    seat_first = pc.not_equal(legal["type_of_address"], "REGO")
    order = [
        ("place", "ascending"),
        ("valid_from", "descending"),
        ("enterprise", "ascending"),
        ("entity", "ascending"),
    ]
    sorted_rows = legal.append_column("place", seat_first).sort_by(order)
    page = [] if withheld else sorted_rows.slice(offset, limit).to_pylist()
    return {
        "building": building, "address": readable_place(building),
        "legal_persons": pc.count_distinct(legal["enterprise"]).as_py(), "registrations": len(legal),
        "natural_persons": pc.count_distinct(natural["enterprise"]).as_py(),
        "withheld": withheld, "offset": offset, "items": [_item(reader, row) for row in page],
    }  # fmt: skip


def nearby(reader: Reader, enterprise: int, *, limit: int = PAGE) -> list[dict[str, Any]]:
    """Other legal persons with their seat or an establishment in the building or the street of the seat.

    In order of distance between house numbers, then by house and number; `distance` is 0 in the same building. Never
    a ranking: no score takes part. Empty for natural persons, and where the seat has no building.
    """
    seat = next((row for row in reader.of("address_key").rows(enterprise) if row["building_key"]), None)
    if seat is None or is_natural(reader, enterprise):
        return []
    street, _, house = seat["building_key"].rpartition("|")
    rows = _rows(reader, f"{street}|", f"{street}|{_END}")
    rows = rows.filter(pc.and_(rows["is_legal"], pc.not_equal(rows["enterprise"], enterprise)))
    distances = {
        key: _distance(house, key.rpartition("|")[2]) for key in pc.unique(rows["building_key"]).to_pylist()
    }
    near = sorted((far, key) for key, far in distances.items() if far is not None and far <= FARTHEST)
    found: dict[int, dict[str, Any]] = {}
    for far, key in near:
        for row in islice(_rows(reader, key, key).to_pylist(), 4 * limit):
            if row["is_legal"] and row["enterprise"] not in (enterprise, *found):
                found[row["enterprise"]] = _item(reader, row) | {
                    "distance": far,
                    "address": readable_place(key),
                }
            if len(found) >= limit:
                return list(found.values())
    return list(found.values())


def places_of(reader: Reader, enterprise: int) -> frozenset[str]:
    """NIS codes of every municipality where it has or had a seat, establishment or branch."""
    return frozenset(row["nis"] for row in reader.of("municipality").rows(enterprise))


def _rows(reader: Reader, low: str, high: str) -> pa.Table:
    lookup = reader.at("place")
    return pa.Table.from_batches(lookup.arrow(low, high), schema=lookup.schema)


def _distance(one: str, other: str) -> int | None:
    """Between two house numbers, letters left aside; None where one of them has no digits."""
    if one == other:
        return 0
    first, second = _HOUSE.match(one), _HOUSE.match(other)
    return max(1, abs(int(first.group()) - int(second.group()))) if first and second else None


def _item(reader: Reader, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "enterprise_number": format_number(row["enterprise"]), "name": name_of(reader, row["enterprise"]),
        "kind": KINDS.get(row["type_of_address"], "other"), "box": row["box"] or None,
        "since": plain(row["valid_from"]),
    }  # fmt: skip
