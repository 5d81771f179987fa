"""My work, the list with its filters, figures: who sees what, in which order."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.casefiles.service import CaseFile
from tests.web.casework.conftest import opened, post_act

pytestmark = pytest.mark.databases
PAGES = ("my_work", "case_list", "case_calendar", "case_figures", "case_figures_csv")
SEES = {"owner": 200, "colleague": 200, "mayor": 200, "stranger": 200, "analyst": 200, "reader": 403, "alderman": 403, "auditor": 403, "overseer": 403, "operator": 403, "anonymous": 302}  # fmt: skip


@pytest.mark.parametrize(("persona", "status"), SEES.items())
def test_lists_show_only_files_one_may_open(as_, file, persona, status):
    for page in PAGES:
        answer = as_(persona).get(reverse(page))
        assert answer.status_code == status, page
        if page in ("my_work", "case_list"):
            assert (file.number in answer.content.decode()) == (persona in ("colleague", "mayor")), page


def test_what_is_late_stands_first_then_what_comes_then_what_waits(as_, file, people):
    late = opened(people["colleague"], title="Te laat", days_ago=200)
    waiting = opened(people["colleague"], title="Wacht", days_ago=3)
    CaseFile.objects.filter(pk=waiting.pk).update(next_term="T6")  # the term of the DIOB for its advice
    parts = as_("colleague").get(reverse("my_work")).context["parts"]
    assert [row.file.pk for row in parts["late"]["rows"]] == [late.pk]
    assert [row.file.pk for row in parts["next"]["rows"]] == [file.pk]
    assert [row.file.pk for row in parts["waiting"]["rows"]] == [waiting.pk]
    assert parts["late"]["rows"][0].tone == "error" and parts["waiting"]["rows"][0].waits


def test_who_is_not_designated_is_told_so(as_, site):
    assert not as_("colleague").get(reverse("my_work")).context["designated"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=integrity", 2),
        ("kind=gas", 0),
        ("state=integrity:started", 2),
        ("state=integrity:proposal", 0),
        ("term=late", 1),
        ("term=none", 0),
        ("text=bakkerij", 1),
        ("text=markt+bakkerij", 1),
        ("text=kapper", 0),
        ("closed=closed", 0),
        ("closed=all", 2),
    ],
)
def test_the_address_is_the_filter(as_, file, people, query, found):
    opened(people["colleague"], title="Nachtwinkel", days_ago=200)
    answer = as_("colleague").get(f"{reverse('case_list')}?{query}")
    assert len(answer.context["rows"]) == found
    assert len(answer.context["active"]) == 1


def test_the_list_finds_a_file_by_number_and_by_who_is_in_its_team(as_, file, people):
    client, page = as_("mayor"), reverse("case_list")
    opened(people["owner"], title="Andere")
    assert [row.file.pk for row in client.get(page, {"text": file.number}).context["rows"]] == [file.pk]
    mine = client.get(page, {"member": people["colleague"].pk}).context["rows"]
    assert [row.file.pk for row in mine] == [file.pk]


def test_a_filter_that_does_not_exist_is_said_and_not_passed_over(as_, file):
    for query in ("kind=nothing", "state=x", "member=0", "term=soon", "closed=perhaps"):
        assert as_("colleague").get(f"{reverse('case_list')}?{query}").status_code == 422, query


def test_looking_at_lists_is_logged_with_a_purpose_once(as_, file):
    client = as_("colleague", work=False)
    for _look in range(2):
        client.get(reverse("my_work"))
    (row,) = Entry.objects.filter(event="case.list")
    assert row.purpose == "integrity" and row.subject == "my work"


def test_figures_count_files_states_terms_and_outcomes(as_, file, people):
    late = opened(people["colleague"], title="Te laat", days_ago=200)
    client = as_("mayor")
    year = timezone.localdate().year
    found = client.get(reverse("case_figures"), {"year": year}).context["found"]
    assert found.whole and sum(found.opened) == CaseFile.objects.filter(opened__year=year).count()
    assert sum(line.values[0] for line in found.states) == 2
    t1 = late.terms.get(rule="T1")
    assert (sum(line.values[1] for line in found.terms) > 0) == (t1.last.year == year)


def test_figures_reckon_how_long_a_state_took(as_, file, people):
    post_act(as_("mayor"), file, "extend", motivation="meer tijd nodig")
    found = as_("mayor").get(reverse("case_figures")).context["found"]
    (line,) = found.durations
    assert line.values == (1, 7, 7)


def test_figures_of_one_person_count_only_what_they_may_open(as_, file):
    owner = as_("owner").get(reverse("case_figures")).context["found"]
    assert owner.whole and owner.states  # keeps the policy: numbers of the whole municipality
    stranger = as_("stranger").get(reverse("case_figures")).context["found"]
    assert not stranger.whole and not stranger.states


def test_figures_for_a_spreadsheet_are_logged(as_, file):
    answer = as_("mayor").get(reverse("case_figures_csv"))
    assert answer["Content-Type"].startswith("text/csv") and answer.content.decode().count("\n") >= 2
    assert Entry.objects.filter(event="case.figures_export").exists()
