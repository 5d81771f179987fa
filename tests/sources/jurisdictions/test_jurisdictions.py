"""The list that ships: who stands on it on a day; and what a list of one's own must be."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from knipperlicht.sources.jurisdictions import HEADER, LISTS, SOURCE
from tests.sources.sheet_files import TODAY, read, sample, sheet

SHIPPED = sample("jurisdictions", "jurisdictions.csv")


def standing(name: str, day: date) -> set[str]:
    rows, _ = read(SOURCE, SHIPPED)
    return {
        row["country"]
        for row in rows
        if row["list"] == name
        and row["listed_from"] <= day
        and (row["listed_to"] is None or row["listed_to"] > day)
    }


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("eu_non_cooperative", date(2017, 12, 6), "AE AS BB BH GD GU KR LC MH MN MO NA PA PW TN TT WS"),
        ("eu_non_cooperative", date(2023, 10, 18), "AG AI AS BS BZ FJ GU PA PW RU SC TC TT VI VU WS"),
        ("eu_non_cooperative", date(2026, 3, 1), "AI AS GU PA PW RU TC VI VN VU"),
        ("fatf_call_for_action", date(2026, 3, 1), "IR KP MM"),
        (
            "fatf_increased_monitoring", date(2025, 10, 25),
            "AO BG BO CD CI CM DZ HT KE LA LB MC NA NP SS SY VE VG VN YE",
        ),
    ],
)  # fmt: skip
def test_the_shipped_list_says_who_stood_on_it_on_a_day(name: str, day: date, expected: str) -> None:
    assert standing(name, day) == set(expected.split())


def test_no_country_stands_twice_on_one_list_at_a_time() -> None:
    rows, refused = read(SOURCE, SHIPPED)
    assert refused == []
    assert {row["list"] for row in rows} == set(LISTS)
    spans = sorted((r["list"], r["country"], r["listed_from"], r["listed_to"] or date.max) for r in rows)
    for first, second in pairwise(spans):
        assert first[:2] != second[:2] or first[3] < second[2]


def test_the_list_holds_from_its_last_change() -> None:
    assert SOURCE.deliver(SHIPPED, TODAY).day == date(2026, 2, 17)
    assert SOURCE.deliver(SHIPPED, date(2025, 12, 31)).day == date(2025, 10, 24)


def test_days_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    rows, refused = read(
        SOURCE,
        sheet(
            tmp_path,
            HEADER,
            "XX,eu_non_cooperative,01-02-2024,01-02-2023,decision A,decision B",
            "XX,eu_non_cooperative,01-02-2024,01-02-2025,decision A,",
            "xx,eu_non_cooperative,01-02-2024,,decision A,",
            "XX,my_own_list,01-02-2024,,decision A,",
        ),
    )
    assert rows == []
    reasons = ["must come after", "go together", "two capitals", "list is"]
    assert all(words in one.reason for words, one in zip(reasons, refused, strict=True))
