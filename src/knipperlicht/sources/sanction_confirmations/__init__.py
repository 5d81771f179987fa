"""What people decided on candidates of the sanctions lists: this company is, or is not, the one that is listed.

A source of its own, because decisions add up while the lists themselves replace each other.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from knipperlicht.sources.card import record_card
from knipperlicht.sources.records import Delivery, Source, Table
from knipperlicht.sources.sheets import (
    Sheet,
    choice_cell,
    enterprise_cell,
    looks_like,
    needed_cell,
    past_day_cell,
    sheet_batches,
)

HEADER = ("enterprise", "entity_id", "outcome", "confirmed_by", "confirmed_on")
OUTCOMES = ("confirmed", "rejected")

CONFIRMATION = Table(
    name="sanction_confirmation",
    schema=pa.schema(
        [
            ("enterprise", pa.int64()),
            ("entity_id", pa.string()),
            ("outcome", pa.string()),
            ("confirmed_by", pa.string()),
            ("confirmed_on", pa.date32()),
        ]
    ),
    key=("enterprise", "entity_id"),
)


def _row(cells: dict[str, str], today: date) -> dict[str, Any]:
    return {
        "enterprise": enterprise_cell(cells["enterprise"]),
        "entity_id": needed_cell(cells["entity_id"], "entity_id"),
        "outcome": choice_cell(cells["outcome"], "outcome", OUTCOMES),
        "confirmed_by": needed_cell(cells["confirmed_by"], "confirmed_by", most=80),
        "confirmed_on": past_day_cell(cells["confirmed_on"], today),
    }


SHEET = Sheet(table=CONFIRMATION.name, header=HEADER, row=_row)


def deliver(path: Path, today: date) -> Delivery:
    """Decisions, added to those already held; a later one on the same pair takes its place."""
    return Delivery(day=today, batches=sheet_batches(path, SHEET, today=today))


SOURCE = Source(
    card=record_card(Path(__file__).parent),
    kind="records",
    tables=(CONFIRMATION,),
    recognises=lambda path: looks_like(path, HEADER),
    deliver=deliver,
)
