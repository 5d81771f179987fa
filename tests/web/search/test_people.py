"""Searching holders of mandates: who may, what is logged, what the territory and the register let somebody see."""

from __future__ import annotations

import pytest

from knipperlicht.cases.audit.models import Entry
from knipperlicht.core.numbers import format_number
from knipperlicht.reference.functions import function_groups
from knipperlicht.web.api.document import openapi
from knipperlicht.web.search.holders import role_names

URL, API = "/search/people/", "/api/v1/mandate-holders"
NAMED = "Proefmans, Élodie"


def text_of(answer) -> str:
    return answer.content.decode()


def names(answer) -> list[str]:
    return [line.name for line in answer.context["holders"]]


@pytest.mark.parametrize(
    ("persona", "status"),
    [("owner", 200), ("colleague", 200), ("reader", 403), ("stranger", 200), ("anonymous", 302), ("auditor", 403),
     ("operator", 403)],
)  # fmt: skip
def test_searching(as_, mandated, persona, status):
    answer = as_(persona).get(URL, {"q": "proefmans elodie"})
    assert answer.status_code == status
    assert (NAMED in text_of(answer)) == (status == 200)


@pytest.mark.parametrize(
    ("persona", "status"),
    [("owner", 200), ("colleague", 200), ("reader", 403), ("stranger", 200), ("anonymous", 401)],
)
def test_the_api_has_the_same_door(as_, mandated, persona, status):
    answer = as_(persona).get(API, {"q": NAMED})
    assert answer.status_code == status
    assert ("holders" if status == 200 else "error") in answer.json()


@pytest.mark.parametrize(("url", "event"), [(URL, "people.search"), (API, "api.people")])
def test_each_search_is_logged_by_itself_with_name_purpose_and_how_many(as_, mandated, url, event):
    client = as_("colleague")
    for more in ({}, {}, {"everywhere": "1"}):
        client.get(url, {"q": "proefmans"} | more)
    rows = list(Entry.objects.filter(event=event).order_by("pk"))
    assert [row.detail for row in rows] == [
        {"found": 1, "everywhere": False}, {"found": 1, "everywhere": False}, {"found": 1, "everywhere": True},
    ]  # fmt: skip
    assert {(row.subject, row.purpose, row.reference, row.category) for row in rows} == {
        ("proefmans", "permit", "proef 1", "consultation")
    }
    assert not Entry.objects.filter(event="search.run").exists()


@pytest.mark.parametrize("persona", ["reader", "anonymous"])
@pytest.mark.parametrize("url", [URL, API])
def test_who_may_not_leaves_no_search_in_the_log(as_, mandated, persona, url):
    as_(persona).get(url, {"q": NAMED})
    assert not Entry.objects.filter(event__in=("people.search", "api.people")).exists()


def test_without_a_purpose_nobody_is_named(as_, mandated):
    client = as_("colleague", work=False)
    answer = client.get(URL, {"q": NAMED})
    assert answer.status_code == 302 and answer.url.startswith("/work/?next=")
    assert client.get(API, {"q": NAMED}).status_code == 428


def test_opening_the_page_or_typing_too_little_searches_nobody(as_, mandated):
    client = as_("colleague")
    assert "holders" not in client.get(URL).context
    assert client.get(URL, {"q": "jo"}).context["sentence"]
    answer = client.get(API, {"q": "jo"})
    assert answer.status_code == 400 and len(answer.json()["error"]) > 10
    assert not Entry.objects.filter(event__in=("people.search", "api.people")).exists()


@pytest.mark.parametrize("typed", ["proefmans elodie", "PROEFMANS", "Prefmans", "Élodie Proefnams"])
def test_accents_and_a_typing_error_are_forgiven(as_, mandated, typed):
    assert names(as_("colleague").get(URL, {"q": typed}))[:1] == [NAMED]


def test_the_territory_is_kept_to_unless_asked_otherwise(as_, mandated):
    """Bo Plaatsman holds one in Brugge only."""
    kortrijk, brugge = as_("colleague"), as_("stranger")
    answer = kortrijk.get(URL, {"q": "plaatsman"})
    assert answer.context["holders"] == [] and "everywhere=1" in text_of(answer)
    assert names(brugge.get(URL, {"q": "plaatsman"})) == ["Plaatsman, Bo"]
    (line,) = kortrijk.get(URL, {"q": "plaatsman", "everywhere": "1"}).context["holders"]
    assert line.companies[0].outside


