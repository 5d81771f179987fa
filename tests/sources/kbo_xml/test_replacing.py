"""A change extract replaces an entity whole, a cancellation takes it out, a full extract replaces everything."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from knipperlicht.errors import UnusableFile
from knipperlicht.history.records import TakenIn, replay_records, take_in_records
from knipperlicht.history.store import Store
from knipperlicht.sources.kbo_xml import SOURCE
from knipperlicht.warehouse import records
from tests.sources.kbo_xml.extracts import CORPORATE, DAY, DIRECTOR, A, B, C, company, write, write_codes

TODAY = date(2026, 8, 1)


@pytest.fixture(autouse=True)
def _only_this_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "record_sources", lambda: {SOURCE.name: SOURCE})
    monkeypatch.setattr("knipperlicht.history.records.record_sources", lambda: {SOURCE.name: SOURCE})


def take(store: Store, path: Path) -> TakenIn:
    return take_in_records(store, [(path, SOURCE)], today=TODAY)[0]


def standing(store: Store, table: str, day: date | None = None) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        taken = records.known_deliveries(store, day)
        records.open_records(connection, layers=store.history / "records", taken=taken)
        columns = {
            "xml_function": "enterprise, place",
            "xml_enterprise": "enterprise, status",
            "xml_code": "code",
        }[table]
        return connection.execute(f"SELECT {columns} FROM {table} ORDER BY ALL").fetchall()


def later(days: int) -> date:
    return DAY + timedelta(days=days)


def test_an_entity_that_comes_again_with_fewer_rows_loses_the_others(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    take(store, write(tmp_path, [company(A, DIRECTOR, CORPORATE), company(B, DIRECTOR)]))
    take(store, write(tmp_path, [company(A)], day=later(1), full=False))
    assert standing(store, "xml_function") == [(B, 0)]
    assert standing(store, "xml_function", day=DAY) == [(A, 0), (A, 1), (B, 0)]
    assert standing(store, "xml_enterprise") == [(A, "AC"), (B, "AC")]


def test_a_cancelled_entity_keeps_no_rows_but_that_it_was_cancelled(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    take(store, write(tmp_path, [company(A, DIRECTOR), company(B, DIRECTOR)]))
    take(store, write(tmp_path, [company(C, DIRECTOR)], day=later(1), full=False, cancelled=[A]))
    assert standing(store, "xml_function") == [(B, 0), (C, 0)]
    assert standing(store, "xml_enterprise") == [(A, "AN"), (B, "AC"), (C, "AC")]


def test_a_full_extract_leaves_nothing_of_what_came_before_it_but_the_codes(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    take(store, write_codes(tmp_path))
    take(store, write(tmp_path, [company(A, DIRECTOR), company(B, DIRECTOR)]))
    result = take(store, write(tmp_path, [company(B, DIRECTOR), company(C)], day=later(30)))
    assert result.taken is not None and result.taken.whole
    assert standing(store, "xml_function") == [(B, 0)]
    assert standing(store, "xml_enterprise") == [(B, "AC"), (C, "AC")]
    assert len(standing(store, "xml_code")) == 4
    take(store, write(tmp_path, [company(A, DIRECTOR)], day=later(31), full=False))
    assert standing(store, "xml_function") == [(A, 0), (B, 0)]


def test_history_made_anew_says_the_same(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    take(store, write(tmp_path, [company(A, DIRECTOR, CORPORATE), company(B, DIRECTOR)]))
    take(store, write(tmp_path, [company(A, CORPORATE)], day=later(1), full=False))
    before = standing(store, "xml_function")
    assert replay_records(store) == 2 and standing(store, "xml_function") == before


def test_a_file_that_breaks_off_leaves_history_as_it_was(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    take(store, write(tmp_path, [company(A, DIRECTOR)]))
    path = write(tmp_path, [company(B, DIRECTOR)], day=later(1), full=False)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(UnusableFile, match="ends in the middle"):
        take(store, path)
    assert standing(store, "xml_enterprise") == [(A, "AC")]
