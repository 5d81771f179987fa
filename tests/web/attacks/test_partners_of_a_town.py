"""Partners open the same dossiers as a municipality: what the municipality keeps beside them stays the municipality's.

A police zone, the ARIEC and an inspection service share its territory; the town next door and the operator do not.
Each tries every address of every thing the town has, by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from knipperlicht.bridge import lists
from knipperlicht.bridge.served import serving
from knipperlicht.cases.audit.service import start_work
from knipperlicht.cases.dossiers.models import Contest, Note
from knipperlicht.cases.dossiers.service import add_note, open_contest
from knipperlicht.cases.organisations.models import Invitation, Membership, Organisation, User
from knipperlicht.cases.organisations.roles import Kind, Role
from knipperlicht.cases.organisations.service import actor
from knipperlicht.cases.worklists.models import Export, Format, SavedView, Status, WatchItem, WatchList
from knipperlicht.cases.worklists.service import add, create_list, draw, save_view
from knipperlicht.web.middleware import WORK
from tests.web.conftest import KORTRIJK
from tests.web.dossier.conftest import Numbers, numbers

__all__ = ["numbers"]
pytestmark = [pytest.mark.usefixtures("site"), pytest.mark.databases]
SECRET = "alleen voor de stad bestemd"
TERRITORIAL = {"zone": Kind.POLICE_ZONE, "inspector": Kind.INSPECTION}
PARTNERS = ("analyst", "stranger", "operator", "overseer", *TERRITORIAL)


@pytest.fixture
def sit(as_, people) -> Callable[[str], Client]:
    """A partner's client, with work where the role looks at dossiers, who need not confirm again."""
    for name, kind in TERRITORIAL.items():
        made = Organisation.objects.create(name=name, kind=kind, territory=[KORTRIJK])
        user = User.objects.create_user(email=f"{name}@example.org", name=name)
        Membership.objects.create(user=user, organisation=made, role=Role.MANAGER)
        people[name] = user
    return lambda persona: as_(persona, confirmed=True)


@pytest.fixture
def kept(people, settings, numbers: Numbers) -> dict[str, int]:
    """One of everything the town keeps, shared inside the town as far as can be; address -> key."""
    who = actor(people["colleague"], None)
    assert who is not None
    work = start_work(who, purpose="permit", reference=SECRET)
    number = int(numbers.scored.replace(".", ""))
    note = add_note(who, enterprise=number, text=SECRET, work=work)
    contest = open_contest(
        who, enterprise=number, name="x", about="", fact="adres", statement=SECRET, received=date(2026, 1, 5),
        speaker="agent", work=work,
    )  # fmt: skip
    view = save_view(who, name=SECRET, query="", columns=(), sort="name", shared=True, work=work)
    watched = create_list(who, name=SECRET, shared=True, day=None, work=work)
    add(who, watched, enterprises={number: SECRET}, reason=SECRET, work=work)
    asked = lists.ListFilter().within(who.organisation.scope)
    with serving(settings.DATA):
        sample = draw(who, asked=asked, share=10.0, flags_only=False, work=work, seed="vast")
    export = Export.objects.create(
        organisation=who.organisation, made_by=people["colleague"], format=Format.CSV, language="nl", flags_only=False,
        reason=SECRET, recipients=SECRET, expected=1, rows=1, status=Status.READY, file="x.csv",
    )  # fmt: skip
    member = Membership.objects.get(user=people["colleague"])
    invited = Invitation.objects.create(
        organisation=who.organisation, email="x@example.org", name=SECRET, role=Role.READER, token_hash="0",
        invited_by=people["owner"], sent=note.created, expires=note.created.replace(year=note.created.year + 1),
    )  # fmt: skip
    return {
        "note_change": note.pk, "note_delete": note.pk, "contest_one": contest.pk, "contest_answer": contest.pk,
        "view_open": view.pk, "view_edit": view.pk, "view_delete": view.pk, "watchlist": watched.pk,
        "watchlist_edit": watched.pk, "watchlist_delete": watched.pk, "watchlist_add": watched.pk,
        "watchlist_remove": watched.pk, "sample": sample.pk, "sample_outcome": sample.pk,
        "export_download": export.pk, "work_resume": work.pk, "member_role": member.pk, "member_leave": member.pk,
        "invitation_revoke": invited.pk, "members_of": who.organisation.pk, "member_invite": who.organisation.pk,
        "manage_organisation": who.organisation.pk,
    }  # fmt: skip


MANAGED = (
    "member_role",
    "member_leave",
    "invitation_revoke",
    "members_of",
    "member_invite",
    "manage_organisation",
)
"""The operator runs these, and each is logged with the town."""


def tries_all(client: Client, persona: str, kept: dict[str, int], numbers: Numbers) -> None:
    """By GET and by POST; each is refused or not there."""
    before = dict(client.session.items())
    form = {"text": "x", "name": "x", "outcome": "x", "row": numbers.scored, "role": "manager", "answer": "x"}
    for name, key in kept.items():
        if persona == "operator" and name in MANAGED:
            continue
        arguments = [numbers.scored, key] if name.startswith("note_") else [key]
        for answer in (
            client.get(reverse(name, args=arguments)),
            client.post(reverse(name, args=arguments), form),
        ):
            shut = answer.status_code in (403, 404, 405) or (
                name == "work_resume" and answer.status_code == 302
            )
            assert shut, (name, answer.status_code)
            assert SECRET not in answer.content.decode(), name
    assert client.session.get(WORK) == before.get(WORK)


@pytest.mark.parametrize("persona", PARTNERS)
def test_no_address_of_a_thing_of_the_town_opens(sit, kept, numbers: Numbers, persona):
    tries_all(sit(persona), persona, kept, numbers)


@pytest.mark.parametrize("persona", PARTNERS)
def test_nothing_of_the_town_shows_on_the_pages_partners_share(sit, kept, numbers: Numbers, persona):
    client = sit(persona)
    for path in ("/", f"/dossier/{numbers.scored}/", f"/dossier/{numbers.scored}/print/", f"/dossier/{numbers.scored}/timeline/",
                 f"/api/v1/dossiers/{numbers.scored}", f"/dossier/{numbers.scored}/watch/", "/search/", "/list/", "/views/",
                 "/watch-lists/", "/samples/", "/exports/", "/contests/", "/work/", "/manage/members/", "/account/log/"):  # fmt: skip
        assert SECRET not in client.get(path).content.decode(), path


def test_all_is_as_it_was(sit, kept, numbers: Numbers):
    for persona in PARTNERS:
        tries_all(sit(persona), persona, kept, numbers)
    assert Note.objects.get(pk=kept["note_change"]).text == SECRET
    assert Contest.objects.get(pk=kept["contest_one"]).status == "open"
    assert SavedView.objects.get(pk=kept["view_edit"]).name == SECRET
    assert WatchList.objects.get(pk=kept["watchlist"]).name == SECRET and WatchItem.objects.count() == 1
    assert Membership.objects.get(pk=kept["member_role"]).role == Role.WORKER
    assert Invitation.objects.get(pk=kept["invitation_revoke"]).revoked is None


def test_the_town_itself_finds_it(as_, kept, numbers: Numbers):
    page = as_("reader").get(f"/dossier/{numbers.scored}/").content.decode()
    assert SECRET in page and SECRET in as_("reader").get("/watch-lists/").content.decode()
