"""What guards of case files hear about policy, and what the list learns of files."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from knipperlicht.cases.casefiles.service import ActRow, CaseFile, hooks
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.policies import facts, service
from knipperlicht.cases.policies.models import RegulationActivity
from knipperlicht.cases.policies.service import ScopeRow
from tests.cases.policies.conftest import CAFES, GARAGES, TODAY, step

pytestmark = [pytest.mark.django_db, pytest.mark.databases]


@pytest.fixture
def row(owner, listed) -> ScopeRow:
    """An establishment that was seen to be open to the public."""
    held = ScopeRow.objects.filter(activity=CAFES).order_by("pk").first()
    service.judge_access(owner, held, accessible="yes", reason="gezien", work=None)
    held.refresh_from_db()
    return held


def file_of(owner: Actor, row: ScopeRow | None, **about) -> CaseFile:
    """A file that is being opened."""
    held = service.opening_of(row) if row is not None else {}
    return CaseFile(organisation=owner.organisation, kind="integrity", state="", number="2026-INT-1", title="x", opened=TODAY(), about=held | about)  # fmt: skip


def asked(file: CaseFile) -> dict:
    return hooks.facts["policies"](file, TODAY())


def test_a_row_in_scope_may_be_investigated(owner, row):
    assert asked(file_of(owner, row)) == {
        "regulation_in_force": True, "in_scope": True, "scope_problem": "", "activity_dropped": False, "permit_duty": False,
        "sector_term": row.due.isoformat(),
    }  # fmt: skip


def test_a_permit_duty_follows_the_regulation(owner, row):
    RegulationActivity.objects.update(permit_duty=True)
    assert asked(file_of(owner, row))["permit_duty"] is True
    assert service.opening_of(row)["permit_duty"] is True


def test_g1_no_start_without_a_regulation_in_force(owner, row, listed):
    step(owner, listed, "withdraw", reference="x", ends=str(TODAY() - timedelta(days=1)))
    found = asked(file_of(owner, row))
    assert (found["regulation_in_force"], found["in_scope"]) == (False, False) and found["scope_problem"]


@pytest.mark.parametrize(
    "change", [{"state": "struck"}, {"state": "gone"}, {"state": "out"}, {"accessible": ""}, {"accessible": "no"}, {"zone_known": False}],
)  # fmt: skip
def test_g1_no_start_of_what_is_not_in_scope_or_was_not_judged(owner, row, change):
    ScopeRow.objects.filter(pk=row.pk).update(**change)
    found = asked(file_of(owner, row))
    assert found["in_scope"] is False and found["scope_problem"]


def test_g1_no_start_beside_the_list_but_at_request(owner, listed):
    assert asked(file_of(owner, None, activity=CAFES))["in_scope"] is False
    assert asked(file_of(owner, None, activity=CAFES, at_request=True))["in_scope"] is True
    assert asked(file_of(owner, None, activity=17, at_request=True))["in_scope"] is False


def test_a_row_of_another_municipality_is_none(owner, acting, row):
    found = asked(file_of(acting("stranger"), row))
    assert (found["regulation_in_force"], found["in_scope"]) == (False, False)


def test_a10_no_start_of_an_activity_that_left_the_decree(owner, acting, row):
    service.drop(acting("operator"), number=CAFES, since=TODAY() + timedelta(days=1), source="KB")
    assert asked(file_of(owner, row))["activity_dropped"] is False
    service.drop(acting("operator"), number=CAFES, since=TODAY(), source="KB")
    assert asked(file_of(owner, row))["activity_dropped"] is True
    service.take_back(acting("operator"), number=CAFES)
    assert asked(file_of(owner, row))["activity_dropped"] is False


def test_other_kinds_of_files_hear_nothing(owner, row):
    file = file_of(owner, row)
    file.kind = "place_ban"
    assert asked(file) == {}


def acted(file: CaseFile, number: int, after: str) -> None:
    act = ActRow.objects.create(
        file=file,
        number=number,
        step="x",
        on=TODAY(),
        recorded=timezone.now(),
        before="",
        after=after,
        by_name="x",
    )
    hooks.after["policies"](file, act, None)


def test_a_row_follows_its_file_from_start_to_destruction(owner, row):
    file = file_of(owner, row)
    file.save()
    acted(file, 1, "started")
    row.refresh_from_db()
    assert (row.file_id, row.begun, row.closed) == (file.pk, TODAY(), None)
    with pytest.raises(service.NotCorrected):
        service.strike(owner, row, reason="x", work=None)
    file.closed = TODAY()
    acted(file, 2, "closed_no_measure")
    row.refresh_from_db()
    assert (row.closed, row.last_check) == (TODAY(), TODAY())
    file.closed = None
    acted(file, 3, "own_inquiry")
    row.refresh_from_db()
    assert row.closed is None
    acted(file, 4, facts.DESTROYED)
    row.refresh_from_db()
    assert (row.file_id, row.begun) == (None, TODAY())


def test_a_row_starts_with_another_regulation_activity_only_by_hand(owner, row):
    service.set_activity(owner, row, activity=GARAGES, reason="toch", work=None)
    row.refresh_from_db()
    assert service.opening_of(row)["activity"] == GARAGES
