"""Warnings of regulators (FSMA, FPS Economy and others) about companies, kept as one list.

Source: the warning pages of each regulator, copied by hand into one sheet; see docs/sources/regulator_warnings.md.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from knipperlicht.core.text import fold
from knipperlicht.sources.card import record_card
from knipperlicht.sources.records import Delivery, Source, Table
from knipperlicht.sources.sheets import (
    RowError,
    Sheet,
    choice_cell,
    enterprise_cell,
    link_cell,
    looks_like,
    needed_cell,
    past_day_cell,
    sheet_batches,
)
from knipperlicht.sources.sites import site_key

HEADER = ("publisher", "enterprise", "name", "site", "day", "kind", "link")
KINDS = ("warning", "impersonation")
NO_NUMBER = 0
"""`enterprise` of an entry whose publisher gives no number."""

WARNING = Table(
    name="regulator_warning",
    schema=pa.schema(
        [
            ("enterprise", pa.int64()),
            ("entry", pa.string()),
            ("publisher", pa.string()),
            ("day", pa.date32()),
            ("kind", pa.string()),
            ("name", pa.string()),
            ("name_key", pa.string()),
            ("site_key", pa.string()),
            ("link", pa.string()),
        ]
    ),
    key=("enterprise", "entry"),
)


def _row(cells: dict[str, str], today: date) -> dict[str, Any]:
    name, site = needed_cell(cells["name"], "name"), site_key(cells["site"])
    if not cells["enterprise"] and not site:
        raise RowError("without an enterprise number, name and site are both needed to tell who is meant")
    row = {
        "enterprise": enterprise_cell(cells["enterprise"]) if cells["enterprise"] else NO_NUMBER,
        "publisher": needed_cell(cells["publisher"], "publisher"),
        "day": past_day_cell(cells["day"], today),
        "kind": choice_cell(cells["kind"], "kind", KINDS),
        "name": name,
        "name_key": fold(name),
        "site_key": site,
        "link": link_cell(cells["link"]),
    }
    entry = " | ".join(str(row[name]) for name in ("publisher", "day", "kind", "name_key", "site_key"))
    return row | {"entry": entry}


SHEET = Sheet(table=WARNING.name, header=HEADER, row=_row)


def deliver(path: Path, today: date) -> Delivery:
    """The whole list as it stands on `today`."""
    return Delivery(day=today, batches=sheet_batches(path, SHEET, today=today))


SOURCE = Source(
    card=record_card(Path(__file__).parent),
    kind="list",
    tables=(WARNING,),
    recognises=lambda path: looks_like(path, HEADER),
    deliver=deliver,
)
