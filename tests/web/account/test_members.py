"""Members: roles, leaving, handing over."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.organisations import handover
from knipperlicht.cases.organisations.members import CannotChange, change_role
from knipperlicht.cases.organisations.models import Membership
from knipperlicht.cases.organisations.service import actor
from tests.web.account.conftest import events, sign_in

pytestmark = [pytest.mark.usefixtures("site", "people"), pytest.mark.databases]


@pytest.fixture
def of(people):
    """The membership of a persona."""
    return lambda persona: Membership.objects.get(user=people[persona])


@pytest.fixture
def pieces(monkeypatch):
    """Something to hand over: two for the colleague, none for others."""
    held, moved = {"colleague@example.org": 2}, []

    def hand_over(leaver, heir, organisation):
        moved.append((leaver.email, heir.email, organisation.name))
        return held.pop(leaver.email, 0)

    monkeypatch.setattr(handover, "_REGISTERED", {})
    handover.register(
        "things", "things", count=lambda user, _organisation: held.get(user.email, 0), hand_over=hand_over
    )
    return moved


@pytest.fixture
def nothing(monkeypatch):
    monkeypatch.setattr(handover, "_REGISTERED", {})


def test_a_manager_sees_the_members_of_the_own_organisation(as_):
    page = as_("owner").get(reverse("manage_members"))
    html = page.content.decode()
    assert "colleague@example.org" in html and "stranger@example.org" not in html
    assert page.context["organisations"] == []


def test_an_operator_sees_those_of_any(as_, organisations):
    page = as_("operator").get(reverse("members_of", args=[organisations["Stad Brugge"].pk]))
    assert "stranger@example.org" in page.content.decode() and len(page.context["organisations"]) == 5


def test_a_role_is_changed_and_logged(fresh, of):
    held = of("colleague")
    client = fresh("owner")
    assert client.get(reverse("member_role", args=[held.pk])).status_code == 200
    answer = client.post(reverse("member_role", args=[held.pk]), {"role": "analyst"})
    assert (
        answer.url == reverse("members_of", args=[held.organisation_id]) and of("colleague").role == "analyst"
    )
    row = Entry.objects.get(event="member.change")
    assert (
        row.subject == "colleague@example.org"
        and row.detail["before"] == "worker"
        and row.detail["after"] == "analyst"
    )


def test_nobody_changes_their_own_role_or_leaves_by_themselves(fresh, of):
    held = of("owner")
    client = fresh("owner")
    assert client.post(reverse("member_role", args=[held.pk]), {"role": "reader"}).status_code == 400
    assert client.post(reverse("member_leave", args=[held.pk]), {"heir": ""}).status_code == 400
    assert of("owner").role == "manager"


def test_a_stranger_s_member_does_not_exist(fresh, of):
    client = fresh("owner")
    for name in ("member_role", "member_leave"):
        assert client.get(reverse(name, args=[of("stranger").pk])).status_code == 404
        assert client.post(reverse(name, args=[of("stranger").pk]), {"role": "reader"}).status_code == 404


@pytest.mark.parametrize("persona", ["colleague", "reader", "stranger", "auditor", "analyst", "anonymous"])
def test_others_change_no_members(as_, of, persona):
    client = as_(persona)
    for name in ("member_role", "member_leave"):
        answer = client.post(reverse(name, args=[of("reader").pk]), {"role": "manager", "heir": ""})
        assert answer.status_code == (302 if persona == "anonymous" else 403)
    assert of("reader").role == "reader"


@pytest.mark.parametrize("role", ["operator", "king", ""])
def test_a_role_that_does_not_fit_is_refused(fresh, of, role):
    assert (
        fresh("owner").post(reverse("member_role", args=[of("colleague").pk]), {"role": role}).status_code
        == 200
    )
    assert of("colleague").role == "worker"


def test_the_last_manager_stays(fresh, of, nothing):
    client, held = fresh("operator"), of("owner")
    assert client.post(reverse("member_role", args=[held.pk]), {"role": "reader"}).status_code == 400
    assert client.get(reverse("member_leave", args=[held.pk])).context["last"]
    assert client.post(reverse("member_leave", args=[held.pk]), {"heir": ""}).status_code == 400
    assert of("owner").role == "manager"
    Membership.objects.filter(pk=of("colleague").pk).update(role="manager")
    assert client.post(reverse("member_leave", args=[held.pk]), {"heir": ""}).status_code == 302


def test_a_manager_who_left_does_not_count(of, people):
    Membership.objects.filter(pk=of("colleague").pk).update(role="manager")
    people["colleague"].is_active = False
    people["colleague"].save()
    with pytest.raises(CannotChange):
        change_role(actor(people["operator"], None), of("owner"), role="reader")


def test_what_there_is_to_hand_over_is_shown_first(fresh, of, pieces):
    page = fresh("owner").get(reverse("member_leave", args=[of("colleague").pk]))
    assert [(kind.name, count) for kind, count in page.context["things"]] == [("things", 2)]
    assert page.context["form"].fields["heir"].required and pieces == []


def test_work_is_not_left_behind(fresh, of, pieces):
    answer = fresh("owner").post(reverse("member_leave", args=[of("colleague").pk]), {"heir": ""})
    assert answer.status_code == 200 and answer.context["form"].errors and of("colleague")


def test_work_does_not_go_to_a_stranger(fresh, of, pieces, people):
    answer = fresh("owner").post(
        reverse("member_leave", args=[of("colleague").pk]), {"heir": people["stranger"].pk}
    )
    assert answer.status_code == 200 and answer.context["form"].errors and pieces == []


def test_a_leaver_hands_over_and_is_out(fresh, of, pieces, people):
    leaver = fresh("colleague")
    held = of("colleague")
    answer = fresh("owner").post(reverse("member_leave", args=[held.pk]), {"heir": people["reader"].pk})
    assert answer.status_code == 302
    assert pieces == [("colleague@example.org", "reader@example.org", "Stad Kortrijk")]
    people["colleague"].refresh_from_db()
    assert not people["colleague"].is_active and people["colleague"].left_on == timezone.localdate()
    assert leaver.get(reverse("account")).status_code == 302
    assert sign_in(Client(), "colleague").url == reverse("account_inactive")
    assert events()[-3:] == ["member.handover", "member.remove", "account.login_failed"]
    row = Entry.objects.get(event="member.handover")
    assert row.detail["moved"] == {"things": 2} and row.detail["to"] == "reader@example.org"


def test_who_belongs_elsewhere_too_keeps_the_account_but_not_the_sessions(
    fresh, of, nothing, people, organisations
):
    Membership.objects.create(
        user=people["colleague"], organisation=organisations["Stad Brugge"], role="reader"
    )
    leaver = fresh("colleague")
    held = Membership.objects.get(user=people["colleague"], organisation=organisations["Stad Kortrijk"])
    fresh("owner").post(reverse("member_leave", args=[held.pk]), {"heir": ""})
    people["colleague"].refresh_from_db()
    assert people["colleague"].is_active and people["colleague"].left_on is None
    assert leaver.get(reverse("account")).status_code == 302
    client = fresh("colleague")
    assert client.get(reverse("account")).wsgi_request.actor.organisation.name == "Stad Brugge"


def test_all_of_it_or_nothing(fresh, of, people, monkeypatch):
    def breaks(*_given):
        raise RuntimeError("half way")

    monkeypatch.setattr(handover, "_REGISTERED", {})
    handover.register("things", "things", count=lambda *_given: 1, hand_over=breaks)
    with pytest.raises(RuntimeError):
        fresh("owner").post(reverse("member_leave", args=[of("colleague").pk]), {"heir": people["reader"].pk})
    assert of("colleague") and "member.remove" not in events()


def test_who_has_several_organisations_switches(fresh, people, organisations):
    Membership.objects.create(
        user=people["colleague"], organisation=organisations["Stad Brugge"], role="reader"
    )
    client = fresh("colleague")
    page = client.get(reverse("account"))
    assert [r["organisation"].name for r in page.context["roles"]] == ["Stad Brugge", "Stad Kortrijk"]
    for name in ("Stad Kortrijk", "Stad Brugge", "Beheer"):
        client.post(reverse("act_for"), {"organisation": organisations[name].pk})
    assert client.get(reverse("account")).wsgi_request.actor.organisation.name == "Stad Brugge"


def test_saved_views_and_watch_lists_go_to_the_heir_under_a_free_name(fresh, of, people, organisations):
    from knipperlicht.cases.worklists.models import SavedView, WatchList

    town = organisations["Stad Kortrijk"]
    for owner in ("colleague", "reader"):
        SavedView.objects.create(organisation=town, owner=people[owner], name="Markt")
    WatchList.objects.create(organisation=town, owner=people["colleague"], name="Horeca")
    page = fresh("owner").get(reverse("member_leave", args=[of("colleague").pk]))
    held = {"views": 1, "watchlists": 1, "notes": 0, "pins": 0, "casefiles": 0}
    assert {kind.name: count for kind, count in page.context["things"]} == held
    fresh("owner").post(reverse("member_leave", args=[of("colleague").pk]), {"heir": people["reader"].pk})
    names = SavedView.objects.filter(owner=people["reader"]).values_list("name", flat=True)
    assert sorted(names) == ["Markt", "Markt (Colleague Voorbeeld)"]
    assert WatchList.objects.get().owner == people["reader"]
    assert Entry.objects.get(event="member.handover").detail["moved"] == held
