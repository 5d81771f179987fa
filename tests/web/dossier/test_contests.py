"""Contests: recorded, shown at the dossier and the sign, answered; no number moves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.dossiers.models import Contest
from tests.web.dossier.conftest import text_of

pytestmark = [pytest.mark.usefixtures("site"), pytest.mark.databases]


def given(**changes):
    return {
        "about": "", "fact": "adres van de zetel", "statement": "Wij zijn verhuisd.",
        "received": timezone.localdate().isoformat(), "speaker": "agent",
    } | changes  # fmt: skip


@pytest.mark.parametrize(
    ("persona", "status", "kept"),
    [
        ("owner", 302, 1),
        ("colleague", 302, 1),
        ("reader", 403, 0),
        ("stranger", 403, 0),
        ("anonymous", 302, 0),
    ],
)
def test_recording(as_, numbers, persona, status, kept):
    answer = as_(persona).post(f"/dossier/{numbers.scored}/contests/new/", given())
    assert answer.status_code == status and Contest.objects.count() == kept
    assert Entry.objects.filter(event="contest.open").count() == kept


@pytest.mark.parametrize(
    ("persona", "status"),
    [
        ("owner", 200),
        ("colleague", 200),
        ("reader", 200),
        ("stranger", 404),
        ("analyst", 404),
        ("anonymous", 302),
    ],
)
def test_reading(as_, numbers, persona, status):
    as_("colleague").post(f"/dossier/{numbers.scored}/contests/new/", given())
    assert as_(persona).get(f"/contests/{Contest.objects.get().pk}/").status_code == status


@pytest.mark.parametrize(
    ("persona", "status"),
    [("owner", 302), ("colleague", 302), ("reader", 403), ("stranger", 404), ("anonymous", 302)],
)
def test_answering(as_, numbers, persona, status):
    as_("colleague").post(f"/dossier/{numbers.scored}/contests/new/", given())
    kept = Contest.objects.get()
    answer = as_(persona).post(
        f"/contests/{kept.pk}/answer/", {"status": "rejected", "answer": "het register klopt"}
    )
    assert answer.status_code == status
    kept.refresh_from_db()
    assert kept.status == ("rejected" if persona in ("owner", "colleague") else "open")


def test_the_list_holds_those_of_the_own_organisation(as_, numbers):
    as_("colleague").post(f"/dossier/{numbers.scored}/contests/new/", given())
    assert len(as_("reader").get("/contests/").context["rows"]) == 1
    assert not as_("stranger").get("/contests/").context["rows"]
    assert not as_("reader").get("/contests/", {"status": "accepted"}).context["rows"]
    assert as_("reader").get("/contests/", {"status": "nonsense", "page": "x"}).status_code == 200


def test_an_open_contest_stands_on_the_dossier_and_on_the_start_page(as_, numbers):
    client = as_("colleague")
    client.post(f"/dossier/{numbers.scored}/contests/new/", given())
    page = client.get(f"/dossier/{numbers.scored}/")
    contest = Contest.objects.get()
    assert page.context["contested"] == [contest] and f"/contests/{contest.pk}/" in text_of(page)
    assert contest.due == contest.received + timedelta(days=30) and not contest.late
    assert client.get("/").context["contests"] == [contest]


def test_an_accepted_contest_annotates_the_sign_and_changes_no_number(as_, numbers):
    client = as_("colleague")
    before = client.get(f"/dossier/{numbers.scored}/").context["e"]
    slug = before["hits"][0]["indicator"]
    client.post(f"/dossier/{numbers.scored}/contests/new/", given(about=slug, fact=""))
    contest = Contest.objects.get()
    client.post(
        f"/contests/{contest.pk}/answer/", {"status": "accepted", "answer": "de onderneming heeft gelijk"}
    )
    client.cookies["django_language"] = "en"
    page = client.get(f"/dossier/{numbers.scored}/")
    assert page.context["e"]["score"] == before["score"]
    sign = next(s for s in page.context["signs"] if s.hit["indicator"] == slug)
    assert sign.contests == (Contest.objects.get(),)
    assert "The register still says" in text_of(page) and not page.context["contested"]
    row = Entry.objects.get(event="contest.answer")
    assert row.detail == {"contest": contest.pk, "status": "accepted"}


def test_late_after_thirty_days(as_, numbers):
    received = timezone.localdate() - timedelta(days=31)
    as_("colleague").post(f"/dossier/{numbers.scored}/contests/new/", given(received=received.isoformat()))
    assert Contest.objects.get().late and as_("reader").get("/").context["late"] == 1
    assert "en is te laat" in as_("reader").get(f"/dossier/{numbers.scored}/").content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"fact": ""}, "fact"),
        ({"about": "no_such_sign"}, "about"),
        ({"received": (timezone.localdate() + timedelta(days=2)).isoformat()}, "received"),
        ({"received": "gisteren"}, "received"),
        ({"statement": ""}, "statement"),
        ({"speaker": "x"}, "speaker"),
    ],
)
def test_what_cannot_be_recorded_is_said_at_its_field(as_, numbers, changes, field):
    answer = as_("colleague").post(f"/dossier/{numbers.scored}/contests/new/", given(**changes))
    assert (
        answer.status_code == 422 and field in answer.context["form"].errors and not Contest.objects.exists()
    )


def test_an_answer_needs_its_reasons(as_, numbers):
    client = as_("colleague")
    client.post(f"/dossier/{numbers.scored}/contests/new/", given())
    kept = Contest.objects.get()
    for wrong in (
        {"status": "open", "answer": "lang genoeg geschreven"},
        {"status": "accepted", "answer": "ja"},
    ):
        assert client.post(f"/contests/{kept.pk}/answer/", wrong).status_code == 422
    kept.refresh_from_db()
    assert kept.status == "open"
