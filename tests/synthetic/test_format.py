"""The files look, byte for byte, like those of KBO Open Data."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from knipperlicht.synthetic import SynthesisResult

from .reading import TABLES, lines, rows, text

NUMBER = r'"[01]\d{3}\.\d{3}\.\d{3}"'
SHOP = r'"2\.\d{3}\.\d{3}\.\d{3}"'
BRANCH = r'"9\.\d{3}\.\d{3}\.\d{3}"'
ANY = rf"(?:{NUMBER}|{SHOP}|{BRANCH})"
DATE = r"\d{2}-\d{2}-\d{4}"
TEXT = r'"(?:[^"\n]|"")+"'
MAYBE = r'"(?:[^"\n]|"")*"'
LINES = {
    "enterprise": rf'{NUMBER},"AC","\d{{3}}",(?:"1",,|"2","\d{{3}}",(?:"\d{{3}}")?),{DATE}',
    "establishment": rf"{SHOP},{DATE},{NUMBER}",
    "denomination": rf'{ANY},"[0-4]","00[1-4]",{TEXT}',
    "address": rf'(?:{NUMBER},"REGO"|{SHOP},"BAET"|{BRANCH},"ABBR"),'
    rf'(?:,,"\d{{4}}"|{TEXT},{TEXT},),{TEXT},{TEXT},{TEXT},{TEXT},{TEXT},{MAYBE},{MAYBE},(?:{DATE})?',
    "contact": rf'(?:{NUMBER},"ENT"|{SHOP},"EST"),"(?:TEL|EMAIL|WEB)",{TEXT}',
    "activity": rf'(?:{NUMBER}|{SHOP}),"00[136]","20(?:03|08|25)","(?:\d{{5}}|\d{{7}})","(?:MAIN|SECO|ANCI)"',
    "branch": rf"{BRANCH},{DATE},{NUMBER}",
}
HEADERS = {
    "enterprise": '"EnterpriseNumber","Status","JuridicalSituation","TypeOfEnterprise","JuridicalForm",'
    '"JuridicalFormCAC","StartDate"',
    "establishment": '"EstablishmentNumber","StartDate","EnterpriseNumber"',
    "denomination": '"EntityNumber","Language","TypeOfDenomination","Denomination"',
    "address": '"EntityNumber","TypeOfAddress","CountryNL","CountryFR","Zipcode","MunicipalityNL",'
    '"MunicipalityFR","StreetNL","StreetFR","HouseNumber","Box","ExtraAddressInfo","DateStrikingOff"',
    "contact": '"EntityNumber","EntityContact","ContactType","Value"',
    "activity": '"EntityNumber","ActivityGroup","NaceVersion","NaceCode","Classification"',
    "branch": '"Id","StartDate","EnterpriseNumber"',
}


@pytest.mark.parametrize("table", TABLES)
def test_every_line_of_a_full_extract_is_written_as_in_the_real_files(
    country: SynthesisResult, table: str
) -> None:
    content = text(country.extracts[0], f"{table}.csv")
    assert content.startswith(HEADERS[table] + "\n")
    assert content.endswith("\n") and "\r" not in content and not content.startswith("\ufeff")
    pattern = re.compile(LINES[table])
    wrong = [line for line in content.split("\n")[1:-1] if not pattern.fullmatch(line)]
    assert wrong == []


@pytest.mark.parametrize("table", TABLES)
def test_every_line_of_an_update_is_written_as_in_the_real_files(
    province: SynthesisResult, table: str
) -> None:
    update = province.extracts[3]
    pattern = re.compile(LINES[table])
    assert text(update, f"{table}_insert.csv").startswith(HEADERS[table] + "\n")
    assert [line for line in lines(update, f"{table}_insert.csv") if not pattern.fullmatch(line)] == []
    assert text(update, f"{table}_delete.csv").startswith(HEADERS[table].split(",")[0] + "\n")
    assert [line for line in lines(update, f"{table}_delete.csv") if not re.fullmatch(ANY, line)] == []


def test_a_full_extract_holds_the_nine_files(first: Path) -> None:
    with zipfile.ZipFile(first) as archive:
        assert sorted(archive.namelist()) == sorted(["meta.csv", "code.csv", *(f"{t}.csv" for t in TABLES)])


def test_an_update_holds_the_sixteen_files(province: SynthesisResult) -> None:
    with zipfile.ZipFile(province.extracts[1]) as archive:
        names = [f"{t}_{what}.csv" for t in TABLES for what in ("delete", "insert")]
        assert sorted(archive.namelist()) == sorted(["meta.csv", "code.csv", *names])


def test_file_names_and_meta_tell_number_day_and_kind(province: SynthesisResult) -> None:
    names = [path.name for path in province.extracts]
    assert names[0] == "KboOpenData_0140_2025_05_04_Full.zip"
    assert names[1] == "KboOpenData_0141_2025_06_01_Update.zip"
    assert names[-1] == names[-2].replace("Update", "Full")
    meta = text(province.extracts[1], "meta.csv")
    assert re.fullmatch(
        '"Variable","Value"\n"SnapshotDate","31-05-2025"\n'
        r'"ExtractTimestamp","01-06-2025 \d\d:\d\d:\d\d"' + "\n"
        '"ExtractType","update"\n"ExtractNumber","141"\n"Version","1.0.0"\n',
        meta,
    )


@pytest.mark.parametrize("table", TABLES)
def test_rows_stand_in_order_of_entity_number(first: Path, table: str) -> None:
    numbers = [line.split(",", 1)[0] for line in lines(first, f"{table}.csv")]
    assert numbers == sorted(numbers)


def test_all_numbers_pass_the_check(first: Path) -> None:
    for table, column in (
        ("enterprise", "EnterpriseNumber"),
        ("establishment", "EstablishmentNumber"),
        ("branch", "Id"),
    ):
        numbers = [row[column].replace(".", "") for row in rows(first, f"{table}.csv")]
        assert len(set(numbers)) == len(numbers) > 0
        assert all(int(n[8:]) == 97 - int(n[:8]) % 97 for n in numbers)


def test_every_code_in_use_has_a_dutch_and_a_french_label(first: Path) -> None:
    known = {(row["Category"], row["Code"], row["Language"]) for row in rows(first, "code.csv")}
    used = {("Nace" + row["NaceVersion"], row["NaceCode"]) for row in rows(first, "activity.csv")}
    used |= {("JuridicalForm", row["JuridicalForm"]) for row in rows(first, "enterprise.csv")}
    used |= {("JuridicalForm", row["JuridicalFormCAC"]) for row in rows(first, "enterprise.csv")}
    used |= {("JuridicalSituation", row["JuridicalSituation"]) for row in rows(first, "enterprise.csv")}
    missing = {
        (kind, code)
        for kind, code in used
        if code
        for lang in ("NL", "FR")
        if (kind, code, lang) not in known
    }
    assert missing == set()
    labels = [row["Description"] for row in rows(first, "code.csv")]
    assert all(labels)
