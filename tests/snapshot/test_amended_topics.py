"""Builds on top of builds with other sources: accounts, mandates and gazette are what a fresh build makes of them.

A made life: sixty companies, of which each day's deliveries name a few, with days just before and after those of the builds.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from knipperlicht.build import build
from knipperlicht.history.ingest import ingest
from knipperlicht.history.records import take_in_records
from knipperlicht.history.store import Store
from knipperlicht.sources.records import Batch, Delivery, Source, Table, record_sources
from knipperlicht.warehouse.previous import AMENDED
from knipperlicht.warehouse.snapshot import Snapshot, current
from tests.history.register_files import FIRST, Row, day_of, enterprise, firm, full, seat, update
from tests.snapshot.test_amended import content

TODAY = date(2026, 11, 24)
COMPANIES = [enterprise(n) for n in range(1, 61)]
DAYS = 4
TOPICS = (
    "accounting_year", "accounts", "last_accounts", "size_test", "mandate", "director", "board", "board_change",
    "board_replacement", "gazette_event",
)  # fmt: skip
Rows = dict[str, list[dict[str, Any]]]


def as_lines(source: Source) -> Source:
    """The source, but its files are JSON: a day, whether all owners come whole, and rows by table."""

    def deliver(path: Path, today: date) -> Delivery:
        said = json.loads(path.read_text("utf-8"))
        tables = {table.name: table for table in source.tables}
        batches = (
            Batch(table=name, rows=[_typed(row, tables[name]) for row in rows])
            for name, rows in said["tables"].items()
        )
        return Delivery(day=date.fromisoformat(said["day"]), batches=batches, whole=said["whole"])

    return replace(source, deliver=deliver)


def _typed(row: dict[str, Any], table: Table) -> dict[str, Any]:
    days = {field.name for field in table.schema if pa.types.is_date(field.type)}
    read = {name: date.fromisoformat(v) if name in days and v else v for name, v in row.items()}
    return {field.name: read.get(field.name) for field in table.schema}


def take(store: Store, folder: Path, source: str, rows: Rows, *, day: date, whole: bool = False) -> None:
    """Take in one delivery of a source."""
    path = folder / f"{source}-{day}-{whole}.json"
    path.write_text(json.dumps({"day": day, "whole": whole, "tables": rows}, default=str), "utf-8")
    chosen = [(path, as_lines(record_sources()[source]))]
    take_in_records(store, chosen, today=TODAY, accept_counts=True)


def near(rng: random.Random, *, years: int = 0) -> date:
    """A day about the days of the builds, or so many years before."""
    return FIRST + timedelta(days=rng.randint(-4, 8)) - timedelta(days=round(365.25 * years))


def deliveries(rng: random.Random, companies: list[int], turn: int) -> Iterator[tuple[str, Rows]]:
    """What every source says of these companies on one day."""
    filings, listed, officers = [], [], []
    for number in companies:
        for years in rng.sample((0, 1, 2, 3), 2):
            end, deposit = near(rng, years=years), rng.choice([near(rng), near(rng, years=years), None])
            head = {
                "enterprise": number, "reference": f"{turn}-{number}-{years}", "deposit_date": deposit, "model": "m01-f",
                "start_date": end - timedelta(days=364), "end_date": end, "consolidated": rng.random() < 0.1,
                "correction": rng.random() < 0.2,
            }  # fmt: skip
            figures = {
                "has_values": True, "rubrics": 12, "total_assets": rng.randint(1, 10**9), "equity": rng.randint(-(10**6), 10**8),
                "turnover": rng.randint(1, 10**9), "fte": float(rng.randint(0, 80)), "prior_total_assets": 5_000,
            }  # fmt: skip
            listed.append(head)
            filings += [head | figures] if rng.random() < 0.8 else []
            officers.append(
                {"enterprise": number, "reference": head["reference"], "place": 0, "kind": "person", "name": "Ada", "function": "13"}
            )  # fmt: skip
    yield "nbb", {"nbb_filing": filings, "nbb_reference": listed, "nbb_officer": officers}
    held, functions = rng.sample(companies, len(companies) // 2), []
    for number in held:
        functions += [
            {
                "enterprise": number, "place": place, "function": rng.choice(("00001", "00002")), "holder_kind": "person",
                "holder_name": f"{rng.choice('ABC')}, Naam", "start_date": near(rng, years=rng.choice((0, 1, 5))),
                "end_date": rng.choice([None, near(rng), near(rng, years=5)]),
            }
            for place in range(rng.randint(0, 4))
        ]  # fmt: skip
    meanings = {"00001": "Bestuurder", "00002": "Commissaris" if turn < DAYS - 1 else "Bestuurder"}
    codes = [{"category": "FunctionCodes", "code": code, "nl": word} for code, word in meanings.items()]
    known = [{"enterprise": number, "kind": "2", "status": "AC"} for number in held]
    yield "kbo_xml", {"xml_enterprise": known, "xml_function": functions, "xml_code": codes}
    chosen = rng.sample(companies, len(companies) // 2)
    mandates = [
        {
            "enterprise": number, "function": "00001", "function_name": "Bestuurder", "identity": rng.choice("XYZ"),
            "start_date": near(rng), "holder_kind": "person", "holder_name": f"{rng.choice('ABC')}, Naam",
        }
        for number in chosen
    ]  # fmt: skip
    yield "kbo_select", {"select_enterprise": [{"enterprise": n} for n in chosen], "select_mandate": mandates}
    acts = [
        {"enterprise": number, "day": near(rng), "number": f"{turn}{number}", "act": rng.choice(("seat", "name", "accounts")), "label": "AKTE"}
        for number in companies
    ]  # fmt: skip
    yield "staatsblad", {"gazette_act": acts}
    kinds = ("bankruptcy_open", "bankruptcy_close", "dissolution")
    notices = [
        {"enterprise": number, "day": near(rng), "kind": rng.choice(kinds), "reference": f"{turn}"}
        for number in companies
    ]
    yield "court_notices", {"court_notice": notices}


def named_anew(snapshot: Snapshot, table: str) -> int | None:
    """How many enterprises' rows of a table were made anew; None where all were."""
    with duckdb.connect(str(snapshot.database), read_only=True) as connection:
        tables = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        if (f"{table}_changed",) not in tables:
            return None
        found = connection.execute(f"SELECT count(*) FROM {table}_changed").fetchone()
        return int(found[0]) if found else None


