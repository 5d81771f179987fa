"""How it works: readable, true to the code, and open to everyone when the operator says so."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from knipperlicht.bridge import catalogue
from knipperlicht.cases.operator.models import Setting
from knipperlicht.cases.operator.service import forget
from knipperlicht.sources.kbo_opendata.card import card

pytestmark = pytest.mark.usefixtures("site")
PAGES = ("trust", "indicators", "score_card", "sources", "excluded", "contest")


@pytest.fixture(autouse=True)
def _fresh():
    forget()
    yield
    forget()


@pytest.mark.parametrize("name", PAGES)
def test_anonymous_reads_only_when_the_operator_says_so(name, db):
    assert Client().get(reverse(name)).status_code == 302
    Setting.objects.create(key="public_trust_pages", value=True)
    forget()
    assert Client().get(reverse(name)).status_code == 200


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_every_indicator_has_its_page_in_every_language(as_, language):
    client = as_("reader", work=False)
    client.cookies["django_language"] = language
    listed = client.get(reverse("indicators")).content.decode()
    for found in catalogue.indicator_list(language):
        assert reverse("indicator", args=[found["slug"]]) in listed
        assert client.get(reverse("indicator", args=[found["slug"]])).status_code == 200
    assert client.get(reverse("indicator", args=["no_such_thing"])).status_code == 404


def test_the_counts_of_an_indicator_add_up(as_):
    client = as_("reader", work=False)
    for found in catalogue.indicator_list("nl"):
        counts = client.get(reverse("indicator", args=[found["slug"]])).context["i"]["counts"]
        assert counts["hit"] + counts["clear"] + counts["unknown"] == counts["total"] > 0
        assert min(counts.values()) >= 0


def test_the_score_card_shows_every_class_and_band(as_):
    page = as_("auditor", work=False).get(reverse("score_card")).content.decode()
    card = catalogue.card()
    assert all(band.name["nl"] in page for band in card.bands)
    assert card.version in page


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_what_is_said_of_a_source_is_in_the_language_of_the_reader(as_, language):
    client = as_("reader", work=False)
    client.cookies["django_language"] = language
    page = unescape(client.get(reverse("sources")).content.decode())
    about = card()
    texts = [about.rhythm, about.licence, *about.holds, *about.lacks]
    assert [text[language] for text in texts if text[language] not in page] == []
    others = {"nl", "fr", "en"} - {language}
    assert [text[other] for text in texts for other in others if text[other] in page] == []


def test_sources_that_are_not_connected_stand_apart_with_who_may_use_them(as_):
    page = unescape(as_("colleague").get(reverse("sources")).content.decode())
    used, apart = page.split('id="others"')
    assert "KBO Open Data" in used and "Jaarrekeningen (Balanscentrale)" not in used
    assert "Jaarrekeningen (Balanscentrale)" in apart and "alleen voor wie gerechtigd is" in apart
