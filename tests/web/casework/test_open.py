"""Opening a file: which procedure, what is known already, refusals, who may."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from knipperlicht.bridge.served import serving
from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.casefiles.service import CaseFile
from knipperlicht.core.numbers import format_number

pytestmark = pytest.mark.databases
NEW = "/cases/new/integrity/"


def entered(**more) -> dict[str, str]:
    return {
        "title": "Bakkerij De Proef", "on": timezone.localdate().isoformat(), "f-permit_duty": "yes",
        "f-persons-1-kind": "natural", "f-persons-1-name": "Voorbeeld", "f-motive": "eerste onderzoek",
        "signed_by": "Mayor Voorbeeld", "reference": "2026/1", "confirm": "1",
    } | more  # fmt: skip


def test_a_file_opens_with_a_number_and_who_opens_it_leads_it(as_, site, designated, in_scope, people):
    answer = as_("colleague").post(NEW, entered())
    file = CaseFile.objects.get()
    assert answer.url == reverse("case_file", args=[file.pk])
    assert file.number == f"{timezone.localdate().year}-INT-00001" and file.about == {"permit_duty": True}
    assert file.team.get().user == people["colleague"] and file.team.get().lead
    assert Entry.objects.get(event="case.open").purpose == "integrity"


def test_a_start_decision_shows_first_what_it_will_do(as_, site, designated, in_scope):
    sent = entered()
    del sent["confirm"]
    answer = as_("colleague").post(NEW, sent)
    assert answer.status_code == 200 and not CaseFile.objects.exists()
    assert [term.rule.key for term in answer.context["effect"].begins][:1] == ["T1"]


def test_outside_the_regulation_nothing_opens_and_the_refusal_is_logged(as_, site, designated, monkeypatch):
    from knipperlicht.cases.casefiles.service import hooks

    monkeypatch.setattr(hooks, "facts", {})
    answer = as_("colleague").post(NEW, entered())
    assert answer.status_code == 409 and not CaseFile.objects.exists()
    assert {refusal.rule for refusal in answer.context["refusals"]} == {"G1"}
    assert "Bakkerij De Proef" in answer.content.decode()
    assert Entry.objects.get(event="case.refused").detail["rules"] == ["G1", "G1"]


def test_what_is_missing_is_named_at_once(as_, site, designated, in_scope):
    answer = as_("colleague").post(NEW, {"on": timezone.localdate().isoformat()})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {
        "title",
        "f-permit_duty",
        "f-persons",
        "f-motive",
        "signed_by",
        "reference",
    }


def test_a_dossier_fills_in_what_the_register_knows(as_, site, designated, settings):
    number = _number(settings.DATA, "34022")
    form = as_("colleague").get(NEW, {"number": number}).context["form"]
    assert form["enterprise"].value() == number and form["title"].value() and form["address"].value()


def test_a_dossier_outside_the_territory_fills_in_nothing(as_, site, designated, settings):
    form = as_("colleague").get(NEW, {"number": _number(settings.DATA, "31005")}).context["form"]
    assert not form["enterprise"].value() and not form["title"].value()


def test_a_number_that_is_none_fills_in_nothing(as_, site, designated):
    assert as_("colleague").get(NEW, {"number": "12"}).status_code == 200


def test_a_wrong_number_of_the_register_is_said(as_, site, designated, in_scope):
    answer = as_("colleague").post(NEW, entered(enterprise="0123.456.788", establishment="0400.000.000"))
    assert {"enterprise", "establishment"} <= set(answer.context["form"].errors)


def test_a_file_follows_from_another_only_for_who_may_open_that(as_, file):
    page = f"{NEW}?parent={file.pk}"
    assert as_("colleague").get(page).context["form"]["title"].value() == file.title
    assert as_("owner").get(page).status_code == 404
    assert as_("colleague").get(f"{NEW}?parent=x").status_code == 404


def test_the_parent_is_kept(as_, file):
    as_("colleague").post(f"{NEW}?parent={file.pk}", entered(**{"f-changed_facts": "nieuwe uitbater"}))
    assert CaseFile.objects.latest("pk").parent == file


def test_every_procedure_can_be_chosen(as_, site, designated):
    answer = as_("colleague").get(reverse("case_choose"))
    for procedure in answer.context["procedures"]:
        assert as_("colleague").get(reverse("case_new", args=[procedure.key])).status_code == 200, (
            procedure.key
        )


def test_a_procedure_that_does_not_exist_is_not_found(as_, site):
    assert as_("colleague").get(reverse("case_new", args=["nothing"])).status_code == 404


@pytest.mark.parametrize(("persona", "status"), {"owner": 200, "colleague": 200, "mayor": 200, "reader": 403, "stranger": 200, "alderman": 403, "auditor": 403, "analyst": 403, "anonymous": 302}.items())  # fmt: skip
def test_municipalities_open_files_and_nobody_else(as_, site, persona, status):
    for page in (reverse("case_choose"), NEW):
        assert as_(persona).get(page).status_code == status


def test_who_is_not_designated_is_refused(as_, site, in_scope):
    answer = as_("colleague").post(NEW, entered())
    assert answer.status_code == 409 and "G12" in {refusal.rule for refusal in answer.context["refusals"]}


def _number(data, nis: str) -> str:
    with serving(data) as reader:
        (row,) = reader.rows(f"SELECT enterprise FROM score WHERE nis = '{nis}' ORDER BY enterprise LIMIT 1")
    return format_number(row["enterprise"])


def test_the_dossier_of_an_enterprise_leads_to_opening_a_file(as_, site, designated, settings):
    number = _number(settings.DATA, "34022")
    link = f"{reverse('case_choose')}?number={number}"
    assert link in as_("colleague").get(reverse("dossier", args=[number])).content.decode()
    assert link not in as_("reader").get(reverse("dossier", args=[number])).content.decode()
