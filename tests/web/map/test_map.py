"""The map: counts per municipality, the same as a table, and from a drawing to a list."""

from __future__ import annotations

import json

import pytest
from django.http import QueryDict

from knipperlicht.cases.audit.models import Entry

pytestmark = pytest.mark.usefixtures("site")
PERSONAS = [("owner", 200), ("colleague", 200), ("reader", 200), ("stranger", 200), ("anonymous", 302)]


@pytest.mark.parametrize(("persona", "status"), PERSONAS)
@pytest.mark.parametrize("path", ["/map/", "/map/?band=geen", "/map/boundaries/"])
def test_map_for_each_persona(as_, persona, status, path):
    assert as_(persona).get(path).status_code == status


@pytest.mark.parametrize(("persona", "status"), [*PERSONAS[:4], ("anonymous", 401)])
def test_points_for_each_persona(as_, persona, status):
    assert as_(persona).get("/map/points/").status_code == status


@pytest.mark.parametrize(("persona", "status"), [(persona, 302) for persona, _ in PERSONAS])
def test_area_for_each_persona(as_, persona, status):
    assert as_(persona).get("/map/area/", {"drawn": "[[3,50],[3.1,50],[3.1,50.1]]"}).status_code == status


def test_the_map_needs_a_purpose_and_is_logged(as_):
    assert as_("colleague", work=False).get("/map/").url.startswith("/work/")
    as_("colleague").get("/map/?band=geen")
    assert Entry.objects.get(event="map.open").detail["filter"] == "band=geen"


def test_counts_on_the_map_are_the_rows_of_their_lists(as_):
    client = as_("analyst")
    found = client.get("/map/points/?band=geen").json()
    assert found["total"] == client.get("/list/?band=geen").context["found"].total
    assert sum(f["properties"]["count"] for f in found["features"]) + found["unplaced"] == found["total"]
    for feature in found["features"][:4]:
        listed = client.get(feature["properties"]["url"]).context["found"]
        assert listed.total == feature["properties"]["count"]


def test_where_the_filter_has_a_place_of_its_own_a_point_links_only_when_it_says_the_same(as_):
    client = as_("analyst")
    for feature in client.get("/map/points/?municipality=34022").json()["features"]:
        assert "url" not in feature["properties"]
    features = client.get("/map/points/?municipality=34022&at=seat").json()["features"]
    assert [f["properties"]["place"] for f in features] == ["nis:34022"]
    assert (
        client.get(features[0]["properties"]["url"]).context["found"].total
        == features[0]["properties"]["count"]
    )


def test_a_place_has_no_score_and_the_precision_is_said(as_):
    found = as_("colleague").get("/map/points/").json()
    assert all("bands" not in f["properties"] and "score" not in f["properties"] for f in found["features"])
    assert found["precision_said"] in as_("colleague").get("/map/").content.decode()


def test_the_table_holds_the_same_as_the_points(as_):
    client = as_("colleague")
    rows = client.get("/map/").context["rows"]
    points = client.get("/map/points/").json()["features"]
    assert [(r["name"], r["count"]) for r in rows] == [
        (p["properties"]["name"], p["properties"]["count"]) for p in points
    ]


def test_boundaries_are_those_of_the_territory_and_kept_by_the_browser(as_):
    client = as_("colleague")
    answer = client.get("/map/boundaries/")
    assert [feature["id"] for feature in json.loads(answer.content)["features"]] == ["34022"]
    assert "max-age" in answer["Cache-Control"]
    again = client.get("/map/boundaries/", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304 and not again.content
    assert (
        as_("stranger").get("/map/boundaries/", headers={"If-None-Match": answer["ETag"]}).status_code == 200
    )


def test_a_drawing_becomes_a_list_with_the_rest_of_the_filter(as_):
    client = as_("analyst")
    answer = client.get(
        "/map/area/", {"drawn": "[[2.4,50.6],[3.6,50.6],[3.6,51.5],[2.4,51.5]]", "band": "geen"}
    )
    assert answer.url.startswith("/list/?") and "band=geen" in answer.url and "area=" in answer.url
    drawn = client.get(answer.url).context["found"].total
    assert 0 < drawn <= client.get("/list/?band=geen").context["found"].total
    field = client.get("/map/?" + answer.url.split("?")[1]).context["drawn"]
    assert json.loads(field)[0] == [2.4, 50.6]


@pytest.mark.parametrize(
    "drawn", ["", "x", "7", "[1,2]", "[[1]]", '[["a","b"]]', "{}", "null", "[[3,50],[3.1"]
)
def test_no_drawing_leads_back_to_the_map(as_, drawn):
    answer = as_("colleague").get("/map/area/", {"drawn": drawn, "band": "geen"})
    assert answer.status_code == 302
    assert answer.url.startswith("/map/?") and "band=geen" in answer.url and "area" not in answer.url


def test_bad_parameters_lead_to_the_sentences_of_the_list(as_):
    assert as_("colleague").get("/map/?foo=1").url == "/list/?foo=1"
    answer = as_("colleague").get("/map/points/?foo=1")
    assert answer.status_code == 400 and "foo" in answer.json()["error"]


def test_flags_only_maps_refuse_numbers(as_, settings):
    settings.FLAGS_ONLY = True
    assert as_("colleague").get("/map/").status_code == 200
    assert as_("colleague").get("/map/points/?score_min=5").status_code == 400


def test_chips_keep_on_the_map(as_):
    for chip in as_("colleague").get("/map/?band=geen&sector=56").context["chips"]:
        assert chip["remove_url"].startswith("/map/?")
        assert QueryDict(chip["remove_url"].split("?")[1])
