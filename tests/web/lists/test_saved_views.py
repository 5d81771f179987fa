"""Saved views: sharing, opening, what is new."""

from __future__ import annotations

from datetime import date

import pytest

from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.worklists.models import SavedView, ViewOpening
from knipperlicht.cases.worklists.saved_views import hand_over_views
from knipperlicht.cases.worklists.service import opened_view

pytestmark = [pytest.mark.usefixtures("site"), pytest.mark.databases]


@pytest.mark.parametrize(
    ("persona", "status"),
    [("owner", 302), ("colleague", 404), ("reader", 404), ("stranger", 404), ("anonymous", 302)],
)
def test_view_open_for_each_persona(as_, view, persona, status):
    assert as_(persona).get(f"/views/{view.pk}/").status_code == status


@pytest.mark.parametrize(
    ("persona", "status"),
    [("owner", 302), ("colleague", 302), ("reader", 302), ("stranger", 404), ("anonymous", 302)],
)
def test_a_shared_view_for_each_persona(as_, view, persona, status):
    SavedView.objects.update(shared=True)
    answer = as_(persona).get(f"/views/{view.pk}/")
    assert answer.status_code == status
    if persona in ("owner", "colleague", "reader"):
        assert answer.url == f"/list/?sector=56&column=name&column=score&sort=name&view={view.pk}"


@pytest.mark.parametrize("what", ["edit", "delete"])
@pytest.mark.parametrize(
    ("persona", "status"),
    [("owner", 200), ("colleague", 404), ("reader", 403), ("stranger", 404), ("anonymous", 302)],
)
def test_only_the_owner_changes_a_shared_view(as_, view, persona, status, what):
    SavedView.objects.update(shared=True)
    assert as_(persona).get(f"/views/{view.pk}/{what}/").status_code == status


@pytest.mark.parametrize(
    ("persona", "status"),
    [("owner", 200), ("colleague", 200), ("reader", 200), ("stranger", 200), ("anonymous", 302)],
)
def test_views_for_each_persona(as_, view, persona, status):
    answer = as_(persona).get("/views/")
    assert answer.status_code == status
    assert ("Horeca" in answer.content.decode()) == (persona == "owner")


@pytest.mark.parametrize(
    ("persona", "status"),
    [("owner", 200), ("colleague", 200), ("reader", 403), ("stranger", 200), ("anonymous", 302)],
)
def test_save_for_each_persona(as_, persona, status):
    assert as_(persona).get("/list/save/?sector=56").status_code == status


def test_a_saved_view_opens_the_same_list(as_):
    client = as_("colleague")
    saved = client.post(
        "/list/save/?sector=56&column=name&sort=-started", {"name": "Café's & <b>bars</b>", "shared": "on"}
    )
    opened = client.get(saved.url)
    assert opened.url.startswith("/list/?sector=56&column=name&sort=-started&view=")
    page = client.get(opened.url).content.decode()
    assert "Café&#x27;s &amp; &lt;b&gt;bars&lt;/b&gt;" in page
    assert Entry.objects.filter(event="view.save").count() == 1


def test_a_name_that_is_taken_is_said_at_the_field(as_, view):
    answer = as_("owner").post("/list/save/?sector=47", {"name": "Horeca"})
    assert answer.status_code == 422 and SavedView.objects.count() == 1


def test_rename_and_delete(as_, view):
    client = as_("owner")
    client.post(f"/views/{view.pk}/edit/", {"name": "Eten", "shared": "on"})
    view.refresh_from_db()
    assert (view.name, view.shared, view.query) == ("Eten", True, "sector=56")
    client.post(f"/views/{view.pk}/delete/")
    assert not SavedView.objects.exists()
    assert Entry.objects.filter(event="view.delete").count() == 1


def test_what_is_new_since_the_data_seen_before(as_, acting, view):
    client = as_("owner")
    client.get(f"/views/{view.pk}/")
    url = f"/list/?sector=56&view={view.pk}"
    assert client.get(url).context["new"] is None
    ViewOpening.objects.update(before=date(2000, 1, 1))
    new = client.get(url).context["new"]
    total = client.get("/list/?sector=56").context["found"].total
    narrowed = client.get(new["url"]).context["found"].total
    assert new["count"] == narrowed <= total
    ViewOpening.objects.update(before=date(2090, 1, 1))
    assert client.get(url).context["new"]["count"] == 0


def test_the_view_of_another_organisation_is_not_named_on_a_list(as_, view):
    answer = as_("stranger").get(f"/list/?sector=56&view={view.pk}")
    assert answer.status_code == 200 and "Horeca" not in answer.content.decode()


def test_opening_again_over_newer_data_keeps_the_day_before(acting, view):
    owner = acting("owner")
    assert opened_view(owner, view, as_of=date(2026, 9, 30)) is None
    assert opened_view(owner, view, as_of=date(2026, 10, 31)) == date(2026, 9, 30)


def test_a_leaver_hands_over_views(acting, view, people, organisations):
    assert (
        hand_over_views(
            people["owner"], people["colleague"], organisation_id=organisations["Stad Kortrijk"].pk
        )
        == 1
    )
    view.refresh_from_db()
    assert view.owner == people["colleague"] and view.name == "Horeca"
