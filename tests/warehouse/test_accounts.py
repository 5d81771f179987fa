"""The canonical tables of annual accounts, from deposits."""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis
import pyarrow as pa

from knipperlicht.sources.nbb import SOURCE
from knipperlicht.warehouse.topics.accounts import build
from knipperlicht.warehouse.workbench import Workbench

AT = date(2026, 11, 23)
SEEN = date(2026, 10, 1)


def year(number: int, end: int, **other: Any) -> dict[str, Any]:
    """A deposit of the calendar year `end`, made in July of the next."""
    return {
        "enterprise": number, "reference": f"{end + 1}-00000001", "start_date": date(end, 1, 1),
        "end_date": date(end, 12, 31), "deposit_date": date(end + 1, 7, 1), "has_values": True,
    } | other  # fmt: skip


def tables(
    filings: list[dict[str, Any]],
    references: list[dict[str, Any]] | None = None,
    at: date = AT,
    subjects: tuple[int, ...] = tuple(range(10)),
) -> dict[str, list[dict[str, Any]]]:
    """The rows of the three tables, without what is NULL, in order."""
    backend = ibis.duckdb.connect()
    given = {"nbb_filing": filings, "nbb_reference": references or []}
    for table in SOURCE.tables:
        rows = [{"seen": SEEN, **row} for row in given.get(table.name, [])]
        schema = table.schema.append(pa.field("seen", pa.date32()))
        backend.con.register("incoming", pa.Table.from_pylist(rows, schema=schema))
        backend.con.execute(f"CREATE TABLE {table.name} AS SELECT * FROM incoming")
    backend.con.register("subject", pa.table({"enterprise": pa.array(subjects, pa.int64())}))
    bench = Workbench(backend)
    build(bench, at)
    order = {
        "accounts": ["enterprise", "rank"],
        "last_accounts": ["enterprise"],
        "last_filing": ["enterprise"],
    }
    return {
        name: [
            {column: value for column, value in row.items() if value is not None}
            for row in bench.table(name).order_by(keys).to_pyarrow().to_pylist()
        ]
        for name, keys in order.items()
    }


def test_one_row_a_closing_day_the_latest_first() -> None:
    made = tables([year(1, 2024), year(1, 2025), year(2, 2020)])
    assert [(r["enterprise"], r["end_date"].year, r["rank"]) for r in made["accounts"]] == [
        (1, 2025, 1), (1, 2024, 2), (2, 2020, 1),
    ]  # fmt: skip
    assert made["last_filing"][0] == {
        "enterprise": 1, "end_date": date(2025, 12, 31), "deposit_date": date(2026, 7, 1), "n_filings": 2,
        "first_deposit": date(2025, 7, 1),
    }  # fmt: skip


def test_a_correction_takes_the_place_of_what_it_corrects() -> None:
    late = year(1, 2025, reference="2026-00000009", deposit_date=date(2026, 9, 1), correction=True, equity=2)
    made = tables([late, year(1, 2025, equity=1)])
    [row] = made["accounts"]
    assert (row["equity"], row["n_corrections"], row["deposit_date"], row["first_deposit_date"]) == (
        2, 1, date(2026, 9, 1), date(2026, 7, 1),
    )  # fmt: skip
    [before] = tables([late, year(1, 2025, equity=1)], at=date(2026, 8, 1))["accounts"]
    assert (before["equity"], before["n_corrections"]) == (1, 0)


def test_of_two_deposits_on_one_day_the_higher_reference_counts() -> None:
    pair = [year(1, 2025, reference=f"2026-0000000{n}", equity=n) for n in (3, 5, 4)]
    assert [row["equity"] for row in tables(pair)["accounts"]] == [5]


def test_what_is_deposited_after_the_day_is_not_known_yet() -> None:
    made = tables([year(1, 2025)], [year(1, 2025)], at=date(2026, 6, 30))
    assert made == {"accounts": [], "last_accounts": [], "last_filing": []}


