"""A mayor's closure: each basis asks what its row of the table says, and nothing is in effect that was not confirmed."""

from __future__ import annotations

import pytest

from knipperlicht.cases.procedures.case import Case
from knipperlicht.cases.procedures.mayor_measures.bases import CLOSURES, Body, Hearing
from tests.cases.measures.stage import PERSON, Line, law, play, term, why_not

FACTS = {"facts": "Vaststelling ter plaatse", "source": "PV 12/2026", "persons": PERSON, "indications": "Ernstige aanwijzingen"}  # fmt: skip
SIGNAL: Line = ("signal", "2026-03-02", FACTS)
CONSULT: Line = ("consult", "2026-03-03", {"consulted": "parket", "outcome": "geen bezwaar"})
INVITE: Line = (
    "invite", "2026-03-03",
    {"hearing_on": "2026-03-05", "sent_by": "receipt", "proof": "O-1", "invited": PERSON},
)  # fmt: skip
HEARD: Line = (
    "heard",
    "2026-03-05",
    {"heard_as": "spoken", "present": PERSON, "defence": "Betwist de feiten"},
)
DECISION = {
    "motivation": "Evenredig en nodig", "from_day": "2026-03-06", "until_day": "2026-06-05", "meeting": "2026-03-09",
    "serious_damage": "Brandgevaar", "no_other_authority": True,
}  # fmt: skip
MINUTES = {"minutes": "2026/CBS/101"}
ALL = [basis.key for basis in CLOSURES]
BY_COLLEGE = [basis.key for basis in CLOSURES if basis.confirmed_by is Body.COLLEGE]
RENEWABLE = [basis.key for basis in CLOSURES if basis.renewals]


def ready(basis: str, *, without: str = "", **about: object) -> Case:
    """A case in which the mayor may decide, but for what is left out."""
    lines = [line for line in (SIGNAL, CONSULT, INVITE, HEARD) if line[0] != without]
    return play("mayor_closure", lines, about={"basis": basis, "public_place": True, **about})


def decided(basis: str, **changes: object) -> Case:
    case = ready(basis)
    return play_on(case, ("decide", "2026-03-06", DECISION | changes))


def confirmed(basis: str, **changes: object) -> Case:
    return play_on(decided(basis, **changes), ("confirm", "2026-03-09", MINUTES))


def play_on(case: Case, *lines: Line) -> Case:
    from knipperlicht.cases.procedures.engine import perform
    from knipperlicht.cases.procedures.registry import procedure_of
    from tests.cases.measures.stage import around, proposed

    for step, on, data in lines:
        case = law(case, on)
        case = perform(procedure_of(case.kind), case, proposed(step, on, data), around(on))
    return case


@pytest.mark.parametrize("basis", ALL)
def test_every_basis_can_be_decided_when_all_is_there(basis):
    row = next(row for row in CLOSURES if row.key == basis)
    assert decided(basis).state == ("decided" if row.confirmed_by else "in_effect")


def test_a_closure_without_a_basis_is_not_opened():
    assert why_not(Case(kind="mayor_closure", state=""), "signal", "2026-03-02", FACTS) == {"basis"}
    strange = Case(kind="mayor_closure", state="", about={"basis": "119ter"})
    assert why_not(strange, "signal", "2026-03-02", FACTS) == {"basis"}


@pytest.mark.parametrize("basis", ALL)
def test_only_public_places_where_the_article_says_so(basis):
    row = next(row for row in CLOSURES if row.key == basis)
    case = Case(kind="mayor_closure", state="", about={"basis": basis, "public_place": False})
    assert why_not(case, "signal", "2026-03-02", FACTS) == ({"public_place"} if row.public else set())


@pytest.mark.parametrize("basis", ALL)
def test_indications_are_written_down_where_the_article_rests_on_them(basis):
    row = next(row for row in CLOSURES if row.key == basis)
    case = Case(kind="mayor_closure", state="", about={"basis": basis, "public_place": True})
    found = why_not(case, "signal", "2026-03-02", FACTS | {"indications": ""})
    assert found == ({"indications"} if row.indications else set())


