"""A penalty payment as a case: with a measure, by what is found, never above what is open, gone after a year."""

from __future__ import annotations

from datetime import date

import pytest

from knipperlicht.cases.procedures.case import Case
from knipperlicht.cases.procedures.engine import perform
from knipperlicht.cases.procedures.penalty.account import account
from knipperlicht.cases.procedures.registry import procedure_of
from tests.cases.measures.stage import Line, around, law, play, proposed, term, why_not

DECISION = {"obligation": "Gesloten houden", "per": "day", "amount": "250.00", "cap": "1000.00", "grace_days": 2, "motivation": "Herhaling"}  # fmt: skip
IMPOSE: Line = ("impose", "2026-03-02", DECISION)
NOTIFY: Line = ("notify", "2026-03-04", {"sent_by": "registered", "proof": "R-7"})
FOUND = {"since": "2026-03-05", "until": "2026-03-09", "facts": "Open", "source": "PV 9"}
DAYS = {"since": "2026-03-08", "until": "2026-03-08"}
PLEA = DAYS | {"heard_as": "written", "plea": "Overstroming"}
NEW = Case(kind="penalty", state="")


def running(*lines: Line) -> Case:
    return play("penalty", [IMPOSE, NOTIFY, *lines], measure_in_force=True)


def found(*lines: Line) -> Case:
    return running(("found", "2026-03-10", FOUND), *lines)


def test_a_penalty_goes_with_a_measure_in_force():
    assert why_not(NEW, "impose", "2026-03-02", DECISION) == {"measure"}
    assert why_not(NEW, "impose", "2026-03-02", DECISION, measure_in_force=False) == {"measure"}
    assert why_not(NEW, "impose", "2026-03-02", DECISION, measure_in_force=True) == set()


@pytest.mark.parametrize(
    "changes", [{"amount": "0.00"}, {"per": "lump"}, {"cap": "249.99"}, {"grace_days": -1}]
)
def test_amounts_that_cannot_be_are_refused(changes):
    assert why_not(NEW, "impose", "2026-03-02", DECISION | changes, measure_in_force=True) == {"amount"}


def test_an_amount_is_written_with_two_decimals():
    assert why_not(NEW, "impose", "2026-03-02", DECISION | {"amount": "250,5"}, measure_in_force=True) == {
        "field"
    }


def test_nobody_owes_before_being_told():
    case = play("penalty", [IMPOSE], measure_in_force=True)
    assert account(case, date(2026, 12, 1)).incurred == 0
    assert why_not(case, "notify", "2026-03-01", NOTIFY[2], today="2026-03-04") == {"day"}


def test_the_account_runs_by_what_was_found_after_the_grace_and_under_the_cap():
    assert account(found(), date(2026, 3, 10)).open == 3 * 25_000
    assert (
        account(running(("found", "2026-03-20", FOUND | {"until": "2026-03-19"})), date(2026, 3, 20)).open
        == 100_000
    )


@pytest.mark.parametrize("changes", [{"until": "2026-03-11"}, {"since": "2026-03-10", "until": "2026-03-09"}])
def test_only_days_that_were_found_are_counted(changes):
    assert why_not(running(), "found", "2026-03-10", FOUND | changes) == {"day"}


def test_an_infringement_is_at_least_one():
    assert why_not(running(), "found", "2026-03-10", FOUND | {"times": -1}) == {"amount"}


def test_no_more_is_claimed_or_paid_than_is_open():
    case = found()
    claim = {"amount": "750.00", "sent_by": "registered", "proof": "R-8"}
    for step in ("claim", "paid"):
        data = claim if step == "claim" else {"amount": "750.00"}
        assert why_not(case, step, "2026-03-11", data) == set()
        assert why_not(case, step, "2026-03-11", data | {"amount": "750.01"}) == {"amount"}
        assert why_not(case, step, "2026-03-11", data | {"amount": "0.00"}) == {"amount"}


def test_a_plea_of_force_majeure_is_decided_before_anything_is_claimed():
    case = found(("plead", "2026-03-11", PLEA))
    claim = {"amount": "500.00", "sent_by": "registered", "proof": "R-8"}
    assert why_not(case, "claim", "2026-03-12", claim) == {"plea"}
    excused = found(("plead", "2026-03-11", PLEA), ("excuse", "2026-03-12", DAYS | {"reason": "Waar"}))
    assert account(excused, date(2026, 3, 12)).open == 50_000
    assert why_not(excused, "claim", "2026-03-12", claim) == set()
    rejected = found(("plead", "2026-03-11", PLEA), ("no_excuse", "2026-03-12", {"reason": "Niet bewezen"}))
    assert account(rejected, date(2026, 3, 12)).open == 75_000
    assert why_not(rejected, "no_excuse", "2026-03-12", {"reason": "x"}) == {"plea"}
    assert why_not(case, "plead", "2026-03-11", PLEA | {"until": "2026-03-07"}) == {"day"}


def test_what_is_open_for_a_year_is_written_off_by_itself():
    case = found()
    assert term(case, "T17") == ("2027-03-06", None)
    assert law(case, "2027-03-06").acts == case.acts
    gone = law(case, "2027-03-07")
    assert gone.acts[-1].step == "prescribe" and gone.acts[-1].data == {"amount": "250.00"}
    assert term(gone, "T17") == ("2027-03-07", None)
    all_gone = law(gone, "2027-04-01")
    assert account(all_gone, date(2027, 4, 1)).open == 0 and term(all_gone, "T17") is None


def test_only_what_is_prescribed_is_written_off():
    assert why_not(found(), "prescribe", "2026-04-01", {"amount": "250.00"}) == {"T17"}


def test_a_file_closes_when_nothing_is_open():
    assert why_not(found(), "close", "2026-03-12", {"reason": "x"}) == {"amount"}
    paid = found(("paid", "2026-03-11", {"amount": "750.00"}))
    assert why_not(paid, "close", "2026-03-12", {"reason": "Betaald"}) == set()


@pytest.mark.parametrize(("step", "data"), [("measure_over", {}), ("withdraw", {"reason": "In orde"})])
def test_after_the_measure_nothing_falls_due_and_what_did_stays(step, data):
    case = perform(procedure_of("penalty"), found(), proposed(step, "2026-03-12", data), around("2026-03-12"))
    assert case.state == "settling" and account(case, date(2026, 3, 12)).open == 75_000
    late = FOUND | {"since": "2026-03-11", "until": "2026-03-12"}
    assert why_not(case, "found", "2026-03-13", late) == {"measure"}
    assert why_not(case, "found", "2026-03-13", FOUND | {"until": "2026-03-11"}) == set()
