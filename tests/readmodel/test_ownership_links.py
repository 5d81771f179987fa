"""Links between enterprises in an export as ownership statements: by number, of the last accounts and standing boards."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from knipperlicht.build import build
from knipperlicht.history.ingest import ingest
from knipperlicht.history.store import Store
from knipperlicht.readmodel.export_list import export_list
from knipperlicht.readmodel.listing_filter import ListFilter
from knipperlicht.readmodel.ownership_links import links
from knipperlicht.readmodel.reader import Reader
from knipperlicht.sources.bods import SOURCE
from tests.history.register_files import FIRST, enterprise, firm, full, name
from tests.snapshot.test_amended_topics import take

CHILD, PARENT, OLD_PARENT, TRADER = (enterprise(n) for n in range(1, 5))
HEAD = {"end_date": "2024-12-31", "has_values": True, "rubrics": 9}


def filing(number: int, reference: str, deposited: str, **more: Any) -> dict[str, Any]:
    return HEAD | {"enterprise": number, "reference": reference, "deposit_date": deposited} | more


def holds(number: int, reference: str, share: float) -> dict[str, Any]:
    return {"enterprise": number, "reference": reference, "place": 0, "held": CHILD, "direct": share}


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """PARENT holds 60 % of CHILD and sits on its board with TRADER and a person; OLD_PARENT held shares a year before."""
    folder = tmp_path_factory.mktemp("linked")
    store = Store(folder / "data")
    trader = (TRADER, "AC", "000", "1", None, None, FIRST)
    firms = [CHILD, PARENT, OLD_PARENT]
    tables = {
        "enterprise": [*map(firm, firms), trader],
        "denomination": [name(n, f"Voorbeeld {i}") for i, n in enumerate((*firms, TRADER))],
    }
    ingest(store, [full(folder, 140, tables)])
    years = [
        filing(PARENT, "P1", "2025-03-01"), filing(OLD_PARENT, "O2", "2025-03-01"),
        filing(OLD_PARENT, "O1", "2024-03-01", end_date="2023-12-31"),
    ]  # fmt: skip
    shares = [holds(PARENT, "P1", 0.6), holds(OLD_PARENT, "O1", 0.4)]
    take(store, folder, "nbb", {"nbb_filing": years, "nbb_participation": shares}, day=FIRST)
    seats = [
        {"enterprise": CHILD, "place": place, "function": "00001", "start_date": "2020-02-01", **holder}
        for place, holder in enumerate((
            {"holder_kind": "entity", "holder": PARENT}, {"holder_kind": "entity", "holder": TRADER},
            {"holder_kind": "person", "holder_name": "Voorbeeld, Ada"},
        ))
    ]  # fmt: skip
    codes = [{"category": "FunctionCodes", "code": "00001", "nl": "Bestuurder"}]
    known = [{"enterprise": CHILD, "kind": "2", "status": "AC"}]
    rows = {"xml_enterprise": known, "xml_function": seats, "xml_code": codes}
    take(store, folder, "kbo_xml", rows, day=FIRST, whole=True)
    build(store)
    with Reader(store) as opened:
        yield opened


def test_links_are_shares_of_the_last_accounts_and_companies_on_the_board(linked: Reader) -> None:
    found = links(linked, [CHILD, PARENT])
    assert [(one.subject, one.party, one.interest, one.share, one.since) for one in found] == [
        (CHILD, PARENT, "boardMember", None, date(2020, 2, 1)),
        (CHILD, PARENT, "shareholding", 60.0, None),
    ]
    assert links(linked, [PARENT]) == []


def test_the_export_says_them_and_our_own_reader_reads_them_back(linked: Reader, tmp_path: Path) -> None:
    target = tmp_path / "list.bods.jsonl"
    assert export_list(linked, ListFilter(), target, form="bods", only=[CHILD]) == 1
    lines = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [line["recordType"] for line in lines] == ["entity", "entity", "relationship", "relationship"]
    assert len({line["statementId"] for line in lines}) == len(lines)
    assert lines[3]["statementDate"] == "2025-03-01", "the day on which the accounts said so"
    held: dict[str, list[dict[str, Any]]] = {}
    for batch in SOURCE.deliver(target, date(2026, 11, 24)).batches:
        assert isinstance(batch.rows, list) and not batch.refused
        held.setdefault(batch.table, []).extend(batch.rows)
    assert {row["enterprise"] for row in held["bods_entity"]} == {CHILD, PARENT}
    records = {row["record"] for row in held["bods_entity"]}
    assert [(row["interest"], row["share_exact"], row["direct"]) for row in held["bods_interest"]] == [
        ("boardMember", None, "direct"), ("shareholding", 60.0, "direct"),
    ]  # fmt: skip
    assert all({row["subject"], row["party"]} == records for row in held["bods_interest"])


def test_nobody_is_named(linked: Reader, tmp_path: Path) -> None:
    target = tmp_path / "list.bods.jsonl"
    export_list(linked, ListFilter(), target, form="bods")
    text = target.read_text("utf-8")
    assert "Ada" not in text and f"{TRADER:010d}" not in text and '"recordType": "person"' not in text


def test_without_such_a_source_there_are_no_links(reader: Reader) -> None:
    assert links(reader, [CHILD]) == []
