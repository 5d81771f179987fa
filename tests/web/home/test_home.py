"""The start page."""

from __future__ import annotations

from datetime import date

import pytest

from knipperlicht.bridge.served import pool
from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.dossiers.service import open_contest, pin, remember
from knipperlicht.cases.organisations.service import actor

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
    ("persona", "page"),
    [("auditor", "/log/"), ("overseer", "/log/"), ("operator", "/manage/"), ("alderman", "/college/")],
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


@pytest.fixture
def at_hand(people, settings):
    """The colleague pinned one dossier, opened another, and a third contests something since long."""
    who = actor(people["colleague"], None)
    pin(who, enterprise=403019261, name="Vastgezet NV", work=None)
    remember(who, enterprise=416375270, name="Onlangs BV")
    open_contest(
        who, enterprise=400378485, name="Betwist BV", about="", fact="adres", statement="Wij zijn verhuisd.",
        received=date(2020, 1, 1), speaker="agent", work=None,
    )  # fmt: skip
    return ("Vastgezet NV", "Onlangs BV", "Betwist BV")


def test_names_of_enterprises_wait_for_a_purpose(as_, at_hand):
    """Before it only counts: whom one looked at, and who contests, is a look (law.md §1.12)."""
    answer = as_("colleague", work=False).get("/")
    assert [name for name in at_hand if name in text_of(answer)] == []
    assert (answer.context["open_contests"], answer.context["late"]) == (1, 1)
    assert not Entry.objects.filter(event="contest.read").exists()
    assert [name for name in at_hand if name in text_of(as_("colleague").get("/"))] == list(at_hand)


def test_contests_by_name_are_one_look_of_a_piece_of_work(as_, at_hand):
    client = as_("colleague")
    for _again in range(2):
        client.get("/")
    (row,) = Entry.objects.filter(event="contest.read")
    assert (row.subject, row.reference, row.detail) == ("/", "proef 1", {"status": "open", "shown": 1})
    as_("stranger").get("/")
    assert Entry.objects.filter(event="contest.read").count() == 1, "nothing to see is no look"


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
