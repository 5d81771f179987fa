"""`screen` and `export`: lists in, lists out."""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb
import openpyxl
import pytest

from knipperlicht.core.numbers import format_number
from knipperlicht.readmodel.reader import Reader
from tests.cli.calling import Caller

SCORES = [
    "enterprise_number", "name", "nis_code", "score", "band", "confidence", "misbruiksignalen",
    "financiele_kwetsbaarheid", "inactiviteit", "n_hits", "top_indicators", "scorecard", "snapshot", "as_of",
]  # fmt: skip
NUMBERS = ("score", "band", "misbruiksignalen", "financiele_kwetsbaarheid", "inactiviteit")
INVALID = "0123.456.788"


@pytest.fixture(scope="module")
def known(reader: Reader) -> list[str]:
    rows = reader.rows("SELECT enterprise FROM score ORDER BY score DESC, enterprise LIMIT 3")
    return [format_number(row["enterprise"]) for row in rows]


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def read_xlsx(path: Path) -> list[dict[str, object]]:
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    head, *rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def valid(stem: int) -> str:
    return format_number(stem * 100 + 97 - stem % 97)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("header", [True, False])
def test_screen_reads_what_offices_write(
    call: Caller, known: list[str], tmp_path: Path, encoding: str, delimiter: str, header: bool
) -> None:
    rows = [["Café", number, "x"] for number in known] + [["Zaak", INVALID, ""]]
    if header:
        rows.insert(0, ["naam", "ondernemingsnummer", "opmerking"])
    listing, result = tmp_path / "lijst.csv", tmp_path / "uit.csv"
    listing.write_bytes("\r\n".join(delimiter.join(row) for row in rows).encode(encoding))
    assert call("screen", listing, "--out", result).code == 0
    found = read_csv(result)
    assert [row["given"] for row in found] == [*known, INVALID]
    assert [row["outcome"] for row in found] == ["scored"] * 3 + ["invalid"]
    assert [int(row["line"]) for row in found] == [n + header for n in range(1, 5)]


def test_every_line_comes_back_with_its_outcome(
    call: Caller, reader: Reader, known: list[str], tmp_path: Path
) -> None:
    sole, gone, unit = (
        format_number(reader.rows(sql)[0]["n"])
        for sql in (
            "SELECT min(enterprise) AS n FROM enterprise WHERE type_of_enterprise = '1'",
            "SELECT min(enterprise) AS n FROM enterprise_past WHERE gone",
            "SELECT min(establishment) AS n FROM establishment SEMI JOIN score USING (enterprise)",
        )
    )
    given = [known[0], "", f"BE {known[1]}", INVALID, valid(9_999_999), sole, gone, unit, known[0], "tekst"]
    listing, result = tmp_path / "in.csv", tmp_path / "out.csv"
    listing.write_text("nummer,nota\n" + "\n".join(f"{text},y" for text in given), "utf-8")
    said = call("screen", listing, "--out", result)
    found = read_csv(result)
    assert [row["outcome"] for row in found] == [
        "scored", "invalid", "scored", "invalid", "not in the register", "known, no score", "left the register",
        "scored", "scored", "invalid",
    ]  # fmt: skip
    assert all(row["problem"] for row in found if row["outcome"] == "invalid")
    assert all(row["enterprise_number"] == "" for row in found if row["outcome"] == "invalid")
    assert all(not row["score"] for row in found if row["outcome"] != "scored")
    assert all(row["snapshot"] and row["scorecard"] == "v1" for row in found)
    assert (
        "10 lines, 4 scored, 2 known without a score, 1 not in the register, 3 not a valid number" in said.out
    )


def test_screen_writes_a_spreadsheet_with_numbers_as_numbers(
    call: Caller, known: list[str], tmp_path: Path
) -> None:
    listing, result = tmp_path / "in.csv", tmp_path / "out.xlsx"
    listing.write_text("\n".join(known), "utf-8")
    assert call("screen", listing, "--out", result).code == 0
    found = read_xlsx(result)
    assert [row["enterprise_number"] for row in found] == known
    assert all(isinstance(row["score"], int | float) for row in found)


