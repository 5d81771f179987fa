"""Countries and territories on the EU list of non-cooperative jurisdictions and the two lists of the FATF.

Used for legal vehicles only, never for a person's nationality or residence (domain catalogue §5). The list in `sample/`
is real and ships with the project; see docs/sources/jurisdictions.md for its state and its legal sources.
"""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from knipperlicht.core.clock import DayError, parse_day
from knipperlicht.sources.card import record_card
from knipperlicht.sources.records import Delivery, Source, Table
from knipperlicht.sources.sheets import (
    LINE_LIMIT,
    RowError,
    Sheet,
    choice_cell,
    looks_like,
    needed_cell,
    past_day_cell,
    sheet_batches,
)

HEADER = ("country", "list", "listed_from", "listed_to", "legal_source", "ended_by")
LISTS = ("eu_non_cooperative", "fatf_call_for_action", "fatf_increased_monitoring")

JURISDICTION = Table(
    name="jurisdiction",
    schema=pa.schema(
        [
            ("entry", pa.string()),
            ("country", pa.string()),
            ("list", pa.string()),
            ("listed_from", pa.date32()),
            ("listed_to", pa.date32()),
            ("legal_source", pa.string()),
            ("ended_by", pa.string()),
        ]
    ),
    key=("entry",),
)


def _row(cells: dict[str, str], today: date) -> dict[str, Any]:
    if not re.fullmatch("[A-Z]{2}", cells["country"]):
        raise RowError(f"country is “{cells['country'][:20]}”; it must be a code of ISO 3166-1, two capitals")
    begins = past_day_cell(cells["listed_from"], today)
    ends = past_day_cell(cells["listed_to"], today) if cells["listed_to"] else None
    if ends is not None and ends <= begins:
        raise RowError("listed_to must come after listed_from")
    if (ends is None) != (not cells["ended_by"]):
        raise RowError("listed_to and ended_by go together: both filled or both empty")
    name = choice_cell(cells["list"], "list", LISTS)
    return {
        "entry": f"{cells['country']} {name} {begins}",
        "country": cells["country"],
        "list": name,
        "listed_from": begins,
        "listed_to": ends,
        "legal_source": needed_cell(cells["legal_source"], "legal_source"),
        "ended_by": cells["ended_by"] or None,
    }


SHEET = Sheet(table=JURISDICTION.name, header=HEADER, row=_row)


def last_change(path: Path, today: date) -> date:
    """The newest day in the file up to `today`: the list says from when to when, so it holds from its last change."""
    newest = date.min
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        while line := file.readline(LINE_LIMIT):
            for cell in next(csv.reader([line.replace(";", ",").replace("\0", "")]), []):
                try:
                    day = parse_day(cell)
                except DayError:
                    continue
                newest = max(newest, day) if day <= today else newest
    return newest if newest > date.min else today


def deliver(path: Path, today: date) -> Delivery:
    """The whole list, as of the last change it tells."""
    return Delivery(day=last_change(path, today), batches=sheet_batches(path, SHEET, today=today))


SOURCE = Source(
    card=record_card(Path(__file__).parent),
    kind="list",
    tables=(JURISDICTION,),
    recognises=lambda path: looks_like(path, HEADER),
    deliver=deliver,
)
