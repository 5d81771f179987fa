"""From files to the relations a build reads: what stands, and from when."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from knipperlicht.errors import UnusableFile
from knipperlicht.history.records import deliveries, replay_records, take_in_records
from knipperlicht.history.store import Store
from knipperlicht.sources.nbb import SOURCE
from knipperlicht.warehouse.records import open_records
from tests.sources.nbb.making import TODAY, filing, reference, sample, zipped

BALANCED = {"20/58": "10", "10/49": "10"}


def take_in(store: Store, path: Path) -> dict[str, tuple[int, int, int]]:
    """Read, accepted and rejected rows by table."""
    [result] = take_in_records(store, [(path, SOURCE)], today=TODAY)
    assert result.taken is not None
    return {c.table: (c.read, c.accepted, c.rejected) for c in result.taken.counts}


def test_the_sample_is_taken_in_and_read_is_accepted_plus_rejected(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    counts = take_in(store, zipped(tmp_path / "sample.zip", dict(sample())))
    assert counts["nbb_filing"] == (3, 3, 0) and counts["nbb_reference"] == (3, 3, 0)
    assert all(read == accepted + rejected for read, accepted, rejected in counts.values())


def test_rows_refused_are_counted(tmp_path: Path) -> None:
    members: dict[str, Any] = {
        "r.json": [reference(1), reference(2, EnterpriseNumber="0000000001")],
        "a.json": filing(1, BALANCED), "b.json": filing(2, BALANCED),
    }  # fmt: skip
    counts = take_in(Store(tmp_path / "data"), zipped(tmp_path / "a.zip", members))
    assert counts["nbb_reference"] == (2, 1, 1) and counts["nbb_filing"] == (2, 1, 1)


def test_the_delivery_has_the_day_of_its_newest_deposit(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    path = zipped(tmp_path / "a.zip", {"r.json": [reference(1, DepositDate="2026-03-02"), reference(2)]})
    [result] = take_in_records(store, [(path, SOURCE)], today=TODAY)
    assert result.taken is not None and result.taken.day == date(2026, 7, 1)


def standing(store: Store, table: str) -> list[dict[str, Any]]:
    """The rows a build sees."""
    connection = duckdb.connect()
    open_records(connection, layers=store.history / "records", taken=deliveries(store))
    rows: list[dict[str, Any]] = (
        connection.sql(f"SELECT * FROM {table} ORDER BY ALL").to_arrow_table().to_pylist()
    )
    return rows


def test_a_list_that_comes_after_the_figures_leaves_them(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    take_in(store, zipped(tmp_path / "a.zip", {"r.json": [reference(1)], "a.json": filing(1, BALANCED)}))
    take_in(store, zipped(tmp_path / "b.zip", {"r.json": [reference(1), reference(2)]}))
    [row] = standing(store, "nbb_filing")
    assert (row["total_assets"], row["has_values"]) == (1000, True)
    assert len(standing(store, "nbb_reference")) == 2


def test_what_was_taken_in_can_be_made_again_from_the_raw_file(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    take_in(store, zipped(tmp_path / "sample.zip", dict(sample())))
    before = {table.name: standing(store, table.name) for table in SOURCE.tables}
    replay_records(store)
    assert {table.name: standing(store, table.name) for table in SOURCE.tables} == before


def test_a_file_that_is_not_believed_leaves_no_trace(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    path = zipped(tmp_path / "a.zip", {"r.json": [reference(1)], "a.json": filing(1, BALANCED, Extra=1)})
    with pytest.raises(UnusableFile, match="another layout"):
        take_in_records(store, [(path, SOURCE)], today=TODAY)
    assert not list(store.history.rglob("*.parquet"))
