"""The search on enterprises for programs: the results of the page, under the same door."""

from __future__ import annotations

import pytest

from knipperlicht.bridge.served import serving
from knipperlicht.cases.audit.models import Entry
from knipperlicht.web.api.document import openapi

pytestmark = pytest.mark.usefixtures("site")
URL = "/api/v1/search"


@pytest.fixture
def word(settings) -> str:
    """A name of Kortrijk."""
    with serving(settings.DATA) as reader:
        sql = "SELECT name FROM score WHERE nis = '34022' AND length(name) > 8 ORDER BY score DESC, 1 LIMIT 1"
        return reader.rows(sql)[0]["name"]


@pytest.mark.parametrize(
    ("persona", "status"),
    [("owner", 200), ("colleague", 200), ("reader", 200), ("stranger", 200), ("anonymous", 401), ("operator", 403)],
)  # fmt: skip
def test_searching(as_, word, persona, status):
    answer = as_(persona).get(URL, {"q": word})
    assert answer.status_code == status
    assert ("results" if status == 200 else "error") in answer.json()


@pytest.mark.parametrize("more", [{}, {"mine": "1"}])
@pytest.mark.parametrize("text", ["bakkerij", "beheer"])
def test_it_gives_what_the_page_gives_in_the_same_order(as_, text, more):
    client = as_("colleague")
    page = client.get("/search/", {"q": text} | more).context["results"]
    given = client.get(URL, {"q": text} | more).json()["results"]
    assert [(r.number, r.band or None, r.outside) for r in page] == [
        (row["number"], row["band"], row["outside"]) for row in given[: len(page)]
    ]
    assert page


def test_each_call_is_logged_with_the_purpose(as_, word):
    as_("colleague").get(URL, {"q": word})
    row = Entry.objects.get(event="api.search")
    assert (row.subject, row.purpose) == (word, "permit") and row.detail["found"] >= 1


def test_without_a_text_or_a_purpose_there_is_a_sentence_and_no_row(as_, word):
    assert as_("colleague").get(URL).status_code == 400
    assert as_("colleague", work=False).get(URL, {"q": word}).status_code == 428
    assert not Entry.objects.filter(event="api.search").exists()


def test_no_band_outside_the_territory_or_without_numbers(as_, settings):
    rows = as_("colleague").get(URL, {"q": "bakkerij"}).json()["results"]
    assert any(row["outside"] for row in rows) and any(row["band"] for row in rows)
    assert not any(row["band"] for row in rows if row["outside"] or row["sole_trader"])
    settings.FLAGS_ONLY = True
    assert not any(row["band"] for row in as_("colleague").get(URL, {"q": "bakkerij"}).json()["results"])


def test_the_description_names_every_key(as_):
    given = as_("colleague").get(URL, {"q": "bakkerij"}).json()
    described = openapi("http://x/")["components"]["schemas"]["SearchResults"]["properties"]
    assert set(given) == set(described)
    assert set(given["results"][0]) == set(described["results"]["items"]["properties"])
