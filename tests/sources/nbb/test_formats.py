"""What the files of the National Bank say, and what becomes of it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from knipperlicht.sources.nbb import SOURCE
from knipperlicht.sources.nbb.deposit import schemes
from knipperlicht.sources.nbb.rubrics import columns, kinds
from knipperlicht.sources.records import source_of
from tests.sources.nbb.making import (
    SAMPLE,
    TODAY,
    camel,
    entity,
    filing,
    mandate,
    number,
    person,
    read,
    read_one,
    reference,
    sample,
    table,
    zipped,
)  # fmt: skip

BALANCED = {"20/58": "10", "10/49": "10"}


def test_the_sample_is_what_this_code_makes_and_loads_without_rejects(tmp_path: Path) -> None:
    members = dict(sample())
    assert {path.name for path in SAMPLE.iterdir()} == members.keys()
    for name, content in members.items():
        written = (SAMPLE / name).read_text("utf-8")
        assert written == content if isinstance(content, str) else json.loads(written) == content
    path = zipped(tmp_path / "sample.zip", members)
    assert source_of(path) is SOURCE
    rows, refused = read(path)
    assert refused == []
    counts = {
        "nbb_reference": 3,
        "nbb_filing": 3,
        "nbb_officer": 2,
        "nbb_participation": 1,
        "nbb_shareholder": 1,
    }
    assert {name: len(rows[name]) for name in counts} == counts
    first, second, third = rows["nbb_filing"]
    assert (first["total_assets"], first["prior_total_assets"], first["balanced"]) == (
        5_000_050,
        4_100_000,
        True,
    )
    assert (second["bank_long"], second["bank_short"], second["gross_margin"]) == (
        100_000_000, 40_000_000, 310_000_000,
    )  # fmt: skip
    assert (second["fte"], second["hours"], second["prior_fte"], second["overdue_tax"]) == (
        23.4,
        38012,
        22.1,
        0,
    )
    assert (third["turnover"], third["prior_turnover"], third["deposit_date"]) == (9_251_263, 8_000_000, None)


def test_a_list_alone_gives_deposits_without_figures(tmp_path: Path) -> None:
    path = tmp_path / "references.json"
    years = {
        "DepositDate": "2025-08-01", "ExerciseDates": {"startDate": "2024-01-01", "endDate": "2024-12-31"},
    }  # fmt: skip
    path.write_text(json.dumps([reference(1), reference(2, ModelType="m81-p", **years)]))
    assert SOURCE.recognises(path)
    assert SOURCE.deliver(path, TODAY).day == date(2026, 7, 1)
    rows, refused = read(path)
    assert not refused and not rows["nbb_filing"]
    assert [(r["enterprise"], r["model"], r["scheme"]) for r in rows["nbb_reference"]] == [
        (number(1), "m87", "micro"), (number(2), "m81", "abridged"),
    ]  # fmt: skip


def test_one_reference_of_one_deposit_is_an_object(tmp_path: Path) -> None:
    path = zipped(tmp_path / "one.zip", {"a.json": reference(1), "b.json": filing(1, BALANCED)})
    rows, refused = read(path)
    assert not refused and rows["nbb_filing"][0]["enterprise"] == number(1)


def test_extracts_in_small_letters_and_zips_in_a_zip_read_the_same(tmp_path: Path) -> None:
    figures = ({"20/58": "10.5", "10/49": "10.5"}, {"20/58": "9"})
    plain = read(zipped(tmp_path / "a.zip", {"r.json": [reference(1)], "f": filing(1, *figures)}))
    inner = zipped(tmp_path / "accountingData.zip", {"f.json": camel(filing(1, *figures))})
    lists = zipped(tmp_path / "references.zip", {"r.json": camel([reference(1)])})
    both = {path.name: path.read_bytes() for path in (inner, lists)}
    nested = zipped(tmp_path / "b.zip", both)
    assert SOURCE.recognises(nested)
    assert read(nested) == plain


@pytest.mark.parametrize("model", [*schemes(), "m99"])
def test_models(tmp_path: Path, model: str) -> None:
    row = read_one(tmp_path, BALANCED, reference={"ModelType": f"{model}-f"})
    assert (row["model"], row["scheme"]) == (model, schemes().get(model, "other"))
    assert row["consolidated"] is (row["scheme"] == "consolidated")


def test_a_model_we_do_not_know_is_said(tmp_path: Path) -> None:
    path = tmp_path / "references.json"
    path.write_text(json.dumps([reference(1, ModelType="m99-f")]))
    assert "m99" in " ".join(SOURCE.deliver(path, TODAY).notes)


def test_every_column_takes_its_own_rubric(tmp_path: Path) -> None:
    values = {rubric: f"{place}.25" for place, rubric in enumerate(kinds(), start=1)}
    row = read_one(tmp_path, values)
    for column in columns():
        rubric = column.ways[0][0][0]
        exact = {"amount": round(float(values[rubric]) * 100), "hours": round(float(values[rubric]))}
        assert row[column.name] == exact.get(column.kind, float(values[rubric])), column.name
    assert row["has_values"] and all(row[f"prior_{column.name}"] is None for column in columns())


@pytest.mark.parametrize(
    ("given", "column", "cents"),
    [
        ({"10": "5"}, "contribution", 500),
        ({"10/11": "6", "10": "5"}, "contribution", 600),
        ({"172": "1", "173": "2"}, "bank_long", 300),
        ({"173": "2"}, "bank_long", 200),
        ({"172/3": "4", "173": "2"}, "bank_long", 400),
        ({"43": "10", "439": "3"}, "bank_short", 700),
        ({"43": "10"}, "bank_short", 1000),
        ({"439": "3"}, "bank_short", None),
        ({"70/76A": "100", "60": "30", "61": "20"}, "gross_margin", 5000),
        ({"60": "30", "61": "20"}, "gross_margin", None),
        ({"61": "20"}, "purchases", 2000),
        ({"65/66B": "5", "66B": "2"}, "financial_cost", 300),
        ({"20/58": "0"}, "equity", None),
        ({"10/15": "-0.01"}, "equity", -1),
        ({"10/15": "-12.3"}, "equity", -1230),
        ({"10/15": "1E+3"}, "equity", 100_000),
        ({"10/15": "0.125"}, "equity", 12),
    ],
)
def test_amounts(tmp_path: Path, given: dict[str, str], column: str, cents: int | None) -> None:
    assert read_one(tmp_path, given)[column] == cents


def test_the_preceding_year_comes_from_its_column_and_else_from_the_p_rubrics(tmp_path: Path) -> None:
    row = read_one(tmp_path, {"14P": "7", "1003P": "2.5", "1003": "3"}, {"14": "8", "1003P": "9"})
    assert (row["prior_result_forward"], row["prior_fte"], row["fte"]) == (800, 2.5, 3.0)


@pytest.mark.parametrize(
    ("given", "balanced"),
    [
        ({"20/58": "10", "10/49": "10.01"}, True),
        ({"20/58": "10", "10/49": "10.02"}, False),
        ({"20/58": "10"}, None),
        ({"20/58": "10", "10/49": "10", "21/28": "3", "29/58": "7"}, True),
        ({"20/58": "10", "10/49": "10", "21/28": "3", "29/58": "6"}, False),
        ({"20/58": "10", "10/49": "10", "20": "1", "21/28": "3", "29/58": "6"}, True),
        ({"17/49": "5", "42/48": "4"}, False),
        ({"70": "5"}, None),
    ],
)
def test_balance(tmp_path: Path, given: dict[str, str], balanced: bool | None) -> None:
    row = read_one(tmp_path, given)
    assert row["balanced"] is balanced and row["has_values"]


def test_the_sums_of_a_group_are_not_checked_for_it_has_minority_interests(tmp_path: Path) -> None:
    given = {"20/58": "10", "10/49": "10", "10/15": "4", "17/49": "3"}
    assert read_one(tmp_path, given, reference={"ModelType": "m120-f"})["balanced"] is True


@pytest.mark.parametrize("currency", ["BEF", "USD"])
def test_figures_in_another_currency_are_left_out_and_said(tmp_path: Path, currency: str) -> None:
    path = zipped(
        tmp_path / "a.zip",
        {"r.json": [reference(1, Currency=currency)], "f.json": filing(1, BALANCED)},
    )  # fmt: skip
    [row] = read(path)[0]["nbb_filing"]
    assert (row["has_values"], row["total_assets"], row["rubrics"], row["fingerprint"]) == (
        False,
        None,
        0,
        None,
    )
    assert "not in euro" in " ".join(SOURCE.deliver(path, TODAY).notes)


def test_the_fingerprint_sees_the_values_and_nothing_else(tmp_path: Path) -> None:
    first = read_one(tmp_path, {"20/58": "10.50", "10/49": "10.5", "28": "0", "1003": "2"}, {"20/58": "1"})
    same = read_one(tmp_path, {"10/49": "10.5", "20/58": "10.5", "14P": "3"}, {"20/58": "2"})
    other = read_one(tmp_path, {"10/49": "10.5", "20/58": "10.51"})
    assert first["rubrics"] == same["rubrics"] == 2
    assert first["fingerprint"] == same["fingerprint"] != other["fingerprint"]
    empty = read_one(tmp_path, {"20/58": "0"})
    assert (empty["rubrics"], empty["fingerprint"], empty["has_values"]) == (0, None, True)


def test_a_correction_is_marked(tmp_path: Path) -> None:
    assert not read_one(tmp_path, BALANCED)["correction"]
    assert read_one(tmp_path, BALANCED, reference={"DepositType": "Correction"})["correction"]


def test_people_participations_and_shareholders(tmp_path: Path) -> None:
    given = filing(
        1, BALANCED,
        Administrators={
            "LegalPersons": [
                {
                    "Entity": entity("A", f"BE {number(2):010}"), "Mandates": [mandate("13", "2024-01-01"), mandate("10")],
                    "Representatives": [person("X", "Y")],
                },
                {"Entity": entity("Vreemd", "NL123", "NL"), "Mandates": [], "Representatives": []},
            ],
            "NaturalPersons": [{"Person": person("Z", ""), "Profession": None, "Mandates": [mandate("30")]}],
        },
        ParticipatingInterests=[
            {
                "Entity": entity("B", None, "FR"), "AccountDate": None, "Currency": "ccy:mUSD", "Equity": "5",
                "NetResult": "6",
                "ParticipatingInterestHeld": [
                    {"Line": "1", "Nature": "A", "Number": "1", "PercentageDirectlyHeld": "0.25", "PercentageSubsidiaries": None},
                    {"Line": "2", "Nature": "B", "Number": "1", "PercentageDirectlyHeld": "0.5", "PercentageSubsidiaries": "0.1"},
                ],
            }
        ],
        Shareholders={
            "EntityShareHolders": [{"Entity": entity("C", None), "RightsHeld": [{"Line": "1", "Percentage": "55"}]}],
            "IndividualShareHolders": [{"Person": person("D", "E"), "RightsHeld": [{"Line": "1", "Percentage": "0.45"}]}],
        },
    )  # fmt: skip
    rows, refused = read(zipped(tmp_path / "a.zip", {"r.json": [reference(1)], "f.json": given}))
    assert not refused
    officers = [(o["place"], o["kind"], o["name"], o["holder"], o["function"]) for o in rows["nbb_officer"]]
    assert officers == [
        (1, "entity", "A", number(2), "13"), (2, "entity", "A", number(2), "10"),
        (3, "entity", "Vreemd", None, None), (4, "person", "Z", None, "30"),
    ]  # fmt: skip
    assert rows["nbb_officer"][0]["representative"] == "X Y"
    [held] = rows["nbb_participation"]
    assert (held["country"], held["direct"], held["subsidiaries"]) == ("FR", 0.75, 0.1)
    assert held["equity"] is None and held["result"] is None, "they are not in euro"
    shares = [(s["kind"], s["name"], s["share"]) for s in rows["nbb_shareholder"]]
    assert shares == [("entity", "C", None), ("person", "D E", 0.45)], "55 is no fraction of one"
    assert [s["country"] for s in rows["nbb_shareholder"]] == ["BE", None], "where a person lives is not kept"


def test_a_table_whose_deposit_a_list_names_takes_its_day(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"r.json": [reference(1)], "t.csv": table(1, BALANCED)})
    [row] = read(path)[0]["nbb_filing"]
    assert (row["deposit_date"], row["model"]) == (date(2026, 7, 1), "m87")


def test_a_table_alone_is_taken_on_the_day_of_taking_in(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(table(1, BALANCED))
    assert source_of(path) is SOURCE and SOURCE.deliver(path, TODAY).day == TODAY
    [row] = read(path)[0]["nbb_filing"]
    assert (row["enterprise"], row["scheme"], row["end_date"]) == (number(1), "full", date(2025, 12, 31))
