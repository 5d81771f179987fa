"""Lists on the shared register: what fits, counted and paged the same way, never beyond the scope."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import Any

import duckdb
import ibis
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knipperlicht.indicators.registry import indicators
from knipperlicht.readmodel.listing import count, facets, numbers, page
from knipperlicht.readmodel.listing_columns import COLUMN_BY_CODE, COLUMNS
from knipperlicht.readmodel.listing_filter import ListFilter
from knipperlicht.readmodel.listing_places import municipalities_drawn
from knipperlicht.readmodel.listing_street import street_keys, street_words_of, streets
from knipperlicht.readmodel.listing_url import FilterError
from knipperlicht.readmodel.listing_words import cell_writer
from knipperlicht.readmodel.reader import Reader
from knipperlicht.reference.geography import municipalities, police_zone_by_id
from knipperlicht.warehouse.address_street import street_words

NIS = sorted(municipalities())
FILTERS: dict[str, dict[str, Any]] = {
    "everything": {},
    "municipality": {"municipalities": ["34022", "31005"]},
    "zone": {"zones": ["vlas"]},
    "seats": {"municipalities": ["34022"], "at": "seat"},
    "units": {"municipalities": ["34022"], "at": "unit"},
    "area": {"area": [((3.1, 50.7), (3.5, 50.7), (3.5, 51.0), (3.1, 51.0))]},
    "sector": {"sectors": ["47", "I"]},
    "public": {"sectors": ["publiek"]},
    "any activity": {"sectors": ["56"], "activity": "any"},
    "form": {"forms": ["610", "association_or_foundation"]},
    "indicator": {"indicators_any": ["recent_opgericht", "adres_besmet"]},
    "both indicators": {"indicators_all": ["recent_opgericht", "seriematige_oprichting"]},
    "banner": {"indicators_any": ["faillissement_status"]},
    "band": {"bands": ["matig", "verhoogd"]},
    "confidence": {"confidence": ["C"]},
    "band and confidence": {"bands": ["laag", "matig", "verhoogd"], "confidence": ["B", "C"]},
    "score": {"score_min": 1, "score_max": 3.5},
    "changed": {"changed_since": date(2020, 1, 1)},
    "moved": {"changed_since": date(2020, 1, 1), "changes": ["seat"]},
    "started": {"started_since": date(2015, 1, 1), "started_before": date(2024, 1, 1)},
    "establishments": {"establishments_min": 2, "establishments_max": 4},
    "sample": {"sample": 20, "seed": "a"},
}  # fmt: skip


@pytest.fixture(params=sorted(FILTERS))
def asked(request: pytest.FixtureRequest) -> ListFilter:
    return ListFilter(**FILTERS[request.param])


def found(reader: Reader, sql: str, *parameters: Any) -> set[int]:
    return {row["enterprise"] for row in reader.rows(sql, *parameters)}


def test_the_count_is_the_number_of_rows_over_all_pages(reader: Reader, asked: ListFilter) -> None:
    seen: list[int] = []
    after: int | None = 0
    while after is not None:
        shown = page(reader, asked, columns=["number"], after=after, size=500)
        assert shown.total == count(reader, asked)
        seen += [row["number"] for row in shown.rows]
        after = shown.following
    assert len(seen) == len(set(seen)) == count(reader, asked)
    assert sorted(seen) == numbers(reader, asked)


def test_the_shared_register_puts_most_filters_to_the_test(reader: Reader) -> None:
    empty = [name for name, given in FILTERS.items() if not count(reader, ListFilter(**given))]
    assert set(empty) <= {"both indicators"}
    everything = count(reader, ListFilter())
    assert all(count(reader, ListFilter(**given)) < everything for name, given in FILTERS.items() if given)


def test_each_grade_lists_its_own_and_one_register_gives_several(reader: Reader) -> None:
    """Without other sources the grade still tells companies apart, and no company is graded A."""
    listed = {grade: set(numbers(reader, ListFilter(confidence=(grade,)))) for grade in "ABCD"}
    for grade, some in listed.items():
        assert some == found(reader, "SELECT enterprise FROM score WHERE confidence = ?", grade)
    graded = set().union(*listed.values())
    assert (
        sum(map(len, listed.values())) == len(graded) == count(reader, ListFilter(confidence=tuple("ABCD")))
    )
    assert not listed["A"] and len([grade for grade in listed if listed[grade]]) >= 2
    assert max(map(len, listed.values())) < len(graded)
    assert set(numbers(reader, ListFilter(confidence=("B", "C")))) == listed["B"] | listed["C"]


def test_no_natural_person_is_listed(reader: Reader, asked: ListFilter) -> None:
    legal = found(reader, "SELECT enterprise FROM enterprise WHERE is_legal")
    assert set(numbers(reader, asked)) <= legal


def test_a_scope_never_leaks(reader: Reader, asked: ListFilter) -> None:
    scope = frozenset({"34022", "36015"})
    inside = found(
        reader,
        "SELECT enterprise FROM seat JOIN enterprise ON entity = enterprise WHERE nis IN ('34022', '36015') UNION "
        "SELECT e.enterprise FROM establishment e JOIN address a ON a.entity = e.establishment WHERE a.nis IN ('34022', '36015')",
    )
    narrowed = asked.within(scope)
    listed = set(numbers(reader, narrowed))
    assert listed == set(numbers(reader, asked)) & inside
    assert page(reader, narrowed).total == count(reader, narrowed) == len(listed)
    assert sum(n for _, n in facets(reader, narrowed)["band"]) == len(listed)
    assert numbers(reader, asked.within(frozenset())) == []
    wider = asked.within(frozenset({"34022", "34023", "34025", "31005"}))
    assert set(numbers(reader, wider)) >= set(numbers(reader, replace(wider, scope=frozenset({"34022"}))))


def test_places_are_those_of_seats_and_standing_establishments(reader: Reader) -> None:
    both = ListFilter(zones=("vlas",))
    seats, units = (set(numbers(reader, replace(both, at=at))) for at in ("seat", "unit"))
    assert set(numbers(reader, both)) == seats | units and seats - units and units - seats
    named = ListFilter(municipalities=police_zone_by_id()["vlas"].municipalities)
    assert numbers(reader, both) == numbers(reader, named)
    assert seats == found(reader, "SELECT enterprise FROM subject WHERE nis IN ('34022', '34023', '34025')")


def test_an_area_holds_the_municipalities_whose_point_it_holds(reader: Reader) -> None:
    drawn = municipalities_drawn(FILTERS["area"]["area"])
    assert "34022" in drawn and "31005" not in drawn
    assert numbers(reader, ListFilter(**FILTERS["area"])) == numbers(
        reader, ListFilter(municipalities=tuple(drawn))
    )


def test_a_street_a_stretch_of_it_and_one_building(reader: Reader) -> None:
    (row,) = reader.rows(
        "SELECT split_part(building_key, '|', 1) AS postcode, split_part(building_key, '|', 2) AS street, count(*) AS n, "
        "min(building_key) AS building FROM subject WHERE building_key IS NOT NULL GROUP BY ALL ORDER BY n DESC, street LIMIT 1"
    )
    key = f"{row['postcode']}|{row['street']}|"
    (name,) = {
        found["name"]
        for found in reader.rows(
            "SELECT min(place_street_nl) AS name FROM street_key WHERE locality = ? AND street_key = ?", row["postcode"], row["street"]
        )
    }  # fmt: skip
    assert name in streets(reader, postcode=row["postcode"])
    asked = ListFilter(postcode=row["postcode"], street=name.upper().replace("STRAAT", "STR."), at="seat")
    assert set(numbers(reader, asked)) == found(
        reader, "SELECT enterprise FROM subject WHERE starts_with(building_key, ?)", key
    )
    house = "TRY_CAST(regexp_extract(split_part(building_key, '|', 3), '^[0-9]+') AS INTEGER)"
    stretch = replace(asked, house_from=2, house_to=9)
    assert set(numbers(reader, stretch)) == found(
        reader,
        f"SELECT enterprise FROM subject WHERE starts_with(building_key, ?) AND {house} BETWEEN 2 AND 9",
        key,
    )
    building = ListFilter(building=row["building"], at="seat")
    assert set(numbers(reader, building)) == found(
        reader, "SELECT enterprise FROM subject WHERE building_key = ?", row["building"]
    )
    assert numbers(reader, ListFilter(postcode="8500", street="Nergensstraat")) == []
    assert street_keys(reader, postcode="8500", street="(") == []


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Kerkstr.", "Sint-Jans", "O.L.Vrouw", "stwg", "av.", "de la Gare", "(Heule)", "Dr.", "pl.", "É"]
        ),
        min_size=1,
        max_size=4,
    )
)
def test_a_street_is_folded_as_the_build_folds_it(words: list[str]) -> None:
    text = " ".join(words)
    if ")" not in text[:-1]:
        bare = text.split("(")[0]
        built = ibis.duckdb.connect().execute(street_words(ibis.literal(bare)))
        assert street_words_of(text) == built


def test_the_order_of_a_page_does_not_depend_on_how_the_filter_is_spelled(reader: Reader) -> None:
    one = ListFilter(
        municipalities=("34022", "31005"),
        bands=("matig", "laag"),
        indicators_any=("adres_besmet", "recent_opgericht"),
    )
    other = ListFilter(
        municipalities=("31005", "34022", "31005"),
        bands=("laag", "matig"),
        indicators_any=("recent_opgericht", "adres_besmet"),
    )
    assert one == other
    for sort in ("-score", "name", "municipality"):
        assert page(reader, one, sort=sort).rows == page(reader, other, sort=sort).rows


@pytest.mark.parametrize("code", [column.code for column in COLUMNS])
@pytest.mark.parametrize("sign", ["", "-"])
def test_each_sort_is_stable_and_what_is_missing_comes_last(reader: Reader, code: str, sign: str) -> None:
    asked = ListFilter(zones=("vlas",))
    whole = [
        row["number"] for row in page(reader, asked, sort=sign + code, columns=["number"], size=500).rows
    ]
    parts = [
        row["number"]
        for after in (0, 100, 200, 300, 400)
        for row in page(reader, asked, sort=sign + code, columns=["number"], after=after, size=100).rows
    ]
    assert whole == parts
    values = [row[code] for row in page(reader, asked, sort=sign + code, columns=[code], size=500).rows]
    if COLUMN_BY_CODE[code].order is None:
        known = [value for value in values if value is not None]
        assert values[: len(known)] == known and known == sorted(known, reverse=sign == "-")


def test_equal_rows_stand_by_number(reader: Reader) -> None:
    rows = page(reader, ListFilter(score_max=0), sort="-score", columns=["number"], size=200).rows
    shown = [row["number"] for row in rows]
    assert shown == sorted(shown) and len(shown) == 200


def test_each_cell_can_be_written_for_people(reader: Reader) -> None:
    shown = page(reader, ListFilter(), columns=[column.code for column in COLUMNS], size=100)
    for language in ("nl", "fr", "en"):
        write = cell_writer(reader, language)
        for row in shown.rows:
            cells = [write(COLUMN_BY_CODE[code], value) for code, value in row.items()]
            assert all(cell is None or isinstance(cell, (str, int, float, date)) for cell in cells)
    assert set(shown.rows[0]) == {column.code for column in COLUMNS}
    assert (shown.snapshot, shown.as_of, shown.scorecard) == (
        reader.snapshot.id,
        reader.snapshot.as_of,
        reader.card.version,
    )


def test_facets_count_the_same_enterprises(reader: Reader, asked: ListFilter) -> None:
    spread, total = facets(reader, asked), count(reader, asked)
    for facet in ("band", "municipality", "sector"):
        if len(spread[facet]) < 50:
            assert sum(n for _, n in spread[facet]) == total
    for slug, n in spread["indicator"][:3]:
        assert count(reader, replace(asked, indicators_all=(*asked.indicators_all, slug))) == n
    assert max(len(values) for values in spread.values()) <= 50


def test_silent_signs_are_found_only_when_asked_for(reader: Reader) -> None:
    silent = [
        slug for slug, i in indicators().items() if i.kind == "scored" and slug not in reader.card.indicators
    ]
    for slug in (*silent, "faillissement_status"):
        hits = found(reader, "SELECT enterprise FROM hit_points WHERE indicator = ?", slug)
        assert set(numbers(reader, ListFilter(indicators_any=(slug,), silent=True))) == hits
        assert set(numbers(reader, ListFilter(indicators_any=(slug,)))) == (set() if slug in silent else hits)


def test_any_activity_holds_the_main_one_and_that_of_establishments(reader: Reader) -> None:
    expected = found(
        reader,
        "SELECT coalesce(e.enterprise, a.entity) AS enterprise FROM register_activity a JOIN nace_map m USING (nace_version, nace_code) "
        "LEFT JOIN establishment e ON e.establishment = a.entity WHERE m.nace2025 LIKE '56%'",
    ) & set(numbers(reader, ListFilter()))
    wide = set(numbers(reader, ListFilter(sectors=("56",), activity="any")))
    assert wide == expected and set(numbers(reader, ListFilter(sectors=("56",)))) < wide


def test_a_sample_is_the_same_each_time_near_its_share_and_part_of_a_larger_one(reader: Reader) -> None:
    everything = count(reader, ListFilter())
    for seed in ("a", "b", "2026-11"):
        small, large = (set(numbers(reader, ListFilter(sample=share, seed=seed))) for share in (10, 50))
        assert small == set(numbers(reader, ListFilter(sample=10, seed=seed))) and small < large
        spread = (everything * 0.1 * 0.9) ** 0.5
        assert abs(len(small) - everything * 0.1) < 4 * spread
    assert set(numbers(reader, ListFilter(sample=10, seed="a"))) != set(
        numbers(reader, ListFilter(sample=10, seed="b"))
    )
    assert count(reader, ListFilter(sample=100, seed="a")) == everything


def test_changes_come_from_the_register_and_their_kinds_add_up(reader: Reader) -> None:
    since = date(2020, 1, 1)
    moved = set(numbers(reader, ListFilter(**FILTERS["moved"])))
    assert moved == found(
        reader, "SELECT enterprise FROM event JOIN score USING (enterprise) WHERE kind = 'seat_move'"
    )
    assert moved <= set(numbers(reader, ListFilter(changed_since=since)))
    assert numbers(reader, ListFilter(changed_since=date(2100, 1, 1))) == []


def test_flags_only_tells_no_number(reader: Reader) -> None:
    shown = page(reader, ListFilter(zones=("vlas",)), flags_only=True)
    assert shown.sort == "name" and not {"score", "band", "misbruiksignalen"} & set(shown.columns)
    assert all(
        row["indicators"] is None or row["indicators"] == sorted(row["indicators"]) for row in shown.rows
    )
    assert "band" not in facets(reader, ListFilter(), flags_only=True)
    for call in (count, numbers, facets, page):
        with pytest.raises(FilterError):
            call(reader, ListFilter(bands=("hoog",)), flags_only=True)  # type: ignore[operator]


HOSTILE = ["' OR 1=1 --", "%", "_", "?", "$1", "{0}", "\x00", "'; DROP TABLE score; --", '"']


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(HOSTILE), st.randoms(use_true_random=False))
def test_what_a_user_types_is_never_part_of_the_sql(reader: Reader, text: str, chance: random.Random) -> None:
    part = chance.choice(
        [
            "municipalities",
            "sectors",
            "bands",
            "confidence",
            "indicators_any",
            "building",
            "street",
            "postcode",
        ]
    )
    many = part in ("municipalities", "sectors", "bands", "confidence", "indicators_any")
    asked = ListFilter(**{"postcode": "8500", part: (text,) if many else text})
    try:
        assert numbers(reader, asked) == []
    except duckdb.Error as error:  # pragma: no cover
        pytest.fail(f"{part}={text!r}: {error}")
