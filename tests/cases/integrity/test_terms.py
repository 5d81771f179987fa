"""Terms T1 to T20 as they run in an investigation; the arithmetic itself is held against another in `test_calendar.py`."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knipperlicht.cases.procedures.engine import Term, terms
from knipperlicht.cases.procedures.integrity import PROCEDURE, planning
from knipperlicht.cases.procedures.steps import Tag
from tests.cases.integrity import calendar_by_hand as by_hand
from tests.cases.integrity import story
from tests.cases.integrity.story import do, fresh, walk

STARTS = st.dates(date(2024, 3, 1), date(2035, 12, 31))


def running(case) -> dict[str, Term]:
    return {term.rule.key: term for term in terms(PROCEDURE, case)}


@given(STARTS)
def test_t1_and_t2_over_year_ends(start):
    case = do(fresh(), "start", on=start)
    assert running(case)["T1"].days.last == by_hand.workdays_after(start, 50)
    assert "T2" not in running(case)
    extended = do(case, "extend", on=start)
    assert running(extended)["T2"].days.last == by_hand.workdays_after(start, 80)
    assert running(extended)["T2"].days.first == by_hand.workdays_after(running(extended)["T1"].days.last, 1)
    assert running(extended)["T1"].met == start and running(extended)["T2"].met is None


@given(STARTS, st.integers(0, 40), st.integers(0, 40))
def test_the_terms_of_the_advice(start, first, second):
    """From receipt where it is proven, else from the act; ours strictly, theirs leniently."""
    asked, received = start + timedelta(days=first), start + timedelta(days=first + second)
    case = do(fresh(), "start", on=start)
    for step in ("own_services", "register_query"):
        case = do(case, step, on=start, **({"data_from": str(start)} if step == "own_services" else {}))
    case = do(case, "request_advice", on=asked, received=str(received))
    assert (
        running(case)["T3"].days.last == running(case)["T5"].days.last == by_hand.workdays_after(received, 5)
    )
    notice = do(case, "inadmissible", on=received)
    assert running(notice)["T4"].days.last == by_hand.workdays_after(received, 5, event_counts=True)
    assert running(notice)["T3"].met == running(notice)["T5"].met == received
    completed = do(notice, "complete", on=received)
    assert running(completed)["T4"].met == received and running(completed)["T5"].met is None
    admitted = do(completed, "admissible", on=received + timedelta(days=1))
    assert running(admitted)["T6"].days.last == by_hand.workdays_after(received + timedelta(days=1), 30)


def test_t3_and_t5_run_from_the_request_where_no_receipt_is_known():
    case = walk(*story.REQUESTED)
    assert running(case)["T5"].event == case.last("request_advice").on


def test_t7_is_the_day_of_the_hearing():
    case = walk(*story.INVITED)
    assert running(case)["T7"].days.last == date(2025, 7, 21) and running(case)["T7"].met is None
    assert running(do(case, "hearing"))["T7"].met == story.proposed("hearing").on
    assert running(do(case, "hearing"))["T7"].rule.tag is Tag.ASSUMPTION


@given(st.dates(date(2025, 7, 25), date(2029, 12, 31)))
def test_t8_and_t19_count_from_the_latest_provable_day(received):
    case = do(
        walk(*story.DECIDED, "notify"), "proof", dispatched="2025-07-25", received=str(received), on=received
    )
    assert running(case)["T8"].days.last == by_hand.days_after(received, 15)
    assert running(case)["T19"].days.last == by_hand.days_after(received, 60)


def test_a_standstill_that_went_by_is_never_late():
    case = walk(*story.STANDSTILL)
    assert not running(case)["T8"].overdue(date(2030, 1, 1)) and not running(case)["T19"].overdue(
        date(2030, 1, 1)
    )


def test_t10_and_t11_begin_on_the_day_of_the_decision_itself():
    """Decided on Wednesday 23 July, before any standstill: five working days, that day counted, end on Tuesday 29 July."""
    case = do(walk(*story.HEARD), "decide", on=date(2025, 7, 23))
    assert running(case)["T10"].days.last == running(case)["T11"].days.last == date(2025, 7, 29)
    assert running(case)["T10"].overdue(date(2025, 7, 30)) and not running(case)["T10"].overdue(
        date(2025, 7, 29)
    )
    sent = do(case, "register_decision", on=date(2025, 7, 25))
    assert running(sent)["T10"].met == date(2025, 7, 25) and running(sent)["T11"].met is None


def test_t10_does_not_run_where_no_measure_was_taken():
    case = do(walk(*story.HEARD), "decide", measure="none", other_measure="Weerlegd.", deviation="Weerlegd.")
    assert not {"T8", "T10", "T11", "T12", "T19"} & set(running(case))


def test_an_act_done_late_stays_late():
    case = do(walk(*story.DECIDED), "register_decision", on=date(2025, 12, 1))
    assert running(case)["T10"].overdue(date(2025, 12, 1))


@given(st.integers(1, 6), st.dates(date(2025, 9, 1), date(2030, 1, 1)))
def test_t12_is_a_ceiling_of_as_many_months_as_decided(months, executed):
    case = walk(*story.ADVISED, "propose", "invite", "hearing")
    case = do(case, "decide", months=months)
    for step in ("notify", "proof"):
        case = do(case, step)
    case = do(case, "execute", on=executed)
    term = running(case)["T12"]
    assert term.days.last == by_hand.months_from(executed, months) and term.rule.longest
    assert term.days.last <= by_hand.months_from(executed, 6)


def test_t13_and_t14_of_a_clean_investigation():
    closed = do(walk(*story.INQUIRED), "close", on=date(2025, 5, 16))
    assert running(closed)["T13"].days.last == date(2025, 5, 19)
    assert running(closed)["T14"].days.last == date(2030, 5, 16)
    gone = do(closed, "destroy_underlying", on=date(2025, 5, 19))
    assert running(gone)["T13"].met == date(2025, 5, 19) and running(gone)["T14"].runs
    assert not running(do(gone, "destroy"))["T14"].runs


def test_t13_of_a_measure_waits_for_the_remedies():
    ended = do(walk(*story.IN_EFFECT), "lift", on=date(2025, 9, 1))
    assert running(ended)["T13"].event == date(2025, 9, 27)
    appealed = do(ended, "appeal", on=date(2025, 9, 2))
    assert "T13" not in running(appealed)
    ruled = do(appealed, "appeal_ruling", on=date(2026, 6, 1))
    assert running(ruled)["T13"].event == date(2026, 6, 1)


def test_t20_is_the_day_of_the_regulation():
    case = do(fresh(sector_term="2025-12-31"), "start")
    assert running(case)["T20"].days.last == date(2025, 12, 31)
    assert "T20" not in running(walk("start"))


def test_every_term_of_the_specification_stands_in_the_table():
    assert [rule.key for rule in PROCEDURE.terms] == [
        "T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T10", "T11", "T12", "T13", "T14", "T19", "T20",
    ]  # fmt: skip


def test_what_is_no_law_is_shown_as_an_open_question():
    for rule in PROCEDURE.terms:
        assert rule.tag is Tag.LAW or str(rule.question), rule.key
    for step in PROCEDURE.steps:
        assert step.tag in (Tag.LAW, Tag.MEMORY) or str(step.question), step.key


@pytest.mark.parametrize("steps", [story.INQUIRED, story.REQUESTED, story.HEARD, story.IN_EFFECT])
def test_no_term_is_lost_by_a_later_act(steps):
    """A term that ran keeps its days, whatever comes after; the story goes on over every prefix."""
    seen: dict[str, date] = {}
    for length in range(1, len(steps) + 1):
        found = running(walk(*steps[:length]))
        assert set(seen) <= set(found)
        seen |= {key: term.days.last for key, term in found.items()}


# Planning


@given(STARTS, st.booleans())
def test_the_last_safe_days_fit_when_followed_to_the_day(start, extended):
    """Who acts on each last safe day, with a DIOB that uses all its time, decides on the last day of the term at the latest."""
    plan = planning.plan_from(start, extended=extended)
    for asked, longest in ((plan.request_early_by, 45), (plan.request_by, 35)):
        advised = by_hand.workdays_after(asked, longest)
        assert advised <= plan.invite_by
        assert (plan.hear_by - plan.invite_by).days >= 15
        assert by_hand.workdays_after(plan.hear_by, 5) == plan.decide_by == plan.end
    assert plan.request_early_by < plan.request_by < plan.invite_by < plan.hear_by < plan.end


@given(STARTS)
def test_fifty_days_have_no_room_for_the_worst_case_and_eighty_do(start):
    assert not planning.plan_from(start, extended=False).fits_worst
    long = planning.plan_from(start, extended=True)
    assert long.fits_worst and long.fits
    assert 15 <= long.workday(long.request_early_by) <= 21
    assert long.workday(long.request_by) - long.workday(long.request_early_by) == 10


def test_the_next_safe_day_follows_the_file():
    assert planning.next_safe_day(fresh()) is None
    extended = planning.plan_from(story.START, extended=True)
    assert planning.next_safe_day(walk("start")) == ("request_advice", extended.request_early_by)
    assert planning.next_safe_day(walk(*story.REQUESTED)) == ("invite", extended.invite_by)
    assert planning.next_safe_day(walk(*story.INVITED)) == ("hearing", extended.hear_by)
    assert planning.next_safe_day(walk(*story.HEARD)) == ("decide", date(2025, 8, 28))
    assert planning.next_safe_day(walk(*story.DECIDED)) is None


def test_the_plan_of_law_md():
    """§9.1: request by about working day 19 of 80 when it must be completed, 29 when it is complete."""
    plan = planning.plan_from(date(2025, 5, 2), extended=True)
    assert [
        plan.workday(day) for day in (plan.request_early_by, plan.request_by, plan.hear_by, plan.end)
    ] == [20, 30, 75, 80]
    assert planning.plan_from(date(2025, 5, 2), extended=False).fits is False
