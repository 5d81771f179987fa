"""Confirming again before a dangerous act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.organisations.models import Invitation, Membership
from knipperlicht.cases.organisations.roles import rights_of
from tests.web.account.conftest import age, code_of, events
from tests.web.conftest import PASSWORD

pytestmark = pytest.mark.usefixtures("site", "people")


@pytest.fixture
def act(people) -> str:
    """The address of a dangerous act: a colleague leaves."""
    return reverse("member_leave", args=[Membership.objects.get(user=people["colleague"]).pk])


def test_who_just_came_in_is_not_asked(fresh, act):
    assert fresh("owner").get(act).status_code == 200


def test_after_ten_minutes_one_is_asked_and_led_back(fresh, act):
    client = fresh("owner")
    age(client, 601)
    asked = client.get(act)
    assert asked.url == f"{reverse('account_reauthenticate')}?next={act.replace('/', '%2F')}"
    wrong = client.post(asked.url, {"password": "fout"})
    assert wrong.status_code == 200 and client.get(act).status_code == 302
    assert client.post(asked.url, {"password": PASSWORD}).url == act
    assert client.get(act).status_code == 200
    assert "account.confirm" in events()


def test_a_post_that_was_not_confirmed_does_nothing_and_is_not_repeated(fresh, act, people):
    client = fresh("owner")
    age(client, 601)
    asked = client.post(act, {"heir": ""})
    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert client.post(asked.url, {"password": PASSWORD}).url == act
    assert Membership.objects.filter(user=people["colleague"]).exists()


def test_a_fragment_makes_the_whole_page_ask(fresh, act):
    client = fresh("owner")
    age(client, 601)
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


@dataclass(frozen=True)
class Act:
    """One dangerous act: who does it, the address of its page, what is posted there, and whether it was done."""

    persona: str
    url: str
    posted: dict[str, str]
    done: Callable[[], bool]


ACTS = (
    "a role is changed",
    "a manager is invited",
    "an auditor is invited",
    "an operator is invited",
    "the log leaves",
)


@pytest.fixture
def acts(people, organisations) -> Callable[[str, Callable[[str], Client]], tuple[Client, Act]]:
    """`acts(name, client_of)`: the client of who does it, with what comes before the page done, and the act."""

    def make(name: str, client_of: Callable[[str], Client]) -> tuple[Client, Act]:
        if name == "a role is changed":
            held = Membership.objects.get(user=people["colleague"])
            url = reverse("member_role", args=[held.pk])
            changed = Membership.objects.filter(pk=held.pk, role="manager")
            return client_of("owner"), Act("owner", url, {"role": "manager"}, changed.exists)
        if name == "the log leaves":
            left = Entry.objects.filter(event="audit.export", detail__filter__event="search.run")
            url = reverse("audit_export") + "?event=search.run"
            return client_of("auditor"), Act("auditor", url, {}, left.exists)
        town, role, persona = {
            "a manager is invited": ("Stad Kortrijk", "manager", "owner"),
            "an auditor is invited": ("Stad Kortrijk", "auditor", "owner"),
            "an operator is invited": ("Beheer", "operator", "operator"),
        }[name]
        client = client_of(persona)
        asked = {"email": "nieuw@example.org", "name": "Nieuw", "role": role, "language": "nl"}
        answer = client.post(reverse("members_of", args=[organisations[town].pk]), asked)
        url = reverse("member_invite", args=[organisations[town].pk])
        assert answer.url == url and not Invitation.objects.exists() and not mail.outbox
        return client, Act(persona, url, {}, Invitation.objects.filter(role=role).exists)

    return make


@pytest.mark.parametrize("name", ACTS)
def test_who_confirmed_lately_goes_through_by_a_page_with_the_button(fresh, acts, name):
    client, act = acts(name, fresh)
    page = client.get(act.url)
    assert page.status_code == 200 and b'<form class="form" method="post"' in page.content and not act.done()
    _finish(client.post(act.url, act.posted))
    assert act.done()


@pytest.mark.parametrize("name", ACTS)
def test_who_did_not_is_asked_first_and_led_back_with_nothing_done(fresh, acts, name):
    client, act = acts(name, fresh)
    age(client, 601)
    for asked in (client.get(act.url), client.post(act.url, act.posted)):
        assert asked.url.startswith(reverse("account_reauthenticate")) and not act.done()
    assert client.post(asked.url, {"password": PASSWORD}).url == act.url and not act.done()
    assert client.get(act.url).status_code == 200
    _finish(client.post(act.url, act.posted))
    assert act.done()


def _finish(answer) -> None:
    """A download is written row by row while it leaves."""
    assert answer.status_code in (200, 302)
    if answer.streaming:
        list(answer.streaming_content)


@pytest.mark.parametrize("role", ["reader", "worker", "analyst"])
def test_inviting_into_a_role_over_nobody_asks_nothing(as_, role):
    asked = {"email": "nieuw@example.org", "name": "Nieuw", "role": role, "language": "nl"}
    as_("owner").post(reverse("manage_members"), asked)
    assert Invitation.objects.get().role == role


def test_the_page_of_an_invitation_needs_one_that_was_filled_in_there(fresh, organisations):
    client = fresh("operator")
    asked = {"email": "nieuw@example.org", "name": "Nieuw", "role": "manager", "language": "nl"}
    client.post(reverse("members_of", args=[organisations["Stad Kortrijk"].pk]), asked)
    elsewhere = reverse("member_invite", args=[organisations["Stad Brugge"].pk])
    assert client.get(elsewhere).status_code == 302 and client.post(elsewhere).status_code == 302
    assert not Invitation.objects.exists()
    here = reverse("member_invite", args=[organisations["Stad Kortrijk"].pk])
    client.post(here)
    client.post(here)
    assert Invitation.objects.count() == 1


def test_the_page_of_an_invitation_says_what_the_role_may(fresh, acts):
    client, act = acts("a manager is invited", fresh)
    page = client.get(act.url + "?language=nl").content.decode()
    assert "nieuw@example.org" in page
    assert page.count("<li>") >= len(rights_of("manager", "municipality"))
