"""A permit under conditions: examined on six points, conditions checked on their day, lapsing only where its terms say so."""

from __future__ import annotations

import pytest

from knipperlicht.cases.procedures.case import Case
from knipperlicht.cases.procedures.permit.conditions import conditions
from knipperlicht.cases.procedures.permit.fields import EXAMINATIONS
from tests.cases.measures.stage import PERSON, Line, law, play, term, why_not

ABOUT = {"regulation": "Reglement nachtwinkels 2026", "transition_until": "2026-06-30", "decision_days": 60}
ASKED = {
    "origin": "application",
    "operator": PERSON,
    "registered": "krantenwinkel",
    "observed": "nachtwinkel",
}
EXAMINED: list[Line] = [
    ("examine", "2026-03-10", {"examination": code, "result": "favourable", "by": "Dienst", "findings": "In orde"})
    for code, _name in EXAMINATIONS
]  # fmt: skip
GRANT = {"motivation": "Voldoet"}
MET = {"number": 1, "result": "met", "findings": "In orde"}


def complete(*lines: Line, about: dict | None = None) -> Case:
    return play(
        "permit",
        [("open", "2026-03-02", ASKED), ("complete", "2026-03-04", {}), *lines],
        about=about or ABOUT,
    )


def condition(effect: str, due: str = "2026-05-01") -> Line:
    return ("condition", "2026-03-11", {"text": "Verzekering tonen", "due": due, "effect": effect})


def granted(*written: Line, until: str | None = None) -> Case:
    return complete(*EXAMINED, *written, ("grant", "2026-03-20", GRANT | {"until_day": until}))


def test_a_permit_rests_on_a_regulation():
    assert why_not(Case(kind="permit", state=""), "open", "2026-03-02", ASKED) == {"permit"}


def test_an_existing_operator_is_called_up_with_a_deadline():
    called = ASKED | {"origin": "existing"}
    bare = Case(kind="permit", state="", about={"regulation": "R"})
    assert why_not(bare, "open", "2026-03-02", called) == {"transition"}
    case = play("permit", [("open", "2026-03-02", called)], about=ABOUT)
    assert case.state == "called" and term(case, "TRANSITION") == ("2026-06-30", None)
    assert term(complete(), "TRANSITION") is None


def test_every_examination_is_recorded_before_a_decision():
    for step in ("grant", "refuse"):
        assert why_not(complete(*EXAMINED[:5]), step, "2026-03-20", GRANT) == {"examination"}
        assert why_not(complete(*EXAMINED), step, "2026-03-20", GRANT) == set()


def test_an_unfavourable_examination_is_answered_or_examined_again():
    bad: Line = ("examine", "2026-03-11", EXAMINED[0][2] | {"result": "unfavourable"})
    case = complete(*EXAMINED, bad)
    assert why_not(case, "grant", "2026-03-20", GRANT) == {"examination"}
    assert why_not(case, "grant", "2026-03-20", GRANT | {"despite": "Hersteld"}) == set()
    assert why_not(case, "refuse", "2026-03-20", GRANT) == set()
    again = complete(*EXAMINED, bad, ("examine", "2026-03-12", EXAMINED[0][2]))
    assert why_not(again, "grant", "2026-03-20", GRANT) == set()


def test_the_term_of_the_regulation_is_not_overrun_in_silence():
    case = complete(*EXAMINED)
    assert term(case, "DECISION") == ("2026-05-03", None)
    assert why_not(case, "grant", "2026-05-04", GRANT) == {"duration"}
    assert why_not(case, "grant", "2026-05-04", GRANT | {"overrun": "Advies laat"}) == set()
    without = complete(*EXAMINED, about={"regulation": "R"})
    assert term(without, "DECISION") is None and why_not(without, "grant", "2027-01-04", GRANT) == set()


def test_a_condition_is_checked_on_its_day():
    assert why_not(complete(), "condition", "2026-05-01", condition("lapse")[2]) == {"condition"}
    case = granted(condition("lapse"), condition("follow_up", "2026-04-15"))
    assert term(case, "CHECK") == ("2026-04-15", None)
    assert why_not(case, "check", "2026-04-15", MET | {"number": 3}) == {"condition"}
    assert why_not(case, "check", "2026-04-15", MET | {"number": 0}) == {"condition"}
    assert why_not(case, "check", "2026-04-15", MET | {"again": "2026-04-15"}) == {"condition"}


def checked(effect: str, result: str, again: str | None = None) -> Case:
    case = granted(condition(effect))
    from tests.cases.measures.test_closures import play_on

    return play_on(case, ("check", "2026-05-01", MET | {"result": result, "again": again}))


@pytest.mark.parametrize(
    ("effect", "state"), [("follow_up", "granted"), ("lapse", "lapsed"), ("lapse_unshown", "lapsed")]
)
def test_a_condition_that_fails_ends_the_permit_only_where_its_terms_say_so(effect, state):
    assert checked(effect, "not_met").state == state
    assert checked(effect, "met").state == "granted"


def test_a_condition_returns_on_the_day_of_its_next_check():
    assert term(checked("lapse", "met"), "CHECK") is None
    case = checked("lapse", "met", "2026-11-01")
    assert term(case, "CHECK") == ("2026-11-01", None) and conditions(case)[0].met is None


@pytest.mark.parametrize(
    ("effect", "state"), [("follow_up", "granted"), ("lapse", "granted"), ("lapse_unshown", "lapsed")]
)
def test_what_is_not_shown_in_time_lets_a_permit_lapse_only_where_its_terms_say_so(effect, state):
    case = granted(condition(effect))
    assert law(case, "2026-05-01").state == "granted"
    assert law(case, "2026-05-02").state == state
    assert why_not(case, "lapse", "2026-05-01") == {"condition"}


def test_a_permit_for_a_time_ends_by_itself():
    case = granted(until="2026-12-31")
    assert why_not(case, "expire", "2026-12-31") == {"duration"}
    assert law(case, "2026-12-31").state == "granted" and law(case, "2027-01-01").state == "ended"
    assert term(case, "END") == ("2026-12-31", None) and law(granted(), "2030-01-01").state == "granted"


def test_nobody_loses_a_permit_unheard():
    reason = {"reason": "Herhaalde inbreuken"}
    assert why_not(granted(), "withdraw", "2026-04-20", reason) == {"G4"}
    from tests.cases.measures.test_closures import play_on

    case = play_on(
        granted(), ("heard", "2026-04-10", {"heard_as": "spoken", "present": PERSON, "defence": "x"})
    )
    assert why_not(case, "withdraw", "2026-04-20", reason) == set()


def test_an_exemption_rests_on_an_objective_rule():
    exempt = {"rule": "art. 4", "motivation": "Toeristische winkel", "objective": True}
    assert why_not(complete(), "exempt", "2026-03-05", exempt) == set()
    assert why_not(complete(), "exempt", "2026-03-05", exempt | {"objective": False}) == {"exemption"}


def test_an_operator_who_stops_ends_it():
    assert complete(("give_up", "2026-03-05", {"reason": "Stopt"})).state == "given_up"
