"""The URL of a list: it says the whole filter, in one writing, and every mistake in it at once."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knipperlicht.core.clock import Language
from knipperlicht.indicators.registry import indicators
from knipperlicht.readmodel.listing_columns import COLUMNS, ColumnError, chosen_columns, chosen_sort
from knipperlicht.readmodel.listing_fields import FIELDS
from knipperlicht.readmodel.listing_filter import ListFilter
from knipperlicht.readmodel.listing_sectors import NAMED, PREFIXES, sections, sector_prefixes
from knipperlicht.readmodel.listing_url import NEEDS, FilterError, parse_filter, query_string
from knipperlicht.readmodel.listing_words import CHOICES, filter_in_words
from knipperlicht.reference.consumer_sectors import consumer_rules, is_consumer_sector
from knipperlicht.reference.geography import police_zone_by_id
from knipperlicht.reference.places import municipality_names

LANGUAGES: tuple[Language, ...] = ("nl", "fr", "en")
days = st.dates(date(1990, 1, 1), date(2030, 1, 1))
corners = st.tuples(st.floats(2.5, 4), st.floats(50.5, 51.5))
rings = st.lists(corners, min_size=3, max_size=20, unique_by=lambda c: (round(c[0], 5), round(c[1], 5)))


def some(values: Any) -> Any:
    return st.lists(st.sampled_from(sorted(values)), max_size=3)


@st.composite
def filters(draw: st.DrawFn) -> ListFilter:
    """Any filter a URL can say; parts that need another get it."""
    given: dict[str, Any] = {
        "municipalities": draw(some(municipality_names("nl"))), "zones": draw(some(police_zone_by_id())),
        "sectors": draw(some([*NAMED, *sections(), "47", "561", "96102"])), "forms": draw(some(["610", "014", "partnership"])),
        "indicators_any": draw(some(indicators())), "indicators_all": draw(some(indicators())),
        "bands": draw(some(["geen", "laag", "hoog"])), "confidence": draw(some("ABCD")),
        "at": draw(st.sampled_from(["any", "seat", "unit"])), "activity": draw(st.sampled_from(["main", "any"])),
        "silent": draw(st.booleans()), "building": draw(st.none() | st.just("8500|kortrijkstraat|12")),
        "area": draw(st.lists(rings.map(tuple), max_size=2)),
        "started_since": draw(st.none() | days), "establishments_min": draw(st.none() | st.integers(0, 5)),
        "score_min": draw(st.none() | st.floats(0, 5)), "score_max": draw(st.none() | st.floats(6, 10)),
    }  # fmt: skip
    if draw(st.booleans()):
        given |= {
            "postcode": "8500",
            "street": draw(st.none() | st.just("Sint-Jansstraat (Heule) & co")),
            "house_from": None,
        }
        if given["street"] and draw(st.booleans()):
            given |= {"house_from": 3, "house_to": 99}
    if draw(st.booleans()):
        given |= {"changed_since": draw(days), "changes": draw(some(CHOICES["changes"]))}
    if draw(st.booleans()):
        given |= {
            "sample": draw(st.floats(0.2, 100)),
            "seed": draw(st.from_regex("[A-Za-z0-9_-]{1,40}", fullmatch=True)),
        }
    return ListFilter(**given)


@settings(max_examples=50, deadline=None)
@given(filters())
def test_what_is_written_is_read_again(asked: ListFilter) -> None:
    assert parse_filter(parse_qs(query_string(asked))) == asked


@settings(max_examples=50, deadline=None)
@given(filters(), st.randoms(use_true_random=False))
def test_the_order_and_the_repetition_of_values_do_not_matter(asked: ListFilter, chance: Any) -> None:
    values = parse_qs(query_string(asked))
    keys = list(values)
    chance.shuffle(keys)
    many = {field.key for field in FIELDS if field.many}
    mixed = {
        key: chance.sample(values[key] * 2, len(values[key]) * 2) if key in many else values[key]
        for key in keys
    }
    assert parse_filter(mixed) == asked and query_string(parse_filter(mixed)) == query_string(asked)


@settings(max_examples=50, deadline=None)
@given(filters())
def test_each_part_has_its_words_and_can_be_taken_away(asked: ListFilter) -> None:
    for language in LANGUAGES:
        chips = filter_in_words(asked, language)
        assert all(chip.name and chip.text and "{" not in chip.text for chip in chips)
    for chip in filter_in_words(asked):
        smaller = asked.without(*chip.parts)
        assert not set(chip.parts) & smaller.given.keys()
        parse_filter(parse_qs(query_string(smaller)))
    assert (filter_in_words(asked) == []) == (not asked.given)


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_mistakes_are_said_together_each_with_its_field(language: Language) -> None:
    wrong = {
        "colour": ["red"], "municipality": ["31005", "99999", "x"], "band": ["scary"], "score_min": ["8"],
        "score_max": ["3"], "street": ["Kerkstraat"], "sample": ["10"], "change": ["score"], "postcode": ["8500", "8501"],
        "house_from": ["0"], "area": ["1,2 3,4"], "started_since": ["soon"], "form": ["999x"], "seed": ["'; DROP"],
        "sector": ["9"], "building": ["x"],
    }  # fmt: skip
    with pytest.raises(FilterError) as caught:
        parse_filter(wrong, language=language)
    errors = caught.value.errors
    assert set(errors) == (set(wrong) - {"street", "score_max", "sample"})
    assert len(errors["municipality"]) == 2
    assert all(said.endswith(".") and "{" not in said for sentences in errors.values() for said in sentences)


def test_a_part_whose_other_half_is_missing_says_so() -> None:
    values = {
        "street": "Kerkstraat",
        "house_from": "1",
        "house_to": "3",
        "change": "name",
        "sample": "5",
        "seed": "a",
    }
    by_part = {field.part: field.key for field in FIELDS}
    for part, _ in NEEDS:
        with pytest.raises(FilterError) as caught:
            parse_filter({by_part[part]: [values[by_part[part]]]})
        assert by_part[part] in caught.value.errors


def test_an_empty_value_says_nothing() -> None:
    assert parse_filter({"band": ["", " "], "score_min": [""]}) == ListFilter()


def test_a_scope_never_comes_from_a_url_and_is_never_written_in_one() -> None:
    with pytest.raises(FilterError):
        parse_filter({"scope": ["31005"]})
    assert query_string(ListFilter().within(frozenset({"31005"}))) == ""


@pytest.mark.parametrize(
    "values", [{"band": ["hoog"]}, {"score_min": ["1"]}, {"score_max": ["1"]}, {"changed_since": ["2026-01-01"], "change": ["score"]}]
)  # fmt: skip
def test_flags_only_refuses_what_would_tell_a_number(values: dict[str, list[str]]) -> None:
    parse_filter(values)
    with pytest.raises(FilterError, match="geen cijfers"):
        parse_filter(values, flags_only=True)


def test_numbers_stand_in_no_column_and_no_sort_of_flags_only() -> None:
    assert not any(column.number for column in chosen_columns(None, flags_only=True))
    assert chosen_sort(None, flags_only=True)[0].code == "name"
    for column in COLUMNS:
        if column.number:
            with pytest.raises(ColumnError):
                chosen_columns([column.code], flags_only=True)
            with pytest.raises(ColumnError):
                chosen_sort(f"-{column.code}", flags_only=True)


def test_unknown_columns_and_sorts_are_refused() -> None:
    for codes in (["number", "1; DROP TABLE score"], []):
        with pytest.raises(ColumnError):
            chosen_columns(codes, flags_only=False)
    with pytest.raises(ColumnError):
        chosen_sort("enterprise; --", flags_only=False)
    assert [c.code for c in chosen_columns(["name", "number", "name"], flags_only=False)] == [
        "name",
        "number",
    ]


def test_everything_has_a_name_in_three_languages() -> None:
    for named in (*(field.name for field in FIELDS), *(column.name for column in COLUMNS), *NAMED.values()):
        assert set(named) == set(LANGUAGES) and all(named.values())


def test_the_named_sectors_are_the_consumer_sectors_of_2025() -> None:
    lines = {rule.prefix for rule in consumer_rules() if rule.version == "2025" and rule.include}
    assert set(PREFIXES.values()) == lines and set(PREFIXES) == set(NAMED) - {"publiek"}
    for code in ("47110", "47811", "56112", "56120", "96102", "96210", "41201"):
        wanted, apart = sector_prefixes("publiek")
        assert (code.startswith(wanted) and not code.startswith(apart)) == is_consumer_sector(
            version="2025", code=code
        )
