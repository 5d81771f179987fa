"""The start page."""

from __future__ import annotations

import pytest

from knipperlicht.bridge.served import pool

pytestmark = pytest.mark.usefixtures("site")


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize(
    ("persona", "status"),
    [("owner", 200), ("colleague", 200), ("reader", 200), ("stranger", 200), ("anonymous", 302)],
)
def test_opening(as_, persona, status):
    assert as_(persona).get("/").status_code == status


@pytest.mark.parametrize(
    ("persona", "page"), [("auditor", "/log/"), ("overseer", "/log/"), ("operator", "/manage/")]
)
def test_who_opens_no_dossiers_is_led_to_their_own_first_page(as_, persona, page):
    answer = as_(persona).get("/")
    assert answer.status_code == 302 and answer.url.startswith("/")
    assert as_(persona).get(answer.url).status_code == 200


def test_who_belongs_nowhere_is_told_what_to_do(people, client):
    people["reader"].memberships.all().delete()
    client.force_login(people["reader"], backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get("/")
    assert answer.status_code == 200 and "home/nowhere.html" in [t.name for t in answer.templates]


def test_it_shows_the_running_work_and_the_data(as_):
    answer = as_("colleague").get("/")
    assert (
        "proef 1" in text_of(answer)
        and answer.context["latest"]
        and answer.context["counts"]["enterprise"] > 0
    )
    assert "proef 1" not in text_of(as_("colleague", work=False).get("/"))


def test_a_watched_dossier_that_changed_is_counted(as_, settings):
    from knipperlicht.bridge.served import serving
    from knipperlicht.core.numbers import format_number

    with serving(settings.DATA) as reader:
        last = reader.snapshot.as_of
        rows = reader.rows(
            "SELECT enterprise FROM event WHERE day > ? AND kind = 'seat_move' AND enterprise IN (SELECT enterprise FROM score) LIMIT 1",
            last.replace(day=1),
        ) or reader.rows("SELECT enterprise FROM event WHERE kind = 'seat_move' AND enterprise IN (SELECT enterprise FROM score) ORDER BY day DESC LIMIT 1")  # fmt: skip
    client = as_("analyst")
    number = format_number(rows[0]["enterprise"])
    assert (
        client.post(f"/dossier/{number}/watch/", {"new": "Volgen", "reason": "opvolgen"}).status_code == 302
    )
    watched = client.get("/").context["watched"]
    assert [(one.watchlist.name, one.total) for one in watched] == [("Volgen", 1)]


def test_before_the_first_build_it_says_so(as_, settings, tmp_path):
    settings.DATA = tmp_path
    answer = as_("colleague").get("/")
    assert answer.status_code == 200 and answer.context["latest"] is None
    pool(tmp_path).close()


def test_the_database_is_asked_little(as_, django_assert_max_num_queries):
    client = as_("colleague")
    client.get("/")
    with django_assert_max_num_queries(14):
        client.get("/")
