"""(Long because one file shows every guard.) Every guard of law.md §9.4 and the others of the table: what it refuses, what it lets through, and that it says what to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from knipperlicht.cases.procedures.foresight import in_the_way
from knipperlicht.cases.procedures.integrity import PROCEDURE
from tests.cases.integrity import story
from tests.cases.integrity.story import (
    AROUND,
    FACTS,
    FINANCIER,
    OPERATOR,
    START,
    closing,
    do,
    fresh,
    walk,
    why_not,
)

STRANGER = {"kind": "natural", "name": "Onbekend", "birth_date": "1990-01-01"}
CLOSURE = {
    "measure": "close",
    "months": None,
    "lifting_conditions": "Verbouwing goedgekeurd.",
    "deviation": "Er is geen vergunning.",
}


def knowing(**facts) -> story.Around:
    return replace(AROUND, facts={**FACTS, **facts})


# G1 and the start


@pytest.mark.parametrize(
    "facts",
    [{"regulation_in_force": False}, {"in_scope": False}, {"in_scope": False, "scope_problem": "Buiten de zone."}, {"activity_dropped": True}],
)  # fmt: skip
def test_g1_no_start_outside_the_regulation(facts):
    refused = why_not(fresh(), "start", around=knowing(**facts))
    assert set(refused) == {"G1"}
    if "scope_problem" in facts:
        assert str(refused["G1"].sentence) == "Buiten de zone."


def test_g1_what_nobody_vouches_for_counts_as_outside():
    assert set(why_not(fresh(), "start", around=replace(AROUND, facts={}))) == {"G1"}


def test_g1_a_start_inside_it():
    assert not why_not(fresh(), "start")


@pytest.mark.parametrize("fact", ["open_case_same_subject", "closed_case_same_subject"])
def test_the_same_subject_twice_needs_changed_facts(fact):
    around = knowing(**{fact: True})
    assert set(why_not(fresh(), "start", around=around)) == {"start"}
    assert not why_not(fresh(), "start", around=around, changed_facts="Andere uitbater.")


def test_section_14_rests_on_a_dated_request():
    case = fresh(at_request=True)
    assert set(why_not(case, "start")) == {"start"}
    assert set(why_not(case, "start", requested_on="2025-05-03")) == {"start"}
    assert not why_not(case, "start", requested_on="2025-05-02")


def test_the_permit_duty_is_fixed_at_the_start():
    assert set(why_not(replace(fresh(), about={}), "start")) == {"start"}
    assert not why_not(fresh(permit_duty=False), "start")


# G2, the subjects


@pytest.mark.parametrize("step", ["own_services", "criminal_record", "register_query", "request_advice"])
def test_g2_nobody_else_without_an_extension(step):
    before = (
        story.INQUIRED
        if step == "request_advice"
        else ("start", "own_services")
        if step == "register_query"
        else ("start",)
    )
    case = walk(*before)
    refused = why_not(case, step, persons=[OPERATOR, FINANCIER])
    assert set(refused) == {"G2"} and "Geldschieter" in str(refused["G2"].sentence)
    extended = do(case, "extend_persons")
    same = FINANCIER | {"enterprise_number": "0123456749", "name": "GELDSCHIETER"}
    assert not why_not(extended, step, persons=[OPERATOR, same])
    assert set(why_not(extended, step, persons=[STRANGER])) == {"G2"}


def test_g2_an_operator_found_later_is_named_without_an_offence():
    assert not why_not(do(walk("start"), "name_operator"), "own_services", persons=[FINANCIER])


@pytest.mark.parametrize("missing", ["facts", "offences"])
def test_g2_an_extension_rests_on_facts_and_an_offence(missing):
    assert set(why_not(walk("start"), "extend_persons", **{missing: None})) == {"G2"}


def test_g2_the_offence_is_one_of_the_33():
    assert set(why_not(walk("start"), "extend_persons", offences=["34"])) == {"field"}


def test_g2_an_extension_comes_within_the_term():
    last, after = date(2025, 7, 15), date(2025, 7, 16)
    assert not why_not(walk("start"), "extend_persons", on=last)
    assert set(why_not(walk("start"), "extend_persons", on=after)) == {"G2"}


# G3, G4: advice and hearing


def test_g3_no_decision_without_the_advice_in_the_file():
    assert set(why_not(walk(*story.HEARD), "decide", around=replace(AROUND, documents=frozenset()))) == {"G3"}
    assert set(why_not(walk(*story.ADVISED), "propose", around=replace(AROUND, documents=frozenset()))) == {
        "G3"
    }
    assert not why_not(walk(*story.HEARD), "decide")


def test_g3_no_decision_without_the_advice_recorded():
    heard = walk(*story.HEARD)
    without = replace(heard, acts=tuple(act for act in heard.acts if act.step != "advice"))
    assert set(why_not(without, "decide")) == {"G3"}


def test_g3_even_no_measure_needs_it_once_a_measure_was_proposed():
    data = {"measure": "none", "other_measure": "Weerlegd.", "deviation": "Weerlegd."}
    assert set(
        why_not(walk(*story.HEARD), "decide", around=replace(AROUND, documents=frozenset()), **data)
    ) == {"G3"}


def test_g4_no_decision_unheard():
    heard = walk(*story.HEARD)
    unheard = replace(heard, acts=tuple(act for act in heard.acts if act.step != "hearing"))
    assert set(why_not(unheard, "decide")) == {"G4"}
    assert not why_not(heard, "decide")
    assert not why_not(walk(*story.INVITED, "no_show"), "decide")


def test_g4_no_decision_without_a_proposal():
    heard = walk(*story.HEARD)
    assert "G4" in why_not(
        replace(heard, acts=tuple(act for act in heard.acts if act.step != "propose")), "decide"
    )


@pytest.mark.parametrize(
    ("day", "served", "refused"),
    [(date(2025, 7, 20), "2025-07-04", True), (date(2025, 7, 21), "2025-07-04", False), (date(2025, 7, 21), "2025-07-21", True),
     (date(2025, 7, 22), "2025-06-30", True), (date(2025, 7, 22), "2025-07-20", False)],
)  # fmt: skip
def test_g4_absence_counts_after_a_provable_invitation(day, served, refused):
    """The invitation of the story was sent on Thursday 3 July for Monday 21 July."""
    assert set(why_not(walk(*story.INVITED), "no_show", on=day, served_on=served)) == (
        {"G4"} if refused else set()
    )


def test_g4_a_valid_excuse_leads_to_a_new_invitation():
    case = walk(*story.INVITED)
    assert set(why_not(case, "no_show", excuse="Opgenomen in het ziekenhuis.", excuse_valid=True)) == {"G4"}
    assert not why_not(case, "invite", on=date(2025, 7, 22), hearing_on="2025-08-08")


def test_g4_an_invitation_is_registered_or_against_receipt():
    assert set(why_not(walk(*story.ADVISED, "propose"), "invite", how="mail")) == {"field"}
    assert set(why_not(walk(*story.ADVISED, "propose"), "invite", how=None)) == {"G4"}


def test_t7_less_than_fifteen_days_needs_a_reason():
    case = walk(*story.ADVISED, "propose")
    assert set(why_not(case, "invite", on=date(2025, 7, 7))) == {"T7"}
    assert not why_not(case, "invite", on=date(2025, 7, 6))
    assert not why_not(case, "invite", on=date(2025, 7, 7), short_notice="Met instemming van de uitbater.")
    assert set(why_not(case, "invite", on=date(2025, 7, 21), short_notice="Dringend.")) == {"T7"}


# G5, the advice request


def test_g5_no_request_without_the_register():
    case = walk("start", "own_services")
    assert set(why_not(case, "request_advice")) == {"G5"}
    assert not why_not(do(case, "register_query"), "request_advice")


@pytest.mark.parametrize("item", ["persons", "inquiry", "register_result", "motivation"])
def test_g5_no_request_without_its_four_items(item):
    assert set(why_not(walk(*story.INQUIRED), "request_advice", **{item: None})) == {"G5"}


def test_g5_the_result_is_the_one_recorded():
    assert set(why_not(walk(*story.INQUIRED), "request_advice", register_result="hit")) == {"G5"}


def test_g5_a_hit_says_what_the_other_municipality_decided():
    case = walk("start", "own_services")
    assert set(why_not(case, "register_query", result="hit")) == {"G5"}
    assert not why_not(case, "register_query", result="hit", copy="Sluiting, 2024.")


def test_q5_the_register_comes_after_another_step():
    assert set(why_not(walk("start"), "register_query")) == {"Q5"}


def test_closing_needs_the_register_too():
    assert set(why_not(walk("start", "own_services"), "close")) == {"G5"}


def test_closing_says_that_no_ground_was_found():
    assert set(why_not(walk(*story.INQUIRED), "close", no_ground=False)) == {"close"}


# G6 to G9


def test_g6_no_second_extension():
    assert not why_not(walk("start"), "extend")
    assert set(why_not(walk("start", "extend"), "extend")) == {"G6"}


def test_t1_a_term_that_is_over_is_not_extended():
    assert not why_not(walk("start"), "extend", on=date(2025, 7, 15))
    assert set(why_not(walk("start"), "extend", on=date(2025, 7, 16))) == {"T1"}


@pytest.mark.parametrize(
    ("months", "refused"), [(1, False), (6, False), (7, True), (0, True), (-1, True), (None, True)]
)
@pytest.mark.parametrize(("before", "step"), [(story.ADVISED, "propose"), (story.HEARD, "decide")])
def test_g7_a_suspension_lasts_one_to_six_months(before, step, months, refused):
    assert set(why_not(walk(*before), step, months=months)) == ({"G7"} if refused else set())


@pytest.mark.parametrize(("before", "step"), [(story.ADVISED, "propose"), (story.HEARD, "decide")])
def test_g8_a_suspension_can_be_lifted(before, step):
    assert set(why_not(walk(*before), step, lifting_conditions=None)) == {"G8"}


@pytest.mark.parametrize(("before", "step"), [(story.ADVISED, "propose"), (story.HEARD, "decide")])
@pytest.mark.parametrize("measure", ["refuse", "suspend", "abrogate", "close"])
@pytest.mark.parametrize("permit", [True, False])
def test_g9_the_measure_fits_the_permit_duty(before, step, measure, permit):
    case = replace(walk(*before), about={"permit_duty": permit})
    refused = set(
        why_not(
            case,
            step,
            measure=measure,
            deviation="Anders.",
            other_measure="Anders." if step == "decide" else None,
        )
    )
    assert refused == ({"G9"} if permit == (measure == "close") else set())


def test_q4_a_closure_has_an_end():
    case = closing(walk(*story.ADVISED))
    assert set(why_not(case, "propose", **CLOSURE | {"lifting_conditions": None})) == {"Q4"}
    assert set(why_not(case, "propose", **CLOSURE | {"lifting_conditions": None, "until": "2025-01-01"})) == {
        "Q4"
    }
    assert not why_not(case, "propose", **CLOSURE | {"lifting_conditions": None, "until": "2026-01-01"})


# G11 and the reasons


@pytest.mark.parametrize(("before", "step"), [(story.ADVISED, "propose"), (story.HEARD, "decide")])
@pytest.mark.parametrize("part", list(story.GROUND))
def test_g11_ground_facts_offence_and_factors(before, step, part):
    refused = why_not(walk(*before), step, **{part: None})
    assert set(refused) == {"G11"}


def test_g11_an_offence_outside_the_list_is_no_offence():
    assert set(why_not(walk(*story.HEARD), "decide", offences=["brandveiligheid"])) == {"field"}


def test_no_measure_needs_no_ground():
    bare = dict.fromkeys(story.GROUND) | {"measure": "none", "months": None, "lifting_conditions": None}
    assert not why_not(walk(*story.HEARD), "decide", **bare, other_measure="Weerlegd.", deviation="Weerlegd.")


def test_a_deviation_from_the_advice_has_its_reason():
    assert set(why_not(walk(*story.ADVISED), "propose", measure="abrogate")) == {"deviation"}
    assert not why_not(
        walk(*story.ADVISED), "propose", measure="abrogate", deviation="Ernstiger dan geadviseerd."
    )


def test_a_decision_other_than_proposed_has_its_reason():
    assert set(why_not(walk(*story.HEARD), "decide", measure="abrogate", deviation="Ernstiger.")) == {
        "proposal"
    }
    assert not why_not(
        walk(*story.HEARD), "decide", measure="abrogate", deviation="Ernstiger.", other_measure="Ernstiger."
    )


def test_all_reasons_are_told_together():
    refused = why_not(walk(*story.HEARD), "decide", around=replace(AROUND, documents=frozenset(), designated=False), months=8,
                      lifting_conditions=None, offences=[])  # fmt: skip
    assert set(refused) == {"G3", "G7", "G8", "G11", "G12"}


@pytest.mark.parametrize(
    ("before", "step"),
    [(story.INQUIRED, "request_advice"), (story.ADVISED, "propose"), (story.HEARD, "decide")],
)
def test_q2_past_the_term_only_with_a_reason(before, step):
    case = walk(*before)
    last = date(2025, 7, 15) if step == "request_advice" else date(2025, 8, 28)
    assert not why_not(case, step, on=last)
    past = last.replace(day=last.day + 1)
    assert set(why_not(case, step, on=past)) == {"Q2"}
    assert not why_not(case, step, on=past, overrun="Het advies kwam te laat.")


# G12, G13, G16


@pytest.mark.parametrize("step", ["own_services", "extend", "register_query"])
def test_g12_only_designated_staff(step):
    case = walk("start", "own_services")
    assert set(why_not(case, step, around=replace(AROUND, designated=False))) == {"G12"}
    assert not why_not(case, step)


def test_g12_the_college_decides_undesignated():
    college = replace(AROUND, designated=False, offices=frozenset({story.Office.COLLEGE}))
    assert not why_not(walk(*story.HEARD), "decide", around=college)


@pytest.mark.parametrize(
    "step",
    [
        "own_services",
        "police_advice",
        "criminal_record",
        "open_sources",
        "ariec_report",
        "judicial",
        "case_conference",
    ],
)
@pytest.mark.parametrize(
    ("oldest", "refused"), [("2020-05-02", False), ("2020-05-01", True), ("1999-01-01", True)]
)
def test_g13_no_data_older_than_five_years(step, oldest, refused):
    assert set(why_not(walk("start"), step, data_from=oldest)) == ({"G13"} if refused else set())


def test_g13_data_are_not_newer_than_the_consultation():
    assert set(why_not(walk("start"), "own_services", data_from="2025-12-01")) == {"day"}


@pytest.mark.parametrize(
    ("step", "data"),
    [("own_services", {"livc_r": True}), ("own_services", {"databases": ["LIVC-R"]}), ("police_advice", {"by_whom": "livc r"}),
     ("case_conference", {"participants": ["PZ", "leden van de LIVC"]})],
)  # fmt: skip
def test_g16_nothing_of_the_livc_r(step, data):
    assert set(why_not(walk("start"), step, **data)) == {"G16"}
    assert not why_not(walk("start"), step, livc_r=False)


# The advice


def test_t4_completion_in_time():
    """The notice of the story came on Monday 19 May; five working days from the day after end on Monday 26 May."""
    case = walk(*story.REQUESTED, "inadmissible")
    assert case.acts[-1].on == date(2025, 5, 16)
    assert not why_not(case, "complete", on=date(2025, 5, 23))
    assert set(why_not(case, "complete", on=date(2025, 5, 26))) == {"T4"}


def test_t4_rejection_follows_a_chance_to_complete():
    assert set(why_not(walk(*story.REQUESTED), "reject")) == {"T4"}
    case = walk(*story.REQUESTED, "inadmissible")
    assert set(why_not(case, "reject", on=date(2025, 5, 23))) == {"T4"}
    assert not why_not(case, "reject", on=date(2025, 5, 26))


def test_a_new_request_after_rejection_needs_changed_facts():
    case = walk(*story.REQUESTED, "inadmissible", "complete", "reject")
    assert set(why_not(case, "request_advice")) == {"request"}
    assert not why_not(case, "request_advice", changed_facts="Nieuwe vennoot.")


def test_an_old_advice_does_not_serve_a_new_request():
    case = walk(*story.REQUESTED, "inadmissible", "complete", "reject")
    again = do(case, "request_advice", changed_facts="Nieuwe vennoot.", on=case.acts[-1].on)
    forged = replace(walk(*story.ADVISED, "propose", "invite", "hearing"), state="hearing_done")
    late = replace(forged, acts=(*forged.acts, replace(again.acts[-1], number=99)))
    assert "G3" in why_not(late, "decide")


@pytest.mark.parametrize(
    ("received", "refused"), [("2025-05-13", True), ("2025-05-14", False), ("2041-01-01", True)]
)
def test_a_request_is_received_after_it_was_sent(received, refused):
    case = walk(*story.INQUIRED)
    assert set(why_not(case, "request_advice", on=date(2025, 5, 14), received=received)) == (
        {"day"} if refused else set()
    )


# After the decision


def test_the_advice_is_annexed():
    assert set(why_not(walk(*story.DECIDED), "notify", annexed=False)) == {"notify"}


@pytest.mark.parametrize("days", [{"received": None}, {"received": "2025-01-01"}, {"received": "2041-01-01"}])
def test_q6_a_proof_has_a_provable_day(days):
    assert set(why_not(walk(*story.DECIDED, "notify"), "proof", **days)) == {"Q6"}


def test_g10_not_before_the_standstill_is_over():
    """Received on Tuesday 29 July: day 15 is Wednesday 13 August."""
    case = walk(*story.STANDSTILL)
    assert set(why_not(case, "execute", on=date(2025, 8, 13))) == {"G10"}
    assert not why_not(case, "execute", on=date(2025, 8, 14))


def test_g10_nor_on_the_free_days_after_a_free_day_15():
    """Received on Thursday 31 July: day 15 is Friday 15 August, a holiday; the first working day is Monday."""
    case = do(walk(*story.DECIDED, "notify"), "proof", received="2025-07-31")
    assert {day: set(why_not(case, "execute", on=date(2025, 8, day))) for day in (15, 16, 17, 18)} == {
        15: {"G10"}, 16: {"G10"}, 17: {"G10"}, 18: set(),
    }  # fmt: skip


def test_g10_a_later_proof_moves_the_standstill():
    case = do(walk(*story.STANDSTILL), "proof", received="2025-08-01")
    assert set(why_not(case, "execute", on=date(2025, 8, 14))) == {"G10"}


def test_g10_not_while_a_claim_holds():
    case = walk(*story.STANDSTILL, "udn")
    refused = why_not(case, "execute")
    assert set(refused) == {"G10"} and "Voorbeeld" in str(refused["G10"].sentence)
    assert not why_not(do(case, "udn_ruling"), "execute")


def test_g10_two_claims_need_two_rulings():
    case = do(walk(*story.STANDSTILL, "udn"), "udn", claimant="Geldschieter BV")
    assert set(why_not(do(case, "udn_ruling"), "execute")) == {"G10"}
    assert not why_not(do(do(case, "udn_ruling"), "udn_ruling", claimant="Geldschieter BV"), "execute")


def test_a_ruling_is_on_a_claim_that_is_known():
    assert set(why_not(walk(*story.STANDSTILL, "udn"), "udn_ruling", claimant="Iemand")) == {"claim"}


def test_a_claim_lies_after_the_decision():
    assert set(why_not(walk(*story.STANDSTILL), "udn", filed="2025-01-01")) == {"day"}


def test_what_follows_from_an_appeal_needs_one():
    assert set(why_not(walk(*story.IN_EFFECT), "appeal_ruling")) == {"appeal"}
    assert set(why_not(walk(*story.IN_EFFECT), "report_appeal")) == {"appeal"}


@pytest.mark.parametrize("step", ["register_decision", "inform_judiciary"])
def test_a_decision_is_sent_once(step):
    assert set(why_not(walk(*story.DECIDED, step), step)) == {"once"}


def test_t12_a_suspension_ends_by_itself_after_its_months():
    """Executed on Thursday 21 August for three months: the last day is 20 November."""
    case = do(walk(*story.STANDSTILL), "execute", on=date(2025, 8, 21))
    assert set(why_not(case, "expire", on=date(2025, 11, 20))) == {"T12"}
    assert not why_not(case, "expire", on=date(2025, 11, 21))


# G15, destruction


def test_g15_underlying_data_stay_until_remedies_are_exhausted():
    """Received on 29 July: sixty days end on 27 September."""
    ended = do(walk(*story.IN_EFFECT), "lift", on=date(2025, 9, 20))
    assert set(why_not(ended, "destroy_underlying", on=date(2025, 9, 27))) == {"G15"}
    assert not why_not(ended, "destroy_underlying", on=date(2025, 9, 28))


def test_g15_a_clean_investigation_loses_them_at_once():
    assert not why_not(walk(*story.INQUIRED, "close"), "destroy_underlying", on=date(2025, 5, 15))


def test_g15_a_pending_appeal_holds_destruction():
    ended = walk(*story.IN_EFFECT, "appeal", "lift")
    assert set(why_not(ended, "destroy_underlying")) == {"G15"} and set(why_not(ended, "destroy")) == {"G15"}
    ruled = do(ended, "appeal_ruling")
    assert not why_not(ruled, "destroy_underlying") and not why_not(ruled, "destroy")
    pending = replace(story.SYSTEM, facts={"pending_appeal": True})
    act = story.proposed("destroy")
    assert {r.rule for r in story.refusals(PROCEDURE, ruled, act, pending)} == {"G15"}


def test_t14_a_file_is_kept_for_five_years():
    closed = do(walk(*story.INQUIRED), "close", on=date(2025, 5, 15))
    assert set(why_not(closed, "destroy", on=date(2030, 5, 14))) == {"T14"}
    assert not why_not(closed, "destroy", on=date(2030, 5, 15))


# Days


def test_nothing_is_older_than_the_start():
    assert "day" in why_not(walk("start"), "own_services", on=date(2025, 5, 1), data_from="2024-01-01")


@pytest.mark.parametrize(
    ("before", "step"),
    [(story.REQUESTED, "inadmissible"), (story.REQUESTED, "admissible"), ((*story.REQUESTED, "admissible"), "advice"),
     (story.ADVISED, "propose"), (story.INVITED, "hearing"), (story.HEARD, "decide"), (story.DECIDED, "notify"),
     ((*story.IN_EFFECT, "review"), "review_decision"), (story.IN_EFFECT, "lift"), (story.IN_EFFECT, "seal")],
)  # fmt: skip
def test_no_act_is_older_than_what_it_follows_from(before, step):
    assert "day" in why_not(walk(*before), step, on=START)


def test_nothing_lies_in_the_future():
    assert "day" in why_not(walk("start"), "own_services", on=date(2041, 1, 1))


def test_every_guard_bears_a_form_that_nobody_filled_in():
    for step in PROCEDURE.steps:
        for refusal in in_the_way(PROCEDURE, walk("start"), step, AROUND):
            assert str(refusal.sentence) and refusal.rule


def test_what_stands_in_the_way_is_told_before_the_form():
    told = {
        r.rule
        for r in in_the_way(
            PROCEDURE, walk(*story.HEARD), PROCEDURE.step("decide"), replace(AROUND, documents=frozenset())
        )
    }
    assert told == {"G3"}
