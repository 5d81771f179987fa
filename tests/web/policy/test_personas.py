"""Every page of policy for each persona: who keeps the policy, who works on cases, and nobody else."""

from __future__ import annotations

import pytest

from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.policies import service
from knipperlicht.cases.policies.service import RiskAnalysis, ScopeRow
from tests.web.conftest import PERSONAS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("listed")]

READS = (200, 200, 403, 200, 302)
OWN = (200, 200, 403, 404, 302)
KEEPS = (200, 403, 403, 403, 302)
EXPORTS = (200, 200, 403, 200, 302)


def address(path: str, regulation) -> str:
    row, analysis = ScopeRow.objects.order_by("pk").first(), RiskAnalysis.objects.first()
    return path.format(regulation=regulation.pk, row=row.pk, analysis=analysis.pk)


CASES = [
    ("/policy/", READS),
    ("/policy/activities/", READS),
    ("/policy/activities/23/", KEEPS),
    ("/policy/risk/", READS),
    ("/policy/risk/figures.csv", EXPORTS),
    ("/policy/risk/new/", KEEPS),
    ("/policy/risk/{analysis}/", OWN),
    ("/policy/regulations/new/", KEEPS),
    ("/policy/regulations/{regulation}/", OWN),
    ("/policy/regulations/{regulation}/amend/", KEEPS),
    ("/policy/regulations/{regulation}/act/withdraw/", KEEPS),
    ("/policy/scope/", READS),
    ("/policy/scope/list.csv", EXPORTS),
    ("/policy/scope/new/", KEEPS),
    ("/policy/scope/order/", KEEPS),
    ("/policy/scope/perimeter/", READS),
    ("/policy/scope/{row}/", OWN),
    ("/policy/designations/", KEEPS),
    ("/policy/designations/new/", KEEPS),
    ("/policy/designations/access-list/", KEEPS),
    ("/policy/agreements/", KEEPS),
    ("/policy/agreements/new/", KEEPS),
]


@pytest.mark.parametrize(
    ("path", "persona", "status"),
    [(path, persona, status) for path, statuses in CASES for persona, status in zip(PERSONAS, statuses, strict=True)],
)  # fmt: skip
def test_a_page_for_each_persona(as_, regulation, path, persona, status):
    assert as_(persona).get(address(path, regulation)).status_code == status


@pytest.mark.parametrize("path", ["basis", "activities", "zone"])
@pytest.mark.parametrize(("persona", "status"), list(zip(PERSONAS, (200, 403, 403, 403, 302), strict=True)))
def test_the_content_of_a_draft_for_each_persona(as_, owner, regulation, path, persona, status):
    following = service.amend(owner, regulation, why="x", work=None)
    assert as_(persona).get(f"/policy/regulations/{following.pk}/{path}/").status_code == status


@pytest.mark.parametrize("what", ["access", "zone", "observed", "activity", "strike", "back"])
@pytest.mark.parametrize(("persona", "status"), list(zip(PERSONAS, (422, 403, 403, 403, 302), strict=True)))
def test_a_correction_for_each_persona(as_, what, persona, status):
    row = ScopeRow.objects.order_by("pk").first()
    assert as_(persona).post(f"/policy/scope/{row.pk}/{what}/", {}).status_code == status


@pytest.mark.parametrize("persona", ["auditor", "mayor"])
def test_the_dpo_and_the_mayor_see_who_is_designated(as_, persona):
    for path in ("/policy/designations/", "/policy/designations/access-list/", "/policy/agreements/"):
        assert as_(persona).get(path).status_code == 200


@pytest.mark.parametrize("persona", ["auditor", "alderman", "overseer"])
def test_oversight_and_college_see_no_list(as_, persona):
    for path in ("/policy/", "/policy/scope/", "/policy/risk/"):
        assert as_(persona).get(path).status_code == 403


def test_the_operator_keeps_the_official_texts_and_sees_no_list(as_):
    client = as_("operator")
    assert client.get("/policy/activities/").status_code == 200
    assert client.get("/policy/activities/23/").status_code == 200
    assert client.get("/policy/activities/3/drop/").status_code == 200
    assert client.get("/policy/scope/").status_code == 403
    assert as_("owner").get("/policy/activities/3/drop/").status_code == 403


def test_an_ariec_has_no_policy_of_its_own(as_):
    client = as_("analyst")
    assert "Knipperlicht" in client.get("/policy/").content.decode()
    assert client.get("/policy/regulations/new/").status_code == 403


def test_a_list_asks_for_a_purpose_and_is_logged(as_, listed):
    assert as_("owner", work=False).get("/policy/scope/").status_code == 302
    before = Entry.objects.filter(event="policy.list").count()
    as_("owner").get("/policy/scope/")
    assert Entry.objects.filter(event="policy.list").count() == before + 1
    row = ScopeRow.objects.first()
    as_("owner").get(f"/policy/scope/{row.pk}/")
    assert Entry.objects.get(event="policy.row_read").subject == row.name[:200]
