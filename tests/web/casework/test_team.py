"""Who works on a file: joining, leading, leaving, support; each logged, each only for who may."""

from __future__ import annotations

import pytest
from django.urls import reverse

from knipperlicht.cases.audit.models import Entry

pytestmark = pytest.mark.databases


def change(client, file, **sent):
    return client.post(reverse("case_team", args=[file.pk]), sent)


def members(file) -> list[str]:
    return sorted(member.user.email.split("@")[0] for member in file.team.filter(until=None))


def test_a_designated_colleague_is_put_in_the_team(as_, file, people):
    change(as_("colleague"), file, do="join", user=people["owner"].pk)
    assert members(file) == ["colleague", "owner"]
    assert as_("owner").get(reverse("case_file", args=[file.pk])).status_code == 200
    assert Entry.objects.get(event="case.team").reference == file.number


def test_who_is_not_designated_cannot_be_put_in(as_, file, people):
    assert change(as_("colleague"), file, do="join", user=people["reader"].pk).status_code == 404
    assert members(file) == ["colleague"]


def test_handing_over_makes_another_lead_and_lets_one_go(as_, file, people):
    client = as_("colleague")
    change(client, file, do="lead", user=people["owner"].pk)
    assert file.team.get(lead=True).user == people["owner"]
    gone = change(client, file, do="leave", user=people["colleague"].pk)
    assert members(file) == ["owner"] and gone.url == reverse("my_work")
    assert client.get(reverse("case_file", args=[file.pk])).status_code == 404


def test_the_last_one_stays(as_, file, people):
    answer = as_("colleague").post(
        reverse("case_team", args=[file.pk]), {"do": "leave", "user": people["colleague"].pk}, follow=True
    )
    assert members(file) == ["colleague"] and [str(m) for m in answer.context["messages"]]


def test_support_is_asked_only_under_a_valid_agreement_and_ends(as_, file, organisations, agreed):
    ariec = organisations["ARIEC West-Vlaanderen"]
    page = reverse("case_file", args=[file.pk])
    change(as_("colleague"), file, do="ask", supporter=ariec.pk)
    assert as_("analyst").get(page).status_code == 200
    change(as_("colleague"), file, do="end", supporter=ariec.pk)
    assert as_("analyst").get(page).status_code == 404
    agreed.delete()
    assert change(as_("colleague"), file, do="ask", supporter=ariec.pk).status_code == 404


@pytest.mark.parametrize(("persona", "status"), {"owner": 404, "colleague": 302, "mayor": 302, "reader": 403, "stranger": 404, "alderman": 403, "auditor": 403, "analyst": 404, "anonymous": 302}.items())  # fmt: skip
def test_only_the_team_and_the_mayor_change_the_team(as_, file, people, persona, status):
    assert change(as_(persona), file, do="join", user=people["owner"].pk).status_code == status
    assert ("owner" in members(file)) == (persona in ("colleague", "mayor"))


def test_a_supporter_changes_nothing(as_, file, people, organisations, agreed):
    change(as_("colleague"), file, do="ask", supporter=organisations["ARIEC West-Vlaanderen"].pk)
    for sent in ({"do": "leave", "user": people["colleague"].pk}, {"do": "join", "user": people["owner"].pk}):
        assert change(as_("analyst"), file, **sent).status_code == 403
    assert members(file) == ["colleague"]


def test_a_change_that_does_not_exist_is_not_found(as_, file):
    for sent in ({}, {"do": "burn"}, {"do": "join"}, {"do": "join", "user": "x"}):
        assert change(as_("colleague"), file, **sent).status_code == 404
