"""Every page says of which day its data are, and which source is older than it should be."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from knipperlicht.bridge.register import served
from knipperlicht.bridge.served import serving
from knipperlicht.sources.kbo_opendata.card import card
from tests.web.samples import sample_arguments

pytestmark = pytest.mark.usefixtures("site")
BANNER = 'data-tone="stale"'


@pytest.fixture
def as_of(settings) -> date:
    """The day of the shared data."""
    with serving(settings.DATA):
        return served(timezone.localdate()).as_of


@pytest.fixture
def pages(settings, people) -> tuple[str, ...]:
    """A page of each kind."""
    number = sample_arguments("dossier", settings.DATA, people)[0]
    return (
        "/",
        f"/dossier/{number}/",
        "/list/?sort=-score",
        "/map/",
        "/search/",
        "/watch-lists/",
        "/how-it-works/",
    )


@pytest.mark.parametrize(("late", "shown"), [(0, False), (1, True)])
def test_a_stale_source_is_told_on_every_page(as_, as_of, pages, monkeypatch, late, shown):
    today = as_of + timedelta(days=card().stale_after_days + late)
    monkeypatch.setattr(timezone, "localdate", lambda *_given: today)
    for path in pages:
        html = as_("owner").get(path).content.decode()
        assert (BANNER in html) == shown, path
        assert f'datetime="{as_of.isoformat()}"' in html, path


def test_every_page_carries_its_permalink(as_, pages):
    for path in pages:
        html = as_("owner").get(path).content.decode()
        assert f"http://testserver{path}".replace("&", "&amp;") in html, path
