"""A series that ends on a chosen day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knipperlicht.synthetic import BadRequest, synthesize_daily_update, synthesize_until
from knipperlicht.synthetic.days import snapshot_after, snapshot_before


@pytest.mark.parametrize(
    ("later", "newest"),
    [
        (date(2026, 11, 23), date(2026, 10, 31)),
        (date(2026, 10, 31), date(2026, 10, 3)),  # strictly before
        (date(2026, 1, 1), date(2025, 12, 6)),
        (date(2026, 1, 4), date(2026, 1, 3)),
    ],
)
def test_the_newest_monthly_snapshot_before_a_day(later: date, newest: date) -> None:
    assert snapshot_before(later) == newest
    assert snapshot_after(newest) >= later


def test_a_series_ends_on_the_day_that_was_asked(tmp_path: Path) -> None:
    synthesize_until(date(2026, 11, 22), enterprises=3_000, months=2, out=tmp_path)
    names = sorted(path.name for path in tmp_path.glob("*.zip"))
    assert [name.split("_", 2)[2].removesuffix(".zip") for name in names] == [
        "2026_09_06_Full", "2026_10_04_Update", "2026_11_01_Update", "2026_11_23_Update",
    ]  # fmt: skip


def test_a_series_longer_than_the_calendar_ends_where_it_ends(tmp_path: Path) -> None:
    synthesize_until(date(2025, 6, 20), enterprises=3_000, months=2, out=tmp_path)
    assert [path.name.rsplit("_", 4)[1:4] for path in sorted(tmp_path.glob("*Full.zip"))] == [
        ["2025", "05", "04"]
    ]


def test_an_update_follows_the_series(tmp_path: Path) -> None:
    synthesize_until(date(2026, 11, 22), enterprises=3_000, months=1, out=tmp_path)
    with pytest.raises(BadRequest, match="does not follow"):
        synthesize_daily_update(series=tmp_path, changed=10, on=date(2026, 10, 31))