@pytest.mark.parametrize("basis", ALL)
def test_the_judicial_authorities_come_first_where_the_article_says_so(basis):
    row = next(row for row in CLOSURES if row.key == basis)
    found = why_not(ready(basis, without="consult"), "decide", "2026-03-06", DECISION)
    assert found == ({"consult"} if row.consult else set())


@pytest.mark.parametrize("basis", ALL)
def test_nobody_is_closed_unheard(basis):
    row = next(row for row in CLOSURES if row.key == basis)
    unheard = ready(basis, without="heard")
    assert why_not(unheard, "decide", "2026-03-06", DECISION) == (
        set() if row.hearing is Hearing.NONE else {"G4"}
    )
    urgent = why_not(unheard, "decide", "2026-03-06", DECISION | {"urgency": "Instortingsgevaar"})
    assert urgent == ({"G4"} if row.hearing is Hearing.REQUIRED else set())


def test_who_stayed_away_after_an_invitation_may_be_closed():
    case = ready("134ter", without="heard")
    assert why_not(case, "no_show", "2026-03-04", {"no_valid_reason": True}) == {"hearing"}
    assert why_not(case, "no_show", "2026-03-05", {"no_valid_reason": False}) == {"hearing"}
    gone = play_on(case, ("no_show", "2026-03-05", {"no_valid_reason": True}))
    assert gone.state == "heard" and why_not(gone, "decide", "2026-03-06", DECISION) == set()


def test_nobody_stays_away_who_was_not_invited():
    case = play_on(confirmed("9bis"), ("breach", "2026-03-10", {"facts": "Open", "source": "PV"}))
    uninvited = Case(
        kind=case.kind,
        state="in_effect",
        about=case.about,
        acts=tuple(a for a in case.acts if a.step != "invite"),
    )
    assert why_not(uninvited, "no_show", "2026-03-11", {"no_valid_reason": True}) == {"hearing"}


def test_a_hearing_lies_after_its_invitation():
    case = play("mayor_closure", [SIGNAL], about={"basis": "134ter"})
    assert why_not(case, "invite", "2026-03-05", INVITE[2]) == {"hearing"}
    assert why_not(case, "invite", "2026-03-04", INVITE[2]) == set()


@pytest.mark.parametrize(
    ("basis", "last", "too_late"),
    [
        ("134ter", "2026-06-05", "2026-06-06"),
        ("134quater", "2026-06-05", "2026-06-06"),
        ("134quinquies", "2026-09-05", "2026-09-06"),
        ("134septies", "2026-09-05", "2026-09-06"),
        ("9bis", "2026-09-05", "2026-09-06"),
    ],
)
def test_the_longest_duration_of_an_article_is_not_passed(basis, last, too_late):
    case = ready(basis)
    assert why_not(case, "decide", "2026-03-06", DECISION | {"until_day": last}) == set()
    assert why_not(case, "decide", "2026-03-06", DECISION | {"until_day": too_late}) == {"duration"}
    assert why_not(case, "decide", "2026-03-06", DECISION | {"until_day": None}) == {"duration"}


def test_six_months_from_the_last_of_august_end_in_a_shorter_month():
    case = ready("9bis")
    long = DECISION | {"from_day": "2026-08-31", "until_day": "2027-02-28"}
    assert why_not(case, "decide", "2026-03-06", long) == set()
    assert why_not(case, "decide", "2026-03-06", long | {"until_day": "2027-03-01"}) == {"duration"}


def test_without_a_limit_in_law_a_closure_names_its_end_or_its_conditions():
    case = ready("133_135")
    bare = DECISION | {"until_day": None}
    assert why_not(case, "decide", "2026-03-06", bare) == {"duration"}
    assert why_not(case, "decide", "2026-03-06", bare | {"lifting_conditions": "Keuring"}) == set()


