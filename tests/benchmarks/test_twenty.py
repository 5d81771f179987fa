"""What holds our hits against those by hand must see a difference."""

from __future__ import annotations

from datetime import date

import pytest

pl = pytest.importorskip("polars", reason="Polars is only there where requirements/bench.txt was installed")
compare = pytest.importorskip("benchmarks.polars_twenty.compare")
ROWS = {"enterprise": [1, 2], "severity": [0.5, 1.0], "since": [date(2026, 1, 1), None]}


def test_equal_hits_are_counted_in_any_order() -> None:
    rows = pl.DataFrame(ROWS)
    assert compare.equal("x", rows, rows.reverse()) == 2


@pytest.mark.parametrize(
    ("column", "values"),
    [("enterprise", [1, 3]), ("severity", [0.5, 0.9]), ("since", [date(2026, 1, 1), date(2026, 1, 2)])],
)
def test_a_hit_that_differs_is_said(column: str, values: list[object]) -> None:
    rows = pl.DataFrame(ROWS)
    theirs = rows.with_columns(pl.Series(column, values))
    with pytest.raises(AssertionError, match="x: "):
        compare.equal("x", rows, theirs)


def test_there_are_twenty_of_eight_families() -> None:
    from knipperlicht.indicators.registry import indicators

    assert len(compare.QUESTIONS) == 20
    assert len({indicators()[slug].family for slug in compare.QUESTIONS}) == 8
