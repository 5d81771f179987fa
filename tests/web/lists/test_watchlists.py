"""Watch-lists: who sees, fills and removes them; what changed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from knipperlicht.bridge.served import serving
from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.worklists.models import WatchItem, WatchList
from knipperlicht.cases.worklists.service import (
    add,
    alerts,
    changes_since,
    create_list,
    opened_list,
)
from knipperlicht.cases.worklists.watching import hand_over_lists
from knipperlicht.core.numbers import format_number
from tests.web.lists.conftest import BRUGGE, KORTRIJK

pytestmark = [pytest.mark.usefixtures("site"), pytest.mark.databases]
LONG_AGO = date(2000, 1, 1)


@pytest.mark.parametrize(
    ("persona", "status"),
    [("owner", 200), ("colleague", 404), ("reader", 404), ("stranger", 404), ("anonymous", 302)],
)
def test_watchlist_for_each_persona(as_, watchlist, persona, status):
    assert as_(persona).get(f"/watch-lists/{watchlist.pk}/").status_code == status


@pytest.mark.parametrize(
    ("persona", "status"),
    [("owner", 200), ("colleague", 200), ("reader", 200), ("stranger", 404), ("anonymous", 302)],
)
def test_a_shared_watchlist_for_each_persona(as_, watchlist, persona, status):
    WatchList.objects.update(shared=True)
    assert as_(persona).get(f"/watch-lists/{watchlist.pk}/").status_code == status


@pytest.mark.parametrize("path", ["/watch-lists/", "/watch-lists/new/"])
@pytest.mark.parametrize(
    ("persona", "status"),
    [("owner", 200), ("colleague", 200), ("reader", 403), ("stranger", 200), ("anonymous", 302)],
)
def test_watchlists_for_each_persona(as_, persona, status, path):
    expected = 200 if persona == "reader" and path == "/watch-lists/" else status
    assert as_(persona).get(path).status_code == expected


@pytest.mark.parametrize("what", ["edit", "delete"])
@pytest.mark.parametrize(
    ("persona", "status"),
    [("owner", 200), ("colleague", 404), ("reader", 403), ("stranger", 404), ("anonymous", 302)],
)
def test_only_the_owner_changes_a_shared_list(as_, watchlist, persona, status, what):
    WatchList.objects.update(shared=True)
    assert as_(persona).get(f"/watch-lists/{watchlist.pk}/{what}/").status_code == status


@pytest.mark.parametrize("what", ["add", "remove"])
@pytest.mark.parametrize(
    ("persona", "status"),
    [("owner", 302), ("colleague", 404), ("reader", 403), ("stranger", 404), ("anonymous", 302)],
)
def test_add_and_remove_for_each_persona(as_, watchlist, in_scope, persona, status, what):
    body = {"number": max(in_scope(KORTRIJK)), "reason": "nazicht"}
    assert as_(persona).post(f"/watch-lists/{watchlist.pk}/{what}/", body).status_code == status


def test_make_change_and_delete(as_):
    client = as_("colleague")
    assert client.post("/watch-lists/new/", {"name": "Week 49"}).status_code == 302
    made = WatchList.objects.get()
    client.post(f"/watch-lists/{made.pk}/edit/", {"name": "Actie", "shared": "on", "day": "2026-12-01"})
    made.refresh_from_db()
    assert (made.name, made.shared, made.kind) == ("Actie", True, "action")
    client.post(f"/watch-lists/{made.pk}/delete/")
    assert not WatchList.objects.exists()
    events = list(
        Entry.objects.filter(event__startswith="watch").order_by("number").values_list("event", flat=True)
    )
    assert events == ["watch.list", "watch.list", "watch.list_delete"]


def test_one_number_goes_on_through_the_door_of_its_dossier(as_, acting, watchlist, in_scope):
    client = as_("owner")
    number = sorted(in_scope(KORTRIJK))[5]
    client.post(f"/watch-lists/{watchlist.pk}/add/", {"number": format_number(number), "reason": "nazicht"})
    assert WatchItem.objects.filter(number=number, reason="nazicht", work__isnull=False).exists()
    assert Entry.objects.filter(event="watch.add", subject=format_number(number)).count() == 1
    client.post(f"/watch-lists/{watchlist.pk}/add/", {"number": "kwik", "reason": "nazicht"})
    with serving(__import__("django.conf", fromlist=["settings"]).settings.DATA) as reader:
        far = reader.rows(
            "SELECT enterprise FROM score WHERE enterprise NOT IN (SELECT enterprise FROM address WHERE nis = '34022' "
            "UNION SELECT enterprise FROM address_past WHERE nis = '34022') LIMIT 1"
        )[0]["enterprise"]
    assert (
        client.post(f"/watch-lists/{watchlist.pk}/add/", {"number": far, "reason": "nazicht"}).status_code
        == 403
    )
    assert watchlist.items.count() == 4


def test_names_of_companies_are_text(as_, acting, watchlist):
    WatchItem.objects.filter(watchlist=watchlist).update(name="<script>alert('x')</script>&=1+1")
    text = as_("owner").get(f"/watch-lists/{watchlist.pk}/").content.decode()
    assert "<script>alert" not in text and "&lt;script&gt;" in text


def changed_in(settings, nis: str) -> tuple[int, date]:
    with serving(settings.DATA) as reader:
        row = reader.rows(
            "SELECT enterprise, max(day) AS day FROM event JOIN score USING (enterprise) WHERE score.nis = ? AND kind IN "
            "('name_change', 'seat_move', 'main_activity_change') GROUP BY enterprise ORDER BY day DESC, enterprise LIMIT 1",
            nis,
        )[0]
    return row["enterprise"], row["day"]


def test_alerts_tell_what_changed_and_not_what_did_before(acting, settings):
    number, day = changed_in(settings, KORTRIJK)
    owner = acting("owner")
    held = create_list(owner, name="Volgen", shared=False, day=None, work=None)
    add(owner, held, enterprises={number: "x"}, reason="nazicht", work=None)
    with serving(settings.DATA):
        news = alerts(held, since=day)
        assert news.total == 1 and day in {change.day for change in news.alerts[0].changes}
        later = alerts(held, since=day + timedelta(days=4000))
        assert later.total == 0 and later.alerts == ()
        assert [a.watchlist for a in changes_since(owner, LONG_AGO)] == [held]
        assert changes_since(acting("colleague"), LONG_AGO) == []


def test_alerts_stay_inside_the_territory_of_the_organisation(acting, settings, in_scope, organisations):
    number, _ = changed_in(settings, BRUGGE)
    owner = acting("owner")
    held = create_list(owner, name="Buiten", shared=False, day=None, work=None)
    add(owner, held, enterprises={number: "x"}, reason="nazicht", work=None)
    held.organisation.territory = ["38008"]
    with serving(settings.DATA):
        assert alerts(held, since=LONG_AGO).total == 0
        held.organisation.territory = [BRUGGE]
        assert alerts(held, since=LONG_AGO).total == 1


def test_flags_only_alerts_tell_no_number(acting, settings, in_scope):
    owner = acting("owner")
    held = create_list(owner, name="Alles", shared=False, day=None, work=None)
    add(owner, held, enterprises=dict.fromkeys(in_scope(KORTRIJK), ""), reason="nazicht", work=None)
    with serving(settings.DATA):
        for alert in alerts(held, since=LONG_AGO, flags_only=True).alerts:
            assert all(change.score is None and change.band is None for change in alert.changes)


def test_what_is_new_counts_from_the_data_seen_before(acting, watchlist):
    owner, first, second = acting("owner"), date(2026, 9, 30), date(2026, 10, 31)
    assert opened_list(owner, watchlist, as_of=first) is None
    assert opened_list(owner, watchlist, as_of=first) is None
    assert opened_list(owner, watchlist, as_of=second) == first
    assert opened_list(owner, watchlist, as_of=second) == first


def test_a_leaver_hands_over_lists_whatever_their_names(acting, watchlist, people, organisations):
    create_list(acting("colleague"), name=watchlist.name, shared=False, day=None, work=None)
    kortrijk = organisations["Stad Kortrijk"].pk
    assert hand_over_lists(people["owner"], people["colleague"], organisation_id=kortrijk) == 1
    names = set(WatchList.objects.filter(owner=people["colleague"]).values_list("name", flat=True))
    assert len(names) == 2 and "Stationsbuurt (Owner Voorbeeld)" in names