EVIL = ['=HYPERLINK("http://x.example","klik")', "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_formula_in_a_given_text_stays_a_text(
    call: Caller, known: list[str], tmp_path: Path, form: str
) -> None:
    listing, result = tmp_path / "in.csv", tmp_path / f"out.{form}"
    with listing.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows([[known[0]], *([text] for text in EVIL)])
    assert call("screen", listing, "--out", result).code == 0
    if form == "csv":
        cells = [cell for row in csv.reader(result.read_text("utf-8").splitlines()) for cell in row]
        assert not [cell for cell in cells if cell[:1] in ("=", "+", "@", "\t") or cell.startswith("-2")]
        assert sum(cell.startswith("'") for cell in cells) >= 5
    else:
        sheet = openpyxl.load_workbook(result).active
        assert sheet is not None
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"\n\n ; ;\n", "empty"),
        (b"naam;plaats\nBakker;Gent\n", "no column holds"),
        (b"PK\x03\x04\x00\x00rubbish", "not a CSV"),
        (b"0403.170.701," + b"x" * 200_000 + b"\n", "field larger than field limit"),
        ("één kolom met alleen tekst\n".encode("cp1252"), "no column holds"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused_with_a_sentence(
    call: Caller, tmp_path: Path, content: bytes, message: str
) -> None:
    listing, result = tmp_path / "in.csv", tmp_path / "out.csv"
    listing.write_bytes(content)
    said = call("screen", listing, "--out", result)
    assert said.code == 2 and message in said.err and not result.exists()


def test_a_list_that_is_a_folder_or_absent_or_a_result_of_another_kind_is_refused(
    call: Caller, known: list[str], tmp_path: Path
) -> None:
    listing = tmp_path / "in.csv"
    listing.write_text(known[0], "utf-8")
    assert "a folder" in call("screen", tmp_path, "--out", tmp_path / "o.csv").err
    assert "no such file" in call("screen", tmp_path / "absent.csv", "--out", tmp_path / "o.csv").err
    assert "must be a .csv or .xlsx" in call("screen", listing, "--out", tmp_path / "o.txt").err
    assert "there is no folder" in call("screen", listing, "--out", tmp_path / "no" / "o.csv").err
    assert call("screen", listing).code == 2


def test_a_list_of_which_nothing_is_known_ends_with_one(call: Caller, tmp_path: Path) -> None:
    listing, result = tmp_path / "in.csv", tmp_path / "out.csv"
    listing.write_text(valid(9_999_999), "utf-8")
    assert call("screen", listing, "--out", result).code == 1
    assert len(read_csv(result)) == 1


def test_screen_flags_only_leaves_the_numbers_empty(call: Caller, known: list[str], tmp_path: Path) -> None:
    listing, result = tmp_path / "in.csv", tmp_path / "out.csv"
    listing.write_text("\n".join(known), "utf-8")
    assert call("screen", listing, "--out", result, "--flags-only").code == 0
    for row in read_csv(result):
        assert row["score"] == row["band"] == "" and row["top_indicators"]


def test_a_long_list_is_screened_quickly(call: Caller, known: list[str], tmp_path: Path) -> None:
    listing, result = tmp_path / "in.csv", tmp_path / "out.csv"
    listing.write_text("\n".join(known * 10_000), "utf-8")
    assert call("screen", listing, "--out", result).code == 0
    assert len(read_csv(result)) == 30_000


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_export_scores_has_exactly_the_promised_columns(
    call: Caller, reader: Reader, tmp_path: Path, form: str
) -> None:
    target = tmp_path / f"scores.{form}"
    said = call("export", "scores", "--format", form, "--out", target)
    assert said.code == 0
    (count,) = reader.rows("SELECT count(*) AS n FROM score")
    if form == "parquet":
        found = duckdb.sql(f"SELECT * FROM '{target}'")
        assert found.columns == SCORES
        rows = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
    else:
        rows = read_csv(target) if form == "csv" else read_xlsx(target)  # type: ignore[assignment]
        assert list(rows[0]) == SCORES
    assert len(rows) == count["n"]
    numbers = [row["enterprise_number"] for row in rows]
    assert numbers == sorted(set(numbers)) and all(len(number) == 12 for number in numbers)
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("what", ["hits", "entities"])
@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_export_hits_and_entities_name_legal_persons_only(
    call: Caller, reader: Reader, tmp_path: Path, what: str, form: str
) -> None:
    target = tmp_path / f"{what}.{form}"
    assert call("export", what, "--format", form, "--out", target).code == 0
    if form == "csv":
        people = {
            format_number(row["enterprise"])
            for row in reader.rows("SELECT enterprise FROM enterprise WHERE type_of_enterprise <> '2'")
        }
        rows = read_csv(target)
        assert rows and not people & {row["enterprise_number"] for row in rows}


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_export_of_one_municipality_holds_its_seats_only(
    call: Caller, reader: Reader, tmp_path: Path, form: str
) -> None:
    (most,) = reader.rows(
        "SELECT nis, count(*) AS n FROM score WHERE nis IS NOT NULL GROUP BY 1 ORDER BY n DESC LIMIT 1"
    )
    target = tmp_path / f"out.{form}"
    said = call("export", "scores", "--format", form, "--out", target, "--municipality", most["nis"])
    assert said.code == 0 and f"{most['n']:,} rows" in said.out


@pytest.mark.parametrize("nis", ["99999", "", "Kortrijk", "34022' OR '1'='1"])
def test_an_unknown_municipality_is_said(call: Caller, tmp_path: Path, nis: str) -> None:
    said = call("export", "scores", "--format", "csv", "--out", tmp_path / "o.csv", "--municipality", nis)
    assert said.code == 1 and "NIS code" in said.err and not list(tmp_path.iterdir())


def test_export_flags_only_leaves_the_numbers_empty(call: Caller, tmp_path: Path) -> None:
    scores, hits = tmp_path / "s.csv", tmp_path / "h.csv"
    assert call("export", "scores", "--format", "csv", "--out", scores, "--flags-only").code == 0
    assert call("export", "hits", "--format", "csv", "--out", hits, "--flags-only").code == 0
    assert list(read_csv(scores)[0]) == SCORES
    assert all(row[name] == "" for row in read_csv(scores) for name in NUMBERS)
    assert all(row["points"] == row["severity"] == "" for row in read_csv(hits))


def test_an_export_to_nowhere_is_refused(call: Caller, tmp_path: Path) -> None:
    assert (
        "there is no folder"
        in call("export", "scores", "--format", "csv", "--out", tmp_path / "no" / "x.csv").err
    )
    assert call("export", "scores", "--format", "csv", "--out", tmp_path).code == 2
    assert call("export", "scores", "--format", "ods", "--out", tmp_path / "x.ods").code == 2
    assert call("export", "people", "--format", "csv", "--out", tmp_path / "x.csv").code == 2
    assert not list(tmp_path.iterdir())


def test_an_export_replaces_an_earlier_one_whole(call: Caller, tmp_path: Path) -> None:
    target = tmp_path / "it's here.csv"
    target.write_text("old", "utf-8")
    assert call("export", "scores", "--format", "csv", "--out", target).code == 0
    assert target.read_text("utf-8").startswith("enterprise_number,") and list(tmp_path.iterdir()) == [target]
