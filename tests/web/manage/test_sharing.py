"""A territory given to another organisation: the municipality's managers hear of it first, and find it on their page."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse

from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.organisations.models import Organisation
from tests.web.manage.test_manage import _fresh, operator

__all__ = ["_fresh", "operator"]
pytestmark = [pytest.mark.usefixtures("site"), pytest.mark.databases]
FAKE = {"name": "Dienst Markten", "kind": "inspection", "territory": ["34022"], "active": "on"}


def make(client, **changed):
    return client.post(reverse("manage_organisation_new"), {**FAKE, **changed})


def test_the_managers_of_the_municipality_are_told_and_nobody_else(operator, people):
    people["owner"].language = "fr"
    people["owner"].save()
    assert make(operator).status_code == 302
    (told,) = mail.outbox
    assert told.to == ["owner@example.org"]
    for word in ("Operator Voorbeeld (Beheer)", "Dienst Markten", "Stad Kortrijk", "service d'inspection"):
        assert word in told.body
    assert reverse("manage_members") in told.body


def test_it_stands_in_the_log_of_the_municipality(operator, as_):
    make(operator)
    row = Entry.objects.get(event="organisation.change", organisation_name="Stad Kortrijk")
    assert row.subject == "Dienst Markten" and row.actor_name == "Operator Voorbeeld"
    assert row.detail == {"may_open": ["34022"], "acting_for": "Beheer"}
    found = as_("auditor").get(reverse("audit_log"), {"event": "organisation.change"})
    assert [one["entry"].subject for one in found.context["rows"]] == ["Dienst Markten"]


def test_it_stands_on_the_page_of_the_municipality_alone(operator, as_):
    make(operator)
    page = as_("owner").get(reverse("manage_members"))
    latest = page.context["sharers"][0]
    assert (latest.organisation.name, latest.people) == ("Dienst Markten", 0)
    assert {one.organisation.name for one in page.context["sharers"]} == {
        "Dienst Markten",
        "ARIEC West-Vlaanderen",
    }
    assert "Dienst Markten" in page.content.decode()
    elsewhere = operator.get(
        reverse("members_of", args=[Organisation.objects.get(name="Stad Brugge").pk])
    ).context["sharers"]
    assert [one.organisation.name for one in elsewhere] == ["ARIEC West-Vlaanderen"]


def test_more_territory_and_opening_again_count_as_much_as_a_new_organisation(operator):
    make(operator, territory=["31005"])
    made = Organisation.objects.get(name="Dienst Markten")
    address = reverse("manage_organisation", args=[made.pk])
    mail.outbox.clear()
    for changed, told in (
        ({"territory": ["31005", "34022"]}, 1),
        ({"territory": ["31005", "34022"], "active": ""}, 0),
        ({"territory": ["31005", "34022"]}, 1),
        ({"territory": [], "whole_country": "on"}, 0),
    ):
        mail.outbox.clear()
        assert operator.post(address, {**FAKE, **changed}).status_code == 302
        assert [letter.to for letter in mail.outbox] == [["owner@example.org"]] * told, changed


def test_nothing_is_changed_when_nobody_can_be_told(operator, monkeypatch):
    def away(*_given):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", away)
    answer = make(operator)
    assert answer.status_code == 422 and answer.context["form"].non_field_errors()
    assert not Organisation.objects.filter(name="Dienst Markten").exists()
    assert not Entry.objects.filter(event="organisation.change").exists()


def test_who_takes_the_territory_away_first_is_seen_too(operator, organisations):
    town = organisations["Stad Kortrijk"]
    stripped = {"name": "Stad Kortrijk", "kind": "municipality", "territory": [], "active": "on"}
    operator.post(reverse("manage_organisation", args=[town.pk]), stripped)
    (told,) = mail.outbox
    assert told.to == ["owner@example.org"] and reverse("audit_log") in told.body
    own = Entry.objects.get(event="organisation.change", organisation_name="Stad Kortrijk")
    assert own.detail["territory"] == [["34022"], []]


def test_a_town_that_was_closed_is_told_all_the_same(operator, organisations):
    Organisation.objects.filter(pk=organisations["Stad Kortrijk"].pk).update(active=False)
    make(operator)
    assert [letter.to for letter in mail.outbox] == [["owner@example.org"]]
