"""The page of a file shows what a measure comes to, to who may open it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from knipperlicht.cases.casefiles.service import CaseFile, open_case, record
from knipperlicht.cases.organisations.service import actor

PERSON = [{"kind": "natural", "name": "Voorbeeld", "first_names": "Vera"}]


@pytest.fixture
def closure(site, people) -> CaseFile:
    """A closure for danger that the mayor decided ten days ago."""
    mayor, today = actor(people["mayor"], None), timezone.localdate() - timedelta(days=10)
    file = open_case(
        mayor, kind="mayor_closure", title="De Zwaan", on=today, about={"basis": "133_135"}, work=None,
        data={"facts": "Instortingsgevaar", "source": "PV 1", "persons": PERSON},
    )  # fmt: skip
    decision = {
        "motivation": "Gevaar",
        "from_day": str(today),
        "lifting_conditions": "Stutten",
        "urgency": "Instorting",
    }
    record(mayor, file.pk, step="decide", version=1, on=today, data=decision, work=None)
    return CaseFile.objects.get(pk=file.pk)


@pytest.fixture
def penalty(closure, people) -> CaseFile:
    """A penalty payment that goes with it, imposed the same day."""
    mayor, today = actor(people["mayor"], None), closure.opened
    data = {"obligation": "Gesloten houden", "per": "day", "amount": "1250.00", "motivation": "Heropend"}
    return open_case(
        mayor, kind="penalty", title="De Zwaan", on=today, about={}, data=data, parent=closure, work=None
    )


def test_the_mayor_sees_the_basis_and_the_period(client, people, closure):
    client.force_login(people["mayor"])
    page = client.get(reverse("case_file", args=[closure.pk])).content.decode()
    assert 'id="measures"' in page and "133 en 135" in page
    assert "te bevestigen" not in page and "blijft gelden" in page


def test_the_account_of_a_penalty_payment_stands_on_its_page(client, people, penalty):
    mayor, today = actor(people["mayor"], None), timezone.localdate()
    record(
        mayor,
        penalty.pk,
        step="notify",
        version=1,
        on=today,
        data={"sent_by": "receipt", "proof": "O"},
        work=None,
    )
    client.force_login(people["mayor"])
    page = client.get(reverse("case_file", args=[penalty.pk])).content.decode()
    assert "€\N{NO-BREAK SPACE}0,00" in page and 'href="#measures"' in page


def test_a_stranger_finds_no_file(client, people, closure):
    client.force_login(people["stranger"])
    assert client.get(reverse("case_file", args=[closure.pk])).status_code == 404


def test_what_follows_from_another_file_or_is_switched_off_is_not_opened_by_itself(client, people, closure):
    client.force_login(people["mayor"])
    chooser = client.get(reverse("case_choose")).content.decode()
    assert reverse("case_new", args=["mayor_closure"]) in chooser
    for kind in ("penalty", "sealing", "flemish_decree"):
        assert reverse("case_new", args=[kind]) not in chooser
