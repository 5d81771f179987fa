"""A new password by mail."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.web.account.conftest import events, sign_in

pytestmark = pytest.mark.usefixtures("site", "people")
NEW = "een heel ander wachtwoord"


def _asked(email: str) -> tuple[int, str, int]:
    mail.outbox.clear()
    answer = Client().post(reverse("account_reset_password"), {"email": email}, follow=True)
    return answer.status_code, answer.redirect_chain[-1][0], len(mail.outbox)


def _link() -> str:
    Client().post(reverse("account_reset_password"), {"email": "colleague@example.org"})
    return re.search(r"http://testserver(\S+)", mail.outbox[-1].body).group(1)


def test_known_and_unknown_get_the_same_page_and_only_the_known_a_mail():
    known, unknown = _asked("colleague@example.org"), _asked("niemand@example.org")
    assert known == (200, reverse("account_reset_password_done"), 1)
    assert unknown == (200, reverse("account_reset_password_done"), 0)


def test_the_link_works_once_and_ends_sessions(fresh):
    there = fresh("colleague")
    link = _link()
    client = Client()
    form = client.get(link, follow=True)
    path = form.redirect_chain[-1][0]
    assert link not in path
    done = client.post(path, {"password1": NEW, "password2": NEW})
    assert done.url == reverse("account_reset_password_from_key_done")
    assert client.get(done.url).status_code == 200
    assert there.get(reverse("account")).status_code == 302
    assert sign_in(Client(), "colleague", NEW).status_code == 302
    assert "account.password_changed" in events()
    assert Client().get(link, follow=True).context["token_fail"]


def test_the_link_is_too_old_after_an_hour(settings):
    link = _link()
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert Client().get(link, follow=True).context["token_fail"]


def test_a_made_up_link_says_so():
    url = reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "abc-def"})
    answer = Client().get(url)
    assert answer.status_code == 200 and answer.context["token_fail"]


def test_who_left_gets_no_link(people):
    people["colleague"].is_active = False
    people["colleague"].save()
    assert _asked("colleague@example.org")[2] == 0


def test_many_requests_for_one_address_are_refused():
    answers = [
        Client().post(reverse("account_reset_password"), {"email": "colleague@example.org"})
        for _n in range(6)
    ]
    assert [a.status_code for a in answers] == [302] * 5 + [429]
