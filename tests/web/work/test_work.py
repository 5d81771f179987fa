"""The piece of work: chosen once, taken up again, ended, twelve hours old at most."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from knipperlicht.cases.audit.models import Entry, PieceOfWork

pytestmark = [pytest.mark.usefixtures("site"), pytest.mark.databases]
CHOICE = {"purpose": "signal", "reference": "melding 7"}


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize(
    ("persona", "status"),
    [
        ("owner", 200),
        ("colleague", 200),
        ("reader", 200),
        ("stranger", 200),
        ("auditor", 403),
        ("anonymous", 302),
    ],
)
def test_opening(as_, persona, status):
    assert as_(persona, work=False).get("/work/").status_code == status


def test_choosing_starts_a_piece_of_work_and_goes_where_one_wanted(as_):
    client = as_("reader", work=False)
    answer = client.post("/work/", CHOICE | {"next": "/search/?q=abc"})
    assert answer.url == "/search/?q=abc"
    row = Entry.objects.get(event="work.start")
    assert (row.purpose, row.reference) == ("signal", "melding 7")


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "http:evil", "\\\\evil.example"],
)
def test_it_never_leads_away_from_the_site(as_, target):
    client = as_("reader", work=False)
    assert "evil" not in client.post("/work/", CHOICE | {"next": target}).url
    assert client.post("/work/", CHOICE | {"next": target}).url == "/"
    assert 'href="javascript' not in text_of(client.get("/work/", {"next": target}))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"purpose": ""}, "purpose"),
        ({"purpose": "curiosity"}, "purpose"),
        ({"reference": ""}, "reference"),
        ({"reference": "x"}, "reference"),
    ],
)
def test_what_is_missing_is_said_at_its_field(as_, changes, field):
    answer = as_("reader", work=False).post("/work/", CHOICE | changes)
    assert answer.status_code == 422 and field in answer.context["form"].errors
    assert f'id="{field}-error"' in text_of(answer) or f'id="id_{field}_error"' in text_of(answer)
    assert not PieceOfWork.objects.exists()


def test_a_new_one_ends_the_old_one(as_):
    client = as_("colleague")
    client.post("/work/", CHOICE)
    first, second = PieceOfWork.objects.order_by("pk")
    assert first.ended and not second.ended
    assert list(Entry.objects.order_by("number").values_list("event", flat=True)) == [
        "work.start",
        "work.end",
        "work.start",
    ]


def test_ending_closes_the_door_again(as_):
    client = as_("colleague")
    assert client.get("/search/").status_code == 200
    assert client.post("/work/end/").status_code == 302
    assert client.get("/search/").status_code == 302
    assert client.get("/work/end/").status_code == 405


def test_after_twelve_hours_it_is_over(as_):
    client = as_("colleague")
    PieceOfWork.objects.update(started=timezone.now() - timedelta(hours=12, minutes=1))
    assert client.get("/search/").url.startswith("/work/")


def test_taking_up_a_running_one_starts_no_other(as_, people):
    client = as_("colleague")
    work = PieceOfWork.objects.get()
    session = client.session
    session.flush()
    client.force_login(people["colleague"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/work/").context["recent"][0] == {"work": work, "runs": True}
    client.post(f"/work/{work.pk}/resume/", {"next": "/search/"})
    assert client.get("/search/").status_code == 200 and PieceOfWork.objects.count() == 1


def test_taking_up_an_old_one_starts_a_new_one_for_the_same(as_):
    client = as_("colleague")
    PieceOfWork.objects.update(started=timezone.now() - timedelta(days=2))
    old = PieceOfWork.objects.get()
    client.post(f"/work/{old.pk}/resume/")
    new = PieceOfWork.objects.exclude(pk=old.pk).get()
    assert (new.purpose, new.reference) == (old.purpose, old.reference) and client.get(
        "/search/"
    ).status_code == 200


def test_nobody_takes_up_the_work_of_another(as_):
    as_("owner")
    theirs = PieceOfWork.objects.get()
    client = as_("colleague", work=False)
    assert client.post(f"/work/{theirs.pk}/resume/").url == "/work/"
    assert client.get("/search/").status_code == 302 and PieceOfWork.objects.count() == 1


def test_acting_for_another_organisation_ends_it(as_, people, organisations):
    from knipperlicht.cases.organisations.models import Membership

    Membership.objects.create(
        user=people["colleague"], organisation=organisations["Stad Brugge"], role="worker"
    )
    client = as_("colleague")
    client.post("/work/act-for/", {"organisation": str(organisations["Stad Kortrijk"].pk)})
    assert PieceOfWork.objects.get().ended and client.get("/search/").url.startswith("/work/")
