"""A list as statements of the Beneficial Ownership Data Standard 0.4 (standard.openownership.org), one a line.

Entity statements only: facts of the register, no score, no owner, no person. A later statement about the same record
(`recordId`) is recognised by its number; `statementId` follows from number and snapshot, so that the same snapshot
always gives the same statement.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from knipperlicht.readmodel.export_about import Listed
from knipperlicht.readmodel.follow_the_money import FOREIGN, PAGE, PUBLIC, PUBLISHER

VERSION = "0.4"
SCHEME, REGISTER = "BE-BCE_KBO", "Crossroads Bank for Enterprises (KBO/BCE)"
"""Belgium's register in the list of organisation identifiers (org-id.guide)."""
BELGIUM = {"code": "BE", "name": "Belgium"}


def write_bods(target: Path, listed: Listed) -> int:
    """Write the statements; gives their number. Each says its snapshot and day under `knipperlicht`, the first all."""
    about = listed.about
    said = about.as_data()
    brief = {name: said[name] for name in ("as_of", "snapshot")}
    codes = [column.code for column in listed.columns]
    count = 0
    with target.open("w", encoding="utf-8", newline="\n") as handle:
        for row in listed.rows:
            raw = dict(zip(codes, row, strict=False))
            shown = {c.code: listed.written(c, raw[c.code]) for c in listed.columns}
            statement = statement_of(raw, shown, as_of=about.as_of.isoformat(), snapshot=about.snapshot)
            line = statement | {"knipperlicht": brief if count else said}
            handle.write(json.dumps(line, ensure_ascii=False) + "\n")
            count += 1
    return count


def statement_of(raw: dict[str, Any], shown: dict[str, Any], *, as_of: str, snapshot: str) -> dict[str, Any]:
    """One enterprise as an entity statement: `raw` values of a list's columns and the same written for people.

    Public bodies are `stateBody`. Jurisdiction is Belgium, but for foreign forms: the register does not say whose.
    """
    number = f"{raw['number']:010d}"
    record = f"{SCHEME}-{number}"
    details: dict[str, Any] = {
        "isComponent": False,
        "entityType": {"type": "stateBody" if raw["form"] in PUBLIC else "registeredEntity"},
        "name": raw["name"],
        "jurisdiction": None if raw["form"] in FOREIGN else BELGIUM,
        "identifiers": [{"scheme": SCHEME, "schemeName": REGISTER, "id": number, "uri": PAGE.format(number)}],
        "foundingDate": None if raw["started"] is None else str(raw["started"]),
        "addresses": _addresses(raw, shown),
    }
    return {
        "statementId": sha256(f"{record} {snapshot}".encode()).hexdigest()[:40],
        "declarationSubject": record,
        "statementDate": as_of,
        "recordId": record,
        "recordStatus": "new",
        "recordType": "entity",
        "recordDetails": {name: value for name, value in details.items() if value not in (None, "", [])},
        "publicationDetails": {
            "publicationDate": as_of, "bodsVersion": VERSION, "publisher": {"name": "Knipperlicht"},
        },
        "source": {"type": ["officialRegister"], "assertedBy": [{"name": PUBLISHER}], "url": PAGE.format(number)},
    }  # fmt: skip


def _addresses(raw: dict[str, Any], shown: dict[str, Any]) -> list[dict[str, Any]]:
    """The seat, where the register gives one."""
    street = " ".join(filter(None, (raw["street"], raw["house"])))
    written = ", ".join(filter(None, (street, shown["municipality"])))
    if not written:
        return []
    address = {"type": "registered", "address": written, "country": BELGIUM}
    return [address | ({"postCode": raw["postcode"]} if raw["postcode"] else {})]
