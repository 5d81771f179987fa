"""Values of law per period: the right one on each side of a change, and no gap or overlap."""

from __future__ import annotations

from datetime import date

import pytest

from knipperlicht.reference.company_size import size_criteria, size_criteria_on
from knipperlicht.reference.files import ReferenceFileError
from knipperlicht.reference.minimum_wage import wage_list
from knipperlicht.reference.periods import Period, on_day, require_unbroken


def period(since: str, until: str | None) -> Period:
    return Period.model_validate({"from": since, "to": until})


@pytest.mark.parametrize(
    ("size", "day", "turnover", "total_assets"),
    [
        ("small", date(2023, 12, 31), 9_000_000, 4_500_000),
        ("small", date(2024, 1, 1), 11_250_000, 6_000_000),
        ("micro", date(2023, 12, 31), 700_000, 350_000),
        ("micro", date(2024, 1, 1), 900_000, 450_000),
    ],
)
def test_size_criteria_change_with_the_financial_year(
    size: str, day: date, turnover: int, total_assets: int
) -> None:
    found = size_criteria_on(size=size, day=day)  # type: ignore[arg-type]
    assert found is not None and (found.turnover, found.total_assets) == (turnover, total_assets)


def test_years_before_the_list_have_no_criteria() -> None:
    assert size_criteria_on(size="small", day=date(2015, 12, 31)) is None


@pytest.mark.parametrize("body", ["company", "group", "association"])
def test_small_is_wider_than_micro_and_every_line_names_its_article(body: str) -> None:
    small = size_criteria(size="small", body=body)  # type: ignore[arg-type]
    micro = size_criteria(size="micro", body=body)  # type: ignore[arg-type]
    assert all("WVV" in row.article for row in small + micro)
    assert all(s.turnover > m.turnover and s.fte > m.fte for s, m in zip(small, micro, strict=False))


def test_minimum_wages_only_rise_and_a_day_has_one() -> None:
    wages = wage_list().wages
    assert [w.cents for w in wages] == sorted(w.cents for w in wages)
    wage = on_day(wages, date(2024, 4, 15))
    assert wage is not None and wage.cents == 202_988 and wage.confirmed


@pytest.mark.parametrize(
    "periods",
    [
        [period("2020-01-01", "2020-12-30"), period("2021-01-01", None)],
        [period("2020-01-01", "2021-01-01"), period("2021-01-01", None)],
        [period("2020-01-01", None), period("2021-01-01", None)],
        [period("2020-01-01", "2020-12-31")],
    ],
    ids=["a gap", "an overlap", "two that hold today", "none that holds today"],
)
def test_periods_that_do_not_follow_each_other_are_refused(periods: list[Period]) -> None:
    with pytest.raises(ReferenceFileError, match=r"demo\.yml"):
        require_unbroken(file="demo.yml", what="demo", periods=periods)
