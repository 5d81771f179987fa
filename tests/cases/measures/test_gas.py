"""An administrative fine: sent in time, heard, within the maximum of its day, decided in its term, final after a month."""

from __future__ import annotations

import pytest

from knipperlicht.cases.procedures.case import Case
from tests.cases.measures.stage import PERSON, Line, law, play, term, why_not

FOUND = {
    "facts": "Na sluitingsuur open",
    "rule": "art. 12 politiereglement",
    "persons": PERSON,
    "mixed": "no",
}
REPORT: Line = ("report", "2026-03-03", {"number": "V 1/2026", "by": "Gemachtigd ambtenaar"})
HAND_OVER = {"to": ["officer"]}
BY_POST = {"sent_by": "registered", "proof": "R-1"}
DEFENCE: Line = ("defend", "2026-03-20", {"heard_as": "written"})


def found(**changes: object) -> Case:
    return play("gas", [("find", "2026-03-02", FOUND | changes), REPORT])


def handed(**changes: object) -> Case:
    to = {"to": ["officer", "prosecutor"]} if changes.get("mixed") else HAND_OVER
    return play("gas", [("find", "2026-03-02", FOUND | changes), REPORT, ("hand_over", "2026-03-10", to)])


def lettered(*lines: Line, **changes: object) -> Case:
    first: list[Line] = [
        ("find", "2026-03-02", FOUND | changes), REPORT, ("hand_over", "2026-03-10", HAND_OVER), ("letter", "2026-03-16", BY_POST),
    ]  # fmt: skip
    return play("gas", [*first, *lines])


@pytest.mark.parametrize(("flagrant", "last"), [(False, "2026-05-02"), (True, "2026-04-02")])
def test_the_report_goes_to_the_officer_within_two_months_or_one_when_caught_in_the_act(flagrant, last):
    case = found(flagrant=flagrant)
    assert term(case, "PV") == (last, None)
    assert term(handed(flagrant=flagrant), "PV") == (last, "2026-03-10")


def test_the_report_goes_to_the_officer_and_of_an_offence_to_the_prosecutor_too():
    assert why_not(found(), "hand_over", "2026-03-10", {"to": ["prosecutor"]}) == {"GAS"}
    assert why_not(found(), "hand_over", "2026-03-10", HAND_OVER) == set()
    assert why_not(found(mixed="protocol"), "hand_over", "2026-03-10", HAND_OVER) == {"GAS"}


def test_without_a_protocol_the_officer_waits_for_the_prosecutor():
    case = handed(mixed="without")
    assert term(case, "PROSECUTOR") == ("2026-05-10", None)
    assert why_not(case, "letter", "2026-05-10", BY_POST) == {"GAS"}
    assert why_not(case, "letter", "2026-05-11", BY_POST) == set()
    answered = play("gas", [
        ("find", "2026-03-02", FOUND | {"mixed": "without"}), REPORT, ("hand_over", "2026-03-10", {"to": ["officer", "prosecutor"]}),
        ("answer", "2026-04-01", {"answer": "officer"}),
    ])  # fmt: skip
    assert why_not(answered, "letter", "2026-04-02", BY_POST) == set()
    assert term(handed(mixed="protocol"), "PROSECUTOR") is None
    assert why_not(handed(mixed="protocol"), "letter", "2026-03-11", BY_POST) == set()


def test_what_the_prosecutor_takes_over_ends_here():
    case = play("gas", [
        ("find", "2026-03-02", FOUND | {"mixed": "without"}), REPORT, ("hand_over", "2026-03-10", {"to": ["officer", "prosecutor"]}),
        ("answer", "2026-04-01", {"answer": "prosecutes"}),
    ])  # fmt: skip
    assert case.state == "prosecuted" and term(case, "DECISION") is None


def test_no_decision_before_the_defence_or_its_fifteen_days():
    case = lettered()
    assert term(case, "DEFENCE") == ("2026-03-31", None)
    assert why_not(case, "decide", "2026-03-31", {"fine": "100.00"}) == {"GAS"}
    assert why_not(case, "decide", "2026-04-01", {"fine": "100.00"}) == set()
    assert why_not(lettered(DEFENCE), "decide", "2026-03-21", {"fine": "100.00"}) == set()


@pytest.mark.parametrize(
    ("day", "minor", "most", "above"),
    [
        ("2026-03-02", False, "500.00", "500.01"),
        ("2026-03-02", True, "175.00", "175.01"),
        ("2024-01-08", False, "500.00", "500.01"),
        ("2024-01-07", False, "350.00", "350.01"),
    ],
)
def test_the_maximum_is_that_of_the_day_of_the_breach(day, minor, most, above):
    year = day[:4]
    case = play("gas", [
        ("find", day, FOUND | {"minor": minor}), ("report", f"{year}-03-03", REPORT[2]), ("hand_over", f"{year}-03-10", HAND_OVER),
        ("letter", f"{year}-03-16", BY_POST), ("defend", f"{year}-03-20", DEFENCE[2]),
    ])  # fmt: skip
    assert why_not(case, "decide", f"{year}-04-01", {"fine": most}) == set()
    assert why_not(case, "decide", f"{year}-04-01", {"fine": above}) == {"GAS"}


def test_before_the_act_there_was_no_fine():
    case = play("gas", [
        ("find", "2013-12-31", FOUND), ("report", "2014-01-03", REPORT[2]), ("hand_over", "2014-01-10", HAND_OVER),
        ("letter", "2014-01-16", BY_POST), ("defend", "2014-01-20", DEFENCE[2]),
    ])  # fmt: skip
    assert why_not(case, "decide", "2014-02-01", {"fine": "1.00"}) == {"GAS"}
    assert why_not(case, "decide", "2014-02-01", {"fine": "0.00"}) == set()


