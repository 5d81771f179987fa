"""The API answers what the screens show, behind the same doors, with sentences for errors."""

from __future__ import annotations

import pytest
from django.urls import reverse

from knipperlicht.bridge.served import serving
from knipperlicht.cases.audit.models import Entry
from knipperlicht.core.numbers import format_number
from knipperlicht.readmodel.explain import explain
from knipperlicht.web.api.document import openapi

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def number(settings):
    """A legal person of Kortrijk that Brugge has nothing of."""
    sql = "SELECT enterprise FROM score WHERE nis = '34022' AND enterprise NOT IN (SELECT enterprise FROM address WHERE nis = '31005') ORDER BY score DESC LIMIT 1"
    with serving(settings.DATA) as reader:
        return format_number(reader.rows(sql)[0]["enterprise"])


@pytest.mark.parametrize(
    ("persona", "status"),
    [
        ("owner", 200),
        ("colleague", 200),
        ("reader", 200),
        ("stranger", 403),
        ("anonymous", 401),
        ("operator", 403),
    ],
)
def test_who_gets_a_dossier(as_, number, persona, status):
    answer = as_(persona).get(reverse("api_dossier", args=[number]))
    assert answer.status_code == status
    assert ("score" if status == 200 else "error") in answer.json()


def test_it_is_what_the_engine_says_and_it_is_logged(as_, settings, number):
    client = as_("colleague")
    client.cookies["django_language"] = "fr"
    answer = client.get(reverse("api_dossier", args=[number.replace(".", "")]))
    with serving(settings.DATA) as reader:
        assert answer.json() == explain(reader, number, language="fr")
    entry = Entry.objects.get(event="api.dossier")
    assert (entry.subject, entry.purpose, entry.reference) == (number, "permit", "proef 1")
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("text", "status"), [("0123", 400), ("0123.456.700", 400), ("0999.999.922", 404), ("<b>", 400)]
)
def test_a_wrong_number_gets_a_sentence(as_, text, status):
    answer = as_("colleague").get(reverse("api_dossier", args=[text]))
    assert answer.status_code == status and len(answer.json()["error"]) > 10


def test_without_purpose_nothing_is_given(as_, number):
    assert as_("colleague", work=False).get(reverse("api_dossier", args=[number])).status_code == 428


def test_the_description_names_every_key(as_, number):
    answer = as_("colleague").get(reverse("api_dossier", args=[number])).json()
    described = openapi("http://x/")["components"]["schemas"]["Dossier"]["properties"]
    assert set(answer) == set(described)
    if answer["hits"]:
        assert set(answer["hits"][0]) == set(described["hits"]["items"]["properties"])
    assert as_("colleague").get(reverse("api_description")).json()["openapi"] == "3.1.0"


@pytest.mark.parametrize("persona", ["colleague", "anonymous"])
@pytest.mark.parametrize("address", ["/api/v1/dossiers/0123%00", "/api/v1/openapi.json?x=%00", "/api/%00"])
def test_a_nul_in_an_address_gets_a_sentence_too(as_, persona, address):
    path, _, query = address.partition("?")
    answer = as_(persona).get(path.replace("%00", "\x00"), QUERY_STRING=query)
    assert answer.status_code == 400 and answer["Content-Type"] == "application/json"
    assert len(answer.json()["error"]) > 10
