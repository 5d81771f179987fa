"""A list as FollowTheMoney entities (followthemoney.tech), one JSON object a line: facts of the register, no score.

There is no fitting property for a score, and a score is no fact about a company; so none is written. The lines are
written here and checked against the library's own model in a test: the library itself brings a database toolkit and
needs a compiler, which who installs this site may lack (docs/adr/0008-dependencies.md).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from knipperlicht.readmodel.export_about import Listed
from knipperlicht.reference.legal_forms import legal_form_codes

DATASET = "be_kbo_opendata"
PUBLISHER = "FOD Economie / SPF Économie (KBO/BCE)"
PAGE = "https://kbopub.economie.fgov.be/kbopub/toonondernemingps.html?ondernemingsnummer={0}"
COMPANIES = frozenset(
    legal_form_codes("capital_company", "partnership", "unlimited_cooperative", "economic_grouping")
)
PUBLIC = frozenset(legal_form_codes("public_body"))
FOREIGN = frozenset(legal_form_codes("foreign"))


def write_ftm(target: Path, listed: Listed) -> int:
    """Write the entities; gives their number. Each line says its snapshot and day under `knipperlicht`, the first all."""
    said = listed.about.as_data()
    brief = {name: said[name] for name in ("as_of", "snapshot")}
    codes = [column.code for column in listed.columns]
    count = 0
    with target.open("w", encoding="utf-8", newline="\n") as handle:
        for count, row in enumerate(listed.rows, start=1):
            raw = dict(zip(codes, row, strict=False))
            shown = {c.code: listed.written(c, raw[c.code]) for c in listed.columns}
            entity = entity_of(raw, shown, as_of=str(brief["as_of"]))
            line = entity | {"datasets": [DATASET], "knipperlicht": said if count == 1 else brief}
            handle.write(json.dumps(line, ensure_ascii=False) + "\n")
    return count


def entity_of(raw: dict[str, Any], shown: dict[str, Any], *, as_of: str) -> dict[str, Any]:
    """One enterprise as an entity: `raw` values of a list's columns and the same written for people.

    A Company, a PublicBody or an Organization by its legal form, LegalEntity where the form says nothing.
    Jurisdiction is Belgium, except for foreign forms: the register does not say whose they are.
    """
    form, number = raw["form"], f"{raw['number']:010d}"
    schema = "Company" if form in COMPANIES else "PublicBody" if form in PUBLIC else "Organization"
    place = " ".join(filter(None, (raw["postcode"], shown["municipality"])))
    street = " ".join(filter(None, (raw["street"], raw["house"])))
    properties = {
        "name": raw["name"],
        "registrationNumber": number,
        "legalForm": shown["form"],
        "sector": shown["sector"],
        "incorporationDate": None if raw["started"] is None else str(raw["started"]),
        "address": ", ".join(filter(None, (street, place))),
        "jurisdiction": None if form in FOREIGN else "be",
        "publisher": PUBLISHER,
        "sourceUrl": PAGE.format(number),
        "retrievedAt": as_of,
    }
    return {
        "id": f"be-kbo-{number}",
        "schema": "LegalEntity" if form is None or form in FOREIGN else schema,
        "properties": {name: [str(value)] for name, value in properties.items() if value},
    }