def test_after_six_months_or_twelve_with_mediation_no_fine_is_imposed():
    case = lettered(DEFENCE)
    assert term(case, "DECISION") == ("2026-09-02", None)
    assert why_not(case, "decide", "2026-09-03", {"fine": "50.00"}) == {"GAS"}
    assert why_not(case, "decide", "2026-09-03", {"fine": "0.00"}) == set()
    mediated = lettered(DEFENCE, ("mediate", "2026-04-01", {"kind": "mediation"}))
    assert term(mediated, "DECISION") == ("2027-03-02", None)
    assert why_not(mediated, "decide", "2027-03-02", {"fine": "50.00"}) == set()


FINED: tuple[Line, ...] = (
    DEFENCE,
    ("decide", "2026-04-01", {"fine": "100.00"}),
    ("notify", "2026-04-07", BY_POST),
)


def test_an_appeal_comes_within_a_month_and_else_the_fine_is_final():
    case = lettered(*FINED)
    assert term(case, "APPEAL") == ("2026-05-07", None)
    assert why_not(case, "appeal", "2026-05-08", {"court": "Politierechtbank"}) == {"GAS"}
    assert why_not(case, "appeal", "2026-05-07", {"court": "Politierechtbank"}) == set()
    assert why_not(case, "become_final", "2026-05-07") == {"GAS"}
    assert law(case, "2026-05-07").state == "notified" and law(case, "2026-05-08").state == "final"


def test_an_appeal_waits_for_the_court():
    case = lettered(*FINED, ("appeal", "2026-05-04", {"court": "Politierechtbank"}))
    assert law(case, "2026-06-01").state == "appealed"
    ruled = lettered(
        *FINED,
        ("appeal", "2026-05-04", {"court": "x"}),
        ("ruling", "2026-06-01", {"fine": "50.00", "reason": "Gegrond"}),
    )
    assert ruled.state == "final"


def test_no_fine_ends_it():
    assert lettered(DEFENCE, ("decide", "2026-04-01", {"fine": "0.00"})).state == "ended"
    assert (
        play("gas", [("find", "2026-03-02", FOUND), ("drop", "2026-03-03", {"reason": "Geen inbreuk"})]).state
        == "ended"
    )


WARNED: Line = (
    "warn",
    "2026-03-02",
    {"extract": "Art. 12: sluiting om 1 uur", "facts": "Open", "persons": PERSON} | BY_POST,
)
BREACH: Line = ("breach", "2026-03-10", {"facts": "Weer open", "source": "V 2"})
INVITE: Line = ("invite", "2026-03-11", {"hearing_on": "2026-03-20", "invited": PERSON} | BY_POST)
HEARD: Line = ("heard", "2026-03-20", {"heard_as": "spoken", "present": PERSON, "defence": "x"})
SUSPEND = {
    "sanction": "suspend",
    "rule": "art. 30",
    "motivation": "x",
    "from_day": "2026-04-01",
    "until_day": "2026-04-14",
}


def sanction(*lines: Line, permit: bool = True) -> Case:
    return play("gas_sanction", [WARNED, *lines], about={"permit": permit})


def test_the_college_sanctions_only_a_breach_after_a_warning_with_its_extract():
    assert why_not(
        Case(kind="gas_sanction", state=""), "warn", "2026-03-02", WARNED[2] | {"extract": ""}
    ) == {"field"}
    assert why_not(sanction(), "decide", "2026-03-25", SUSPEND) == {"state"}
    assert why_not(sanction(), "breach", "2026-03-02", BREACH[2]) == {"warning"}


def test_nobody_is_sanctioned_unheard():
    assert why_not(sanction(BREACH, INVITE), "decide", "2026-03-25", SUSPEND) == {"G4"}
    assert why_not(sanction(BREACH, INVITE, HEARD), "decide", "2026-03-25", SUSPEND) == set()
    gone = sanction(BREACH, INVITE, ("no_show", "2026-03-20", {"no_valid_reason": True}))
    assert why_not(gone, "decide", "2026-03-25", SUSPEND) == set()
    assert term(sanction(BREACH, INVITE), "HEARING") == ("2026-03-20", None)


@pytest.mark.parametrize(
    ("choice", "last"),
    [("suspend", "2026-04-14"), ("abrogate", None), ("close_for", "2026-04-14"), ("close", None)],
)
def test_a_sanction_on_a_permit_needs_one_and_only_what_is_for_a_time_has_an_end(choice, last):
    data = SUSPEND | {"sanction": choice, "until_day": last}
    assert why_not(sanction(BREACH, HEARD), "decide", "2026-03-25", data) == set()
    wrong = data | {"until_day": None if last else "2026-04-14"}
    assert why_not(sanction(BREACH, HEARD), "decide", "2026-03-25", wrong) == {"duration"}
    without = why_not(sanction(BREACH, HEARD, permit=False), "decide", "2026-03-25", data)
    assert without == ({"permit"} if choice in ("suspend", "abrogate") else set())


def test_a_sanction_does_not_work_back_and_ends_by_itself():
    case = sanction(BREACH, HEARD)
    assert why_not(case, "decide", "2026-04-02", SUSPEND) == {"duration"}
    assert why_not(case, "decide", "2026-03-25", SUSPEND | {"until_day": "2026-03-31"}) == {"duration"}
    running = sanction(BREACH, HEARD, ("decide", "2026-03-25", SUSPEND), ("notify", "2026-03-27", BY_POST))
    assert running.state == "in_effect" and term(running, "END") == ("2026-04-14", None)
    assert why_not(running, "expire", "2026-04-14") == {"duration"}
    assert law(running, "2026-04-15").state == "ended"
