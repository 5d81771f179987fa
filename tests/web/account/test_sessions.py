"""How long a session lasts, and ending it elsewhere."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from knipperlicht.web.account.sessions import SEEN, STARTED
from tests.web.account.conftest import events, sign_in
from tests.web.conftest import PASSWORD

pytestmark = [pytest.mark.usefixtures("site", "people"), pytest.mark.databases]


def _age(client: Client, *, started: int = 0, seen: int = 0) -> None:
    client.get(reverse("account"))
    session = client.session
    session[STARTED] -= started
    session[SEEN] -= seen
    session.save()


def test_two_hours_without_use_end_it(fresh):
    client = fresh("colleague")
    client.post(reverse("account_language"), {"language": "en"})
    _age(client, started=7300, seen=7100)
    assert client.get(reverse("account")).status_code == 200
    _age(client, started=7300, seen=7200)
    answer = client.get(reverse("account"))
    assert answer.url.startswith(reverse("account_login"))
    assert "two hours" in client.get(answer.url).content.decode()
    assert events()[-1] == "account.logout"


def test_use_keeps_it_but_not_beyond_twelve_hours(fresh):
    client = fresh("colleague")
    _age(client, started=12 * 3600 - 60)
    assert client.get(reverse("account")).status_code == 200
    _age(client, started=61)
    assert client.get(reverse("account")).status_code == 302


def test_being_used_is_written_at_most_once_a_minute(fresh, django_assert_num_queries):
    client = fresh("colleague")
    client.get(reverse("account"))
    before = client.session[SEEN]
    client.get(reverse("account"))
    assert client.session[SEEN] == before
    _age(client, seen=61)
    client.get(reverse("account"))
    assert client.session[SEEN] >= before


def test_a_new_password_ends_every_other_session(fresh):
    here, there = fresh("colleague"), fresh("colleague")
    new = "een heel ander wachtwoord"
    answer = here.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert answer.url == reverse("account")
    assert here.get(reverse("account")).status_code == 200
    assert there.get(reverse("account")).status_code == 302
    assert "account.password_changed" in events()
    assert sign_in(Client(), "colleague", new).status_code == 302


@pytest.mark.parametrize("new", ["kort", "password1234", "colleague@example.org"])
def test_a_weak_password_is_refused(fresh, new):
    client = fresh("colleague")
    answer = client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert answer.status_code == 200 and answer.context["form"].errors


def test_the_old_password_is_asked(fresh):
    new = "een heel ander wachtwoord"
    answer = fresh("colleague").post(
        reverse("account_change_password"),
        {"oldpassword": "fout fout fout", "password1": new, "password2": new},
    )
    assert answer.context["form"].errors["oldpassword"]


def test_one_sees_and_ends_ones_own_sessions_elsewhere(fresh):
    here, there, third = fresh("colleague"), fresh("colleague"), fresh("colleague")
    listed = here.get(reverse("account_sessions")).context["sessions"]
    assert len(listed) == 3 and [s["here"] for s in listed].count(True) == 1
    other = next(s["pk"] for s in listed if not s["here"])
    here.post(reverse("account_sessions"), {"session": other})
    assert sorted([there.get(reverse("account")).status_code, third.get(reverse("account")).status_code]) == [
        200,
        302,
    ]
    here.post(reverse("account_sessions"), {"session": "others"})
    assert (there.get(reverse("account")).status_code, third.get(reverse("account")).status_code) == (
        302,
        302,
    )
    assert here.get(reverse("account")).status_code == 200
    assert events().count("account.sessions_ended") == 2


@pytest.mark.parametrize("which", ["0", "x", "", "-1", "99999999999999999999"])
def test_a_session_that_is_not_mine_does_not_exist(fresh, which):
    assert fresh("colleague").post(reverse("account_sessions"), {"session": which}).status_code == 404


def test_a_stranger_cannot_end_my_session(fresh):
    mine, theirs = fresh("colleague"), fresh("stranger")
    pk = mine.get(reverse("account_sessions")).context["sessions"][0]["pk"]
    assert theirs.post(reverse("account_sessions"), {"session": pk}).status_code == 404
    assert mine.get(reverse("account")).status_code == 200
