"""A regulation goes its way only as the law says: every guard both ways, acceptance cases A9 and A10."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.policies import service
from knipperlicht.cases.policies.service import Regulation, RegulationAct, Stretch
from knipperlicht.cases.procedures.engine import Refused
from tests.cases.policies.conftest import (
    CAFES,
    GARAGES,
    TODAY,
    YES,
    fresh,
    into_force,
    make_draft,
    step,
    term,
)

pytestmark = [pytest.mark.django_db, pytest.mark.databases]


def rules(caught) -> set[str]:
    return {refusal.rule for refusal in caught.value.refusals}


def test_a_regulation_for_the_whole_territory_comes_into_force(owner, regulation):
    assert fresh(regulation).state == service.ADOPTED
    assert service.in_force(owner.organisation, TODAY()) == [regulation]
    assert service.in_force(owner.organisation, TODAY() - timedelta(days=11)) == []


def test_every_act_stands_in_the_log_with_its_step(owner, regulation):
    logged = Entry.objects.filter(event="policy.act").order_by("number")
    assert [entry.detail["step"] for entry in logged] == ["draft", "submit", "protocol", "adopt", "publish"]
    assert {entry.organisation_id for entry in logged} == {owner.organisation.pk}


def test_a_draft_without_a_risk_analysis_is_refused(owner, defined, snapshot):
    regulation = service.begin(owner, title="Zonder analyse", why="x", work=None)
    service.set_activities(owner, regulation, [term(CAFES)], work=None)
    with pytest.raises(Refused) as caught:
        step(owner, regulation, "submit")
    assert rules(caught) == {"D01"}


def test_a_draft_without_activities_is_refused(owner, defined, snapshot):
    with pytest.raises(Refused) as caught:
        step(owner, make_draft(owner), "submit")
    assert rules(caught) == {"S0"}


@pytest.mark.parametrize("number", [4, 22, 23, 35])
def test_an_activity_without_official_name_or_definition_is_refused(owner, snapshot, number):
    with pytest.raises(Refused) as caught:
        step(owner, make_draft(owner, number), "submit")
    assert rules(caught) == {"S0"} and str(number) in str(caught.value)


def test_entering_the_official_text_lifts_that_refusal(owner, snapshot):
    regulation = make_draft(owner, 23)
    service.enter_text(
        owner, number=23, sector="beauty", nl="Kapsalons", fr="", definition="zoals in het besluit",
        source="B.S.", nace=["9621"], work=None,
    )  # fmt: skip
    assert step(owner, regulation, "submit").state == "policy_advice"
    assert fresh(regulation).activities.get().name_nl == "Kapsalons"


def test_a_text_of_a_municipality_is_its_own_and_the_operators_is_for_all(owner, acting, defined):
    service.enter_text(
        owner, number=CAFES, sector="horeca", nl="Cafés van ons", fr="", definition="d", source="s", nace=[], work=None
    )  # fmt: skip
    assert service.activities(owner.organisation)[CAFES].nl == "Cafés van ons"
    assert service.activities(acting("stranger").organisation)[CAFES].nl == "Drankgelegenheden"
    assert service.activities(None)[CAFES].nl == "Drankgelegenheden"


def test_an_activity_without_a_reasonable_term_is_refused(owner, defined, snapshot):
    with pytest.raises(Refused) as caught:
        step(owner, make_draft(owner, CAFES, terms=[term(CAFES, within=None)]), "submit")
    assert rules(caught) == {"T20"}


def test_a_part_of_the_territory_without_any_zone_is_refused(owner, draft):
    service.set_zone(owner, draft, whole=False, streets=[], area=[], work=None)
    with pytest.raises(Refused) as caught:
        step(owner, draft, "submit")
    assert rules(caught) == {"zone"}


def limited(owner, draft) -> Regulation:
    streets = [Stretch(postcode="8500", street="Vlaslaan")]
    service.set_zone(owner, draft, whole=False, streets=streets, area=[], work=None)
    step(owner, draft, "submit")
    return step(owner, draft, "protocol", reference="P-1")


def test_a9_one_district_without_advice_of_the_ariec_is_not_adopted(owner, draft):
    limited(owner, draft)
    with pytest.raises(Refused) as caught:
        step(owner, draft, "adopt", **YES)
    assert rules(caught) == {"A9", "D03"}
    assert fresh(draft).state == "policy_advice"
    assert Entry.objects.get(event="policy.refused").detail["rules"] == ["A9", "D03"]


def test_a9_the_advice_binds(owner, draft):
    limited(owner, draft)
    step(owner, draft, "ariec_advice", advice="unfavourable", reference="A-1")
    step(owner, draft, "security_council", reference="Z-1")
    with pytest.raises(Refused) as caught:
        step(owner, draft, "adopt", **YES)
    assert rules(caught) == {"A9"}
    step(owner, draft, "ariec_advice", advice="favourable", reference="A-2")
    assert step(owner, draft, "adopt", **YES).state == service.ADOPTED


def test_advice_on_another_draft_of_the_zone_does_not_count(owner, draft):
    limited(owner, draft)
    step(owner, draft, "ariec_advice", advice="favourable", reference="A-1")
    step(owner, draft, "security_council", reference="Z-1")
    step(owner, draft, "back", why="andere zone")
    step(owner, draft, "submit")
    with pytest.raises(Refused) as caught:
        step(owner, draft, "adopt", **YES)
    assert rules(caught) == {"A9", "D03"}


def test_the_security_council_is_told_after_the_advice(owner, draft):
    limited(owner, draft)
    with pytest.raises(Refused) as caught:
        step(owner, draft, "security_council", reference="Z-1")
    assert rules(caught) == {"D02"}


@pytest.mark.parametrize(("key", "data"), [("ariec_advice", {"advice": "favourable"}), ("security_council", {})])  # fmt: skip
def test_the_whole_territory_asks_no_advice(owner, draft, key, data):
    step(owner, draft, "submit")
    with pytest.raises(Refused) as caught:
        step(owner, draft, key, reference="x", **data)
    assert "zone" in rules(caught)


@pytest.mark.parametrize("missing", ["protocol_confirmed", "protocol_annexed"])
def test_the_council_confirms_and_annexes_the_agreement(owner, draft, missing):
    step(owner, draft, "submit")
    step(owner, draft, "protocol", reference="P-1")
    with pytest.raises(Refused) as caught:
        step(owner, draft, "adopt", **(YES | {missing: False}))
    assert rules(caught) <= {"D04", "field"}


def test_no_adoption_without_an_agreement_or_with_a_later_one(owner, draft):
    step(owner, draft, "submit")
    with pytest.raises(Refused) as caught:
        step(owner, draft, "adopt", **YES)
    assert rules(caught) == {"D04"}
    step(owner, draft, "protocol", reference="P-1")
    with pytest.raises(Refused) as caught:
        step(owner, draft, "adopt", on=TODAY() - timedelta(days=1), **YES)
    assert rules(caught) == {"D04"}


def test_publication_comes_after_adoption_before_force_and_once(owner, draft):
    step(owner, draft, "submit")
    step(owner, draft, "protocol", reference="P-1")
    step(owner, draft, "adopt", **YES)
    yesterday, later = TODAY() - timedelta(days=1), TODAY() + timedelta(days=5)
    for on, begins in ((yesterday, TODAY()), (TODAY(), yesterday)):
        with pytest.raises(Refused) as caught:
            step(owner, draft, "publish", on=on, address="https://example.org", in_force=str(begins))
        assert rules(caught) == {"publication"}
    assert service.in_force(owner.organisation, TODAY()) == []
    step(owner, draft, "publish", address="https://example.org", in_force=str(later))
    assert service.in_force(owner.organisation, later) == [draft]
    with pytest.raises(Refused) as caught:
        step(owner, draft, "publish", address="https://example.org", in_force=str(later))
    assert rules(caught) == {"publication"}


def test_a_closed_draft_cannot_be_changed(owner, draft):
    step(owner, draft, "submit")
    with pytest.raises(Refused):
        service.set_activities(owner, draft, [term(GARAGES)], work=None)
    with pytest.raises(Refused):
        service.set_zone(owner, draft, whole=True, streets=[], area=[], work=None)
    assert {row.number for row in draft.activities.all()} == {CAFES, GARAGES}


def test_a_next_version_takes_the_place_of_the_one_before_on_its_day(owner, regulation):
    following = service.amend(owner, regulation, why="uitbreiding", work=None)
    assert [row.number for row in following.activities.all()] == [CAFES, GARAGES]
    service.set_analysis(owner, following, regulation.analysis, title="Versie 2", work=None)
    into_force(owner, following, days_ago=0)
    old = fresh(regulation)
    assert (old.state, old.ends) == ("policy_replaced", TODAY() - timedelta(days=1))
    assert service.in_force(owner.organisation, TODAY()) == [following]
    assert service.in_force(owner.organisation, TODAY() - timedelta(days=1)) == [old]


def test_a_repealed_regulation_binds_until_its_last_day(owner, regulation):
    step(owner, regulation, "withdraw", reference="2026_GR_9", ends=str(TODAY()))
    assert service.in_force(owner.organisation, TODAY()) == [regulation]
    assert service.in_force(owner.organisation, TODAY() + timedelta(days=1)) == []


def test_a10_an_activity_that_left_the_decree_makes_the_regulation_one_to_amend(owner, acting, regulation):
    service.drop(acting("operator"), number=GARAGES, since=TODAY(), source="KB van later")
    assert service.follow_the_decree(TODAY()) == 1
    assert fresh(regulation).state == service.AMEND
    assert service.follow_the_decree(TODAY()) == 0
    assert RegulationAct.objects.filter(step="must_amend").count() == 1
    with pytest.raises(Refused):
        step(owner, make_draft(owner, GARAGES), "submit")


def test_only_the_operator_says_that_an_activity_left_the_decree(owner):
    with pytest.raises(PermissionDenied):
        service.drop(owner, number=GARAGES, since=TODAY(), source="KB")


@pytest.mark.parametrize("persona", ["colleague", "reader", "stranger", "auditor", "operator", "analyst", "alderman"])  # fmt: skip
def test_only_who_keeps_the_policy_of_the_municipality_acts(acting, draft, persona):
    with pytest.raises(PermissionDenied):
        service.act(acting(persona), draft, step="submit", version=draft.version, on=TODAY(), data={}, work=None)  # fmt: skip
    with pytest.raises(PermissionDenied):
        service.set_activities(acting(persona), draft, [], work=None)


def test_the_mayor_keeps_the_policy_too(acting, draft):
    assert step(acting("mayor"), draft, "submit").state == "policy_advice"


def test_two_people_at_once_the_second_is_told(owner, acting, draft):
    step(owner, draft, "submit")
    with pytest.raises(Refused) as caught:
        service.act(acting("mayor"), draft, step="back", version=draft.version, on=TODAY(), data={"why": "x"}, work=None)  # fmt: skip
    assert rules(caught) == {"version"}


def test_what_follows_by_law_is_recorded_by_nobody(owner, regulation):
    held = fresh(regulation)
    with pytest.raises((Refused, PermissionDenied)):
        service.act(owner, held, step="must_amend", version=held.version, on=TODAY(), data={"activities": ["3"]}, work=None)  # fmt: skip
