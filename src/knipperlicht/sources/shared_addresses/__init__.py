"""Addresses that many companies share for a public, lawful reason: business centres, mailboxes, accountants.

A list that people keep, each line with a reason and a public link; see docs/sources/shared_addresses.md.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

import pyarrow as pa

from knipperlicht.sources.card import record_card
from knipperlicht.sources.records import Delivery, Source, Table
from knipperlicht.sources.sheets import (
    RowError,
    Sheet,
    choice_cell,
    link_cell,
    looks_like,
    needed_cell,
    past_day_cell,
    sheet_batches,
)

Kind = Literal[
    "business_centre",
    "mailbox",
    "coworking",
    "accountant",
    "office_building",
    "public_service",
    "student_housing",
]
HEADER = ("address", "kind", "reason", "link", "since")
_ADDRESS = re.compile(
    r"(?P<street>[^,;0-9][^,;]*?),?\s+(?P<number>[0-9]+\s?(?:bis|ter|quater|[a-zA-Z](?![a-zA-Z]))?(?:[-+][0-9]+)?)"
    r"(?:\s*(?:bus|bte|boîte|boite|box|b|/)\.?\s*(?P<box>[0-9A-Za-z.]+))?"
    r"\s*,\s*(?:B[ -])?(?P<zipcode>[1-9][0-9]{3})\s+(?P<place>[^0-9,;]+)"
)

SHARED_ADDRESS = Table(
    name="shared_address",
    schema=pa.schema(
        [
            ("entry", pa.string()),
            ("zipcode", pa.string()),
            ("street", pa.string()),
            ("house_number", pa.string()),
            ("kind", pa.string()),
            ("place", pa.string()),
            ("reason", pa.string()),
            ("link", pa.string()),
            ("since", pa.date32()),
        ]
    ),
    key=("entry",),
)


def parse_address(text: str) -> dict[str, str]:
    """`Voorbeeldlaan 12 bus 3, 8500 Kortrijk` as street, number, box, zipcode and place; raises RowError."""
    found = _ADDRESS.fullmatch(" ".join(text.split()))
    if found is None:
        raise RowError("the address must read like “Voorbeeldlaan 12 bus 3, 8500 Kortrijk”")
    return {name: (value or "").strip() for name, value in found.groupdict().items()}


def _row(cells: dict[str, str], today: date) -> dict[str, Any]:
    parts = parse_address(needed_cell(cells["address"], "address"))
    kind = choice_cell(cells["kind"], "kind", get_args(Kind))
    return {
        "entry": f"{parts['zipcode']} {parts['street']} {parts['number']} {kind}",
        "zipcode": parts["zipcode"],
        "street": parts["street"],
        "house_number": parts["number"],
        "kind": kind,
        "place": parts["place"],
        "reason": needed_cell(cells["reason"], "reason"),
        "link": link_cell(cells["link"]),
        "since": past_day_cell(cells["since"], today),
    }


SHEET = Sheet(table=SHARED_ADDRESS.name, header=HEADER, row=_row)


def deliver(path: Path, today: date) -> Delivery:
    """The whole list as it stands on `today`."""
    return Delivery(day=today, batches=sheet_batches(path, SHEET, today=today))


SOURCE = Source(
    card=record_card(Path(__file__).parent),
    kind="list",
    tables=(SHARED_ADDRESS,),
    recognises=lambda path: looks_like(path, HEADER),
    deliver=deliver,
)
