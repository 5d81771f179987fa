"""When what is due to be destroyed: every rule on both sides of its day, reckoned here by hand."""

from __future__ import annotations

from datetime import date

import pytest

from knipperlicht.cases.operator import service as operator
from knipperlicht.cases.procedures.registry import all_procedures
from knipperlicht.cases.retention.models import Due
from knipperlicht.cases.retention.reckoning import reckon
from knipperlicht.cases.retention.rules import Scope, rules_of
from knipperlicht.cases.retention.underlying import KEPT, TELLING, underlying_fields
from tests.cases.town import file_with

pytestmark = pytest.mark.django_db
STARTED = ("start", date(2026, 1, 5), {"motive": "in de lijst"})
SUSPENDED = ("decide", date(2026, 3, 2), {"measure": "suspend", "motivation": "ernstig", "months": 3})
TOLD = ("proof", date(2026, 3, 6), {"received": "2026-03-06", "proof": "RR1"})


def days(file) -> dict[str, date]:
    return dict(Due.objects.filter(file=file).values_list("rule", "day"))


def test_a_clean_end_destroys_what_it_rests_on_the_next_working_day(town):
    """A7: closed on Friday 6 March 2026: on Monday the 9th; the file itself five years and a day later."""
    file = file_with(
        town["worker"], "integrity", [STARTED], state="closed_no_measure", closed=date(2026, 3, 6)
    )
    assert days(file) == {"T13-none": date(2026, 3, 9), "T14": date(2031, 3, 7)}


def test_nothing_is_due_of_an_open_file(town):
    assert days(file_with(town["worker"], "integrity", [STARTED], state="own_inquiry", closed=None)) == {}


def test_a_measure_waits_for_sixty_days_from_the_proven_notification(town):
    """6 March + 60 days is 5 May 2026, a Tuesday: destroyed on Wednesday the 6th, also while the measure is in effect."""
    file = file_with(town["worker"], "integrity", [STARTED, SUSPENDED, TOLD], state="in_effect", closed=None)
    assert days(file) == {"T13-measure": date(2026, 5, 6)}


def test_without_proof_of_notification_no_remedy_is_exhausted(town):
    file = file_with(
        town["worker"], "integrity", [STARTED, SUSPENDED], state="ended", closed=date(2026, 6, 1)
    )
    assert set(days(file)) == {"T14"}


APPEAL = ("appeal", date(2026, 4, 1), {"appellant": "De Zwaan", "court": "Raad van State"})
RULED = ("appeal_ruling", date(2027, 2, 8), {"outcome": "rejected"})
CLAIM = ("udn", date(2026, 3, 10), {"claimant": "De Zwaan", "filed": "2026-03-10", "warned": "2026-03-10"})
HELD = ("udn_ruling", date(2026, 3, 20), {"claimant": "De Zwaan", "outcome": "granted"})
FREE = ("udn_ruling", date(2026, 3, 20), {"claimant": "De Zwaan", "outcome": "rejected"})
REVIEW = ("review", date(2026, 6, 1), {"by": "request", "elements": "nieuw"})
MAINTAINED = ("review_decision", date(2026, 6, 22), {"outcome": "maintain", "motivation": "blijft"})


@pytest.mark.parametrize(
    ("acts", "due"),
    [
        pytest.param([APPEAL], None, id="an appeal is pending"),
        pytest.param([APPEAL, RULED], date(2027, 2, 9), id="the ruling on the appeal is final"),
        pytest.param([APPEAL, APPEAL, RULED], None, id="two appeals and one ruling"),
        pytest.param([CLAIM], None, id="a suspension claim is pending"),
        pytest.param([CLAIM, FREE], date(2026, 5, 6), id="a claim rejected before the sixty days"),
        pytest.param([CLAIM, HELD], None, id="suspended: the annulment is still to come"),
        pytest.param([CLAIM, HELD, APPEAL, RULED], date(2027, 2, 9), id="suspended, then ruled on"),
        pytest.param([REVIEW], None, id="under review"),
        pytest.param([REVIEW, MAINTAINED], date(2026, 6, 23), id="reviewed and maintained"),
    ],
)
def test_remedies(town, acts, due):
    file = file_with(
        town["worker"], "integrity", [STARTED, SUSPENDED, TOLD, *acts], state="in_effect", closed=None
    )
    assert days(file).get("T13-measure") == due


def test_a_decision_of_no_measure_is_a_clean_end(town):
    decided = ("decide", date(2026, 3, 2), {"measure": "none", "motivation": "geen grond"})
    file = file_with(
        town["worker"], "integrity", [STARTED, decided], state="closed_no_measure", closed=date(2026, 3, 2)
    )
    assert days(file)["T13-none"] == date(2026, 3, 3)


def test_what_a_file_that_goes_on_was_due_is_due_no_longer(town):
    """A file that is opened again keeps its data."""
    file = file_with(
        town["worker"], "integrity", [STARTED], state="closed_no_measure", closed=date(2026, 3, 6)
    )
    file.closed = None
    file.save()
    assert reckon(file) == [] and days(file) == {}


def test_measures_follow_the_setting_of_the_operator(town, monkeypatch):
    signal = ("signal", date(2026, 1, 5), {"facts": "lawaai"})
    file = file_with(town["worker"], "mayor_closure", [signal], state="ended", closed=date(2026, 3, 6))
    assert days(file) == {"M-underlying": date(2026, 5, 6), "M-file": date(2031, 3, 7)}
    chosen = operator.SiteSettings(measure_years=2)
    monkeypatch.setattr("knipperlicht.cases.retention.rules.site", lambda: chosen)
    reckon(file)
    assert days(file)["M-file"] == date(2028, 3, 7)


def test_the_flemish_track_keeps_six_years():
    (rule,) = rules_of("flemish_decree")
    assert (rule.count(), rule.scope) == (6, Scope.FILE)


@pytest.mark.parametrize("kind", sorted(all_procedures()))
def test_every_procedure_has_a_rule_for_the_whole_file(kind):
    assert [rule.scope for rule in rules_of(kind)].count(Scope.FILE) == 1


def test_of_an_investigation_stays_what_the_act_names_and_nothing_that_can_tell_more():
    """Steps whose free text stays are proposals and decisions; a new step loses its text unless somebody adds it there."""
    procedure = all_procedures()["integrity"]
    telling = {
        step.key
        for step in procedure.steps for field in step.fields
        if field.kind in TELLING and field.name not in underlying_fields("integrity", step.key)
    }  # fmt: skip
    assert telling <= KEPT and {step.key for step in procedure.steps} >= KEPT
    assert {
        step.key for step in procedure.steps if {"D22", "D25", "D32", "D33", "D34"} & set(step.documents)
    } <= KEPT


def test_no_data_on_offences_outlives_the_remedies_but_in_proposal_and_decision():
    for procedure in all_procedures().values():
        for step in procedure.steps:
            stays = {field.name for field in step.fields if field.criminal} - underlying_fields(
                procedure.key, step.key
            )
            assert not stays or (procedure.key == "integrity" and step.key in KEPT), (procedure.key, step.key)
