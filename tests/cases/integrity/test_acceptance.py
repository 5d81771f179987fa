"""Acceptance cases A1 to A7 of law.md §9.7, to the letter. A8 stands with the measures, A9 and A10 with the policies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from knipperlicht.cases.procedures.engine import terms
from knipperlicht.cases.procedures.integrity import PROCEDURE
from knipperlicht.core.workdays import is_workday
from tests.cases.integrity import story
from tests.cases.integrity.story import do, fresh, walk, why_not


def days(case, key):
    return next(term.days for term in terms(PROCEDURE, case) if term.rule.key == key)


def test_a1_the_term_of_the_investigation():
    case = do(fresh(), "start", on=date(2025, 5, 2))
    assert days(case, "T1").first == date(2025, 5, 5)
    assert days(case, "T1").last == date(2025, 7, 15)
    extended = do(case, "extend", on=date(2025, 7, 15))
    assert days(extended, "T2").last == date(2025, 8, 28)
    skipped = [date(2025, 5, 29), date(2025, 6, 9), date(2025, 7, 21), date(2025, 8, 15)]
    assert not any(is_workday(day) for day in skipped)


def test_a2_execution_from_day_16():
    case = do(fresh(), "start", on=date(2025, 1, 2))
    notified = replace(walk(*story.DECIDED, "notify"), acts=case.acts)
    notified = do(notified, "proof", received="2026-03-10", on=date(2026, 3, 10))
    assert set(why_not(notified, "execute", on=date(2026, 3, 25))) == {"G10"}
    assert not why_not(notified, "execute", on=date(2026, 3, 26))


def test_a3_no_decision_without_advice():
    assert set(
        why_not(walk(*story.HEARD), "decide", around=replace(story.AROUND, documents=frozenset()))
    ) == {"G3"}


def test_a4_no_suspension_of_seven_months():
    assert set(why_not(walk(*story.HEARD), "decide", months=7)) == {"G7"}


def test_a5_the_term_of_the_advice():
    case = do(walk(*story.REQUESTED), "admissible", on=date(2025, 6, 2))
    assert days(case, "T6").first == date(2025, 6, 3)
    assert days(case, "T6").last == date(2025, 7, 15)


def test_a6_filed_on_day_15_and_warned_on_day_16():
    """Received on 29 July: day 15 is 13 August, day 16 the 14th."""
    standing = walk(*story.STANDSTILL)
    warned = do(standing, "udn", filed="2025-08-13", warned="2025-08-14", on=date(2025, 8, 14))
    assert warned.state == "standstill"
    assert set(why_not(warned, "execute", on=date(2025, 8, 20))) == {"A6"}
    let_go = do(warned, "legal_check", on=date(2025, 8, 18))
    assert let_go.state == "standstill" and not why_not(let_go, "execute", on=date(2025, 8, 20))
    kept = do(warned, "legal_check", conclusion="hold", on=date(2025, 8, 18))
    assert kept.state == "udn_hold" and set(why_not(kept, "execute", on=date(2025, 8, 20))) == {"G10"}


def test_a6_filed_and_warned_on_day_15_holds_by_itself():
    held = do(walk(*story.STANDSTILL), "udn", filed="2025-08-13", warned="2025-08-13", on=date(2025, 8, 13))
    assert held.state == "udn_hold"
    assert set(why_not(held, "legal_check")) == {"A6"}


def test_a7_what_goes_and_what_stays_after_a_clean_result():
    """Terms only: that the data themselves go and the log stays is tested with the case files and retention."""
    closed = do(walk(*story.INQUIRED), "close", on=date(2025, 5, 16))
    assert not why_not(closed, "destroy_underlying", on=date(2025, 5, 16))
    assert set(why_not(closed, "destroy", on=date(2025, 5, 17))) == {"T14"}
    underlying = {
        (step.key, field.name) for step in PROCEDURE.steps for field in step.fields if field.underlying
    }
    assert {
        ("own_services", "result"),
        ("criminal_record", "result"),
        ("register_query", "result"),
    } <= underlying
    assert not {name for step, name in underlying if step in ("start", "propose", "decide", "close")}
