"""Days as registers write them and months between them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knipperlicht.core.clock import DayError, add_months, format_day, months_between, parse_day

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(DAYS)
def test_both_writings_are_read(day: date) -> None:
    assert parse_day(format_day(day)) == parse_day(day.isoformat()) == day


@pytest.mark.parametrize("text", ["", "31-02-2024", "2024/01/01", "1-1-24", "yesterday", "2024-13-01"])
def test_what_is_no_day_says_so(text: str) -> None:
    with pytest.raises(DayError) as caught:
        parse_day(text)
    assert caught.value.value == text
    assert all(text in caught.value.sentence(language) for language in ("nl", "fr", "en"))


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2024, 1, 15), date(2024, 2, 14), 0),
        (date(2024, 1, 15), date(2024, 2, 15), 1),
        (date(2024, 1, 31), date(2024, 2, 29), 1),
        (date(2024, 2, 15), date(2024, 1, 15), -1),
        (date(2020, 2, 29), date(2021, 2, 28), 12),
        (date(2024, 1, 1), date(2024, 1, 1), 0),
    ],
)
def test_months_between(start: date, end: date, months: int) -> None:
    assert months_between(start=start, end=end) == months


@given(DAYS, st.integers(-600, 600))
def test_adding_months_is_what_months_between_counts(day: date, months: int) -> None:
    first = day.replace(day=1)
    assert months_between(start=first, end=add_months(day=first, months=months)) == months


def test_adding_a_month_stops_at_the_end_of_a_shorter_one() -> None:
    assert add_months(day=date(2024, 1, 31), months=1) == date(2024, 2, 29)
