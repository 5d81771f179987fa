"""What kind of premises an establishment is in, from the municipality's file of buildings, a row an establishment.

The building registers of the regions give it at a counter or in files of their own; a municipality that may use them keeps it here
in one plain layout. Only establishments: the seat may be anybody's home.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from knipperlicht.sources.card import record_card
from knipperlicht.sources.records import Delivery, Source, Table
from knipperlicht.sources.sheets import (
    RowError,
    Sheet,
    choice_cell,
    enterprise_cell,
    establishment_cell,
    looks_like,
    needed_cell,
    past_day_cell,
    sheet_batches,
)

HEADER = ("enterprise", "establishment", "premises", "floor", "seen_on", "service", "reference")
KINDS = ("apartment", "house", "shop", "office", "workshop", "warehouse", "land")

PREMISES = Table(
    name="establishment_premises",
    schema=pa.schema(
        [
            ("enterprise", pa.int64()),
            ("establishment", pa.int64()),
            ("premises", pa.string()),
            ("floor", pa.int32()),
            ("seen_on", pa.date32()),
            ("service", pa.string()),
            ("reference", pa.string()),
        ]
    ),
    key=("enterprise", "establishment"),
)
"""`floor`: 0 is the ground floor, NULL where the file does not say."""


def _row(cells: dict[str, str], today: date) -> dict[str, Any]:
    establishment = establishment_cell(cells["establishment"])
    if establishment is None:
        raise RowError("establishment is empty; a seat alone may be a home and is not kept")
    return {
        "enterprise": enterprise_cell(cells["enterprise"]),
        "establishment": establishment,
        "premises": choice_cell(cells["premises"], "premises", KINDS),
        "floor": _floor(cells["floor"]),
        "seen_on": past_day_cell(cells["seen_on"], today),
        "service": needed_cell(cells["service"], "service", most=200),
        "reference": needed_cell(cells["reference"], "reference", most=100),
    }


def _floor(text: str) -> int | None:
    if not text:
        return None
    if not re.fullmatch("-?[0-9]{1,2}", text):
        raise RowError(f"floor is “{text[:20]}”; it must be a whole number, 0 for the ground floor")
    return int(text)


SHEET = Sheet(table=PREMISES.name, header=HEADER, row=_row)


def deliver(path: Path, today: date) -> Delivery:
    """Premises, added to those already held; a later row of the same establishment takes its place."""
    return Delivery(day=today, batches=sheet_batches(path, SHEET, today=today))


SOURCE = Source(
    card=record_card(Path(__file__).parent),
    kind="records",
    tables=(PREMISES,),
    recognises=lambda path: looks_like(path, HEADER),
    deliver=deliver,
)
