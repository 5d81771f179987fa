"""Confirming again before a dangerous act."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from knipperlicht.cases.organisations.models import Membership
from tests.web.account.conftest import code_of, events
from tests.web.conftest import PASSWORD

pytestmark = pytest.mark.usefixtures("site", "people")


@pytest.fixture
def act(people) -> str:
    """The address of a dangerous act: a colleague leaves."""
    return reverse("member_leave", args=[Membership.objects.get(user=people["colleague"]).pk])


def _older(client: Client, seconds: int) -> None:
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= seconds
    session.save()


def test_who_just_came_in_is_not_asked(fresh, act):
    assert fresh("owner").get(act).status_code == 200


def test_after_ten_minutes_one_is_asked_and_led_back(fresh, act):
    client = fresh("owner")
    _older(client, 601)
    asked = client.get(act)
    assert asked.url == f"{reverse('account_reauthenticate')}?next={act.replace('/', '%2F')}"
    wrong = client.post(asked.url, {"password": "fout"})
    assert wrong.status_code == 200 and client.get(act).status_code == 302
    assert client.post(asked.url, {"password": PASSWORD}).url == act
    assert client.get(act).status_code == 200
    assert "account.confirm" in events()


def test_a_post_that_was_not_confirmed_does_nothing_and_is_not_repeated(fresh, act, people):
    client = fresh("owner")
    _older(client, 601)
    asked = client.post(act, {"heir": ""})
    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert client.post(asked.url, {"password": PASSWORD}).url == act
    assert Membership.objects.filter(user=people["colleague"]).exists()


def test_a_fragment_makes_the_whole_page_ask(fresh, act):
    client = fresh("owner")
    _older(client, 601)
    answer = client.get(act, headers={"HX-Request": "true"})
    assert answer.status_code == 204 and answer["HX-Redirect"].startswith(reverse("account_reauthenticate"))


def test_a_code_confirms_as_well(as_, with_app, act):
    secret = with_app("owner")
    client = as_("owner")
    other = client.get(client.get(act).url).context["reauthentication_alternatives"][0]["url"]
    assert other.startswith(reverse("mfa_reauthenticate"))
    assert client.get(other).status_code == 200
    assert client.post(other, {"code": code_of(secret)}).url == act
    assert client.get(act).status_code == 200


def test_confirming_leads_nobody_away(fresh):
    client = fresh("owner")
    answer = client.post(
        reverse("account_reauthenticate") + "?next=https://evil.example/", {"password": PASSWORD}
    )
    assert "evil" not in answer.url


def test_who_has_the_government_identity_only_goes_there_again(as_, people, act):
    people["owner"].set_unusable_password()
    people["owner"].save()
    assert as_("owner").get(act).url.startswith(reverse("government_login"))
