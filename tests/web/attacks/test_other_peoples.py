"""What belongs to another organisation, or to a role one does not hold, does not exist."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from knipperlicht.bridge.served import serving
from knipperlicht.cases.audit.models import Entry, PieceOfWork
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.organisations.models import Membership
from knipperlicht.cases.organisations.roles import ROLES_IN, Kind, Role, rights_of
from knipperlicht.cases.organisations.service import actor
from knipperlicht.web.dossier.door import OUTSIDE
from knipperlicht.web.middleware import ORGANISATION, WORK
from tests.web.dossier.conftest import Numbers, numbers

__all__ = ["numbers"]
pytestmark = pytest.mark.usefixtures("site")
REASON = {"reason": "aanvrager van een vergunning hier"}


@pytest.fixture
def outside(as_, numbers: Numbers):
    """The colleague gave a reason and sees a dossier outside the territory."""
    client = as_("colleague")
    client.post(f"/dossier/{numbers.elsewhere}/outside/", REASON)
    assert client.get(f"/dossier/{numbers.elsewhere}/").status_code == 200
    return client


def test_a_reason_holds_for_one_dossier_one_piece_of_work_one_person(as_, outside, numbers: Numbers):
    url = f"/dossier/{numbers.elsewhere}/"
    kept = outside.session[OUTSIDE]
    for persona in ("owner", "reader"):
        other = as_(persona)
        session = other.session
        session[OUTSIDE] = kept  # as if a session were shared
        session[WORK] = outside.session[WORK]
        session.save()
        assert other.get(url).status_code == 302  # another's piece of work is none: asks for a purpose
        assert as_(persona).get(url).status_code == 403
    outside.post("/work/end/")
    assert outside.get(url).status_code == 302
    outside.post("/work/", {"purpose": "permit", "reference": "proef 1"})
    assert outside.get(url).status_code == 403


def test_a_reason_is_gone_when_acting_for_another(as_, people, organisations, outside, numbers: Numbers):
    ariec = organisations["ARIEC West-Vlaanderen"]
    Membership.objects.create(user=people["colleague"], organisation=ariec, role=Role.READER)
    before = outside.session[WORK]
    session = outside.session
    session[ORGANISATION] = organisations["Stad Kortrijk"].pk
    session.save()
    outside.post("/work/act-for/", {"organisation": ariec.pk})
    assert WORK not in outside.session
    outside.post("/work/act-for/", {"organisation": organisations["Stad Kortrijk"].pk})
    outside.post(f"/work/{before}/resume/")
    assert outside.get(f"/dossier/{numbers.elsewhere}/").status_code == 403


def test_nobody_acts_for_an_organisation_they_do_not_belong_to(as_, organisations):
    client = as_("colleague")
    client.post("/work/act-for/", {"organisation": organisations["Stad Brugge"].pk})
    assert client.get("/").context["organisation"].name == "Stad Kortrijk"
    session = client.session
    session[ORGANISATION] = organisations["Stad Brugge"].pk
    session.save()
    assert client.get("/").context["organisation"].name == "Stad Kortrijk"


def test_work_that_is_too_old_opens_nothing(as_, numbers: Numbers):
    client = as_("colleague")
    PieceOfWork.objects.filter(pk=client.session[WORK]).update(started=timezone.now() - timedelta(hours=13))
    assert client.get(f"/dossier/{numbers.scored}/").status_code == 302
    assert client.get(f"/api/v1/dossiers/{numbers.scored}").status_code == 428


def test_who_is_switched_off_is_out_at_once(as_, people, numbers: Numbers):
    client = as_("colleague")
    people["colleague"].is_active = False
    people["colleague"].save()
    assert client.get(f"/dossier/{numbers.scored}/").url.startswith("/account/login")
    assert client.get(f"/api/v1/dossiers/{numbers.scored}").status_code == 401


def test_an_organisation_that_is_switched_off_opens_nothing(as_, organisations, numbers: Numbers):
    client = as_("colleague")
    organisations["Stad Kortrijk"].active = False
    organisations["Stad Kortrijk"].save()
    assert client.get(f"/dossier/{numbers.scored}/").status_code == 403


def test_a_role_that_changes_changes_at_once(as_, people, numbers: Numbers):
    client = as_("colleague")
    Membership.objects.filter(user=people["colleague"]).update(role=Role.READER)
    assert client.post(f"/dossier/{numbers.scored}/notes/", {"text": "x"}).status_code == 403
    Membership.objects.filter(user=people["colleague"]).update(role=Role.AUDITOR)
    assert client.get(f"/dossier/{numbers.scored}/").status_code == 403
    Membership.objects.filter(user=people["colleague"]).delete()
    assert client.get(f"/dossier/{numbers.scored}/").status_code == 403


@pytest.mark.parametrize("kind", Kind.values)
@pytest.mark.parametrize("role", Role.values)
def test_a_role_gives_nothing_where_it_does_not_exist(role, kind):
    """Whatever became of an organisation: a case worker of an operator, an operator of a municipality."""
    assert bool(rights_of(role, kind)) == (role in ROLES_IN[Kind(kind)])


def test_the_log_of_another_organisation_stays_shut(as_, people, organisations):
    brugge = organisations["Stad Brugge"]
    log(actor(people["stranger"], None), "search.run", subject="geheim van Brugge")
    for persona in ("owner", "auditor"):
        client = as_(persona, confirmed=True)
        for query in (
            f"organisation={brugge.pk}",
            "subject=geheim",
            "who=Stranger",
            f"organisation_id={brugge.pk}",
        ):
            page = client.get(f"/log/?{query}")
            assert page.status_code == 200
            assert all(row["entry"].organisation_id != brugge.pk for row in page.context["rows"])
            sheet = b"".join(client.post(f"/log/export/?{query}").streaming_content)
            assert b"Stranger Voorbeeld" not in sheet
    assert b"geheim van Brugge" in as_("overseer").get("/log/?subject=geheim").content


@pytest.mark.parametrize("query", ["until=x", "event=nothing", "until=9999-12-31"])
def test_a_wrong_filter_of_the_log_is_said_not_thrown(as_, query):
    client = as_("auditor", confirmed=True)
    assert client.get(f"/log/?{query}").status_code == client.post(f"/log/export/?{query}").status_code == 400
    assert client.get(f"/log/export/?{query}").status_code == 400


def test_an_auditor_changes_nothing_and_an_operator_sees_nothing(as_, numbers: Numbers):
    for persona in ("auditor", "overseer", "operator"):
        client = as_(persona)
        for url in (f"/dossier/{numbers.scored}/", f"/api/v1/dossiers/{numbers.scored}", "/search/?q=bv", "/search/suggest/?q=bv",
                    "/list/?sort=name", "/map/points/", "/contests/", "/samples/", "/watch-lists/", "/exports/", "/views/"):  # fmt: skip
            assert client.get(url).status_code == 403, (persona, url)
    for url in ("/manage/settings/", "/manage/thresholds/", "/manage/members/", "/manage/jobs/start/"):
        assert as_("auditor").post(url).status_code == as_("overseer").post(url).status_code == 403


def test_a_list_never_leaves_the_territory(as_, settings):
    """Whatever filter somebody writes: other municipalities, one company's building, chosen rows."""
    client = as_("colleague")
    with serving(settings.DATA) as reader:
        rows = reader.rows(
            "SELECT enterprise FROM score WHERE nis = '31005' AND enterprise NOT IN (SELECT enterprise FROM address WHERE nis = '34022') "
            "AND enterprise NOT IN (SELECT enterprise FROM address_past WHERE nis = '34022') LIMIT 5"
        )
    elsewhere = [row["enterprise"] for row in rows]
    chosen = "&".join(f"row={n}" for n in elsewhere)
    form = {"format": "csv", "reason": "proef", "recipients": "eigen gebruik"}
    assert client.get("/list/?municipality=31005&at=seat").context["found"].total == 0
    assert client.get("/map/?municipality=31005&at=seat").context["total"] == 0
    assert client.get(f"/list/bulk/?do=watch&{chosen}").status_code == 302
    for query in ("municipality=31005&at=seat", f"sort=name&{chosen}"):
        answer = client.post(f"/list/export/?{query}", form)
        text = b"".join(answer.streaming_content).decode()
        assert not any(f"{n:010d}" in text.replace(".", "") for n in elsewhere), query
    assert Entry.objects.filter(event="list.export").count() == 2
