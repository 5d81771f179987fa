"""Peers: the right percentile, the nearest group that is large enough, and the law's size classes."""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knipperlicht.warehouse.account_measures import hours_fit, measures, size_class
from knipperlicht.warehouse.topics.peers import MIN_PEERS, PERMILLE, limits

CELL = {"division": "47", "section": "G", "size": "micro", "stage": "start"}
ACCOUNTS = {
    "start_date": pa.date32(), "end_date": pa.date32(), "months": pa.int64(), "turnover": pa.int64(),
    "gross_margin": pa.int64(), "total_assets": pa.int64(), "investments": pa.int64(), "cash": pa.int64(),
    "staff_cost": pa.int64(), "staff_cost_total": pa.int64(), "fte": pa.float64(), "hours": pa.int64(),
}  # fmt: skip


def peers(values: list[int | None], **other: str) -> list[dict[str, Any]]:
    return [{**CELL, **other, "value_of": value} for value in values]


def found(rows: list[dict[str, Any]]) -> dict[tuple[str, str, str], dict[str, Any]]:
    schema = pa.schema([*((name, pa.string()) for name in CELL), ("value_of", pa.int64())])
    table = ibis.memtable(pa.Table.from_pylist(rows, schema=schema))
    out = ibis.duckdb.connect().to_pyarrow(limits(table, ["value_of"])).to_pylist()
    return {(row["division"], row["size"], row["stage"]): row for row in out}


def accounts(**values: Any) -> ibis.Table:
    row = {"start_date": date(2025, 1, 1), "end_date": date(2025, 12, 31), "months": 12, **values}
    return ibis.memtable(pa.Table.from_pylist([row], schema=pa.schema(list(ACCOUNTS.items()))))


def one(expression: ibis.Value) -> Any:
    """The value of a column of one row, None for NULL."""
    return ibis.duckdb.connect().to_pyarrow(expression.name("it").as_table())["it"].to_pylist()[0]


@settings(max_examples=25, deadline=None)
@given(values=st.lists(st.integers(-1000, 1000), min_size=MIN_PEERS, max_size=90), order=st.randoms())
def test_a_percentile_is_the_smallest_value_that_covers_its_share(values: list[int], order: Any) -> None:
    shuffled = list(values)
    order.shuffle(shuffled)
    row = found(peers([*shuffled, None]))["47", "micro", "start"]
    assert row["companies"] == len(values)
    for name, share in PERMILLE.items():
        expected = next(
            v for v in sorted(values) if sum(w <= v for w in values) * 1000 >= len(values) * share
        )
        assert row[name] == expected, name


def test_the_first_group_with_fifty_companies_gives_the_peers() -> None:
    rows = peers([1] * 50) + peers([2] * 30, stage="growth") + peers([3] * 10, size="large")
    rows += peers([4] * 20, division="46") + peers([5] * 49, division="41", section="F")
    limit = found(rows)
    assert limit["47", "micro", "start"]["level"] == 0
    assert limit["47", "micro", "growth"]["level"] == 1 and limit["47", "micro", "growth"]["companies"] == 80
    assert limit["47", "large", "start"]["level"] == 2 and limit["47", "large", "start"]["companies"] == 90
    section = limit["46", "micro", "start"]
    assert (section["level"], section["companies"], section["peer_group"]) == (3, 110, "G")
    assert ("41", "micro", "start") not in limit


def test_companies_without_a_known_activity_are_nobodys_peers() -> None:
    schema_row = {**CELL, "division": None, "section": None, "value_of": 1}
    assert found([schema_row] * 60) == {}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"turnover": 90_000_000, "fte": 11.0}, "micro"),
        ({"turnover": 90_000_100, "fte": 11.0}, "small"),
        ({"turnover": 90_000_100}, "micro"),
        ({"turnover": 80_000_000, "fte": 11.0, "start_date": date(2023, 12, 31)}, "small"),
        ({"turnover": 1_125_000_000, "total_assets": 600_000_100}, "small"),
        ({"turnover": 1_125_000_100, "total_assets": 600_000_100}, "large"),
        ({"turnover": 120_000_000, "fte": 11.0, "months": 18}, "micro"),
    ],
    ids=[
        "a criterion that is just met", "two exceeded", "one exceeded", "the criteria of an earlier year",
        "small up to the limit", "large above two", "a long year is cut down",
    ],
)  # fmt: skip
def test_size_class_follows_the_law_of_the_year(values: dict[str, Any], expected: str) -> None:
    assert one(size_class(accounts(**values))) == expected


@pytest.mark.parametrize(
    ("hours", "fits"), [(999, False), (1000, True), (4600, True), (4601, False), (None, None)]
)
def test_hours_fit_the_full_time_equivalents(hours: int | None, fits: bool | None) -> None:
    assert one(hours_fit(accounts(fte=2.0, hours=hours))) is fits


def test_measures_are_whole_numbers_and_nothing_where_something_is_missing() -> None:
    full = measures(
        accounts(turnover=20_000_000, gross_margin=5_000_000, total_assets=10_000_000, cash=2_500_000, fte=2.0,
                 hours=3000, staff_cost=6_000_000)
    )  # fmt: skip
    assert {name: one(column) for name, column in full.items()} == {
        "gross_share": 250, "cash_share": 250, "turnover_per_fte": 1000, "pay_per_hour": 2000,
    }  # fmt: skip
    assert all(one(column) is None for column in measures(accounts(turnover=0, total_assets=0)).values())
