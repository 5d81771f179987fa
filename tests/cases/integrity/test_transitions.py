"""Every transition 5 to 37 of law.md §9.3 happens, and happens only from the states the table names."""

from __future__ import annotations

import pytest

from knipperlicht.cases.procedures.engine import Refused, offered
from knipperlicht.cases.procedures.integrity import PROCEDURE
from knipperlicht.cases.procedures.integrity import states as s
from knipperlicht.cases.procedures.steps import Office
from tests.cases.integrity import story
from tests.cases.integrity.story import do, walk, why_not

CLOSE = {"measure": "close", "months": None, "lifting_conditions": "Verbouwing goedgekeurd."}
REFUSE = {
    "measure": "refuse",
    "months": None,
    "lifting_conditions": None,
    "deviation": "Er is nog geen vergunning.",
    "other_measure": "Idem.",
}
UDN_HOLD = (*story.STANDSTILL, "udn")
CASES = {
    5: [((), "start", s.STARTED)],
    6: [(("start",), "own_services", s.OWN_INQUIRY), (("start",), "criminal_record", s.OWN_INQUIRY)],
    7: [(("start", "own_services"), "extend_persons", s.OWN_INQUIRY)],
    8: [(("start", "own_services"), "extend", s.EXTENDED), (("start",), "extend", s.EXTENDED)],
    9: [(("start", "own_services", "extend"), "register_query", s.EXTENDED)],
    10: [(story.INQUIRED, "close", s.CLOSED_NO_MEASURE), ((*story.INQUIRED, "extend"), "close", s.CLOSED_NO_MEASURE)],
    11: [(story.INQUIRED, "request_advice", s.DIOB_SUBMITTED)],
    12: [(story.REQUESTED, "inadmissible", s.DIOB_INCOMPLETE)],
    13: [((*story.REQUESTED, "inadmissible"), "complete", s.DIOB_SUBMITTED)],
    14: [((*story.REQUESTED, "inadmissible", "complete"), "reject", s.DIOB_REJECTED)],
    15: [(story.REQUESTED, "admissible", s.DIOB_RUNNING)],
    16: [((*story.REQUESTED, "admissible"), "advice", s.DIOB_ADVICE)],
    17: [((*story.REQUESTED, "admissible"), "advice_overdue", s.DIOB_RUNNING)],
    18: [((*story.REQUESTED, "inadmissible", "complete", "reject"), "close", s.CLOSED_NO_MEASURE)],
    19: [(story.ADVISED, "close", s.CLOSED_NO_MEASURE)],
    20: [(story.ADVISED, "propose", s.PROPOSAL)],
    21: [((*story.ADVISED, "propose"), "invite", s.HEARING_INVITED)],
    22: [(story.INVITED, "hearing", s.HEARING_DONE)],
    23: [(story.INVITED, "no_show", s.NO_SHOW)],
    24: [(story.HEARD, "decide", s.COLLEGE_DECISION), ((*story.INVITED, "no_show"), "decide", s.COLLEGE_DECISION)],
    25: [(story.DECIDED, "notify", s.NOTIFIED)],
    26: [(story.DECIDED, "register_decision", s.COLLEGE_DECISION), (story.STANDSTILL, "inform_judiciary", s.STANDSTILL)],
    27: [((*story.DECIDED, "notify"), "proof", s.STANDSTILL)],
    28: [(story.STANDSTILL, "udn", s.UDN_HOLD)],
    29: [(UDN_HOLD, "udn_ruling", s.STANDSTILL)],
    30: [(story.STANDSTILL, "execute", s.IN_EFFECT), ((*UDN_HOLD, "udn_ruling"), "execute", s.IN_EFFECT)],
    32: [(story.IN_EFFECT, "penalty", s.IN_EFFECT)],
    33: [(story.IN_EFFECT, "review", s.REVIEW_12), (story.DECIDED, "review", s.REVIEW_12), (story.STANDSTILL, "review", s.REVIEW_12)],
    34: [((*story.IN_EFFECT, "review"), "review_decision", s.IN_EFFECT), ((*UDN_HOLD, "review"), "review_decision", s.UDN_HOLD)],
    35: [(story.IN_EFFECT, "lift", s.ENDED), (story.IN_EFFECT, "expire", s.ENDED)],
    36: [((*story.INQUIRED, "close"), "new_case", s.CLOSED_NO_MEASURE), ((*story.IN_EFFECT, "lift"), "new_case", s.ENDED)],
    37: [((*story.INQUIRED, "close"), "destroy_underlying", s.CLOSED_NO_MEASURE), ((*story.INQUIRED, "close"), "destroy", s.DESTROYED),
         ((*story.IN_EFFECT, "lift"), "destroy_underlying", s.ENDED), ((*story.IN_EFFECT, "lift"), "destroy", s.DESTROYED)],
}  # fmt: skip


@pytest.mark.parametrize(
    ("before", "step", "state"),
    [pytest.param(*one, id=f"{number}-{one[1]}-{one[2]}") for number, some in CASES.items() for one in some],
)
def test_the_transition_happens(before, step, state):
    assert do(walk(*before), step).state == state


def test_transition_18_also_asks_anew_on_changed_facts():
    rejected = walk(*story.REQUESTED, "inadmissible", "complete", "reject")
    assert (
        do(rejected, "request_advice", on=story.proposed("reject").on, changed_facts="Nieuwe vennoot.").state
        == s.DIOB_SUBMITTED
    )


