"""A list as statements of the Beneficial Ownership Data Standard 0.4 (standard.openownership.org), one a line.

An entity statement for each enterprise; then, of those with shares in them or a seat on their boards by number
(`ownership_links`), an entity statement where the list does not hold them, and a relationship statement for each link. Facts of the
registers, no score, no person: nobody is said to be a beneficial owner. A later statement about the same record (`recordId`)
is recognised by its number; `statementId` follows from record and snapshot, so that the same snapshot always gives the same statement.
"""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, TextIO

from knipperlicht.readmodel.export_about import About, Listed
from knipperlicht.readmodel.follow_the_money import FOREIGN, PAGE, PUBLIC, PUBLISHER
from knipperlicht.readmodel.ownership_links import Link

VERSION = "0.4"
SCHEME, REGISTER = "BE-BCE_KBO", "Crossroads Bank for Enterprises (KBO/BCE)"
"""Belgium's register in the list of organisation identifiers (org-id.guide)."""
ACCOUNTS = "National Bank of Belgium, Central Balance Sheet Office"
BELGIUM = {"code": "BE", "name": "Belgium"}


def write_bods(target: Path, listed: Listed) -> int:
    """Write the statements; gives the number of enterprises. Each says its snapshot and day under `knipperlicht`, the first all."""
    about = listed.about
    said = about.as_data()
    brief = {name: said[name] for name in ("as_of", "snapshot")}
    codes = [column.code for column in listed.columns]
    numbers: dict[int, None] = {}
    with target.open("w", encoding="utf-8", newline="\n") as handle:
        for row in listed.rows:
            raw = dict(zip(codes, row, strict=False))
            shown = {c.code: listed.written(c, raw[c.code]) for c in listed.columns}
            statement = statement_of(raw, shown, about)
            _line(handle, statement, brief if numbers else said)
            numbers[raw["number"]] = None
        count = len(numbers)
        for link in listed.links(list(numbers)):
            if link.party not in numbers:
                numbers[link.party] = None
                _line(handle, _entity(link.party, {"name": link.party_name}, about), brief)
            _line(handle, relationship_of(link, about), brief)
    return count


def _line(handle: TextIO, statement: dict[str, Any], about: dict[str, Any]) -> None:
    handle.write(json.dumps(statement | {"knipperlicht": about}, ensure_ascii=False) + "\n")


def relationship_of(link: Link, about: About) -> dict[str, Any]:
    """One link between two records. Accounts name participations, the register companies on a board."""
    subject, party = (f"{SCHEME}-{number:010d}" for number in (link.subject, link.party))
    interest = {
        "type": link.interest, "directOrIndirect": "direct", "beneficialOwnershipOrControl": False,
        "share": None if link.share is None else {"exact": link.share},
        "startDate": None if link.since is None else str(link.since),
    }  # fmt: skip
    details = {
        "isComponent": False, "subject": subject, "interestedParty": party,
        "interests": [{name: value for name, value in interest.items() if value is not None}],
    }  # fmt: skip
    source = {
        "type": ["officialRegister"],
        "assertedBy": [{"name": ACCOUNTS if link.interest == "shareholding" else PUBLISHER}],
    }
    stated = about.as_of if link.stated is None else link.stated
    return _statement(
        f"{party}-{link.interest}-{subject}", subject, "relationship", details, source, about, stated
    )


def statement_of(raw: dict[str, Any], shown: dict[str, Any], about: About) -> dict[str, Any]:
    """One enterprise as an entity statement: `raw` values of a list's columns and the same written for people.

    Public bodies are `stateBody`. Jurisdiction is Belgium, but for foreign forms: the register does not say whose.
    """
    details = {
        "entityType": {"type": "stateBody" if raw["form"] in PUBLIC else "registeredEntity"},
        "name": raw["name"],
        "jurisdiction": None if raw["form"] in FOREIGN else BELGIUM,
        "foundingDate": None if raw["started"] is None else str(raw["started"]),
        "addresses": _addresses(raw, shown),
    }
    return _entity(raw["number"], details, about)


def _entity(enterprise: int, details: dict[str, Any], about: About) -> dict[str, Any]:
    """What is known of an enterprise, with its number; without more than a name it is a registered entity in Belgium's register."""
    number = f"{enterprise:010d}"
    record, page = f"{SCHEME}-{number}", PAGE.format(number)
    identifier = {"scheme": SCHEME, "schemeName": REGISTER, "id": number, "uri": page}
    known = {
        "isComponent": False,
        "entityType": {"type": "registeredEntity"},
        "identifiers": [identifier],
    } | {name: value for name, value in details.items() if value not in (None, "", [])}
    source = {"type": ["officialRegister"], "assertedBy": [{"name": PUBLISHER}], "url": page}
    return _statement(record, record, "entity", known, source, about, about.as_of)


def _statement(
    record: str, subject: str, kind: str, details: dict[str, Any], source: dict[str, Any], about: About, stated: date
) -> dict[str, Any]:  # fmt: skip
    return {
        "statementId": sha256(f"{record} {about.snapshot}".encode()).hexdigest()[:40],
        "declarationSubject": subject,
        "statementDate": stated.isoformat(),
        "recordId": record,
        "recordStatus": "new",
        "recordType": kind,
        "recordDetails": details,
        "publicationDetails": {
            "publicationDate": about.as_of.isoformat(), "bodsVersion": VERSION, "publisher": {"name": "Knipperlicht"},
        },
        "source": source,
    }  # fmt: skip


def _addresses(raw: dict[str, Any], shown: dict[str, Any]) -> list[dict[str, Any]]:
    """The seat, where the register gives one."""
    street = " ".join(filter(None, (raw["street"], raw["house"])))
    written = ", ".join(filter(None, (street, shown["municipality"])))
    if not written:
        return []
    address = {"type": "registered", "address": written, "country": BELGIUM}
    return [address | ({"postCode": raw["postcode"]} if raw["postcode"] else {})]
