"""Choosing rows: onto a watch-list, into an action."""

from __future__ import annotations

import pytest

from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.worklists import watching
from knipperlicht.cases.worklists.models import WatchItem, WatchList
from knipperlicht.cases.worklists.service import Unusable, add, create_list
from tests.web.lists.conftest import BRUGGE, KORTRIJK

pytestmark = [pytest.mark.usefixtures("site"), pytest.mark.databases]
NEW = {"target": "new", "name": "Nieuwe lijst", "reason": "controle van de straat"}


@pytest.mark.parametrize(
    ("persona", "status"),
    [("owner", 200), ("colleague", 200), ("reader", 403), ("stranger", 200), ("anonymous", 302)],
)
def test_bulk_for_each_persona(as_, persona, status):
    assert as_(persona).get("/list/bulk/?do=watch&all=1&band=geen").status_code == status


def test_a_choice_on_the_list_becomes_an_address(as_, in_scope):
    rows = sorted(in_scope(KORTRIJK))[:2]
    answer = as_("colleague").post("/list/bulk/?sort=name", {"do": "watch", "row": rows})
    assert answer.url == f"/list/bulk/?sort=name&do=watch&row={rows[0]}&row={rows[1]}"


def test_chosen_rows_go_on_a_new_list_and_are_logged_once(as_, in_scope):
    rows = sorted(in_scope(KORTRIJK))[:3]
    url = "/list/bulk/?do=watch&" + "&".join(f"row={n}" for n in rows)
    answer = as_("colleague").post(url, NEW)
    made = WatchList.objects.get()
    assert answer.url == f"/watch-lists/{made.pk}/"
    assert set(made.items.values_list("number", flat=True)) == set(rows)
    entry = Entry.objects.get(event="list.bulk")
    assert entry.detail["enterprises"] == 3 and entry.detail["list"] == made.pk
    assert entry.detail["reason"] == NEW["reason"] and entry.reference == "proef 1"


def test_everything_that_matches_is_exactly_the_territory(as_, in_scope):
    as_("colleague").post("/list/bulk/?do=watch&all=1&sort=name", NEW)
    assert set(WatchItem.objects.values_list("number", flat=True)) == in_scope(KORTRIJK)


def test_numbers_of_another_territory_are_left_out(as_, in_scope):
    theirs = sorted(in_scope(BRUGGE) - in_scope(KORTRIJK))[0]
    ours = sorted(in_scope(KORTRIJK))[0]
    as_("colleague").post(f"/list/bulk/?do=watch&row={theirs}&row={ours}", NEW)
    assert list(WatchItem.objects.values_list("number", flat=True)) == [ours]


def test_too_many_is_one_clear_sentence(as_, monkeypatch):
    monkeypatch.setattr("knipperlicht.web.lists.views_bulk.MOST_AT_ONCE", 5)
    answer = as_("colleague").post("/list/bulk/?do=watch&all=1&sort=name", NEW, follow=True)
    assert any("5" in str(m) for m in answer.context["messages"]) or "5" in answer.content.decode()
    assert not WatchList.objects.exists()


def test_a_reason_is_asked(as_, in_scope):
    answer = as_("colleague").post(
        f"/list/bulk/?do=watch&row={min(in_scope(KORTRIJK))}", NEW | {"reason": ""}
    )
    assert answer.status_code == 422 and not WatchList.objects.exists()


def test_an_action_needs_a_day(as_, in_scope):
    url = f"/list/bulk/?do=action&row={min(in_scope(KORTRIJK))}"
    client = as_("colleague")
    assert client.post(url, NEW).status_code == 422
    client.post(url, NEW | {"day": "2026-12-03"})
    made = WatchList.objects.get()
    assert made.kind == "action" and str(made.day) == "2026-12-03"


def test_a_colleague_cannot_fill_a_list_that_is_not_shared(as_, watchlist, in_scope):
    url = f"/list/bulk/?do=watch&row={max(in_scope(KORTRIJK))}"
    answer = as_("colleague").post(url, {"target": str(watchlist.pk), "reason": "nazicht"})
    assert answer.status_code == 422 and watchlist.items.count() == 3


def test_nothing_chosen_leads_back(as_):
    assert as_("colleague").get("/list/bulk/?do=watch&sort=name").url.startswith("/list/?")


def test_putting_on_twice_is_once(acting, watchlist):
    before = {item.number: item.name for item in watchlist.items.all()}
    assert (
        add(
            acting("owner"),
            watchlist,
            enterprises=before | {2_000_000_088: "x"},
            reason="nog eens",
            work=None,
        )
        == 1
    )
    assert watchlist.items.count() == 4
    assert watchlist.items.get(number=min(before)).reason == "nazicht"


def test_the_service_refuses_what_is_too_many(acting, monkeypatch, watchlist):
    monkeypatch.setattr(watching, "MOST_AT_ONCE", 2)
    with pytest.raises(Unusable, match="2"):
        add(acting("owner"), watchlist, enterprises={1: "", 2: "", 3: ""}, reason="x", work=None)


def test_a_name_is_used_once_per_owner(acting):
    create_list(acting("owner"), name="Dezelfde", shared=False, day=None, work=None)
    with pytest.raises(Unusable, match="Dezelfde"):
        create_list(acting("owner"), name="Dezelfde", shared=True, day=None, work=None)
    create_list(acting("colleague"), name="Dezelfde", shared=False, day=None, work=None)
