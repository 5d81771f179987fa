"""The main path: sign in, choose a purpose, search, open."""

from __future__ import annotations

import pytest

from knipperlicht.bridge import register
from knipperlicht.bridge.served import serving
from knipperlicht.cases.audit.chain import verify
from knipperlicht.cases.audit.models import Entry
from knipperlicht.core.numbers import format_number

pytestmark = pytest.mark.usefixtures("site")


def _in(
    settings, nis: str, sql: str = "SELECT enterprise FROM score WHERE nis = ? ORDER BY score DESC LIMIT 1"
) -> str:
    with serving(settings.DATA) as reader:
        return format_number(reader.rows(sql, nis)[0]["enterprise"])


def test_a_colleague_finds_and_opens_a_dossier_under_a_purpose(as_, settings):
    number = _in(settings, "34022")
    client = as_("colleague", work=False)
    asked = client.get(f"/dossier/{number}/")
    assert asked.status_code == 302 and asked.url.startswith("/work/?next=")
    chosen = client.post(
        asked.url, {"purpose": "permit", "reference": "aanvraag 12", "next": f"/dossier/{number}/"}
    )
    assert chosen.url == f"/dossier/{number}/"
    page = client.get(chosen.url)
    assert page.status_code == 200 and number in page.content.decode()
    assert client.get("/search/", {"q": number}).url == f"/dossier/{number}/"
    assert list(Entry.objects.order_by("number").values_list("event", flat=True)) == [
        "work.start",
        "dossier.open",
        "search.run",
    ]
    assert not list(verify())


def test_a_stranger_is_refused_a_dossier_outside_the_territory(as_, settings):
    with serving(settings.DATA) as reader:
        found = reader.rows(
            "SELECT enterprise FROM score WHERE nis = '34022' AND enterprise NOT IN (SELECT enterprise FROM address WHERE nis = '31005') LIMIT 1"
        )
        assert register.places_of(found[0]["enterprise"]) >= {"34022"}
    refused = as_("stranger").get(f"/dossier/{format_number(found[0]['enterprise'])}/")
    assert refused.status_code == 403
    assert Entry.objects.filter(event="dossier.refused").count() == 1
