"""The reference lists: complete, without contradiction, and strict about unknown keys."""

from __future__ import annotations

import csv
from importlib.resources import files
from pathlib import Path

import pytest
from pydantic import ValidationError

from knipperlicht.reference.consumer_sectors import (
    ConsumerRule,
    consumer_rule,
    consumer_rules,
    is_consumer_sector,
)
from knipperlicht.reference.files import ReferenceFileError
from knipperlicht.reference.legal_forms import (
    LegalFormGroup,
    legal_form_codes,
    legal_form_group_by_code,
    require_unique,
)
from knipperlicht.reference.nace import nace_mapping_table, section_table
from knipperlicht.reference.places import (
    municipality_name_table,
    municipality_table,
    postcode_table,
    single_postcode_table,
)
from knipperlicht.reference.situations import situation_codes, situation_group_by_code

CODES = Path(__file__).parents[3] / "shared/data/kbo_opendata_update_0147/code.csv"
needs_codes = pytest.mark.skipif(
    not CODES.exists(), reason="the real KBO code list may not be in the repository"
)


def official(category: str) -> set[str]:
    with CODES.open(encoding="utf-8") as file:
        return {row["Code"] for row in csv.DictReader(file) if row["Category"] == category}


def test_565_municipalities_with_both_names_province_and_region() -> None:
    rows = municipality_table().to_pylist()
    assert len({row["nis"] for row in rows}) == 565
    assert all(all(row.values()) for row in rows)
    assert {row["region"] for row in rows} == {"flanders", "wallonia", "brussels"}
    assert sum(row["province_nis"] == "30000" for row in rows) == 62


def test_only_three_postcodes_leave_a_choice() -> None:
    codes = set(postcode_table()["zipcode"].to_pylist())
    assert codes - set(single_postcode_table()["zipcode"].to_pylist()) == {"1040", "1050", "1804"}


def test_a_name_stands_for_one_municipality_also_after_a_merger() -> None:
    names = municipality_name_table().to_pydict()
    found = dict(zip(names["municipality_key"], names["nis"], strict=True))
    assert len(found) == len(names["nis"])
    assert found["meulebeke"] == found["tielt"] == "37022"


def test_each_2008_code_is_mapped_once_to_an_existing_section() -> None:
    rows = nace_mapping_table().to_pylist()
    divisions = set(section_table()["division"].to_pylist())
    assert len({row["nace2008"] for row in rows}) == len(rows) == 943
    assert all((row["nace2025"] is None) == (row["method"] == "open") for row in rows)
    assert {row["nace2025"][:2] for row in rows if row["nace2025"]} <= divisions


@needs_codes
def test_mapped_codes_exist_in_the_official_lists() -> None:
    rows = nace_mapping_table().to_pylist()
    assert {row["nace2008"] for row in rows} <= official("Nace2008")
    assert {row["nace2025"] for row in rows if row["nace2025"]} <= official("Nace2025")
    for rule in consumer_rules():
        assert rule.prefix in official(f"Nace{rule.version}"), rule


@needs_codes
def test_each_official_legal_form_and_situation_stands_in_a_group() -> None:
    assert set(legal_form_group_by_code()) == official("JuridicalForm")
    assert set(situation_group_by_code()) == official("JuridicalSituation")


@pytest.mark.parametrize(
    ("version", "code", "expected"),
    [
        ("2008", "47112", True),
        ("2008", "4711201", True),
        ("2008", "47810", False),
        ("2008", "47910", False),
        ("2008", "96021", True),
        ("2008", "96031", False),
        ("2008", "41201", False),
        ("2025", "56112", True),
        ("2025", "56120", False),
        ("2025", "47811", False),
        ("2025", "47910", False),
        ("2025", "96220", True),
        ("2003", "52110", True),
        ("2003", "52620", False),
        ("2003", "93021", True),
        ("1990", "47112", False),
    ],
)
def test_consumer_sectors(version: str, code: str, expected: bool) -> None:
    assert is_consumer_sector(version=version, code=code) is expected


def test_the_deciding_line_gives_its_reason() -> None:
    rule = consumer_rule(version="2008", code="47910")
    assert rule is not None
    assert "webshops" in rule.reason
    assert consumer_rule(version="2008", code="01110") is None


def test_groups_answer_by_name_and_refuse_an_unknown_name() -> None:
    assert set(situation_codes("bankruptcy_open")) == {"048", "049", "050"}
    assert {"610", "014"} <= set(legal_form_codes("capital_company"))
    with pytest.raises(ReferenceFileError, match="no group sociedad"):
        legal_form_codes("sociedad")
    with pytest.raises(ReferenceFileError, match="no group unknown"):
        situation_codes("normal", "unknown")


def test_a_code_in_two_groups_is_refused() -> None:
    with pytest.raises(ReferenceFileError, match="014"):
        require_unique(file="legal_forms.yml", codes=["014", "610", "014"])


def test_unknown_keys_and_values_are_refused() -> None:
    with pytest.raises(ValidationError, match="colour"):
        ConsumerRule.model_validate(
            {"version": "2008", "prefix": "47", "include": True, "reason": "x", "colour": "red"}
        )
    with pytest.raises(ValidationError, match="accounts"):
        LegalFormGroup.model_validate(
            {"group": "x", "accounts": "maybe", "name": {}, "source": "", "codes": []}
        )


def test_every_data_file_has_its_source() -> None:
    folder = files("knipperlicht.reference")
    sources = (folder / "SOURCES.md").read_text(encoding="utf-8")
    names = [entry.name for entry in folder.iterdir() if entry.name.endswith((".csv", ".yml"))]
    assert names
    assert [name for name in names if f"`{name}`" not in sources] == []