def same_as_fresh(store: Store) -> None:
    """Every table of the served snapshot is that of a build of everything anew."""
    stepwise, fresh = content(current(store)), content(build(store, fresh=True))
    assert stepwise.keys() == fresh.keys()
    for table in fresh:
        assert stepwise[table] == fresh[table], table


def register(folder: Path) -> Path:
    """Sixty firms."""
    rows: dict[str, list[Row]] = {
        "enterprise": [firm(number, start=day_of(140) - timedelta(days=90)) for number in COMPANIES],
        "address": [seat(number, "Kerkstraat", str(place)) for place, number in enumerate(COMPANIES)],
    }
    return full(folder, 140, rows)


@pytest.mark.slow
def test_days_of_every_source_give_what_a_fresh_build_gives(tmp_path: Path) -> None:
    """Filings, functions, lists, acts and notices that come late, come again, lapse, or begin to count on the day."""
    rng, store = random.Random(4), Store(tmp_path / "data")
    ingest(store, [register(tmp_path)])
    for turn in range(DAYS):
        if turn:
            left = {"enterprise": [COMPANIES[turn]]}
            founded = {"enterprise": [firm(COMPANIES[turn], start=near(rng))]} if turn > 1 else {}
            ingest(store, [update(tmp_path, 140 + 2 * turn, left, founded)])
        named = COMPANIES if not turn else rng.sample(COMPANIES, 6)
        for source, rows in deliveries(rng, named, turn):
            take(store, tmp_path, source, rows, day=FIRST + timedelta(days=2 * turn), whole=not turn)
        made = build(store)
        counts = {table: named_anew(made, table) for table in ("accounting_year", "mandate", "gazette_event")}
        assert all(
            count is None if not turn else 0 < (count or 0) < len(COMPANIES) for count in counts.values()
        )
    held = content(current(store))
    assert all(held[table] for table in TOPICS), {table: len(held[table]) for table in TOPICS}
    same_as_fresh(store)


def test_a_delivery_of_all_owners_makes_everything_anew(tmp_path: Path) -> None:
    rng, store = random.Random(5), Store(tmp_path / "data")
    ingest(store, [register(tmp_path)])
    first = dict(deliveries(rng, COMPANIES, 0))["kbo_xml"]
    second = dict(deliveries(rng, COMPANIES[:9], 1))["kbo_xml"]
    take(store, tmp_path, "kbo_xml", first, day=FIRST, whole=True)
    build(store)
    take(store, tmp_path, "kbo_xml", second, day=FIRST + timedelta(days=1), whole=True)
    assert named_anew(build(store), "mandate") is None
    assert {row[0] for row in content(current(store))["mandate"]} <= set(COMPANIES[:9])


@pytest.mark.parametrize("table", TOPICS)
def test_the_tables_that_are_compared_are_those_taken_over(table: str) -> None:
    assert table in AMENDED
