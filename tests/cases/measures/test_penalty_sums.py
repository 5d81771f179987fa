"""Penalty payments in whole cents: against a plain count by hand, and by what must always hold."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knipperlicht.cases.procedures.penalty.sums import Breach, Due, Penalty, Per, balance, fell_due

START = date(2026, 3, 2)
FAR = date(2030, 1, 1)


def penalty(per: Per, *, cents: int = 10_000, cap: int | None = None, starts: date = START) -> Penalty:
    return Penalty(per=per, cents=cents, cap=cap, starts=starts)


def breach(first: str, last: str, times: int = 1) -> Breach:
    return Breach(first=date.fromisoformat(first), last=date.fromisoformat(last), times=times)


def said(dues: list[Due]) -> list[tuple[str, int]]:
    return [(due.day.isoformat(), due.cents) for due in dues]


def test_by_the_day_each_day_counts_once_even_when_two_reports_overlap():
    found = [breach("2026-03-03", "2026-03-04"), breach("2026-03-04", "2026-03-05")]
    assert said(fell_due(penalty(Per.DAY), found, [], FAR)) == [
        ("2026-03-03", 10_000), ("2026-03-04", 10_000), ("2026-03-05", 10_000),
    ]  # fmt: skip


def test_nothing_falls_due_before_the_grace_is_over_nor_after_the_day_asked():
    found = [breach("2026-02-25", "2026-03-10")]
    assert said(fell_due(penalty(Per.DAY), found, [], date(2026, 3, 3))) == [
        ("2026-03-02", 10_000), ("2026-03-03", 10_000),
    ]  # fmt: skip


def test_the_cap_cuts_the_last_amount():
    dues = fell_due(penalty(Per.DAY, cap=25_000), [breach("2026-03-02", "2026-03-31")], [], FAR)
    assert said(dues) == [("2026-03-02", 10_000), ("2026-03-03", 10_000), ("2026-03-04", 5_000)]


def test_a_lump_sum_falls_due_once():
    found = [breach("2026-03-09", "2026-03-10"), breach("2026-03-05", "2026-03-05")]
    assert said(fell_due(penalty(Per.LUMP), found, [], FAR)) == [("2026-03-05", 10_000)]


@pytest.mark.parametrize(
    ("last", "expected"),
    [("2026-03-07", []), ("2026-03-08", ["2026-03-08"]), ("2026-03-15", ["2026-03-08", "2026-03-15"])],
)
def test_only_whole_weeks_count(last, expected):
    dues = fell_due(penalty(Per.WEEK), [breach("2026-03-02", last)], [], FAR)
    assert [due.day.isoformat() for due in dues] == expected


def test_a_month_is_counted_by_the_calendar():
    dues = fell_due(
        penalty(Per.MONTH, starts=date(2026, 1, 31)), [breach("2026-01-31", "2026-03-30")], [], FAR
    )
    assert [due.day.isoformat() for due in dues] == ["2026-02-28", "2026-03-30"]


def test_force_majeure_breaks_a_week():
    found, excused = [breach("2026-03-02", "2026-03-12")], [(date(2026, 3, 5), date(2026, 3, 5))]
    dues = fell_due(penalty(Per.WEEK), found, excused, FAR)
    assert [due.day.isoformat() for due in dues] == ["2026-03-12"]


def test_infringements_count_as_often_as_they_were_found_and_not_when_excused():
    found = [breach("2026-03-03", "2026-03-03", 2), breach("2026-03-05", "2026-03-06", 1)]
    assert said(fell_due(penalty(Per.INFRINGEMENT), found, [], FAR)) == [
        ("2026-03-03", 20_000),
        ("2026-03-05", 10_000),
    ]
    excused = [(date(2026, 3, 5), date(2026, 3, 5))]
    assert said(fell_due(penalty(Per.INFRINGEMENT), found, excused, FAR)) == [("2026-03-03", 20_000)]


@pytest.mark.parametrize(
    ("day", "last"),
    [("2026-03-03", "2027-03-02"), ("2028-02-29", "2029-02-28"), ("2027-03-01", "2028-02-29")],
)
def test_an_amount_can_be_recovered_for_one_year(day, last):
    due = Due(day=date.fromisoformat(day), cents=1)
    assert due.recoverable.isoformat() == last
    assert balance([due], [], due.recoverable).open == 1
    after = balance([due], [], due.recoverable + timedelta(days=1))
    assert (after.open, after.prescribed) == (0, 1)


def test_a_payment_goes_to_the_oldest_amount():
    dues = fell_due(penalty(Per.DAY), [breach("2026-03-02", "2026-03-04")], [], FAR)
    now = balance(dues, [(date(2026, 3, 10), 15_000)], date(2026, 3, 10))
    assert (now.incurred, now.paid, now.open) == (30_000, 15_000, 15_000)
    assert now.oldest == Due(day=date(2026, 3, 3), cents=5_000)


DAYS = st.integers(0, 60).map(lambda n: START + timedelta(days=n - 10))
BREACHES = st.lists(
    st.builds(
        lambda first, length, times: Breach(first=first, last=first + timedelta(days=length), times=times),
        DAYS, st.integers(0, 40), st.integers(1, 4),
    ),
    max_size=5,
)  # fmt: skip
EXCUSED = st.lists(
    st.builds(lambda first, n: (first, first + timedelta(days=n)), DAYS, st.integers(0, 9)), max_size=3
)
PENALTIES = st.builds(
    Penalty, per=st.sampled_from(list(Per)), cents=st.integers(1, 500_000), cap=st.none() | st.integers(1, 900_000), starts=DAYS
)  # fmt: skip


def by_hand(penalty: Penalty, breaches: list[Breach], excused: list, until: date) -> int:
    """What a day's penalty adds up to, counted day by day."""
    total, day = 0, START - timedelta(days=30)
    while day <= until:
        hit = any(one.first <= day <= one.last for one in breaches)
        if hit and day >= penalty.starts and not any(a <= day <= b for a, b in excused):
            total += penalty.cents
        day += timedelta(days=1)
    return total if penalty.cap is None else min(total, penalty.cap)


