"""The sections of a dossier: their shapes, their pages, and what they never say of natural persons."""

from __future__ import annotations

import json
from typing import Any

import pytest

from knipperlicht.core.clock import Language
from knipperlicht.core.numbers import format_number
from knipperlicht.readmodel.dossier import addresses, contacts, names, states
from knipperlicht.readmodel.dossier_places import nearby, neighbours, places_of
from knipperlicht.readmodel.dossier_units import activities, establishments, focus
from knipperlicht.readmodel.explain import explain
from knipperlicht.readmodel.reader import Reader
from knipperlicht.readmodel.timeline import timeline
from knipperlicht.readmodel.timeline_texts import TEXTS
from knipperlicht.readmodel.waterfall import scale, waterfall
from tests.readmodel.texts import UNFILLED, texts_of

LANGUAGES: tuple[Language, ...] = ("nl", "fr", "en")
UNKNOWN = 999_999_922


def one(reader: Reader, sql: str) -> Any:
    (row,) = reader.rows(sql)
    return next(iter(row.values()))


def largest(reader: Reader) -> int:
    sql = "SELECT enterprise FROM establishment SEMI JOIN score USING (enterprise) GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
    return int(one(reader, sql))


def sole_trader(reader: Reader) -> int:
    return int(
        one(
            reader,
            "SELECT min(e.enterprise) FROM enterprise e JOIN establishment USING (enterprise) WHERE NOT is_legal",
        )
    )


def gone(reader: Reader) -> int:
    return int(one(reader, "SELECT min(enterprise) FROM enterprise_past WHERE gone AND is_legal"))


def crowded(reader: Reader) -> str:
    return str(one(reader, "SELECT building_key FROM building ORDER BY n_entities DESC, 1 LIMIT 1"))