def test_consolidated_accounts_are_left_out() -> None:
    assert tables([year(1, 2025, consolidated=True)])["accounts"] == []


def test_a_deposit_from_a_list_alone_has_no_figures_and_one_with_figures_is_not_doubled() -> None:
    listed = [{k: v for k, v in year(n, 2025).items() if k != "has_values"} for n in (1, 2)]
    made = tables([year(1, 2025, equity=7)], listed)
    assert [(r["enterprise"], r["has_values"], r.get("equity")) for r in made["accounts"]] == [
        (1, True, 7), (2, False, None),
    ]  # fmt: skip
    assert [r["enterprise"] for r in made["last_accounts"]] == [1]
    assert [r["n_filings"] for r in made["last_filing"]] == [1, 1]


def test_last_accounts_are_those_of_the_latest_closing_day_within_twenty_four_months() -> None:
    on_the_day = year(1, 2024, end_date=date(2024, 11, 23), start_date=date(2023, 11, 24))
    a_day_earlier = year(2, 2024, end_date=date(2024, 11, 22), start_date=date(2023, 11, 23))
    assert [r["enterprise"] for r in tables([on_the_day, a_day_earlier])["last_accounts"]] == [1]


def test_a_latest_closing_day_without_figures_leaves_no_last_accounts() -> None:
    assert tables([year(1, 2024), year(1, 2025, has_values=False)])["last_accounts"] == []


def test_the_preceding_year_is_filled_from_its_own_accounts_where_the_years_touch() -> None:
    before = year(1, 2024, equity=10, cash=5)
    [row] = tables([before, year(1, 2025, prior_equity=11)])["last_accounts"]
    assert (row["prior_equity"], row["prior_cash"]) == (11, 5), "its own column goes before"
    gap = year(1, 2025, start_date=date(2025, 2, 1))
    assert "prior_cash" not in tables([before, gap])["last_accounts"][0]
    assert (
        "prior_cash"
        not in tables([year(1, 2024, cash=5, has_values=False), year(1, 2025)])["last_accounts"][0]
    )


def test_the_length_of_a_year_in_months() -> None:
    lengths = {
        (date(2025, 1, 1), date(2025, 12, 31)): 12,
        (date(2024, 7, 1), date(2025, 12, 31)): 18,
        (date(2025, 1, 20), date(2025, 12, 31)): 11,
        (date(2025, 1, 10), date(2025, 12, 31)): 12,
        (date(2025, 12, 29), date(2025, 12, 31)): 0,
        (date(2024, 3, 1), date(2025, 2, 28)): 12,
    }
    rows = [year(n, 2025, start_date=start, end_date=end) for n, (start, end) in enumerate(lengths)]
    assert [row["months"] for row in tables(rows)["accounts"]] == list(lengths.values())
    assert "months" not in tables([year(1, 2025, start_date=None)])["accounts"][0]


def test_without_a_day_of_deposit_the_row_stands_but_lateness_cannot_be_told() -> None:
    made = tables([year(1, 2025, deposit_date=None)])
    [row] = made["accounts"]
    assert row["deposit_date"] == SEEN and "first_deposit_date" not in row
    assert made["last_filing"] == [{"enterprise": 1, "end_date": date(2025, 12, 31), "n_filings": 1}]


def test_the_order_of_rows_changes_nothing() -> None:
    rows = [year(n, y, reference=f"{y}-{n}") for n in (1, 2) for y in (2022, 2023, 2024, 2025)]
    assert tables(rows) == tables(rows[::-1])


def test_last_accounts_are_of_subjects_only_what_was_deposited_is_of_all() -> None:
    made = tables([year(1, 2025), year(2, 2025)], subjects=(2,))
    assert {name: [row["enterprise"] for row in rows] for name, rows in made.items()} == {
        "accounts": [1, 2], "last_accounts": [2], "last_filing": [1, 2],
    }  # fmt: skip
