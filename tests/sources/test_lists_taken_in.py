"""The samples of the lists, taken in and opened as a build opens them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from knipperlicht.history.records import FOLDER, take_in_records
from knipperlicht.history.store import Store
from knipperlicht.sources.municipal_observations.layout import HEADER
from knipperlicht.sources.records import source_of
from knipperlicht.warehouse.records import known_deliveries, open_records
from tests.sources.sheet_files import TODAY, invented, sample, sheet

SAMPLES = (
    sample("regulator_warnings", "regulator_warnings.csv"),
    sample("jurisdictions", "jurisdictions.csv"),
    sample("sanctions", "entities.ftm.json"),
    sample("sanction_confirmations", "sanction_confirmations.csv"),
    sample("shared_addresses", "shared_addresses.csv"),
    sample("municipal_observations", "municipal_observations.csv"),
    sample("withholding", "withholding.csv"),
)


def take(store: Store, *paths: Path) -> None:
    files = [(path, source) for path in paths if (source := source_of(path)) is not None]
    assert len(files) == len(paths)
    results = take_in_records(store, files, today=TODAY)
    assert all(count.rejected == 0 for result in results if result.taken for count in result.taken.counts)


def said(store: Store, sql: str, *, day: date | None = None) -> list[Any]:
    with duckdb.connect() as connection:
        open_records(connection, layers=store.history / FOLDER, taken=known_deliveries(store, day))
        found: list[Any] = connection.execute(sql).fetchall()
        return found


def test_every_sample_stands_in_its_table(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    take(store, *SAMPLES)
    counts = {
        table: said(store, f"SELECT count(*) FROM {table}")[0][0]
        for table in (
            "regulator_warning", "jurisdiction", "sanction_listing", "sanction_confirmation", "shared_address",
            "municipal_observation", "withholding_answer",
        )
    }  # fmt: skip
    assert counts == {
        "regulator_warning": 3, "jurisdiction": 106, "sanction_listing": 5, "sanction_confirmation": 2,
        "shared_address": 2, "municipal_observation": 9, "withholding_answer": 5,
    }  # fmt: skip


def test_a_later_export_annuls_and_the_rest_stays(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    row = f"{invented(1):010d},,10-02-2026,permit_refused,yes,no,Voorbeeldstad,V-{{}},,,,,,,"
    for name, rows in (
        ("first", [row.format(1), row.format(2)]),
        ("second", [row.format(1).replace(",yes,no,", ",yes,yes,")]),
    ):
        (tmp_path / name).mkdir()
        take(store, sheet(tmp_path / name, HEADER, *rows))
    held = said(store, "SELECT reference, annulled FROM municipal_observation ORDER BY 1")
    assert held == [("V-1", True), ("V-2", False)]


def test_who_leaves_a_list_is_gone_with_the_next_file(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    whole = sample("sanctions", "entities.ftm.json")
    shorter = tmp_path / "entities.ftm.json"
    shorter.write_text("".join(whole.read_text("utf-8").splitlines(keepends=True)[1:]), "utf-8")
    files = [(path, source) for path in (whole, shorter) if (source := source_of(path)) is not None]
    take_in_records(store, files, today=TODAY, accept_counts=True)
    held = said(store, "SELECT DISTINCT entity_id FROM sanction_listing ORDER BY 1")
    assert [identity for (identity,) in held] == [
        "NK-voorbeeld-naamgenoot", "NK-voorbeeld-uitgesloten", "NK-voorbeeld-zonder-nummer",
    ]  # fmt: skip


def test_a_build_of_a_day_before_the_last_change_does_not_have_the_jurisdictions(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    take(store, sample("jurisdictions", "jurisdictions.csv"))
    assert said(store, "SELECT count(*) FROM jurisdiction", day=date(2026, 2, 16)) == [(0,)]
    assert said(store, "SELECT count(*) FROM jurisdiction", day=date(2026, 2, 17)) == [(106,)]