def everything(reader: Reader, number: int, language: Language) -> dict[str, Any]:
    return {
        "names": names(reader, number, language=language), "addresses": addresses(reader, number, language=language),
        "contacts": contacts(reader, number, language=language), "states": states(reader, number, language=language),
        "establishments": establishments(reader, number, language=language),
        "activities": activities(reader, number, language=language),
        "timeline": timeline(reader, number, language=language), "waterfall": waterfall(reader, number, language=language),
        "nearby": nearby(reader, number),
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_is_json_without_gaps(reader: Reader, language: Language) -> None:
    for number in (largest(reader), sole_trader(reader), gone(reader), UNKNOWN):
        answer = everything(reader, number, language)
        json.dumps(answer)
        for item in answer["timeline"]["items"]:
            assert not any(UNFILLED.search(text) for text in texts_of(item["sentence"])), item


def test_an_unknown_number_gives_empty_sections(reader: Reader) -> None:
    answer = everything(reader, UNKNOWN, "nl")
    for key in ("names", "addresses", "contacts", "states", "activities", "nearby"):
        assert answer[key] == []
    assert answer["waterfall"] is None and answer["timeline"]["total"] == 0
    assert answer["establishments"] == {"standing": 0, "past": 0, "offset": 0, "items": []}


def test_names_and_addresses_are_those_of_the_register(reader: Reader) -> None:
    rows = reader.rows("SELECT enterprise FROM score ORDER BY hash(enterprise) LIMIT 60")
    rows += reader.rows(
        "SELECT DISTINCT entity AS enterprise FROM denomination_past WHERE entity < 2000000000 LIMIT 40"
    )
    for number in (row["enterprise"] for row in rows):
        wanted = {
            r["denomination"]
            for r in reader.rows("SELECT denomination FROM register_denomination WHERE entity = ?", number)
        }
        past = {
            r["denomination"]
            for r in reader.rows("SELECT denomination FROM denomination_past WHERE entity = ?", number)
        }
        found = names(reader, number)
        assert {row["name"] for row in found if row["valid_to"] is None} == wanted
        assert {row["name"] for row in found if row["valid_to"]} == past
        keys = {
            r["building_key"]
            for r in reader.rows("SELECT building_key FROM address WHERE entity = ?", number)
        }
        assert {
            row["building"]
            for row in addresses(reader, number)
            if row["valid_to"] is None and row["type"]["code"] == "REGO"
        } == keys
        wanted = {
            (r["nace_version"], r["nace_code"])
            for r in reader.rows("SELECT * FROM register_activity WHERE entity = ?", number)
        }
        assert {
            (row["nace_version"], row["nace"]["code"])
            for row in activities(reader, number)
            if row["valid_to"] is None
        } == wanted


def test_moved_seats_stand_as_past_addresses(reader: Reader) -> None:
    number = int(one(reader, "SELECT min(enterprise) FROM seat_move"))
    found = addresses(reader, number)
    assert [row["valid_to"] is None for row in found] == sorted(
        (row["valid_to"] is None for row in found), reverse=True
    )
    assert any(row["valid_to"] for row in found) and all(row["building"] for row in found)
    assert "seat_move" in {event["kind"] for event in timeline(reader, number)["items"]}


def test_codes_have_words_in_three_languages(reader: Reader) -> None:
    number = largest(reader)
    said = {language: names(reader, number, language=language)[0]["type"]["label"] for language in LANGUAGES}
    assert len(set(said.values())) == 3
    labels = [activities(reader, number, language=language)[0]["nace"] for language in LANGUAGES]
    assert [label["label_language"] for label in labels] == ["nl", "fr", "nl"]
    assert all(label["label"] for label in labels)


def test_pages_of_establishments_join(reader: Reader) -> None:
    number = largest(reader)
    first = establishments(reader, number, limit=7)
    total = first["standing"] + first["past"]
    found = [
        item["number"]
        for start in range(0, total, 7)
        for item in establishments(reader, number, offset=start, limit=7)["items"]
    ]
    assert len(found) == total == len(set(found))
    last = int(found[-1].replace(".", ""))
    own = focus(reader, number, last)
    assert own and own["number"] == found[-1] and own["addresses"]
    assert focus(reader, sole_trader(reader), last) is None


def test_closed_establishments_follow_the_open_ones(reader: Reader) -> None:
    number = int(
        one(reader, "SELECT min(enterprise) FROM establishment_past SEMI JOIN score USING (enterprise)")
    )
    items = establishments(reader, number, limit=500)["items"]
    assert items[-1]["valid_to"] and items[-1]["number"]
    kinds = {event["kind"] for event in timeline(reader, number, limit=500)["items"]}
    assert {"establishment_left", "establishment_opened", "founded", "first_seen"} <= kinds


def test_the_time_line_is_newest_first_and_pages_join(reader: Reader) -> None:
    number = largest(reader)
    whole = timeline(reader, number, limit=10_000)
    days = [event["day"] for event in whole["items"]]
    assert days == sorted(days, reverse=True) and len(days) == whole["total"]
    pages = [
        event
        for start in range(0, whole["total"], 9)
        for event in timeline(reader, number, offset=start, limit=9)["items"]
    ]
    assert pages == whole["items"]
    assert all(event["source"].keys() == {"source", "table", "key", "field"} for event in pages)


def test_who_left_the_register_has_a_last_event(reader: Reader) -> None:
    events = timeline(reader, gone(reader))["items"]
    assert "left_register" in {event["kind"] for event in events}
    assert states(reader, gone(reader))[0]["valid_to"]


def test_every_kind_of_event_has_words(reader: Reader) -> None:
    kinds = {row["kind"] for row in reader.rows("SELECT DISTINCT kind FROM event")}
    assert kinds <= TEXTS.keys()
    assert all(set(texts) == set(LANGUAGES) for texts in TEXTS.values())


def test_neighbours_name_legal_persons_and_count_the_rest(reader: Reader) -> None:
    building = crowded(reader)
    legal = {
        r["enterprise"]
        for r in reader.rows(
            "SELECT DISTINCT a.enterprise FROM address a JOIN enterprise USING (enterprise) WHERE is_legal AND building_key = ?",
            building,
        )
    }
    natural = reader.rows(
        "SELECT count(DISTINCT a.enterprise) AS n FROM address a JOIN enterprise USING (enterprise) WHERE NOT is_legal AND building_key = ?",
        building,
    )
    first = neighbours(reader, building, limit=5)
    assert first["legal_persons"] == len(legal) and first["natural_persons"] == natural[0]["n"]
    pages = [
        item
        for start in range(0, first["registrations"], 5)
        for item in neighbours(reader, building, offset=start, limit=5)["items"]
    ]
    assert {int(item["enterprise_number"].replace(".", "")) for item in pages} == legal
    assert len(pages) == first["registrations"]
    some = min(legal)
    rest = neighbours(reader, building, asked_from=some, limit=10_000)
    assert format_number(some) not in {item["enterprise_number"] for item in rest["items"]}


def test_a_natural_person_sees_no_neighbours(reader: Reader) -> None:
    number = sole_trader(reader)
    answer = neighbours(reader, crowded(reader), asked_from=number)
    assert answer["withheld"] is True and answer["items"] == [] and answer["legal_persons"] > 0
    assert nearby(reader, number) == [] and waterfall(reader, number) is None


def test_no_list_of_others_names_a_natural_person(reader: Reader) -> None:
    people = {
        format_number(r["enterprise"])
        for r in reader.rows("SELECT enterprise FROM enterprise WHERE NOT is_legal")
    }
    for row in reader.rows("SELECT building_key FROM building ORDER BY n_entities DESC LIMIT 40"):
        assert not people & {
            item["enterprise_number"] for item in neighbours(reader, row["building_key"], limit=500)["items"]
        }
    for row in reader.rows("SELECT enterprise FROM score ORDER BY hash(enterprise) LIMIT 60"):
        found = nearby(reader, row["enterprise"])
        assert not people & {item["enterprise_number"] for item in found}
        assert format_number(row["enterprise"]) not in {item["enterprise_number"] for item in found}


def test_nearby_goes_by_distance_and_never_by_score(reader: Reader) -> None:
    seen = 0
    for row in reader.rows("SELECT enterprise FROM score ORDER BY hash(enterprise) LIMIT 80"):
        found = nearby(reader, row["enterprise"], limit=10)
        assert len(found) <= 10
        assert [item["distance"] for item in found] == sorted(item["distance"] for item in found)
        assert all("score" not in item and "band" not in item for item in found)
        seen += len(found)
    assert seen


def test_the_waterfall_adds_up_as_the_explanation_does(reader: Reader) -> None:
    rows = reader.rows(
        "SELECT enterprise, total, score FROM score ORDER BY n_hits DESC, enterprise LIMIT 150"
    )
    rows += reader.rows("SELECT enterprise, total, score FROM score WHERE protection < 0 LIMIT 10")
    for row in rows:
        drawn = waterfall(reader, row["enterprise"])
        assert drawn is not None
        told = explain(reader, format_number(row["enterprise"]))
        milli = sum(round(family["points"] * 1000) for family in drawn["families"])
        assert (
            milli + round(drawn["protection_points"] * 1000)
            == row["total"]
            == round(told["total_points"] * 1000)
        )
        if drawn["steps"]:
            assert drawn["steps"][-1]["to"] == told["total_points"] and drawn["steps"][0]["from"] == 0
        for family in drawn["families"]:
            assert round(1000 * (family["added"] + family["cut_by_cap"])) == round(1000 * family["points"])
        assert {f["family"]: f["points"] for f in drawn["families"]} == {
            f["family"]: f["points"] for f in told["families"] if f["family"] != "bescherming"
        }
        after = drawn["gates"][-1]["after"] if drawn["gates"] else drawn["scaled"]
        assert after == row["score"] == drawn["score"] == told["score"]
        assert [gate["gate"] for gate in told["gates"]].sort() == [
            gate["gate"] for gate in drawn["gates"]
        ].sort()


def test_the_scale_is_that_of_the_build(reader: Reader) -> None:
    for row in reader.rows("SELECT DISTINCT total, score FROM score WHERE gates = ''"):
        assert scale(row["total"], reader.card) == row["score"]


def test_places_are_those_of_all_addresses_ever(reader: Reader) -> None:
    for number in (largest(reader), sole_trader(reader), gone(reader), UNKNOWN):
        sql = "SELECT nis FROM address WHERE enterprise = ? UNION SELECT nis FROM address_past WHERE enterprise = ?"
        wanted = {row["nis"] for row in reader.rows(sql, number, number)} - {None}
        assert places_of(reader, number) == wanted