def test_a_closure_does_not_work_back_nor_end_before_it_begins():
    case = ready("9bis")
    assert why_not(case, "decide", "2026-03-06", DECISION | {"from_day": "2026-03-05"}) == {"duration"}
    assert why_not(case, "decide", "2026-03-06", DECISION | {"until_day": "2026-03-05"}) == {"duration"}


def test_134ter_asks_for_serious_damage_and_no_other_authority():
    case = ready("134ter")
    assert why_not(case, "decide", "2026-03-06", DECISION | {"serious_damage": ""}) == {"damage"}
    assert why_not(case, "decide", "2026-03-06", DECISION | {"no_other_authority": False}) == {"damage"}


def test_the_next_meeting_is_named_and_is_the_next_one():
    case = ready("9bis")
    assert why_not(case, "decide", "2026-03-06", DECISION | {"meeting": None}) == {"T18"}
    assert why_not(case, "decide", "2026-03-06", DECISION | {"meeting": "2026-03-05"}) == {"T18"}
    assert why_not(case, "decide", "2026-03-06", DECISION, next_meeting="2026-03-07") == {"T18"}
    assert why_not(case, "decide", "2026-03-06", DECISION, next_meeting="2026-03-09") == set()


def test_a_decision_does_not_lie_before_the_hearing():
    assert why_not(ready("133_135"), "decide", "2026-03-04", DECISION, today="2026-03-06") == {"day"}


@pytest.mark.parametrize("basis", BY_COLLEGE)
def test_the_college_confirms_at_its_next_meeting(basis):
    case = decided(basis)
    assert term(case, "T18") == ("2026-03-09", None)
    assert confirmed(basis).state == "in_effect" and term(confirmed(basis), "T18") == (
        "2026-03-09",
        "2026-03-09",
    )
    assert why_not(case, "confirm", "2026-03-10", MINUTES) == {"T18"}
    assert why_not(case, "confirm_council", "2026-03-09", MINUTES) == {"T18"}


def test_an_ordinance_is_confirmed_by_the_council_only():
    case = decided("134_1", until_day=None, lifting_conditions="Rust")
    assert why_not(case, "confirm", "2026-03-09", MINUTES) == {"T18"}
    assert play_on(case, ("confirm_council", "2026-03-09", MINUTES)).state == "in_effect"
    no = MINUTES | {"reason": "Niet nodig"}
    assert why_not(case, "not_confirmed", "2026-03-09", no) == {"T18"}
    assert play_on(case, ("not_confirmed_council", "2026-03-09", no)).state == "lapsed"
    assert why_not(decided("9bis"), "not_confirmed_council", "2026-03-09", no) == {"T18"}


@pytest.mark.parametrize("basis", [*BY_COLLEGE, "134_1"])
def test_a8_what_the_next_meeting_does_not_confirm_lapses_and_premises_are_released(basis):
    case = law(decided(basis), "2026-03-10")
    assert case.state == "lapsed" and case.acts[-1].step == "lapse" and str(case.acts[-1].on) == "2026-03-10"
    assert term(case, "RELEASE") == ("2026-03-11", None) and term(case, "END") is None
    done = {"source": "PV 13/2026", "found": "Zegels verwijderd"}
    assert why_not(case, "release", "2026-03-10", done, sealed=True) == {"unseal"}
    assert play_on(case, ("release", "2026-03-10", done)).state == "ended"


def test_on_the_day_of_the_meeting_nothing_lapses_yet():
    case = decided("9bis")
    assert law(case, "2026-03-09").state == "decided"
    assert why_not(case, "lapse", "2026-03-09") == {"T18"}


@pytest.mark.parametrize("basis", [row.key for row in CLOSURES if row.confirmed_by is None])
def test_what_nobody_need_confirm_does_not_lapse(basis):
    case = decided(basis)
    assert (
        case.state == "in_effect"
        and law(case, "2026-03-20").state == "in_effect"
        and term(case, "T18") is None
    )


