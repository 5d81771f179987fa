"""A place ban: one month, renewed twice at most, heard, motivated, confirmed; without premises to release."""

from __future__ import annotations

from knipperlicht.cases.procedures.case import Case
from tests.cases.measures.stage import PERSON, Line, law, play, term, why_not

SIGNAL: Line = ("signal", "2026-03-02", {"facts": "Herhaalde overlast", "source": "PV 3", "persons": PERSON})
INVITE: Line = (
    "invite",
    "2026-03-02",
    {"hearing_on": "2026-03-04", "sent_by": "receipt", "proof": "O-2", "invited": PERSON},
)
HEARD: Line = ("heard", "2026-03-04", {"heard_as": "spoken", "present": PERSON, "defence": "x"})
BAN = {
    "motivation": "x",
    "perimeter": "Stationsplein",
    "from_day": "2026-03-05",
    "until_day": "2026-04-04",
    "meeting": "2026-03-09",
}
MINUTES = {"minutes": "2026/CBS/7"}


def banned(*lines: Line) -> Case:
    return play("place_ban", [SIGNAL, INVITE, HEARD, ("decide", "2026-03-05", BAN), *lines])


def confirmed(*lines: Line) -> Case:
    return banned(("confirm", "2026-03-09", MINUTES), *lines)


def again(start: str, last: str, decided: str, meeting: str) -> tuple[Line, Line]:
    data = {"motivation": "Overlast duurt", "from_day": start, "until_day": last, "meeting": meeting}
    return ("heard", decided, HEARD[2]), ("renew", decided, data)


def test_a_ban_lasts_a_month_at_most():
    case = play("place_ban", [SIGNAL, INVITE, HEARD])
    assert why_not(case, "decide", "2026-03-05", BAN) == set()
    assert why_not(case, "decide", "2026-03-05", BAN | {"until_day": "2026-04-05"}) == {"duration"}
    assert why_not(case, "decide", "2026-03-05", BAN | {"perimeter": ""}) == {"field"}


def test_nobody_is_banned_unheard_but_who_stayed_away_may_be():
    case = play("place_ban", [SIGNAL, INVITE])
    assert why_not(case, "decide", "2026-03-05", BAN) == {"G4"}
    gone = play("place_ban", [SIGNAL, INVITE, ("no_show", "2026-03-04", {"no_valid_reason": True})])
    assert why_not(gone, "decide", "2026-03-05", BAN) == set()


def test_a_ban_that_is_not_confirmed_lapses_and_is_closed():
    case = law(banned(), "2026-03-10")
    assert case.state == "lapsed" and term(case, "RELEASE") is None


def test_a_ban_ends_by_itself():
    assert law(confirmed(), "2026-04-04").state == "in_effect"
    assert law(confirmed(), "2026-04-05").state == "ended"


def test_a_ban_is_renewed_twice_and_confirmed_each_time():
    first = again("2026-04-05", "2026-05-04", "2026-04-01", "2026-04-06")
    second = again("2026-05-05", "2026-06-04", "2026-05-01", "2026-05-04")
    twice = confirmed(*first, ("confirm", "2026-04-06", MINUTES), *second, ("confirm", "2026-05-04", MINUTES))
    assert term(twice, "END") == ("2026-06-04", None)
    third = again("2026-06-05", "2026-07-04", "2026-06-01", "2026-06-08")
    assert why_not(twice, "renew", "2026-06-01", third[1][2]) == {"renewal", "G4"}
    assert law(confirmed(*first), "2026-04-07").state == "lapsed"


def test_a_ban_asks_for_no_consultation_and_seals_nothing():
    for step in ("consult", "seal", "release", "confirm_council"):
        assert step not in {one.key for one in _steps()}
    assert "penalty" in {one.key for one in _steps()}


def _steps():
    from knipperlicht.cases.procedures.registry import procedure_of

    return procedure_of("place_ban").steps
