"""Coming in with address and password, and not coming in."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from knipperlicht.cases.audit.models import Entry
from knipperlicht.web import settings as real
from tests.web.account.conftest import events, sign_in
from tests.web.conftest import PASSWORD

pytestmark = pytest.mark.usefixtures("site", "people")
WRONG = "niet het juiste wachtwoord"


def _plain(answer) -> str:
    """A page without what differs by itself: the token, and the address that was typed."""
    text = re.sub(r'(csrfmiddlewaretoken|csrf-token)"[^>]*', "", answer.content.decode())
    return re.sub(r"[\w.]+@example\.org", "ADDRESS", text)


def test_the_right_password_lets_in_and_is_logged_with_the_organisation():
    client = Client()
    answer = sign_in(client, "colleague")
    assert answer.status_code == 302 and answer.url == reverse("home")
    row = Entry.objects.get(event="account.login")
    assert (row.actor_name, row.organisation_name) == ("Colleague Voorbeeld", "Stad Kortrijk")
    assert row.detail["by"] == ["password"]
    assert client.get(reverse("account")).status_code == 200


def test_passwords_are_kept_with_argon2():
    assert real.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_a_wrong_password_is_refused_with_a_sentence_and_logged(people):
    answer = sign_in(Client(), "colleague", WRONG)
    assert answer.status_code == 200 and "errorlist" not in answer.context["form"].errors.as_text()
    assert answer.context["form"].non_field_errors() or answer.context["form"].errors
    row = Entry.objects.get(event="account.login_failed")
    assert row.organisation_name == "Stad Kortrijk" and row.detail == {
        "reason": "password",
        "address": "127.0.0.1",
    }
    assert WRONG not in str(row.__dict__)


def test_an_unknown_address_gets_the_same_answer_and_is_not_written_down():
    known = sign_in(Client(), "colleague", WRONG)
    unknown = sign_in(Client(), "niemand", WRONG)
    assert _plain(known) == _plain(unknown)
    row = Entry.objects.order_by("number").last()
    assert "niemand" not in str(row.__dict__) and row.actor_id is None


def test_the_sixth_attempt_is_refused_from_anywhere_even_with_the_right_password():
    for attempt in range(5):
        sign_in(Client(REMOTE_ADDR=f"192.0.2.{attempt}"), "colleague", WRONG)
    elsewhere = Client(REMOTE_ADDR="198.51.100.7", headers={"accept-language": "en"})
    answer = sign_in(elsewhere, "colleague")
    assert answer.status_code == 200 and "five minutes" in answer.content.decode()
    assert Entry.objects.order_by("number").last().detail["reason"] == "too many attempts"
    assert sign_in(Client(REMOTE_ADDR="198.51.100.7"), "stranger").status_code == 302


def test_an_unknown_address_is_slowed_down_just_the_same():
    for attempt in range(5):
        sign_in(Client(REMOTE_ADDR=f"192.0.2.{attempt}"), "niemand", WRONG)
        sign_in(Client(REMOTE_ADDR=f"192.0.2.{attempt}"), "colleague", WRONG)
    one, other = (sign_in(Client(REMOTE_ADDR="198.51.100.7"), who, WRONG) for who in ("niemand", "colleague"))
    assert _plain(one) == _plain(other)


def test_one_place_that_tries_many_accounts_is_refused():
    client = Client(REMOTE_ADDR="203.0.113.9")
    for attempt in range(10):
        sign_in(client, f"gok{attempt}", WRONG)
    assert sign_in(client, "colleague").status_code == 200
    assert sign_in(Client(REMOTE_ADDR="203.0.113.10"), "colleague").status_code == 302


def test_a_right_password_does_not_use_up_attempts():
    for _attempt in range(8):
        assert sign_in(Client(), "colleague").status_code == 302


def test_a_flood_gets_its_own_page():
    client = Client()
    answers = [client.post(reverse("account_login"), {"login": "", "password": ""}) for _n in range(31)]
    assert [a.status_code for a in answers].count(429) == 1
    assert "<h1" in answers[-1].content.decode()


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
    ],
)
def test_nobody_is_led_away_after_signing_in(target):
    for answer in (
        sign_in(Client(), "colleague", next=target),
        Client().post(
            reverse("account_login") + f"?next={target}",
            {"login": "colleague@example.org", "password": PASSWORD},
        ),
    ):
        assert answer.status_code == 302 and answer.url == reverse("home")


def test_a_page_of_ours_is_led_back_to():
    assert sign_in(Client(), "colleague", next=reverse("account")).url == reverse("account")


def test_a_session_that_was_planted_is_worth_nothing():
    client = Client()
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = before = session.session_key
    sign_in(client, "colleague")
    assert client.cookies["sessionid"].value != before
    attacker = Client()
    attacker.cookies["sessionid"] = before
    assert attacker.get(reverse("account")).status_code == 302


def test_the_cookie_ends_with_the_browser():
    client = Client()
    cookie = sign_in(client, "colleague").cookies["sessionid"]
    assert (
        cookie["max-age"] == ""
        and cookie["expires"] == ""
        and cookie["httponly"]
        and cookie["samesite"] == "Lax"
    )


def test_signing_out_is_a_post_and_is_logged(fresh):
    client = fresh("colleague")
    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get(reverse("account")).status_code == 200
    assert client.post(reverse("account_logout")).url == reverse("account_login")
    assert client.get(reverse("account")).status_code == 302
    assert events(event__startswith="account.log") == ["account.login", "account.logout"]


def test_who_left_does_not_come_in(people):
    people["colleague"].is_active = False
    people["colleague"].save()
    client = Client()
    assert sign_in(client, "colleague").url == reverse("account_inactive")
    assert client.get(reverse("account_inactive")).status_code == 200
    assert client.get(reverse("account")).status_code == 302


def test_who_is_closed_while_signed_in_is_out_at_once(fresh, people):
    client = fresh("colleague")
    people["colleague"].is_active = False
    people["colleague"].save()
    assert client.get(reverse("account")).status_code == 302


@pytest.mark.parametrize(
    "path",
    [
        "signup/",
        "email/",
        "confirm-email/",
        "3rdparty/",
        "3rdparty/signup/",
        "social/signup/",
        "login/code/",
        "2fa/",
    ],
)
def test_nobody_signs_up_and_what_is_not_used_is_not_there(path):
    assert Client().get(f"/account/{path}").status_code == 404
    assert Client().post(f"/account/{path}", {"email": "ik@example.org"}).status_code in (403, 404)