@given(PENALTIES, BREACHES, EXCUSED, DAYS)
def test_a_penalty_by_the_day_is_what_a_count_by_hand_gives(given_, breaches, excused, until):
    daily = Penalty(per=Per.DAY, cents=given_.cents, cap=given_.cap, starts=given_.starts)
    assert sum(due.cents for due in fell_due(daily, breaches, excused, until)) == by_hand(
        daily, breaches, excused, until
    )


@given(PENALTIES, BREACHES, EXCUSED, DAYS)
def test_nothing_ever_passes_the_cap_the_start_an_excuse_or_what_was_found(penalty, breaches, excused, until):
    dues = fell_due(penalty, breaches, excused, until)
    assert penalty.cap is None or sum(due.cents for due in dues) <= penalty.cap
    assert dues == sorted(dues, key=lambda due: due.day) and all(due.cents > 0 for due in dues)
    for due in dues:
        assert penalty.starts <= due.day <= until
        assert any(one.first <= due.day <= one.last for one in breaches)
        assert not any(first <= due.day <= last for first, last in excused)


@given(PENALTIES, BREACHES, EXCUSED, DAYS, st.data())
def test_a_day_later_nothing_that_fell_due_is_undone(penalty, breaches, excused, until, data):
    earlier = fell_due(penalty, breaches, excused, until)
    later = fell_due(penalty, breaches, excused, until + timedelta(days=data.draw(st.integers(0, 40))))
    assert later[: len(earlier)] == earlier


@given(PENALTIES, BREACHES, st.lists(st.tuples(DAYS, st.integers(0, 10**6)), max_size=4), st.integers(0, 500))
def test_each_cent_is_paid_prescribed_or_open(penalty, breaches, payments, late):
    dues = fell_due(penalty, breaches, [], FAR)
    today = START + timedelta(days=late)
    seen = [due for due in dues if due.day <= today]
    now = balance(seen, [pay for pay in payments if pay[0] <= today], today)
    assert now.incurred == now.paid + now.prescribed + now.open
    assert min(now.paid, now.prescribed, now.open) >= 0
    assert (now.oldest is None) == (now.open == 0)
    assert now.oldest is None or now.oldest.day + timedelta(days=365) >= today


@given(PENALTIES, BREACHES)
def test_a_year_and_a_day_after_the_last_amount_all_is_prescribed(penalty, breaches):
    dues = fell_due(penalty, breaches, [], FAR)
    if dues:
        now = balance(dues, [], dues[-1].day + timedelta(days=366))
        assert (now.open, now.prescribed) == (0, now.incurred)
