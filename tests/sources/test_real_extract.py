"""The real update extract 0147 (kept outside the repository: its rights are not transferable)."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from knipperlicht.core.numbers import is_valid_number
from knipperlicht.history.ingest import ingest, replay
from knipperlicht.history.store import Store
from tests.history.register_files import history, now

REAL = Path(__file__).parents[2].parent / "shared/data/kbo_opendata_update_0147"
pytestmark = pytest.mark.skipif(not REAL.exists(), reason=f"the real extract is not at {REAL}")

HELD = {
    "enterprise": 28, "establishment": 22, "branch": 0, "denomination": 53, "address": 68, "contact": 40,
    "activity": 425,
}  # fmt: skip


def test_the_real_update_goes_into_an_empty_store_row_for_row_without_rejects(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    [result] = ingest(store, [REAL])
    assert result.extract is not None and (result.label, str(result.extract.snapshot_date)) == (
        "0147 update", "2025-10-11",
    )  # fmt: skip
    assert {table: len(now(store, table)) for table in HELD} == HELD
    assert all(
        c.rejected == 0 and c.read == c.accepted and not c.unknown_codes for c in result.extract.counts
    )
    assert not list(store.layer(result.extract).glob("*.rejects.parquet"))
    assert result.extract.touched["enterprise"] == 158 + 28
    before = history(store)
    replay(store)
    assert history(store) == before


def test_every_number_of_the_real_update_passes_our_check_digit_test() -> None:
    numbers = set()
    for path in REAL.glob("*_*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            numbers |= {row[0] for row in list(csv.reader(file))[1:]}
    assert len(numbers) > 250 and all(is_valid_number(int(n.replace(".", ""))) for n in numbers)
