"""One line of a list of results."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from knipperlicht.readmodel.reader import Reader
from knipperlicht.reference.places import municipality_names

Status = Literal["active", "left_register"]


@dataclass(frozen=True, kw_only=True)
class Found:
    """An enterprise, and what of it matched.

    `matched`: name, abbreviation, trade_name, establishment_name, branch_name, former_name, number,
    establishment_number or address; `matched_text` is that name, number or address. `nis` and `zipcode` are those of
    the seat, else of the first establishment; of an address hit, those of the address. `score` (0 to 10) and `band`
    are None for natural persons, for who left the register and in flags-only lists. `establishment` is the number
    that was asked for, when it was one.
    """

    number: int
    name: str
    matched: str
    matched_text: str
    status: Status = "active"
    natural_person: bool = False
    nis: str | None = None
    zipcode: str | None = None
    municipality: str | None = None
    establishment: int | None = None
    score: float | None = None
    band: str | None = None


def scored(reader: Reader, found: Found, *, flags_only: bool) -> Found:
    """With the municipality's Dutch name and, where there is one and it may be shown, the score."""
    place = municipality_names("nl").get(found.nis or "")
    if flags_only or found.natural_person or found.status != "active":
        return replace(found, municipality=place)
    score = reader.of("score").first(found.number) or {"score": None, "band": None}
    return replace(found, municipality=place, score=score["score"], band=score["band"])