def test_a_meeting_that_says_no_ends_the_measure():
    case = play_on(
        decided("9bis"), ("not_confirmed", "2026-03-09", MINUTES | {"reason": "Onvoldoende gemotiveerd"})
    )
    assert case.state == "lapsed"
    late = {"minutes": "2026/CBS/101", "reason": "Vergeten"}
    assert why_not(case, "confirmed_that_day", "2026-03-09", late, today="2026-03-12") == {"T18"}


def test_a_confirmation_typed_late_counts_only_when_the_meeting_took_it():
    case = law(decided("9bis"), "2026-03-11")
    late = {"minutes": "2026/CBS/101", "reason": "Later ingevoerd"}
    assert why_not(case, "confirmed_that_day", "2026-03-10", late, today="2026-03-11") == {"T18"}
    assert why_not(case, "confirmed_that_day", "2026-03-05", late, today="2026-03-11") == {"T18"}
    assert why_not(case, "confirmed_that_day", "2026-03-09", late, today="2026-03-11") == set()
    assert why_not(confirmed("9bis"), "confirmed_that_day", "2026-03-09", late, today="2026-03-11") == {"T18"}


def test_a_late_record_does_not_revive_what_would_have_ended_by_itself():
    case = law(decided("9bis", until_day="2026-03-12"), "2026-03-11")
    late = {"minutes": "2026/CBS/101", "reason": "Later ingevoerd"}
    assert why_not(case, "confirmed_that_day", "2026-03-09", late, today="2026-03-12") == set()
    assert why_not(case, "confirmed_that_day", "2026-03-09", late, today="2026-03-13") == {"T18"}


def test_a_meeting_is_put_off_at_the_latest_on_its_own_day():
    case = decided("9bis")
    moved = {"meeting": "2026-03-16", "reason": "Geen quorum"}
    assert why_not(case, "meeting_moved", "2026-03-10", moved) == {"T18"}
    assert why_not(case, "meeting_moved", "2026-03-09", moved, next_meeting="2026-03-12") == {"T18"}
    assert why_not(case, "meeting_moved", "2026-03-09", moved | {"meeting": "2026-03-08"}) == {"T18"}
    assert why_not(
        case, "meeting_moved", "2026-03-08", moved | {"meeting": "2026-03-08"}, today="2026-03-09"
    ) == {"T18"}
    later = play_on(case, ("meeting_moved", "2026-03-09", moved))
    assert law(later, "2026-03-16").state == "decided" and law(later, "2026-03-17").state == "lapsed"
    assert term(later, "T18") == ("2026-03-16", None)


def test_a_closure_ends_after_its_last_day():
    case = confirmed("9bis")
    assert term(case, "END") == ("2026-06-05", None)
    assert law(case, "2026-06-05").state == "in_effect" and why_not(case, "expire", "2026-06-05") == {
        "duration"
    }
    over = law(case, "2026-06-06")
    assert over.state == "over" and term(over, "END") == ("2026-06-05", "2026-06-06")
    assert term(over, "RELEASE") == ("2026-06-08", None)


RENEWAL_OF = {
    "from_day": "2026-06-06",
    "until_day": "2026-12-05",
    "motivation": "Gronden blijven",
    "meeting": "2026-06-08",
}
AGAIN: tuple[Line, ...] = (
    ("consult", "2026-05-20", CONSULT[2]),
    ("heard", "2026-05-25", HEARD[2]),
    ("renew", "2026-06-04", RENEWAL_OF),
)


@pytest.mark.parametrize("basis", RENEWABLE)
def test_a_renewal_is_consulted_heard_and_confirmed_again(basis):
    case = confirmed(basis)
    assert why_not(case, "renew", "2026-06-04", RENEWAL_OF) == {"consult", "G4"}
    renewed = play_on(case, *AGAIN)
    assert renewed.state == "renewed" and term(renewed, "T18") == ("2026-06-08", None)
    assert play_on(renewed, ("confirm", "2026-06-08", MINUTES)).state == "in_effect"
    assert law(renewed, "2026-06-09").state == "lapsed"


