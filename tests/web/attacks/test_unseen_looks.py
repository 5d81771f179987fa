"""Nobody looks without a row in the log: parts of a page, asked for without the page, are looks of their own."""

from __future__ import annotations

import pytest

from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.dossiers.models import Contest
from tests.web.dossier.conftest import Numbers, numbers, text_of

__all__ = ["numbers"]
pytestmark = pytest.mark.usefixtures("site")
FRAGMENT = {"HX-Request": "true"}


def looks(event: str) -> list[Entry]:
    return list(Entry.objects.filter(event=event).order_by("number"))


@pytest.mark.parametrize("part", ["timeline", "establishments", "notes", "watch", "contests/new"])
def test_a_part_of_a_dossier_is_logged_unless_the_page_was(as_, numbers: Numbers, part):
    client = as_("colleague")
    url = f"/dossier/{numbers.scored}/{part}/"
    assert client.get(url, headers=FRAGMENT).status_code == 200
    assert client.get(url, headers=FRAGMENT).status_code == 200
    assert [row.subject for row in looks("dossier.open")] == [numbers.scored]
    other = as_("owner")
    other.get(f"/dossier/{numbers.scored}/")
    other.get(url, headers=FRAGMENT)
    assert len(looks("dossier.open")) == 2


def test_a_reason_does_not_open_parts_unseen(as_, numbers: Numbers):
    client = as_("colleague")
    client.post(f"/dossier/{numbers.elsewhere}/outside/", {"reason": "aanvrager van een vergunning hier"})
    assert client.get(f"/dossier/{numbers.elsewhere}/timeline/", headers=FRAGMENT).status_code == 200
    (row,) = looks("dossier.open_outside")
    assert row.detail["reason"] == "aanvrager van een vergunning hier"


@pytest.mark.parametrize(
    "url",
    [
        "/list/facets/?sector=47",
        "/map/points/?sector=47",
        "/list/export/?sector=47",
        "/list/sample/?sector=47",
        "/list/bulk/?sector=47&do=watch&all=1",
    ],
)
def test_counts_and_names_of_a_list_are_logged_unless_its_page_was(as_, url):
    client = as_("colleague")
    assert client.get(url).status_code == 200
    (row,) = looks("list.open")
    assert row.detail["filter"] == "sector=47" and row.purpose and row.reference
    client.get(url)
    assert len(looks("list.open")) == 1
    other = as_("owner")
    other.get("/list/?sector=47")
    other.get(url)
    assert len(looks("list.open")) == 2


def test_another_purpose_is_another_look(as_):
    client = as_("colleague")
    client.get("/list/facets/?sector=47")
    client.post("/work/", {"purpose": "signal", "reference": "proef 2"})
    client.get("/list/facets/?sector=47")
    assert [row.purpose for row in looks("list.open")] == ["permit", "signal"]


def test_reading_what_companies_contest_is_logged(as_, numbers: Numbers):
    client = as_("colleague")
    form = {
        "fact": "adres",
        "statement": "Wij zijn verhuisd.",
        "received": "2025-01-02",
        "speaker": "agent",
    }
    made = client.post(f"/dossier/{numbers.scored}/contests/new/", form)
    kept = Contest.objects.first()
    assert kept is not None, text_of(made)
    client.get("/contests/")
    client.get(f"/contests/{kept.pk}/")
    assert [row.subject for row in looks("contest.read")] == ["", numbers.scored]
    as_("stranger").get(f"/contests/{kept.pk}/")
    assert len(looks("contest.read")) == 2


def test_a_refusal_is_logged_once(as_, numbers: Numbers):
    as_("reader").get(f"/dossier/{numbers.elsewhere}/")
    assert [row.subject for row in looks("dossier.refused")] == [numbers.elsewhere]
    as_("reader").post("/list/save/")
    assert [row.subject for row in looks("access.refused")] == ["/list/save/"]
