"""What a dossier does not hold yet: which register it comes from, in the language of the reader."""

from __future__ import annotations

import pytest
from django.utils import translation

from knipperlicht.web.dossier.words import missing

PARTS = ["people", "accounts", "network", "publications", "rulings", "visits"]
"""Of the pages of a dossier that issue 3 names, those without a source."""


def test_every_part_without_a_source_is_named():
    assert [part["id"] for part in missing(frozenset())] == PARTS


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_people_read_where_it_comes_from_and_nothing_of_how_we_plan(language):
    with translation.override(language):
        said = missing(frozenset())
    source = {"nl": "deze installatie", "fr": "cette installation", "en": "this installation"}[language]
    assert [part["id"] for part in said if source not in part["text"].lower()] == []
    assert [part["id"] for part in said if "issue" in part["text"]] == []


@pytest.mark.usefixtures("site")
def test_the_page_shows_them_all(as_, numbers):
    page = as_("colleague").get(f"/dossier/{numbers.scored}/").content.decode()
    assert [part for part in PARTS if f'id="{part}"' not in page] == []


def test_a_part_goes_when_any_of_its_sources_is_connected():
    assert [part["id"] for part in missing(frozenset({"nbb"}))] == [
        "network",
        "publications",
        "rulings",
        "visits",
    ]
