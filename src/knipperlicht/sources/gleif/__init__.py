"""GLEIF level 1: who is who. Every entity with an LEI, Belgian or not, so that foreign parents have a name.

Golden copy of the LEI-CDF, CC0. Level 2, who belongs to whom, is the source `gleif_relations`.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from knipperlicht.core.numbers import NumberError, NumberKind, parse_official_number
from knipperlicht.sources.card import record_card
from knipperlicht.sources.golden_copies import batches, day_of, first_bytes, lei
from knipperlicht.sources.records import Delivery, Source, Table
from knipperlicht.sources.sheets import needed_cell

LEI, NAME, COUNTRY, JURISDICTION, NUMBER, CATEGORY, STATUS, ISSUED = COLUMNS = (
    "LEI", "Entity.LegalName", "Entity.LegalAddress.Country", "Entity.LegalJurisdiction",
    "Entity.RegistrationAuthority.RegistrationAuthorityEntityID", "Entity.EntityCategory", "Entity.EntityStatus",
    "Registration.RegistrationStatus",
)  # fmt: skip
NO_NUMBER = 0
"""`enterprise` of an entity without a Belgian number."""
PERSONS = "SOLE_PROPRIETOR"
ENTITY = Table(
    name="gleif_entity",
    schema=pa.schema([
        ("enterprise", pa.int64()), ("lei", pa.string()), ("name", pa.string()), ("country", pa.string()),
        ("status", pa.string()), ("registration", pa.string()),
    ]),
    key=("enterprise", "lei"),
)  # fmt: skip


def entity_row(cells: dict[str, str]) -> dict[str, Any]:
    """A row of `gleif_entity`; a Belgian number only of an entity under Belgian law. Raises RowError."""
    name = None if cells[CATEGORY] == PERSONS else needed_cell(cells[NAME], NAME, most=2000)
    return {
        "enterprise": belgian_number(cells), "lei": lei(cells[LEI]), "name": name,
        "country": cells[COUNTRY] or None, "status": cells[STATUS] or None, "registration": cells[ISSUED] or None,
    }  # fmt: skip


def belgian_number(cells: dict[str, str]) -> int:
    """The enterprise number, or NO_NUMBER: registrants write all sorts of things there, one in 97 passes by accident."""
    if cells[JURISDICTION][:2] != "BE":
        return NO_NUMBER
    try:
        number = parse_official_number(cells[NUMBER])
    except NumberError:
        return NO_NUMBER
    return number.value if number.kind is NumberKind.ENTERPRISE else NO_NUMBER


def deliver(path: Path, today: date) -> Delivery:
    """The whole golden copy of the day in its name."""
    return Delivery(
        day=day_of(path, today), batches=batches(path, table=ENTITY.name, columns=COLUMNS, row=entity_row)
    )


def recognises(path: Path) -> bool:
    """The header of an LEI-CDF file; never raises."""
    start = first_bytes(path)
    return b"Entity.LegalName" in start and b"Entity.LegalJurisdiction" in start


SOURCE = Source(
    card=record_card(Path(__file__).parent),
    kind="list",
    tables=(ENTITY,),
    recognises=recognises,
    deliver=deliver,
)