@pytest.mark.parametrize("basis", RENEWABLE)
def test_a_renewal_follows_on_is_in_time_and_no_longer_than_a_period(basis):
    case = play_on(confirmed(basis), *AGAIN[:2])
    assert why_not(case, "renew", "2026-06-04", RENEWAL_OF | {"from_day": "2026-06-07"}) == {"renewal"}
    assert why_not(case, "renew", "2026-06-06", RENEWAL_OF) == {"renewal"}
    assert why_not(case, "renew", "2026-06-04", RENEWAL_OF | {"until_day": "2026-12-06"}) == {"duration"}
    assert why_not(case, "renew", "2026-06-04", RENEWAL_OF | {"meeting": None}) == {"T18"}


def test_a_renewal_that_lapses_leaves_the_period_before_it():
    early = RENEWAL_OF | {"meeting": "2026-05-28"}
    case = play_on(confirmed("9bis"), *AGAIN[:2], ("renew", "2026-05-26", early))
    lapsed = law(case, "2026-05-29")
    assert lapsed.state == "in_effect" and law(lapsed, "2026-06-06").state == "over"
    assert term(lapsed, "END") == ("2026-06-05", None)


def test_no_third_renewal():
    second = {"from_day": "2026-12-06", "until_day": "2027-06-05", "motivation": "x", "meeting": "2026-12-07"}
    case = play_on(
        confirmed("9bis"), *AGAIN, ("confirm", "2026-06-08", MINUTES), ("consult", "2026-11-20", CONSULT[2]),
        ("heard", "2026-11-25", HEARD[2]), ("renew", "2026-12-01", second), ("confirm", "2026-12-07", MINUTES),
    )  # fmt: skip
    third = {"from_day": "2027-06-06", "until_day": "2027-12-05", "motivation": "x", "meeting": "2027-06-07"}
    assert "renewal" in why_not(case, "renew", "2027-06-01", third)
    assert why_not(case, "consult", "2027-05-20", CONSULT[2]) == {"renewal"}


def test_after_the_decision_only_a_renewal_is_prepared():
    for step, _on, data in (CONSULT, INVITE, HEARD):
        fitting = data | ({"hearing_on": "2026-04-02"} if step == "invite" else {})
        assert why_not(confirmed("134ter"), step, "2026-04-01", fitting) == {"renewal"}
        assert why_not(confirmed("9bis"), step, "2026-04-01", fitting) == set()


@pytest.mark.parametrize("basis", ["134ter", "134quater"])
def test_what_the_article_does_not_renew_is_not_renewed(basis):
    assert why_not(confirmed(basis), "renew", "2026-06-04", RENEWAL_OF) >= {"renewal"}


@pytest.mark.parametrize(
    ("step", "data"), [("lift", {"reason": "In orde"}), ("annul", {"minutes": "RvS 1", "reason": "UDN"})]
)
def test_a_measure_that_is_lifted_or_annulled_is_over_and_premises_are_released(step, data):
    case = play_on(confirmed("9bis"), (step, "2026-04-01", data))
    assert case.state == "over" and term(case, "RELEASE") == ("2026-04-02", None)


def test_no_measure_at_all():
    case = play_on(ready("9bis"), ("drop", "2026-03-06", {"reason": "Geen gevaar meer"}))
    assert case.state == "dropped"
    assert why_not(case, "decide", "2026-03-06", DECISION) == {"state"}


def test_nothing_lies_before_the_opening():
    case = play("mayor_closure", [SIGNAL], about={"basis": "133_135"})
    assert why_not(case, "consult", "2026-03-01", CONSULT[2], today="2026-03-02") == {"day"}
