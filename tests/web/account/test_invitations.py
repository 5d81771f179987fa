"""Invitations: the only way an account comes into being."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from knipperlicht.cases.audit.chain import verify
from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.organisations.models import Invitation, Membership, User
from tests.web.account.conftest import events, sign_in

pytestmark = [pytest.mark.usefixtures("site", "people"), pytest.mark.databases]
PASSWORD = "nog een lang wachtwoord"
NEW = {"email": "nieuw@example.org", "name": "Nieuwe Collega", "role": "worker", "language": "nl"}


@pytest.fixture
def invite(fresh):
    """Sends an invitation as a persona; gives the path of its link."""

    def make(by: str = "owner", **changes: str) -> str:
        mail.outbox.clear()
        answer = fresh(by).post(reverse("manage_members"), {**NEW, **changes})
        assert answer.status_code == 302, answer.context["form"].errors
        return re.search(r"http://testserver(\S+)", mail.outbox[-1].body).group(1)

    return make


def _join(link: str, **changes: str):
    return Client().post(link, {"name": "Nieuwe Collega", "password": PASSWORD, "again": PASSWORD, **changes})


def test_an_invited_person_sets_a_password_and_is_in(invite):
    link = invite()
    client = Client()
    page = client.get(link)
    assert page.status_code == 200 and "Stad Kortrijk" in page.content.decode()
    assert client.post(link, {"name": "Nieuwe Collega", "password": PASSWORD, "again": PASSWORD}).url == "/"
    user = User.objects.get(email="nieuw@example.org")
    assert user.check_password(PASSWORD) and Membership.objects.get(user=user).role == "worker"
    assert client.get(reverse("account")).status_code == 200
    assert events()[-3:] == ["member.invite", "member.join", "account.login"] and not list(verify())


def test_the_mail_is_in_the_language_of_who_is_invited_and_the_token_is_not_kept(invite):
    link = invite(language="fr")
    token = link.strip("/").split("/")[-1]
    assert mail.outbox[0].to == ["nieuw@example.org"] and token not in str(Invitation.objects.values())
    assert token not in str(list(Entry.objects.values_list("detail", "subject")))
    _join(link)
    assert User.objects.get(email="nieuw@example.org").language == "fr"


def test_the_link_is_not_on_the_page_as_a_permalink(invite):
    page = Client().get(invite())
    assert "data-copy" not in page.content.decode() and "no-cache" in page["Cache-Control"]


def test_it_works_once(invite):
    link = invite()
    assert _join(link).status_code == 302
    assert Client().get(link).status_code == 410 and _join(link).status_code == 410


@pytest.mark.parametrize("change", [{"expires": timedelta(seconds=-1)}, {"revoked": timedelta(0)}])
def test_it_does_not_work_when_too_old_or_withdrawn(invite, change):
    link = invite()
    Invitation.objects.update(**{field: timezone.now() + by for field, by in change.items()})
    assert Client().get(link).status_code == 410 and _join(link).status_code == 410
    assert not User.objects.filter(email="nieuw@example.org").exists()


def test_it_lasts_fourteen_days(invite):
    invite()
    found = Invitation.objects.get()
    assert found.expires - found.sent == timedelta(days=14)


def test_a_made_up_link_does_not_work():
    assert Client().get(reverse("account_invitation", args=["x" * 43])).status_code == 410


def test_a_manager_withdraws_it(invite, fresh):
    link = invite()
    pk = Invitation.objects.get().pk
    assert fresh("stranger").post(reverse("invitation_revoke", args=[pk])).status_code == 403
    assert fresh("owner").post(reverse("invitation_revoke", args=[pk])).status_code == 302
    assert Client().get(link).status_code == 410 and "member.revoke" in events()
    assert fresh("owner").post(reverse("invitation_revoke", args=[pk])).status_code == 404


def test_a_second_one_replaces_the_first(invite):
    first, second = invite(), invite()
    assert Client().get(first).status_code == 410 and Client().get(second).status_code == 200


@pytest.mark.parametrize(
    "given",
    [
        {"password": "kort", "again": "kort"},
        {"again": "iets anders dan eerst"},
        {"name": ""},
        {"password": "nieuw@example.org", "again": "nieuw@example.org"},
    ],
)
def test_a_bad_answer_makes_no_account_and_leaves_the_link_usable(invite, given):
    link = invite()
    answer = _join(link, **given)
    assert answer.status_code == 200 and answer.context["form"].errors
    assert not User.objects.filter(email="nieuw@example.org").exists()
    assert _join(link).status_code == 302


def test_who_has_an_account_joins_after_signing_in(invite, people):
    link = invite(email="STRANGER@example.org")
    client = Client()
    assert reverse("account_login") in client.get(link).content.decode()
    assert client.post(link, {"name": "x y", "password": PASSWORD, "again": PASSWORD}).status_code == 200
    assert people["stranger"].memberships.count() == 1
    assert sign_in(client, "stranger", next=link).url == link
    assert client.post(link + "accept/").url == reverse("home")
    assert {m.organisation.name for m in people["stranger"].memberships.all()} == {
        "Stad Brugge",
        "Stad Kortrijk",
    }
    assert client.get(reverse("account")).wsgi_request.actor.organisation.name == "Stad Kortrijk"
    people["stranger"].refresh_from_db()
    assert not people["stranger"].check_password(PASSWORD)


def test_an_invitation_of_somebody_else_is_not_accepted(invite, fresh, people):
    link = invite(email="stranger@example.org")
    client = fresh("analyst")
    assert "stranger@example.org" in client.get(link).content.decode()
    assert client.post(link + "accept/").status_code == 400
    assert people["analyst"].memberships.count() == 1
    assert Invitation.objects.get().accepted is None


def test_who_left_comes_back_by_invitation(invite, people):
    user = people["stranger"]
    user.memberships.all().delete()
    user.is_active, user.left_on = False, timezone.localdate()
    user.save()
    assert _join(invite(email=user.email)).status_code == 302
    user.refresh_from_db()
    assert user.is_active and user.left_on is None and user.check_password(PASSWORD)


@pytest.mark.parametrize("persona", ["colleague", "reader", "stranger", "auditor", "analyst"])
def test_who_is_no_manager_invites_nobody(as_, persona):
    client = as_(persona)
    assert client.get(reverse("manage_members")).status_code == 403
    assert client.post(reverse("manage_members"), NEW).status_code == 403
    assert not Invitation.objects.exists() and "access.refused" in events()


def test_a_manager_invites_for_the_own_organisation_only(as_, organisations):
    client = as_("owner")
    for name, expected in (("Stad Kortrijk", 302), ("Stad Brugge", 404), ("Beheer", 404)):
        assert client.post(reverse("members_of", args=[organisations[name].pk]), NEW).status_code == expected
    assert Invitation.objects.get().organisation.name == "Stad Kortrijk"


def test_an_operator_invites_for_any_but_not_themselves(as_, organisations):
    client = as_("operator")
    url = reverse("members_of", args=[organisations["Stad Brugge"].pk])
    assert client.post(url, NEW).status_code == 302
    refused = client.post(url, {**NEW, "email": "Operator@example.org"})
    assert refused.status_code == 422 and Invitation.objects.count() == 1


@pytest.mark.parametrize(
    ("organisation", "role", "expected"),
    [
        ("Stad Brugge", "auditor", 302), ("Stad Brugge", "operator", 422), ("Toezicht", "auditor", 302),
        ("Toezicht", "manager", 422), ("Toezicht", "worker", 422), ("Beheer", "operator", 302), ("Beheer", "manager", 422),
        ("Beheer", "auditor", 422),
    ],
)  # fmt: skip
def test_roles_fit_the_kind_of_organisation(as_, organisations, organisation, role, expected):
    url = reverse("members_of", args=[organisations[organisation].pk])
    assert as_("operator").post(url, {**NEW, "role": role}).status_code == expected


@pytest.mark.parametrize(
    "change",
    [
        {"email": "x"},
        {"email": ""},
        {"name": ""},
        {"role": "king"},
        {"language": "de"},
        {"email": "colleague@example.org"},
    ],
)
def test_bad_input_gets_a_sentence(as_, change):
    answer = as_("owner").post(reverse("manage_members"), {**NEW, **change})
    assert answer.status_code == 422 and answer.context["form"].errors and not Invitation.objects.exists()


def test_an_operator_who_lets_in_a_second_address_of_their_own_is_seen(fresh, organisations, people):
    """The attack: no operator opens a dossier, so one makes themselves a case worker under another address."""
    people["owner"].language = "fr"
    people["owner"].save()
    town = organisations["Stad Kortrijk"]
    operator = fresh("operator")
    own = {**NEW, "email": "operator.prive@example.org", "name": "Iemand Anders"}
    operator.post(reverse("members_of", args=[town.pk]), own)
    told, link = mail.outbox
    assert told.to == ["owner@example.org"] and "Operator Voorbeeld (Beheer)" in told.body
    assert (
        "operator.prive@example.org" in told.body and "Stad Kortrijk" in told.body and "invité" in told.body
    )
    assert reverse("members_of", args=[town.pk]) in told.body and "/invitation/" not in told.body
    assert link.to == ["operator.prive@example.org"]

    rows = Entry.objects.filter(event="member.invite").order_by("number")
    assert [row.organisation_name for row in rows] == ["Beheer", "Stad Kortrijk"] and not list(verify())
    assert rows[1].actor_role == "operator" and rows[1].detail["acting_for"] == "Beheer"
    found = fresh("auditor").get(reverse("audit_log"), {"event": "member.invite"})
    assert [row["entry"].subject for row in found.context["rows"]] == ["operator.prive@example.org"]
    assert fresh("owner").get(reverse("manage_members")).context["pending"][0].from_outside

    _join(re.search(r"http://testserver(\S+)", link.body).group(1), name="Iemand Anders")
    rows = fresh("owner").get(reverse("manage_members")).context["rows"]
    shown = {row["member"].user.email: row["let_in"] for row in rows}
    assert shown["operator.prive@example.org"].invited_by == people["operator"]
    assert [email for email, invitation in shown.items() if invitation] == ["operator.prive@example.org"]


def test_no_link_leaves_when_the_managers_cannot_be_told(fresh, organisations, monkeypatch):
    def away(*_given):
        raise ConnectionRefusedError

    monkeypatch.setattr("knipperlicht.web.manage.inviting.tell_managers", away)
    with pytest.raises(ConnectionRefusedError):
        fresh("operator").post(reverse("members_of", args=[organisations["Stad Kortrijk"].pk]), NEW)
    assert not mail.outbox


def test_what_else_an_operator_does_with_members_stands_in_their_organisation_s_log(fresh, organisations):
    town, client = organisations["Stad Kortrijk"], fresh("operator")
    colleague, reader = (
        Membership.objects.get(user__email=f"{p}@example.org") for p in ("colleague", "reader")
    )
    client.post(reverse("members_of", args=[town.pk]), NEW)
    client.post(reverse("invitation_revoke", args=[Invitation.objects.get().pk]))
    client.post(reverse("member_role", args=[colleague.pk]), {"role": "analyst"})
    client.post(reverse("member_leave", args=[reader.pk]), {"heir": ""})
    acts = ["member.invite", "member.revoke", "member.change", "member.remove"]
    assert events(organisation_id=town.pk, event__startswith="member.") == acts
    assert events(organisation_name="Beheer", event__startswith="member.") == acts


def test_a_manager_s_own_invitation_is_logged_once_and_tells_nobody_else(invite):
    invite()
    assert events(event="member.invite") == ["member.invite"] and len(mail.outbox) == 1
    assert not Invitation.objects.get().from_outside


def test_names_are_not_html(as_, fresh):
    as_("owner").post(reverse("manage_members"), {**NEW, "name": "<script>alert(1)</script>"})
    assert "<script>alert" not in as_("owner").get(reverse("manage_members")).content.decode()
