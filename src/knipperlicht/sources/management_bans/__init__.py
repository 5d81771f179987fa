"""What entitled users found in the central register of bans on directing, company by company. No names.

A source of its own making: the register can be asked one person or company at a time, after signing in. Who may ask it keeps here
that a standing director was found under a ban, with identity confirmed; that a name alone was found; or that nobody was.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from knipperlicht.core.clock import parse_day
from knipperlicht.sources.card import record_card
from knipperlicht.sources.records import Delivery, Source, Table
from knipperlicht.sources.sheets import (
    RowError,
    Sheet,
    choice_cell,
    enterprise_cell,
    looks_like,
    needed_cell,
    past_day_cell,
    sheet_batches,
)

HEADER = ("enterprise", "ban", "starts", "ends", "outcome", "checked_by", "checked_on")
CONFIRMED, NAME_ONLY, NOBODY = "confirmed", "name_only", "nobody"

CHECK = Table(
    name="management_ban_check",
    schema=pa.schema(
        [
            ("enterprise", pa.int64()),
            ("checked_on", pa.date32()),
            ("ban", pa.string()),
            ("starts", pa.date32()),
            ("ends", pa.date32()),
            ("outcome", pa.string()),
            ("checked_by", pa.string()),
        ]
    ),
    key=("enterprise", "checked_on", "ban"),
)
"""`ban`: number of the decision, an empty text where nobody was found. `starts`, `ends`: of the ban; `ends` may be open."""


def _row(cells: dict[str, str], today: date) -> dict[str, Any]:
    outcome = choice_cell(cells["outcome"], "outcome", (CONFIRMED, NAME_ONLY, NOBODY))
    row = {
        "enterprise": enterprise_cell(cells["enterprise"]),
        "checked_on": past_day_cell(cells["checked_on"], today),
        "outcome": outcome,
        "checked_by": needed_cell(cells["checked_by"], "checked_by", most=80),
    }
    if outcome == NOBODY:
        if cells["ban"] or cells["starts"] or cells["ends"]:
            raise RowError("where nobody was found under a ban, ban, starts and ends stay empty")
        return row | {"ban": "", "starts": None, "ends": None}
    ban = needed_cell(cells["ban"], "ban", most=80)
    starts = past_day_cell(cells["starts"], today)
    ends = parse_day(cells["ends"]) if cells["ends"] else None
    if ends is not None and ends <= starts:
        raise RowError(f"the ban ends on {ends}, not after it starts on {starts}")
    return row | {"ban": ban, "starts": starts, "ends": ends}


SHEET = Sheet(table=CHECK.name, header=HEADER, row=_row)


def deliver(path: Path, today: date) -> Delivery:
    """Checks, added to those already held; of one company the last day on which it was checked counts."""
    return Delivery(day=today, batches=sheet_batches(path, SHEET, today=today))


SOURCE = Source(
    card=record_card(Path(__file__).parent),
    kind="records",
    tables=(CHECK,),
    recognises=lambda path: looks_like(path, HEADER),
    deliver=deliver,
)
