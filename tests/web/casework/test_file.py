"""The page of a file: who opens it, what it logs, what it shows."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.casefiles.service import Support, record
from knipperlicht.cases.organisations.service import actor
from tests.web.casework.conftest import PERSON, SECRET, opened

pytestmark = pytest.mark.databases
DOORS = {
    "owner": 404,  # designated, and not in the team
    "colleague": 200,
    "mayor": 200,
    "reader": 403,
    "stranger": 404,
    "alderman": 403,
    "auditor": 403,
    "overseer": 403,
    "operator": 403,
    "analyst": 404,
    "anonymous": 302,
}


@pytest.mark.parametrize(("persona", "status"), DOORS.items())
def test_only_the_team_and_the_mayor_open_a_file(as_, file, persona, status):
    assert as_(persona).get(reverse("case_file", args=[file.pk])).status_code == status


def test_a_colleague_who_is_no_longer_designated_finds_nothing(as_, file, people):
    people["colleague"].designations.update(until="2020-12-31")
    assert as_("colleague").get(reverse("case_file", args=[file.pk])).status_code == 404


def test_a_supporter_reads_only_while_asked_and_agreed(as_, file, people, organisations, agreed):
    page = reverse("case_file", args=[file.pk])
    assert as_("analyst").get(page).status_code == 404
    Support.objects.create(
        file=file,
        supporter=organisations["ARIEC West-Vlaanderen"],
        asked="2026-01-01T00:00Z",
        asked_by_name="x",
    )
    answer = as_("analyst").get(page)
    assert answer.status_code == 200 and not answer.context["ready"]
    agreed.until = "2020-12-31"
    agreed.save()
    assert as_("analyst").get(page).status_code == 404


def test_a_supporters_look_stands_in_both_logs(as_, file, organisations, agreed):
    Support.objects.create(
        file=file,
        supporter=organisations["ARIEC West-Vlaanderen"],
        asked="2026-01-01T00:00Z",
        asked_by_name="x",
    )
    as_("analyst").get(reverse("case_file", args=[file.pk]))
    seen = Entry.objects.filter(event="case.read", subject=file.number).values_list(
        "organisation_name", flat=True
    )
    assert sorted(seen) == ["ARIEC West-Vlaanderen", "Stad Kortrijk"]


def test_a_look_is_logged_once_with_the_purpose_and_number_of_the_file(as_, file):
    client = as_("colleague")  # whose piece of work is another
    for _look in range(2):
        client.get(reverse("case_file", args=[file.pk]))
    (row,) = Entry.objects.filter(event="case.read")
    assert (row.purpose, row.reference, row.subject) == ("integrity", file.number, file.number)


def test_going_from_file_to_file_and_back_goes_on_with_the_same_piece_of_work(as_, file, people):
    other = opened(people["colleague"], title="Andere zaak")
    client = as_("colleague")
    for one in (file, other, file):
        client.get(reverse("case_file", args=[one.pk]))
    rows = Entry.objects.filter(event="case.read").order_by("number")
    assert [row.reference for row in rows] == [file.number, other.number]


@pytest.fixture
def with_secret(file, people):
    return record(
        actor(people["colleague"], None), file.pk, step="police_advice", version=1, on=timezone.localdate(), work=None,
        data={"persons": [PERSON], "by_whom": "PZ Vlas", "data_from": "2024-01-01", "result": SECRET},
    )  # fmt: skip


def test_data_on_offences_need_a_click_of_their_own_that_is_logged(as_, with_secret):
    client, page = as_("colleague"), reverse("case_file", args=[with_secret.pk])
    assert SECRET not in client.get(page).content.decode()
    assert not Entry.objects.filter(event="case.read_criminal").exists()
    assert SECRET in client.get(page, {"offences": "1"}).content.decode()
    assert Entry.objects.filter(event="case.read_criminal", subject=with_secret.number).count() == 1


def test_who_may_not_read_data_on_offences_sees_none(as_, with_secret, people):
    people["colleague"].designations.update(criminal=False)
    answer = as_("colleague").get(reverse("case_file", args=[with_secret.pk]), {"offences": "1"})
    assert answer.status_code == 200 and SECRET not in answer.content.decode()
    assert not answer.context["may_open_offences"]
    assert not Entry.objects.filter(event="case.read_criminal").exists()


def test_the_page_says_what_can_be_done_and_what_is_missing(as_, file):
    context = as_("colleague").get(reverse("case_file", args=[file.pk])).context
    assert "police_advice" in [choice.step.key for choice in context["ready"]]
    assert all(choice.refusals for choice in context["blocked"])
    assert context["terms"].terms[0].term.rule.key == "T1"


def test_people_stand_once_with_the_act_that_named_them(as_, with_secret):
    (group,) = as_("colleague").get(reverse("case_file", args=[with_secret.pk])).context["people"]
    assert group.act.step.key == "start" and group.people[0].startswith("Vera Voorbeeld")


def test_every_source_consulted_is_named_with_by_whom(as_, with_secret):
    (source,) = as_("colleague").get(reverse("case_file", args=[with_secret.pk])).context["sources"]
    assert source.row.data["by_whom"] == "PZ Vlas" and source.sealed


@pytest.mark.parametrize("name", ["case_file", "my_work", "college"])
def test_no_page_of_case_work_speaks_of_scores(as_, site, file, name):
    """Guard 17: not in its footer either."""
    arguments = [file.pk] if name == "case_file" else []
    written = as_("mayor").get(reverse(name, args=arguments)).content.decode().lower()
    assert "score" not in written and "knipperlicht" in written
