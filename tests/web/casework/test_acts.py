"""Taking a step: the form, what it will do, refusals in words, nothing lost, the version that was seen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from knipperlicht.cases.audit.models import Entry
from tests.web.casework.conftest import PERSON, post_act

pytestmark = pytest.mark.databases
ROWS = {
    "persons-1-kind": "natural",
    "persons-1-name": "Voorbeeld",
    "persons-1-first_names": "Vera",
    "persons-1-birth_date": "1980-01-31",
}
POLICE = ROWS | {"by_whom": "PZ Vlas", "data_from": "2025-01-01", "result": "niets gekend"}
EXTEND = {"motivation": "het advies van de lokale politie laat op zich wachten"}
SIGNED = {"signed_by": "Mayor Voorbeeld", "reference": "2026/90"}


def test_a_step_is_recorded_with_what_was_entered(as_, file):
    answer = post_act(as_("colleague"), file, "police_advice", **POLICE)
    assert answer.status_code == 302 and answer.url == reverse("case_file", args=[file.pk])
    act = file.acts.last()
    assert act.data["persons"] == [PERSON] and act.data["by_whom"] == "PZ Vlas"
    assert "result" not in act.data and act.secret.sealed  # data on offences, kept apart


def test_the_act_is_logged_under_the_purpose_and_number_of_the_file(as_, file):
    post_act(as_("colleague"), file, "police_advice", **POLICE)
    row = Entry.objects.filter(event="case.act").latest("number")
    assert (row.purpose, row.reference) == ("integrity", file.number)


def test_every_missing_field_is_named_at_once_and_nothing_typed_is_lost(as_, file):
    answer = post_act(as_("colleague"), file, "police_advice", by_whom="PZ Vlas")
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"f-persons", "f-data_from", "f-result"}
    assert "PZ Vlas" in answer.content.decode()
    assert file.acts.count() == 1


def test_a_refusal_names_rule_and_article_and_is_logged(as_, file):
    long_ago = POLICE | {"data_from": "2001-01-01"}
    answer = post_act(as_("colleague"), file, "police_advice", **long_ago)
    assert answer.status_code == 409
    (refusal,) = answer.context["refusals"]
    assert refusal.rule == "G13" and refusal.article in answer.content.decode()
    assert Entry.objects.get(event="case.refused").detail["rules"] == ["G13"]


def test_people_that_cannot_be_read_are_named_by_their_row(as_, file):
    wrong = POLICE | {"persons-1-birth_date": "gisteren", "persons-2-enterprise_number": "0123456789"}
    answer = post_act(as_("colleague"), file, "police_advice", **wrong)
    said = answer.context["form"].errors["f-persons"]
    assert len(said) == 3 and "gisteren" in answer.content.decode()


def test_a_button_gives_one_row_more_without_a_word_on_what_is_missing(as_, file):
    sent = {"f-persons-more": "1", "version": 1, **{f"f-{name}": value for name, value in ROWS.items()}}
    answer = as_("colleague").post(reverse("case_act", args=[file.pk, "police_advice"]), sent)
    text = answer.content.decode()
    assert answer.status_code == 200 and 'name="f-persons-2-name"' in text and 'value="Voorbeeld"' in text
    assert "error-summary" not in text


def test_an_act_on_a_version_that_is_no_longer_is_refused_and_can_be_sent_again(as_, file):
    client = as_("colleague")
    post_act(client, file, "police_advice", **POLICE)
    late = post_act(client, file, "police_advice", version=1, **POLICE)
    assert late.status_code == 409 and late.context["refusals"][0].rule == "version"
    assert late.context["version"] == 2 and file.acts.count() == 2


def test_a_form_without_a_version_is_refused(as_, file):
    assert post_act(as_("colleague"), file, "police_advice", version="", **POLICE).status_code == 409


def test_a_decision_of_the_mayor_shows_first_what_it_will_do(as_, file):
    answer = post_act(as_("colleague"), file, "extend", confirm=False, **EXTEND, **SIGNED)
    assert answer.status_code == 200 and file.acts.count() == 1
    assert [term.rule.key for term in answer.context["effect"].begins] == ["T1"] or answer.context[
        "effect"
    ].begins
    hidden = dict(answer.context["kept"])
    confirmed = as_("colleague").post(
        reverse("case_act", args=[file.pk, "extend"]), hidden | {"confirm": "1"}
    )
    assert confirmed.status_code == 302 and file.acts.count() == 2


def test_from_the_confirmation_one_goes_back_to_the_form_as_it_was(as_, file):
    first = post_act(as_("colleague"), file, "extend", confirm=False, **EXTEND, **SIGNED)
    sent = dict(first.context["kept"]) | {"change": "1"}
    back = as_("colleague").post(reverse("case_act", args=[file.pk, "extend"]), sent)
    assert (
        back.status_code == 200 and EXTEND["motivation"] in back.content.decode() and file.acts.count() == 1
    )


def test_staff_records_the_mayors_decision_only_with_signature_and_number(as_, file):
    unsigned = post_act(as_("colleague"), file, "extend", **EXTEND)
    assert unsigned.status_code == 422 and {"signed_by", "reference"} == set(unsigned.context["form"].errors)
    assert post_act(as_("colleague"), file, "extend", **EXTEND, **SIGNED).status_code == 302
    assert file.acts.last().signed_by == "Mayor Voorbeeld"


def test_the_mayor_signs_by_acting(as_, file):
    form = as_("mayor").get(reverse("case_act", args=[file.pk, "extend"])).context["form"]
    assert "signed_by" not in form.fields
    assert post_act(as_("mayor"), file, "extend", **EXTEND).status_code == 302


def test_an_act_in_the_future_is_refused(as_, file):
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    answer = post_act(as_("colleague"), file, "police_advice", on=tomorrow, **POLICE)
    assert answer.status_code == 409 and answer.context["refusals"][0].rule == "day"


def test_a_step_that_opens_a_file_or_follows_by_law_has_no_form(as_, file):
    for step in ("start", "destroy", "nothing_of_the_kind"):
        assert as_("colleague").get(reverse("case_act", args=[file.pk, step])).status_code == 404, step


def test_a_form_shows_beforehand_what_stands_in_the_way(as_, file):
    answer = as_("colleague").get(reverse("case_act", args=[file.pk, "request_advice"]))
    assert answer.status_code == 200 and answer.context["known"]


DOORS = {"owner": 404, "colleague": 302, "mayor": 302, "reader": 403, "stranger": 404, "alderman": 403, "auditor": 403, "analyst": 404, "anonymous": 302}  # fmt: skip


@pytest.mark.parametrize(("persona", "status"), DOORS.items())
def test_only_the_team_and_the_mayor_act(as_, file, persona, status):
    answer = post_act(as_(persona), file, "police_advice", **POLICE)
    assert answer.status_code == status
    assert file.acts.count() == (2 if persona in ("colleague", "mayor") else 1)


def test_a_supporter_reads_and_records_nothing(as_, file, organisations, agreed):
    file.support.create(
        supporter=organisations["ARIEC West-Vlaanderen"], asked=timezone.now(), asked_by_name="x"
    )
    assert post_act(as_("analyst"), file, "police_advice", **POLICE).status_code == 403
    assert file.acts.count() == 1 and Entry.objects.filter(event="access.refused").exists()


def test_a_form_from_elsewhere_is_refused(as_, file):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = as_("colleague").cookies
    assert post_act(strict, file, "police_advice", **POLICE).status_code == 403
