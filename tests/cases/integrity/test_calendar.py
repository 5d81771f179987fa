"""Working days and terms, held against a reckoning that shares no code with them."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from knipperlicht.core.terms import Begin, Unit, span
from knipperlicht.core.workdays import (
    is_workday,
    nth_workday,
    public_holidays,
    workdays_back,
    workdays_between,
)
from tests.cases.integrity import calendar_by_hand as by_hand

DAYS = st.dates(date(1990, 1, 1), date(2089, 12, 31))


def test_holidays_of_a_century_are_those_of_gauss():
    for year in range(1990, 2090):
        named = {day for day in public_holidays(year) if day.weekday() < 5}
        assert named == {day for day in by_hand.free_days(year) if day.weekday() < 5}, year


def test_easter_of_known_years():
    known = {
        1981: (4, 19),
        2008: (3, 23),
        2024: (3, 31),
        2025: (4, 20),
        2026: (4, 5),
        2038: (4, 25),
        2049: (4, 18),
    }
    assert {year: (by_hand.easter(year).month, by_hand.easter(year).day) for year in known} == known


@given(DAYS)
def test_a_day_counts_or_not(day):
    assert is_workday(day) == by_hand.counts(day)


@given(DAYS, st.integers(1, 120))
def test_a_term_in_working_days_that_begins_the_day_after(event, count):
    assert span(
        event=event, count=count, unit=Unit.WORKDAYS, begin=Begin.NEXT_WORKDAY
    ).last == by_hand.workdays_after(event, count)
    assert span(
        event=event, count=count, unit=Unit.WORKDAYS, begin=Begin.NEXT_DAY
    ).last == by_hand.workdays_after(event, count)


@given(DAYS, st.integers(1, 60))
def test_a_term_in_working_days_that_counts_the_day_itself(event, count):
    last = span(event=event, count=count, unit=Unit.WORKDAYS, begin=Begin.SAME_DAY).last
    assert last == by_hand.workdays_after(event, count, event_counts=True)


@given(DAYS, st.integers(1, 200))
def test_a_term_in_calendar_days(event, count):
    assert span(event=event, count=count, unit=Unit.DAYS, begin=Begin.NEXT_DAY).last == by_hand.days_after(
        event, count
    )


@given(DAYS, st.integers(1, 24))
def test_a_term_in_months(event, count):
    assert span(event=event, count=count, unit=Unit.MONTHS, begin=Begin.SAME_DAY).last == by_hand.months_from(
        event, count
    )


@given(DAYS, st.integers(1, 10))
def test_a_term_in_years_is_twelve_months_a_year(event, count):
    assert span(event=event, count=count, unit=Unit.YEARS, begin=Begin.SAME_DAY).last == by_hand.months_from(
        event, 12 * count
    )


@given(DAYS, st.integers(1, 90))
def test_reckoning_back_undoes_reckoning_on(day, count):
    last = nth_workday(day, count)
    first = workdays_back(last, count)
    assert first == nth_workday(day, 1) and workdays_between(first, last) == count


@given(DAYS, st.integers(1, 90))
def test_a_longer_term_never_ends_earlier_and_never_on_a_free_day(event, count):
    shorter = span(event=event, count=count, unit=Unit.WORKDAYS, begin=Begin.NEXT_WORKDAY)
    longer = span(event=event, count=count + 1, unit=Unit.WORKDAYS, begin=Begin.NEXT_WORKDAY)
    assert longer.last > shorter.last and is_workday(shorter.first) and is_workday(shorter.last)
    assert shorter.last - shorter.first >= timedelta(days=count - 1)