def test_a_company_outside_the_territory_is_marked_and_its_dossier_stays_closed(as_, mandated):
    client = as_("colleague")
    (line,) = client.get(URL, {"q": NAMED}).context["holders"]
    marked = {company.number: company.outside for company in line.companies}
    there = format_number(mandated.there)
    assert marked == {
        format_number(mandated.here): False,
        format_number(mandated.also_here): False,
        there: True,
    }
    assert client.get(f"/dossier/{there}/").status_code == 403
    assert client.get(f"/dossier/{format_number(mandated.here)}/").status_code == 200


def test_no_score_band_or_rank_of_anybody_or_any_company(as_, mandated):
    page = text_of(as_("colleague").get(URL, {"q": NAMED}))
    assert 'class="band' not in page and 'class="score' not in page
    given = as_("colleague").get(API, {"q": NAMED}).json()
    assert not any(word in str(given) for word in ("score", "band", "rank"))


def test_a_company_that_holds_mandates_leads_to_its_dossier(as_, mandated):
    page = text_of(as_("stranger").get(URL, {"q": mandated.also_here_name, "everywhere": "1"}))
    assert f'href="/dossier/{format_number(mandated.also_here)}/"' in page


def test_names_are_no_part_of_the_search_that_everybody_has(as_, mandated):
    for persona in ("colleague", "reader"):
        client = as_(persona)
        for url in ("/search/", "/search/suggest/"):
            assert "Plaatsman, Bo" not in text_of(client.get(url, {"q": "plaatsman bo"}))


def test_only_who_may_sees_the_way_there_and_no_text_goes_along(as_, site):
    assert f'href="{URL}"' in text_of(as_("colleague").get("/search/", {"q": "bakkerij"}))
    assert URL not in text_of(as_("reader").get("/search/", {"q": "bakkerij"}))


@pytest.mark.parametrize(
    ("language", "title"),
    [("nl", "Er is geen register met mandaten aangesloten"), ("fr", "Aucun registre de mandats"), ("en", "No register")],
)  # fmt: skip
def test_without_a_source_the_page_says_so_and_why(as_, site, language, title):
    client = as_("colleague")
    client.cookies["django_language"] = language
    page = text_of(client.get(URL, {"q": NAMED}))
    assert title in page and "KBO" in page.replace("BCE", "KBO").replace("CBE", "KBO") and "<form" in page
    assert 'id="holder"' not in page and not Entry.objects.filter(event="people.search").exists()
    assert client.get(API, {"q": NAMED}).status_code == 404


def test_mandates_in_a_snapshot_of_before_the_index_wait_for_the_next_build(as_, mandated, monkeypatch):
    monkeypatch.setattr("knipperlicht.bridge.people.state", lambda: "next_build")
    assert 'id="holder"' not in text_of(as_("colleague").get(URL, {"q": NAMED}))
    assert as_("colleague").get(API, {"q": NAMED}).status_code == 404


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", "' OR 1=1 --", "x" * 5000, "+-*() abc", "🦊🦊🦊"]
)
def test_odd_texts_are_only_texts(as_, mandated, typed):
    answer = as_("colleague").get(URL, {"q": typed})
    assert answer.status_code == 200 and "<script>alert" not in text_of(answer)


def test_nothing_is_kept_by_the_browser(as_, mandated):
    for url in (URL, API):
        assert as_("colleague").get(url, {"q": NAMED})["Cache-Control"] == "no-store"


def test_the_description_of_the_api_names_every_key(as_, mandated):
    def keys(schema: dict, value: object) -> None:
        if schema.get("type") == "array":
            for one in value:
                keys(schema["items"], one)
        elif schema.get("type") == "object":
            assert set(value) == set(schema["properties"])
            for name, part in schema["properties"].items():
                keys(part, value[name])

    given = as_("colleague").get(API, {"q": "proef"}).json()
    assert len(given["holders"]) == 2
    keys(openapi("http://x/")["components"]["schemas"]["MandateHolders"], given)


def test_every_function_the_register_knows_has_a_name():
    assert set(role_names()) == {group.group for group in function_groups()}
