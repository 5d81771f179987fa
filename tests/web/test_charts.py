"""The drawings: geometry only, so plain numbers."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knipperlicht.web.charts import Step, bars, lines, meter, nice_ticks, waterfall

POINTS = st.lists(st.floats(min_value=-40, max_value=60, allow_nan=False), max_size=12)
VALUES = st.lists(
    st.none() | st.floats(min_value=-1e7, max_value=1e7, allow_nan=False), min_size=1, max_size=10
)


def test_each_step_begins_where_the_one_before_ended() -> None:
    drawing = waterfall(
        [Step("a", 12), Step("b", 8), Step("c", -5, "protective"), Step("total", 15, "total")]
    )
    assert [(row.x, row.width) for row in drawing.rows] == [(0, 600), (600, 400), (750, 250), (0, 750)]
    assert [row.running for row in drawing.rows] == [12, 20, 15, 15]
    assert [row.link for row in drawing.rows] == [-1, 600, 1000, 750]


def test_a_gate_is_a_sentence_without_a_bar() -> None:
    drawing = waterfall([Step("a", 10), Step("at most 4.9", 0, "gate")])
    assert (drawing.rows[1].width, drawing.rows[1].link, drawing.rows[1].running) == (0, -1, 10)


def test_a_small_step_is_still_seen() -> None:
    rows = waterfall([Step("large", 1000), Step("small", 0.1)]).rows
    assert rows[1].width == 4 and rows[1].x + rows[1].width <= 1000


def test_a_sum_of_nothing_draws_nothing() -> None:
    assert waterfall([]).rows == ()
    assert waterfall([Step("a", 0)]).rows[0].width == 0


@given(POINTS)
@example([5e-324])
def test_bars_of_a_waterfall_stay_inside(points: list[float]) -> None:
    drawing = waterfall([Step(str(at), value) for at, value in enumerate(points)])
    assert all(0 <= row.x <= row.x + row.width <= drawing.width for row in drawing.rows)
    assert all(isinstance(number, int) for row in drawing.rows for number in (row.x, row.width, row.link))


@pytest.mark.parametrize(
    ("value", "length"), [(None, 0), (0.0, 0), (6.4, 640), (10.0, 1000), (12.0, 1000), (-1.0, 0)]
)
def test_a_meter_knows_its_ends(value: float | None, length: int) -> None:
    assert meter(value) == length


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 10, [0, 5, 10]),
        (-96, 1240, [-500, 0, 500, 1000, 1500]),
        (0, 0, [0, 0.5, 1.0]),
        (0, 0.04, [0, 0.01, 0.02, 0.03, 0.04]),
    ],
)
def test_the_axis_has_round_numbers(low: float, high: float, ticks: list[float]) -> None:
    assert nice_ticks(low, high) == ticks


def test_a_missing_year_is_left_open() -> None:
    drawing = lines(["1", "2", "3", "4"], [[1, None, 3, 4]])
    assert drawing.lines[0].d.count("M") == 2
    assert [point.label for point in drawing.lines[0].points] == ["1", "3", "4"]
    assert bars(["1", "2"], [[1, None]]).bars[1].height == 0


def test_a_loss_hangs_below_nought() -> None:
    profit, loss = bars(["2024", "2025"], [[100, -50]]).bars
    zero = bars(["2024", "2025"], [[100, -50]]).zero
    assert profit.y + profit.height == zero and loss.y == zero


def test_the_area_of_the_peers_is_closed() -> None:
    drawing = lines(["1", "2"], [[1, 2]], between=([0, 1], [2, 3]))
    assert drawing.band.startswith("M") and drawing.band.endswith("Z") and drawing.band.count("L") == 3


@given(VALUES)
def test_charts_stay_inside_their_box(values: list[float | None]) -> None:
    labels = [str(at) for at in range(len(values))]
    columns, curve = bars(labels, [values]), lines(labels, [values])
    assert all(0 <= bar.y <= bar.y + bar.height <= columns.height for bar in columns.bars)
    assert all(0 <= bar.x <= bar.x + bar.width <= columns.width for bar in columns.bars)
    assert all(0 <= point.y <= curve.height for line in curve.lines for point in line.points)
