"""Answers to "must a client withhold part of the invoice?": social (RSZ) and tax debts of contractors.

Arts. 30bis and 30ter of the Act of 27 June 1969 (social security) and arts. 53-54 of the Tax Collection Code; works on
immovables, security, meat. Typed in or imported by an entitled user; see docs/sources/withholding.md.
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
    past_day_cell,
    sheet_batches,
)

HEADER = ("enterprise", "asked_on", "social", "tax")
ANSWERS = ("yes", "no", "payment_plan")

WITHHOLDING = Table(
    name="withholding_answer",
    schema=pa.schema(
        [
            ("enterprise", pa.int64()),
            ("asked_on", pa.date32()),
            ("social", pa.bool_()),
            ("tax", pa.bool_()),
            ("payment_plan", pa.bool_()),
        ]
    ),
    key=("enterprise", "asked_on"),
)


def _row(cells: dict[str, str], today: date) -> dict[str, Any]:
    social, tax = (choice_cell(cells[name], name, ANSWERS) for name in ("social", "tax"))
    return {
        "enterprise": enterprise_cell(cells["enterprise"]),
        "asked_on": past_day_cell(cells["asked_on"], today),
        "social": social == "yes",
        "tax": tax == "yes",
        "payment_plan": "payment_plan" in (social, tax),
    }


SHEET = Sheet(table=WITHHOLDING.name, header=HEADER, row=_row)


def deliver(path: Path, today: date) -> Delivery:
    """Answers, added to those already held."""
    return Delivery(day=today, batches=sheet_batches(path, SHEET, today=today))


SOURCE = Source(
    card=record_card(Path(__file__).parent),
    kind="records",
    tables=(WITHHOLDING,),
    recognises=lambda path: looks_like(path, HEADER),
    deliver=deliver,
)
