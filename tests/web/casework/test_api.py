"""The API of case files: the same doors, guards and log as the pages."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.casefiles.service import record
from knipperlicht.cases.organisations.service import actor
from knipperlicht.web.api.document import openapi
from tests.web.casework.conftest import PERSON, SECRET

pytestmark = pytest.mark.databases
DATA = {"persons": [PERSON], "by_whom": "PZ Vlas", "data_from": "2025-01-01", "result": SECRET}
DOORS = {"owner": 404, "colleague": 200, "mayor": 200, "reader": 403, "stranger": 404, "alderman": 403, "auditor": 403, "overseer": 403, "operator": 403, "analyst": 404, "anonymous": 401}  # fmt: skip


def post(client: Client, file, **body):
    sent = {
        "step": "police_advice",
        "version": 1,
        "on": timezone.localdate().isoformat(),
        "data": DATA,
    } | body
    return client.post(
        reverse("api_case_acts", args=[file.pk]), json.dumps(sent), content_type="application/json"
    )


@pytest.mark.parametrize(("persona", "status"), DOORS.items())
def test_the_door_is_that_of_the_page(as_, file, persona, status):
    answer = as_(persona, work=False).get(reverse("api_case", args=[file.pk]))
    assert answer.status_code == status
    assert ("error" in answer.json()) == (status != 200)


@pytest.mark.parametrize(("persona", "status"), DOORS.items())
def test_only_who_may_act_acts(as_, file, persona, status):
    assert post(as_(persona), file).status_code == (201 if status == 200 else status)
    assert file.acts.count() == (2 if status == 200 else 1)


def test_a_supporter_reads_without_steps_and_records_nothing(as_, file, organisations, agreed):
    file.support.create(
        supporter=organisations["ARIEC West-Vlaanderen"], asked=timezone.now(), asked_by_name="x"
    )
    assert as_("analyst").get(reverse("api_case", args=[file.pk])).json()["steps"] == []
    assert post(as_("analyst"), file).status_code == 403


def test_the_list_holds_what_one_may_open(as_, file):
    assert [one["number"] for one in as_("colleague").get(reverse("api_cases")).json()["cases"]] == [
        file.number
    ]
    for persona in ("owner", "stranger", "analyst"):
        assert as_(persona).get(reverse("api_cases")).json()["count"] == 0
    assert as_("colleague").get(reverse("api_cases"), {"term": "soon"}).status_code == 400


def test_answers_are_as_described(as_, file):
    described = openapi("http://x/")["components"]["schemas"]
    listed = as_("colleague").get(reverse("api_cases")).json()
    assert set(listed) == set(described["CaseFiles"]["properties"])
    assert set(listed["cases"][0]) == set(
        described["CaseFiles"]["properties"]["cases"]["items"]["properties"]
    )
    detail, asked = (
        as_("colleague").get(reverse("api_case", args=[file.pk])).json(),
        described["CaseFile"]["properties"],
    )
    assert set(detail) == set(asked)
    for part in ("acts", "terms", "steps"):
        assert set(detail[part][0]) == set(asked[part]["items"]["properties"]), part


def test_data_on_offences_are_in_no_answer(as_, file, people):
    record(
        actor(people["colleague"], None), file.pk, step="police_advice", version=1, on=timezone.localdate(), data=DATA, work=None
    )  # fmt: skip
    text = as_("colleague").get(reverse("api_case", args=[file.pk]), {"offences": "1"}).content.decode()
    assert SECRET not in text and '"has_sealed_data": true' in text
    assert SECRET not in post(as_("colleague"), file, version=2).content.decode()


def test_a_guard_refuses_here_too_and_it_is_logged(as_, file):
    answer = post(as_("colleague"), file, data=DATA | {"data_from": "2001-01-01"})
    assert answer.status_code == 409 and [one["rule"] for one in answer.json()["refusals"]] == ["G13"]
    row = Entry.objects.get(event="case.refused")
    assert (row.purpose, row.reference) == ("integrity", file.number) and file.acts.count() == 1


def test_a_dry_run_says_the_same_and_leaves_nothing(as_, file):
    before = Entry.objects.filter(event__in=("case.act", "case.refused")).count()
    assert post(as_("colleague"), file, dry_run=True).json() == {"refusals": []}
    assert post(as_("colleague"), file, dry_run=True, on="2999-01-01").status_code == 409
    assert file.acts.count() == 1
    assert Entry.objects.filter(event__in=("case.act", "case.refused")).count() == before


def test_an_old_version_is_refused(as_, file):
    post(as_("colleague"), file)
    answer = post(as_("colleague"), file)
    assert answer.status_code == 409 and answer.json()["refusals"][0]["rule"] == "version"


def test_staff_cannot_decide_for_the_mayor_without_signature(as_, file):
    answer = post(as_("colleague"), file, step="extend", data={"motivation": "meer tijd"})
    assert answer.status_code == 409 and answer.json()["refusals"][0]["rule"] == "office"


def test_nobody_takes_a_step_of_the_law_itself(as_, file):
    for persona in ("colleague", "mayor"):
        assert post(as_(persona), file, step="destroy", data={}).status_code == 409


@pytest.mark.parametrize(
    "body",
    [
        {"step": "nothing"}, {"on": "gisteren"}, {"on": 5}, {"data": []}, {"data": {"by_whom": "\x00"}}, {"version": "1"},
        {"version": True}, {"signed_by": 3},
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_in_a_sentence(as_, file, body):
    answer = post(as_("colleague"), file, **body)
    assert answer.status_code == 400 and answer.json()["error"] and file.acts.count() == 1


@pytest.mark.parametrize("raw", ["", "{", "[]", "[" * 100_000, "\xff"])
def test_a_body_that_is_no_object_is_refused(as_, file, raw):
    answer = as_("colleague").post(
        reverse("api_case_acts", args=[file.pk]), raw, content_type="application/json"
    )
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "data", [{"persons": "x"}, {"by_whom": {}}, {"data_from": 1}, {"strange": 1}, {"result": ["x"]}]
)
def test_a_value_of_another_kind_is_refused_before_any_guard(as_, file, data):
    answer = post(as_("colleague"), file, data=DATA | data)
    assert answer.status_code == 409 and {one["rule"] for one in answer.json()["refusals"]} == {"field"}


def test_a_program_from_elsewhere_is_refused(as_, file):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = as_("colleague").cookies
    assert post(strict, file).status_code == 403
