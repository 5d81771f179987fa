"""Address keys: what meets, what stays apart, and what must never change a key."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knipperlicht.warehouse.address import normalise_addresses

TEXTS = (
    "type_of_address", "country_nl", "country_fr", "zipcode", "municipality_nl", "municipality_fr",
    "street_nl", "street_fr", "house_number", "box", "extra", "date_striking_off",
)  # fmt: skip
SCHEMA = pa.schema([("entity", pa.int64()), *((name, pa.string()) for name in TEXTS)])
REAL = Path(__file__).parents[3] / "shared/data/kbo_opendata_update_0147/address_insert.csv"

Row = dict[str, Any]


@cache
def _engine() -> tuple[Any, Any, str]:
    """A connection with the whole pipeline compiled once; compiling costs more than running."""
    engine = ibis.duckdb.connect()
    engine.con.register("address", SCHEMA.empty_table())
    expression = normalise_addresses(engine.table("address"))
    engine.to_pyarrow(expression)
    return engine, expression, str(engine.compile(expression))


def normalise(*rows: Row) -> list[Row]:
    """Keys of the rows, in the order given (they are numbered as entities)."""
    engine, _, sql = _engine()
    filled = [
        {"zipcode": "8500", "municipality_nl": "Kortrijk", "municipality_fr": "Courtrai", "house_number": "1",
         "entity": number, **row}
        for number, row in enumerate(rows)
    ]  # fmt: skip
    engine.con.register("address", pa.Table.from_pylist(filled, schema=SCHEMA))
    found: list[Row] = engine.con.sql(sql).to_arrow_table().to_pylist()
    assert len(found) == len(rows)
    return sorted(found, key=lambda row: int(row["entity"]))


def buildings(*rows: Row) -> list[str | None]:
    return [row["building_key"] for row in normalise(*rows)]


def test_a_plain_address_gets_its_keys() -> None:
    (found,) = normalise({"street_nl": "Voorbeeldstr.", "house_number": "12 bus 3"})
    assert found["nis"] == "34022"
    assert found["street_key"] == "voorbeeldstraat"
    assert found["house_key"] == "12"
    assert found["building_key"] == "8500|voorbeeldstraat|12"
    assert found["unit_key"] == "8500|voorbeeldstraat|12|3"


def test_input_columns_come_back_in_order_and_unchanged() -> None:
    (found,) = normalise({"street_nl": "Voorbeeldstr.", "box": "/", "extra": "Poort 3"})
    assert list(found)[:13] == list(SCHEMA.names)
    assert (found["street_nl"], found["box"], found["extra"]) == ("Voorbeeldstr.", "/", "Poort 3")


@pytest.mark.parametrize(
    "writings",
    [
        ("Sint-Jansstraat", "St.-Jansstraat", "SINT JANSSTR.", "St Jans straat"),
        ("Brugsesteenweg", "Brugse Stwg", "brugsesteenw.", "Brugse-steenweg"),
        ("Oud-Strijderslaan", "Oud Strijdersln", "OUDSTRIJDERSLAAN"),
        ("Grote Plein", "Grote Pl.", "grote plein"),
        ("Onze-Lieve-Vrouwstraat", "O.L. Vrouwstraat", "O.-L.-Vrouwstr."),
        ("Burgemeester Voorbeeldlaan", "Burg. Voorbeeldlaan"),
        ("Dokter Testlaan", "Dr. Testlaan", "Doctor Testln."),
        ("Chaussée de l'Exemple", "Ch. de l\u2019Exemple", "CHAUSSEE DE L EXEMPLE"),
        ("Avenue du Général Test", "Av. du Gén. Test", "Av du General Test"),
        ("Boulevard Saint-Exemple", "Bd Saint Exemple", "BLD ST-EXEMPLE"),
        ("Rue Sainte-Épreuve", "R. Ste Epreuve", "rue sainte epreuve"),
        ("Place Communale", "Pl. Communale"),
        ("Rue Docteur Œuvre", "Rue Dr Oeuvre"),
        ("Voorbeeldstraat(Kor)", "Voorbeeldstraat (Kor)", "Voorbeeldstraat"),
    ],
)
def test_writings_of_one_street_meet(writings: tuple[str, ...]) -> None:
    assert len(set(buildings(*({"street_nl": text} for text in writings)))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kerkstraat", "Kerklaan"),
        ("Rue de la Gare", "Avenue de la Gare"),
        ("De Voorbeeldstraat", "Voorbeeldstraat"),
        ("Oude Stationsstraat", "Nieuwe Stationsstraat"),
        ("Sint-Annastraat", "Sint-Annaplein"),
        ("Rue Saint-Exemple", "Rue Sainte-Exemple"),
    ],
)
def test_different_streets_stay_apart(one: str, other: str) -> None:
    assert len(set(buildings({"street_nl": one}, {"street_nl": other}))) == 2


def test_the_suffix_counts_where_one_postcode_has_both_streets() -> None:
    found = buildings(
        {"street_nl": "Kerkstraat(Z)"}, {"street_nl": "Kerkstraat (H)"}, {"street_nl": "Kerkstraat(z)"}
    )
    assert found[0] == found[2] != found[1]


def test_the_same_street_name_under_two_postcodes_stays_apart_in_one_municipality() -> None:
    found = normalise(
        {"street_nl": "Kerkstraat", "zipcode": "8550", "municipality_nl": "Zwevegem"},
        {"street_nl": "Kerkstraat", "zipcode": "8554", "municipality_nl": "Zwevegem"},
    )
    assert found[0]["nis"] == found[1]["nis"] == "34042"
    assert found[0]["building_key"] != found[1]["building_key"]


def test_dutch_and_french_writing_of_one_street_meet() -> None:
    place = {"zipcode": "1080", "municipality_nl": "Sint-Jans-Molenbeek"}
    found = buildings(
        {**place, "street_nl": "Testlaan", "street_fr": "Avenue du Test"},
        {**place, "street_fr": "Av. du Test"},
        {**place, "street_nl": "Avenue du Test", "street_fr": "Avenue du Test"},
        {**place, "street_nl": "Testlaan"},
        {**place, "street_nl": "Testln.", "street_fr": "Testlaan"},
    )
    assert set(found) == {"1080|testlaan|1"}


def test_without_a_bilingual_row_a_french_name_keeps_its_own_key() -> None:
    assert buildings({"zipcode": "1080", "street_fr": "Avenue du Test"}) == ["1080|avenuedutest|1"]


def test_a_bilingual_row_of_another_postcode_changes_nothing() -> None:
    alone = {"zipcode": "1080", "street_fr": "Avenue du Test"}
    other = {"zipcode": "1090", "street_nl": "Testlaan", "street_fr": "Avenue du Test"}
    assert buildings(alone, other)[0] == buildings(alone)[0]


def test_one_row_with_languages_swapped_does_not_turn_the_dictionary() -> None:
    right = {"street_nl": "Testlaan", "street_fr": "Avenue du Test"}
    swapped = {"street_nl": "Avenue du Test", "street_fr": "Testlaan"}
    assert set(buildings(right, right, swapped, {"street_fr": "Avenue du Test"})) == {"8500|testlaan|1"}


@pytest.mark.parametrize(
    ("row", "nis"),
    [
        ({"zipcode": "8750", "municipality_nl": "Ruiselede"}, "37021"),
        ({"zipcode": "1040", "municipality_nl": "Etterbeek"}, "21005"),
        ({"zipcode": "1040", "municipality_nl": None, "municipality_fr": "Bruxelles"}, "21004"),
        ({"zipcode": "1040", "municipality_nl": "?", "municipality_fr": "?"}, None),
        ({"zipcode": "7870", "municipality_nl": "Lens (Hainaut)"}, "53046"),
        ({"zipcode": "1048", "municipality_nl": "Brussel", "municipality_fr": "Bruxelles"}, "21004"),
        ({"zipcode": "0001", "municipality_nl": "Meulebeke", "municipality_fr": None}, "37022"),
        ({"zipcode": None, "municipality_nl": "Gent", "municipality_fr": None}, "44021"),
        ({"zipcode": "8500", "country_nl": "Frankrijk", "country_fr": "France"}, None),
        ({"zipcode": "8500", "country_nl": "België", "country_fr": "Belgique"}, "34022"),
    ],
)
def test_the_municipality_of_2025(row: Row, nis: str | None) -> None:
    assert normalise({"street_nl": "Voorbeeldstraat", **row})[0]["nis"] == nis


@pytest.mark.parametrize(
    "row",
    [
        {"street_nl": None},
        {"street_nl": "..."},
        {"street_nl": "Voorbeeldstraat", "house_number": None},
        {"street_nl": "Voorbeeldstraat", "house_number": "ZN"},
        {"street_nl": "Dam", "country_nl": "Nederland"},
    ],
)
def test_no_building_key_without_street_or_number_or_abroad(row: Row) -> None:
    (found,) = normalise(row)
    assert (found["building_key"], found["unit_key"]) == (None, None)


def _variant(text: str, *, upper: bool, hyphen: bool, dots: bool) -> str:
    changed = text.replace(" ", "-") if hyphen else text
    changed = changed.upper() if upper else changed
    return f"{changed}. " if dots else changed


WORDS = st.lists(
    st.text(alphabet="abcdeéèçôïuvwxyz", min_size=2, max_size=9), min_size=1, max_size=4
).map(" ".join)  # fmt: skip
NUMBERS = st.tuples(st.integers(1, 1999), st.sampled_from(["", "A", "b", "bis"])).map(
    lambda parts: f"{parts[0]}{parts[1]}"
)


@settings(max_examples=15, deadline=None)
@given(WORDS, st.booleans(), st.booleans(), st.booleans())
def test_case_and_punctuation_never_change_a_key(name: str, upper: bool, hyphen: bool, dots: bool) -> None:
    written = _variant(name, upper=upper, hyphen=hyphen, dots=dots)
    assert len(set(buildings({"street_nl": name}, {"street_nl": written}))) == 1


@settings(max_examples=15, deadline=None)
@given(NUMBERS, st.lists(st.text(max_size=6), min_size=1, max_size=5))
def test_a_box_never_changes_the_building(number: str, boxes: list[str]) -> None:
    rows = [{"street_nl": "Voorbeeldstraat", "house_number": number, "box": box or None} for box in boxes]
    plain = {"street_nl": "Voorbeeldstraat", "house_number": number}
    assert len(set(buildings(plain, *rows))) == 1


@settings(max_examples=15, deadline=None)
@given(st.sets(NUMBERS.map(str.lower), min_size=2, max_size=20))
def test_different_house_numbers_never_collide(numbers: set[str]) -> None:
    rows = [{"street_nl": "Voorbeeldstraat", "house_number": number} for number in numbers]
    assert len(set(buildings(*rows))) == len(numbers)


HOUSES = st.sampled_from(["1", "1A", "2 bus 3", None])
STREETS = st.sampled_from(["Kerkstraat", "Kerkstraat(Z)", "Kerkstr.", "Testlaan", "Avenue du Test", None])
ROWS = st.lists(
    st.fixed_dictionaries({"street_nl": STREETS, "street_fr": STREETS, "house_number": HOUSES}),
    min_size=1,
    max_size=8,
)


@settings(max_examples=15, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_row_order_changes_nothing(rows: list[Row], random: Any) -> None:
    order = list(range(len(rows)))
    random.shuffle(order)
    shuffled = buildings(*(rows[index] for index in order))
    assert [shuffled[order.index(index)] for index in range(len(rows))] == buildings(*rows)


@settings(max_examples=15, deadline=None)
@given(ROWS, ROWS)
def test_rows_of_another_place_change_nothing(rows: list[Row], others: list[Row]) -> None:
    moved = [{**row, "zipcode": "9000", "municipality_nl": "Gent"} for row in others]
    assert buildings(*rows, *moved)[: len(rows)] == buildings(*rows)


@pytest.mark.skipif(not REAL.exists(), reason="the real KBO extract 0147 may not be in the repository")
def test_every_belgian_address_of_a_real_extract_gets_a_municipality_and_a_building() -> None:
    with REAL.open(encoding="utf-8") as file:
        raw = list(csv.reader(file))[1:]
    rows = [dict(zip(TEXTS, (value or None for value in line[1:]), strict=True)) for line in raw]
    found = normalise(*rows)
    assert len(found) == 68
    assert [row for row in found if row["nis"] is None or row["building_key"] is None] == []


def test_the_same_expressions_compile_for_spark() -> None:
    sql = ibis.to_sql(
        normalise_addresses(ibis.table(ibis.Schema.from_pyarrow(SCHEMA), name="address")), dialect="pyspark"
    )
    assert "TRANSLATE" in sql
    assert len(sql) < 250_000, "a formula is written out again and again; see address_text.keep_apart"
