"""The Flemish decree: off by default, its term stands still for advice, the prosecutor may object, nobody is refused unheard."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knipperlicht.cases.procedures.case import Case
from knipperlicht.cases.procedures.flemish.rules import last_day
from knipperlicht.core.workdays import is_workday
from tests.cases.measures.stage import PERSON, Line, play, term, why_not

ASKED = {"right": "permit", "persons": PERSON, "why": "Signalen"}
RECEIVE: Line = ("receive", "2026-03-02", ASKED)
TOLD: Line = ("tell_prosecutor", "2026-03-20", {"office": "Parket West-Vlaanderen"})
HEARD: Line = ("heard", "2026-04-10", {"heard_as": "spoken", "present": PERSON, "defence": "x"})
REFUSE = {"outcome": "refuse", "motivation": "x", "facts": "x", "offences": ["art. 505 Sw"]}


def started(*lines: Line, on: str = "2026-03-02") -> Case:
    return play("flemish_decree", [("receive", on, ASKED), *lines], flemish_decree=True)


def test_no_case_is_opened_while_the_track_is_off():
    new = Case(kind="flemish_decree", state="")
    assert why_not(new, "receive", "2026-03-02", ASKED) == {"Q8"}
    assert why_not(new, "receive", "2026-03-02", ASKED, flemish_decree=True) == set()


def test_the_term_is_fifty_working_days_and_thirty_more_once():
    case = started(on="2025-05-02")
    assert term(case, "V4") == ("2025-07-15", None)
    longer = started(("extend", "2025-07-15", {"reason": "Complex"}), on="2025-05-02")
    assert term(longer, "V4") == ("2025-08-28", None)
    assert why_not(longer, "extend", "2025-08-01", {"reason": "x"}) == {"V4"}
    assert why_not(case, "extend", "2025-07-16", {"reason": "x"}) == {"V4"}


def test_a_request_within_fifteen_days_makes_the_term_stand_still():
    asked = started(("ask_diob", "2026-03-17", {"reason": "Twijfel"}))
    assert term(asked, "V4-DIOB") == ("2026-03-17", "2026-03-17") and term(asked, "V4") is None
    advised = started(("ask_diob", "2026-03-17", {"reason": "x"}), ("advice", "2026-03-30", {"advice": "x"}))
    without = date.fromisoformat(term(started(), "V4")[0])
    late = date.fromisoformat(term(advised, "V4")[0])
    assert sum(is_workday(without + timedelta(days=n)) for n in range(1, (late - without).days + 1)) == 10
    assert why_not(advised, "ask_diob", "2026-03-31", {"reason": "x"}) == {"state"}


def test_a_later_request_does_not_suspend():
    late = started(("ask_diob", "2026-03-18", {"reason": "x"}))
    assert term(late, "V4") == term(started(), "V4")


@given(st.dates(date(2025, 1, 1), date(2028, 1, 1)), st.integers(0, 15), st.integers(0, 60), st.booleans())
def test_the_term_has_as_many_counting_days_as_the_decree_gives(start, asked, took, extended):
    request = start + timedelta(days=asked)
    advice = request + timedelta(days=took)
    lines: list[Line] = [
        ("ask_diob", request.isoformat(), {"reason": "x"}),
        ("advice", advice.isoformat(), {"advice": "x"}),
    ]
    if extended:
        lines.append(("extend", advice.isoformat(), {"reason": "x"}))
    last = last_day(started(*lines, on=start.isoformat()))
    days = [start + timedelta(days=n) for n in range(1, (last - start).days + 1)]
    assert sum(is_workday(day) and not request <= day <= advice for day in days) == (80 if extended else 50)
    assert is_workday(last)


def test_no_decision_before_the_prosecutor_was_told_and_thirty_days_passed():
    case = started(TOLD, HEARD)
    assert term(case, "V7") == ("2026-04-19", None)
    assert why_not(case, "decide", "2026-04-19", REFUSE) == {"V7"}
    assert why_not(case, "decide", "2026-04-20", REFUSE) == set()
    answered = started(TOLD, HEARD, ("no_objection", "2026-04-11", {}))
    assert why_not(answered, "decide", "2026-04-12", REFUSE) == set()
    assert why_not(started(), "decide", "2026-04-20", REFUSE) == {"state"}


def test_the_prosecutor_stops_it():
    assert started(TOLD, ("object", "2026-04-01", {"reason": "Onderzoek loopt"})).state == "stopped"


def test_nobody_is_refused_unheard_but_a_right_is_granted():
    case = started(TOLD)
    assert why_not(case, "decide", "2026-04-20", REFUSE) == {"G4"}
    assert why_not(case, "decide", "2026-04-20", {"outcome": "grant", "motivation": "x"}) == set()
    invited: Line = (
        "invite",
        "2026-03-21",
        {"hearing_on": "2026-04-10", "sent_by": "registered", "proof": "R", "invited": PERSON},
    )
    gone = started(TOLD, invited, ("no_show", "2026-04-10", {"no_valid_reason": True}))
    assert why_not(gone, "decide", "2026-04-20", REFUSE) == set()
    assert term(started(TOLD, invited), "HEARING") == ("2026-04-10", None)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"facts": ""}, {"V5"}),
        ({"offences": []}, {"V5"}),
        ({"outcome": "conditions"}, {"V3"}),
        ({"outcome": "conditions", "conditions": ["Camera's"]}, set()),
        ({"outcome": "suspend"}, {"V3"}),
        ({"outcome": "suspend", "until_day": "2026-07-01"}, set()),
    ],
)
def test_an_outcome_is_motivated_and_complete(changes, rule):
    assert why_not(started(TOLD, HEARD), "decide", "2026-04-20", REFUSE | changes) == rule


def test_an_overrun_is_not_silent():
    case = started(TOLD, HEARD)
    assert term(case, "V4") == ("2026-05-13", None)
    assert why_not(case, "decide", "2026-06-01", REFUSE) == {"V4"}
    assert why_not(case, "decide", "2026-06-01", REFUSE | {"overrun": "Ziekte"}) == set()


def test_a_decision_takes_effect_is_reported_and_archived():
    by_post = {"sent_by": "registered", "proof": "R-1"}
    case = started(
        TOLD, HEARD, ("decide", "2026-04-20", REFUSE), ("notify", "2026-04-21", by_post), ("register", "2026-04-22", {"proof": "DIOB"}),
    )  # fmt: skip
    assert case.state == "in_effect"
    assert why_not(case, "archive", "2026-04-23") == set()
    assert why_not(case, "withdraw", "2026-04-23", {"reason": "Nieuwe feiten"}) == set()
