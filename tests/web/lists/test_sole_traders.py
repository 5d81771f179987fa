"""A sole trader may stand on a watch-list, for facts alone: people are never scored, ranked or watched for a score."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.urls import reverse

from knipperlicht.bridge.served import pool, serving
from knipperlicht.build import build
from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.worklists.letters import letters
from knipperlicht.cases.worklists.models import WatchItem, WatchList
from knipperlicht.cases.worklists.service import add, alerts, create_list
from knipperlicht.core.numbers import format_number
from knipperlicht.history.ingest import ingest

pytestmark = pytest.mark.usefixtures("site")
LONG_AGO = date(2000, 1, 1)
NUMBER_SHOWN = re.compile(r'class="[^"]*\b(?:band|score)\b|data-band=|\bscore\b', re.IGNORECASE)
KORTRIJK = "enterprise IN (SELECT enterprise FROM address WHERE nis = '34022')"


def numbers_of(settings, sql: str) -> set[int]:
    with serving(settings.DATA) as reader:
        return {row["enterprise"] for row in reader.rows(f"SELECT DISTINCT enterprise {sql} AND {KORTRIJK}")}


@pytest.fixture
def rebuilt(own_store, installed, settings) -> Iterator[None]:
    """The site serves a second build, so that scores have changed since the first."""
    ingest(own_store, [installed.newer])
    build(own_store)
    settings.DATA = own_store.root
    yield
    pool(own_store.root).close()


@pytest.fixture
def traders(settings) -> set[int]:
    """Sole traders of Kortrijk."""
    return numbers_of(settings, "FROM enterprise WHERE type_of_enterprise = '1'")


@pytest.fixture
def companies(settings) -> set[int]:
    """Legal persons of Kortrijk."""
    return numbers_of(settings, "FROM score WHERE score > 0")


def watch(acting, name: str, numbers: set[int]) -> WatchList:
    owner = acting("owner")
    held = create_list(owner, name=name, shared=False, day=None, work=None)
    add(owner, held, enterprises=dict.fromkeys(numbers, "x"), reason="nazicht", work=None)
    return held


def main_of(page: str) -> str:
    return page.split("<main", 1)[1].split("</main>", 1)[0]


def test_one_is_put_on_singly_by_the_page_of_the_dossier_and_by_number(as_, acting, traders):
    first, second = sorted(traders)[:2]
    held = watch(acting, "Markt", set())
    client = as_("owner")
    client.post(
        reverse("dossier_watch", args=[format_number(first)]), {"watchlist": held.pk, "reason": "terras"}
    )
    client.post(reverse("watchlist_add", args=[held.pk]), {"number": second, "reason": "terras"})
    assert set(WatchItem.objects.values_list("number", flat=True)) == {first, second}
    assert Entry.objects.filter(event="watch.add").count() == 2
    page = client.get(reverse("watchlist", args=[held.pk])).content.decode()
    assert format_number(first) in page and not NUMBER_SHOWN.search(main_of(page))


def test_their_register_is_told_and_never_a_score(as_, acting, settings, rebuilt, traders, companies):
    """Of companies the same pages and mails tell scores, so that what is not there of people is left out."""
    people, firms = watch(acting, "Mensen", traders), watch(acting, "Zaken", companies)
    with serving(settings.DATA):
        of_people, of_firms = (alerts(held, since=LONG_AGO, most=10_000) for held in (people, firms))
    told = [change for alert in of_people.alerts for change in alert.changes]
    assert told and all(change.kind != "score" and change.score is None for change in told)
    assert not any(change.added or change.removed or change.band for change in told)
    assert any(change.kind == "score" for alert in of_firms.alerts for change in alert.changes)

    client = as_("owner")
    shown = {
        held.name: main_of(client.get(f"/watch-lists/{held.pk}/?since={LONG_AGO}").content.decode())
        for held in (people, firms)
    }
    assert not NUMBER_SHOWN.search(shown["Mensen"]) and NUMBER_SHOWN.search(shown["Zaken"])

    with serving(settings.DATA) as reader:
        moved = {row["enterprise"] for row in reader.rows("SELECT DISTINCT enterprise FROM event")}
    WatchItem.objects.filter(number__in=moved).delete()
    (letter,) = letters(LONG_AGO)
    lines = "".join(map(str, letter.lines))
    assert "Zaken" in lines and "Mensen" not in lines