def test_transition_24_to_no_measure_closes():
    done = do(walk(*story.HEARD), "decide", measure="none", other_measure="Weerlegd.", deviation="Weerlegd.")
    assert done.state == s.CLOSED_NO_MEASURE


def test_transition_29_granted_keeps_the_decision_from_being_executed():
    held = do(walk(*UDN_HOLD), "udn_ruling", outcome="granted")
    assert held.state == s.UDN_HOLD
    assert "G10" in why_not(held, "execute")
    assert do(held, "appeal_ruling" if held.last("appeal") else "appeal").state == s.UDN_HOLD
    assert do(do(held, "appeal"), "appeal_ruling", outcome="annulled").state == s.ENDED


def test_transition_31_seals_a_closure_only():
    case = story.closing(walk(*story.ADVISED))
    for step in ("propose", "invite", "hearing", "decide", "notify", "proof", "execute"):
        extra = CLOSE | {"deviation": "Er is geen vergunning."} if step in ("propose", "decide") else {}
        case = do(case, step, **extra)
    assert do(case, "seal").state == s.IN_EFFECT
    assert "measure" in why_not(walk(*story.IN_EFFECT), "seal")
    assert PROCEDURE.step("seal").opens == "sealing" and PROCEDURE.step("penalty").opens == "penalty"


def test_transition_34_withdrawal_ends_the_measure():
    assert do(walk(*story.IN_EFFECT, "review"), "review_decision", outcome="withdraw").state == s.ENDED


def test_a_refusal_has_no_end_of_its_own_and_is_closed_when_no_remedy_is_left():
    case = walk(*story.ADVISED)
    for step in ("propose", "invite", "hearing", "decide", "notify", "proof", "execute"):
        case = do(
            case,
            step,
            **(
                REFUSE
                if step == "decide"
                else {k: v for k, v in REFUSE.items() if k != "other_measure"}
                if step == "propose"
                else {}
            ),
        )
    assert set(why_not(case, "expire")) == {"T12"} and set(why_not(case, "lift")) == {"measure"}
    assert do(case, "finish").state == s.ENDED
    assert set(why_not(do(case, "appeal"), "finish")) == {"G15"}


@pytest.mark.parametrize("step", PROCEDURE.steps, ids=lambda step: step.key)
def test_a_step_is_taken_from_its_states_only(step):
    """Whatever the data: the state alone refuses."""
    for state in dict(s.STATES):
        case = story.replace(walk("start"), state=state)
        refused = "state" in why_not(case, step.key)
        assert refused == (state not in step.sources), state
        assert (step in offered(PROCEDURE, case)) == (state in step.sources)


def test_nothing_is_destroyed_twice_or_changed_after_it():
    gone = walk(*story.INQUIRED, "close", "destroy")
    assert offered(PROCEDURE, gone) == []
    with pytest.raises(Refused):
        do(gone, "new_case")


def test_every_step_is_walked():
    tried = {step for some in CASES.values() for before, step, _state in some for step in (*before, step)}
    elsewhere = {"inform", "name_operator", "open_sources", "police_advice", "ariec_report", "judicial", "case_conference", "stop",
                 "legal_check", "seal", "appeal", "report_appeal", "appeal_ruling", "finish"}  # fmt: skip
    assert tried | elsewhere == {step.key for step in PROCEDURE.steps}
    assert not tried & elsewhere


@pytest.mark.parametrize(
    ("before", "step"),
    [(("start",), "inform"), (("start",), "name_operator"), (("start",), "open_sources"), (("start",), "police_advice"),
     (("start",), "ariec_report"), (("start",), "judicial"), (("start",), "case_conference"), (story.REQUESTED, "stop"),
     (story.IN_EFFECT, "appeal"), ((*story.IN_EFFECT, "appeal"), "report_appeal"), ((*story.IN_EFFECT, "appeal"), "appeal_ruling")],
)  # fmt: skip
def test_steps_beside_the_numbered_transitions(before, step):
    case = walk(*before)
    after = do(case, step)
    assert after.acts[-1].step == step and after.acts[:-1] == case.acts


def test_every_document_of_the_investigation_is_made_by_a_step():
    made = {code for step in PROCEDURE.steps for code in step.documents}
    ours = {f"D{number:02d}" for number in (*range(9, 35), 36)}
    assert made == ours


def test_each_step_that_criminal_data_pass_through_seals_them():
    sealed = {step.key for step in PROCEDURE.steps for field in step.fields if field.criminal}
    assert {
        "criminal_record",
        "ariec_report",
        "judicial",
        "police_advice",
        "request_advice",
        "propose",
        "decide",
    } <= sealed


def test_the_offices_are_those_of_the_law():
    by = {step.key: step.office for step in PROCEDURE.steps}
    assert {
        by[key] for key in ("start", "extend", "extend_persons", "propose", "request_advice", "execute")
    } == {Office.MAYOR}
    assert {by[key] for key in ("decide", "review", "review_decision", "lift")} == {Office.COLLEGE}
    assert {by[key] for key in ("expire", "advice_overdue", "destroy_underlying", "destroy")} == {
        Office.SYSTEM
    }
