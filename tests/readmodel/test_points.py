"""Points for the map: every match once, at a place that says how precise it is, and never a score of a place."""

from __future__ import annotations

import json

import pytest

from knipperlicht.errors import NothingFound
from knipperlicht.readmodel.listing import count, numbers
from knipperlicht.readmodel.listing_filter import ListFilter
from knipperlicht.readmodel.points import at_place, points
from knipperlicht.readmodel.reader import Reader
from knipperlicht.reference.geography import contains, municipalities

ASKED = ListFilter(indicators_any=("recent_opgericht", "adres_besmet"))


def test_every_match_is_at_one_place_or_said_to_have_none(reader: Reader) -> None:
    shown = points(reader, ASKED)
    held = sum(feature["properties"]["count"] for feature in shown["features"])
    assert shown["total"] == count(reader, ASKED) == held + shown["unplaced"] and shown["left_out"] == 0
    (row,) = reader.rows("SELECT count(*) AS n FROM subject WHERE nis IS NULL OR NOT starts_with(nis, '3')")
    assert points(reader, ListFilter())["unplaced"] == row["n"] > 0
    json.dumps(shown)


def test_a_place_lists_exactly_what_it_counts(reader: Reader) -> None:
    listed: list[int] = []
    for feature in points(reader, ASKED)["features"]:
        said = feature["properties"]
        shown = at_place(reader, ASKED, said["place"], columns=["number", "municipality", "band"], size=500)
        assert shown.total == len(shown.rows) == said["count"] == sum(said["bands"].values())
        nis = said["place"].removeprefix("nis:")
        assert {row["municipality"] for row in shown.rows} == {nis}
        assert any(
            contains(rings=p, point=tuple(feature["geometry"]["coordinates"]))
            for p in municipalities()[nis].polygons
        )
        listed += [row["number"] for row in shown.rows]
    assert len(listed) == len(set(listed)) and set(listed) <= set(numbers(reader, ASKED))


def test_a_place_beyond_the_limit_is_counted(reader: Reader) -> None:
    whole, few = points(reader, ASKED), points(reader, ASKED, limit=2)
    assert few["features"] == whole["features"][:2]
    assert few["left_out"] == sum(feature["properties"]["count"] for feature in whole["features"][2:])


def test_a_place_says_how_precise_it_is_and_tells_counts_only(reader: Reader) -> None:
    shown = points(reader, ASKED, language="fr")
    assert "commune entière" in shown["precision_said"]
    for feature in shown["features"]:
        assert set(feature["properties"]) == {"place", "name", "precision", "count", "bands"}
        assert feature["properties"]["precision"] == "municipality"
    flags = points(reader, ASKED, flags_only=True)
    assert all("bands" not in feature["properties"] for feature in flags["features"])


def test_a_scope_holds_on_the_map_too(reader: Reader) -> None:
    narrowed = ASKED.within(frozenset({"34022"}))
    assert points(reader, narrowed)["total"] == count(reader, narrowed) < count(reader, ASKED)
    assert at_place(reader, narrowed, "nis:31005").total <= at_place(reader, ASKED, "nis:31005").total


@pytest.mark.parametrize("place", ["nis:99999", "34022", "nis:21004", "' OR 1=1"])
def test_a_place_the_map_does_not_have_is_not_found(reader: Reader, place: str) -> None:
    with pytest.raises(NothingFound):
        at_place(reader, ASKED, place)
