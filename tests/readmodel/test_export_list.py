"""Exports of a list: what is on screen, whole, stamped, and harmless when a name is a formula."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knipperlicht.core.text import plain_text
from knipperlicht.errors import KnipperlichtError
from knipperlicht.history.store import Store
from knipperlicht.readmodel import export_xlsx
from knipperlicht.readmodel.export_about import WARNING
from knipperlicht.readmodel.export_list import export_list
from knipperlicht.readmodel.listing import count, page
from knipperlicht.readmodel.listing_columns import COLUMN_BY_CODE, COLUMNS, ColumnError
from knipperlicht.readmodel.listing_filter import ListFilter
from knipperlicht.readmodel.listing_url import FilterError
from knipperlicht.readmodel.listing_words import cell_writer
from knipperlicht.readmodel.reader import Reader
from knipperlicht.sources.records import source_of
from knipperlicht.warehouse.snapshot import current
from tests.conftest import Province, linked_copy

FORMS = ("csv", "xlsx", "geojson", "ftm", "bods")
FIXED = ("ftm", "bods")
ASKED = ListFilter(indicators_any=("recent_opgericht", "adres_besmet"))
HOSTILE = [
    '=HYPERLINK("http://evil.example","click")', "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1", "＝1+1",
    "{=1+1}", "http://evil.example", "mailto:x@evil.example", "a,b;c\"d'e", "two\nlines", "\x01\x1f", "'quoted", "",
    "<script>alert(1)</script>", "é" * 400,
]  # fmt: skip


def book(path: Path) -> Any:
    """A workbook, whatever its name."""
    return openpyxl.load_workbook(io.BytesIO(path.read_bytes()))


def rows_of(path: Path, form: str) -> list[dict[str, Any]]:
    """The rows of an export, by header, code or property."""
    if form == "csv":
        with path.open(encoding="utf-8", newline="") as handle:
            return list(csv.DictReader(handle))
    if form == "xlsx":
        head, *rows = book(path).worksheets[0].iter_rows(values_only=True)
        return [dict(zip(map(str, head), row, strict=True)) for row in rows]
    if form == "geojson":
        return [feature["properties"] for feature in json.loads(path.read_text())["features"]]
    return [json.loads(line) for line in path.read_text().splitlines()]


def number_of(row: dict[str, Any], form: str) -> str:
    if form in FIXED:
        digits = str(row["id" if form == "ftm" else "recordId"])[-10:]
        return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}"
    return str(row["ondernemingsnummer" if form == "xlsx" else "number"])


@pytest.fixture(scope="module")
def hostile(installed: Province, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """The shared register in which the first names are what an attacker would register."""
    store: Store = linked_copy(installed.root, tmp_path_factory.mktemp("hostile") / "data")
    file = current(store).database
    copy = file.with_suffix(".copy")
    shutil.copyfile(file, copy)
    copy.replace(file)
    with duckdb.connect(str(file)) as connection:
        numbers = connection.execute(
            "SELECT enterprise FROM score ORDER BY enterprise LIMIT ?", [len(HOSTILE)]
        ).fetchall()
        for (number,), name in zip(numbers, HOSTILE, strict=True):
            connection.execute("UPDATE score SET name = ? WHERE enterprise = ?", [name, number])
    with Reader(store) as opened:
        yield opened


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("sort", ["-score", "name"])
def test_an_export_holds_the_rows_on_screen_in_their_order(
    reader: Reader, tmp_path: Path, form: str, sort: str
) -> None:
    target = tmp_path / f"list.{form}"
    written = export_list(reader, ASKED, target, form=form, sort=sort)
    rows = rows_of(target, form)
    assert written == len(rows) == count(reader, ASKED) > 100
    write, number = cell_writer(reader, "nl"), COLUMN_BY_CODE["number"]
    shown = page(reader, ASKED, sort=sort, columns=["number"], size=500).rows
    assert [number_of(row, form) for row in rows[:500]] == [write(number, row["number"]) for row in shown]
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize("form", ["csv", "xlsx", "geojson"])
def test_an_export_has_the_columns_on_screen(reader: Reader, tmp_path: Path, form: str) -> None:
    columns = [column.code for column in COLUMNS][::-1]
    target = tmp_path / "list"
    export_list(reader, ASKED, target, form=form, columns=columns, language="fr")
    head = list(rows_of(target, form)[0])
    if form == "xlsx":
        assert head == [COLUMN_BY_CODE[code].name["fr"] for code in columns]
    else:
        assert head == [*columns, *(("scorecard", "snapshot", "as_of") if form == "csv" else ("precision",))]


def test_csv_cells_are_what_the_page_shows(reader: Reader, tmp_path: Path) -> None:
    columns = [column.code for column in COLUMNS]
    export_list(reader, ASKED, tmp_path / "list", form="csv", columns=columns)
    write = cell_writer(reader, "nl")
    shown = page(reader, ASKED, columns=columns, size=500).rows
    for row, cells in zip(shown, rows_of(tmp_path / "list", "csv"), strict=False):
        for code, value in row.items():
            cell = write(COLUMN_BY_CODE[code], value)
            assert cells[code] == ("" if cell is None else str(cell))
        assert cells["snapshot"] == reader.snapshot.id and cells["as_of"] == str(reader.snapshot.as_of)


@pytest.mark.parametrize("form", FORMS)
def test_every_export_says_what_it_is(reader: Reader, tmp_path: Path, form: str) -> None:
    target = tmp_path / "list"
    written = export_list(reader, ASKED, target, form=form)
    if form == "csv":
        assert {row["scorecard"] for row in rows_of(target, form)} == {reader.card.version}
        return
    if form == "xlsx":
        about = dict(book(target).worksheets[1].iter_rows(values_only=True))
        assert about["aantal rijen"] == str(written) and about["momentopname"] == reader.snapshot.id
        assert about["let op"] == WARNING["nl"] and "Recent opgericht" in about["selectie"]
        return
    data = (
        json.loads(target.read_text())["about"]
        if form == "geojson"
        else rows_of(target, form)[0]["knipperlicht"]
    )
    assert (
        data["rows"] == written
        and data["snapshot"] == reader.snapshot.id
        and data["warning"] == WARNING["nl"]
    )
    assert data["as_of"] == str(reader.snapshot.as_of) and "Recent opgericht" in data["filter"]


@pytest.mark.parametrize("form", FORMS)
def test_hostile_names_stay_texts(hostile: Reader, tmp_path: Path, form: str) -> None:
    target = tmp_path / "list"
    export_list(hostile, ListFilter(), target, form=form, sort="number")
    rows = rows_of(target, form)[: len(HOSTILE)]
    if form == "csv":
        assert [row["name"] for row in rows] == [plain_text(name) for name in HOSTILE]
        assert not any(row["name"][:1] in tuple("=+-@\t\r\n＝＋－＠") for row in rows if row["name"])
    elif form == "xlsx":
        sheet = book(target).worksheets[0]
        cells = [sheet.cell(row, 2) for row in range(2, len(HOSTILE) + 2)]
        assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
        assert not any(cell.hyperlink for cell in cells)
        assert [cell.value for cell in cells[:4]] == HOSTILE[:4]
    elif form == "geojson":
        assert [row["name"] for row in rows] == HOSTILE
    else:
        said = rows[0]["properties" if form == "ftm" else "recordDetails"]["name"]
        assert said == ([HOSTILE[0]] if form == "ftm" else HOSTILE[0])


@given(st.text(max_size=20))
@settings(max_examples=300)
def test_no_text_begins_as_a_formula_and_nothing_is_lost(text: str) -> None:
    cell = plain_text(text)
    assert cell in (text, f"'{text}") and not cell.startswith(tuple("=+-@\t\r\n＝＋－＠"))


def test_geojson_places_who_can_be_placed_and_says_how(reader: Reader, tmp_path: Path) -> None:
    export_list(reader, ListFilter(), tmp_path / "list", form="geojson", columns=["number", "municipality"])
    features = json.loads((tmp_path / "list").read_text())["features"]
    placed = [f for f in features if f["geometry"]]
    assert 0 < len(placed) < len(features)
    assert all(
        (f["properties"]["precision"] == "municipality") == (f["geometry"] is not None) for f in features
    )
    assert all(2.5 < f["geometry"]["coordinates"][0] < 3.6 for f in placed)


def test_follow_the_money_holds_facts_and_no_score(reader: Reader, tmp_path: Path) -> None:
    export_list(reader, ListFilter(), tmp_path / "list", form="ftm", columns=["score"])
    schemas = set()
    for line in rows_of(tmp_path / "list", "ftm"):
        schemas.add(line["schema"])
        said = line["properties"]
        assert said["registrationNumber"] == [line["id"].removeprefix("be-kbo-")]
        assert said["publisher"] and said["sourceUrl"] and said["retrievedAt"]
        assert "score" not in json.dumps(said).lower()
        assert said.get("jurisdiction") in (["be"], None)
    assert {"Company", "Organization"} <= schemas <= {"Company", "Organization", "PublicBody", "LegalEntity"}


def test_follow_the_money_reads_every_line(reader: Reader, tmp_path: Path) -> None:
    limit = csv.field_size_limit()
    model = pytest.importorskip(
        "followthemoney", reason="requirements/ftm.txt is not installed (needs ICU)"
    ).model
    csv.field_size_limit(limit)  # the import lifts it for the whole process
    export_list(reader, ListFilter(), tmp_path / "list", form="ftm", columns=["score"])
    for line in rows_of(tmp_path / "list", "ftm"):
        entity = model.get_proxy(line)
        assert entity.schema.is_a("LegalEntity") and not entity.schema.is_a("Person")
        read = entity.to_dict()["properties"]
        assert {name: sorted(values) for name, values in read.items()} == line["properties"]
        for name, values in line["properties"].items():
            kind = entity.schema.get(name).type
            assert all(kind.clean(value) is not None for value in values), (name, values)


def test_ownership_statements_hold_entities_and_no_score(reader: Reader, tmp_path: Path) -> None:
    for name in ("first", "again"):
        export_list(reader, ListFilter(), tmp_path / name, form="bods", columns=["score"])
    assert (tmp_path / "first").read_bytes() == (tmp_path / "again").read_bytes()
    lines = rows_of(tmp_path / "first", "bods")
    assert len({line["statementId"] for line in lines}) == len(lines) > 100
    for line in lines:
        details = line["recordDetails"]
        assert (line["recordType"], line["recordStatus"], line["declarationSubject"]) == (
            "entity",
            "new",
            line["recordId"],
        )
        assert 32 <= len(line["statementId"]) <= 64 and line["publicationDetails"]["bodsVersion"] == "0.4"
        assert details["identifiers"][0]["scheme"] == "BE-BCE_KBO"
        assert details["entityType"]["type"] in ("registeredEntity", "stateBody")
        assert details.get("jurisdiction", {"code": "BE"})["code"] == "BE"
        assert line.pop("knipperlicht")["snapshot"] == reader.snapshot.id
        assert "score" not in json.dumps(line).lower()


def test_our_own_source_reads_what_the_export_wrote(reader: Reader, tmp_path: Path) -> None:
    target = tmp_path / "list.bods.jsonl"
    written = export_list(reader, ASKED, target, form="bods")
    source = source_of(target)
    assert source is not None and source.name == "bods"
    batches = [
        batch
        for batch in source.deliver(target, reader.snapshot.as_of).batches
        if batch.table == "bods_entity"
    ]
    rows = [row for batch in batches for row in batch.rows]
    assert len(rows) == written and not any(batch.refused for batch in batches)
    assert all(row["enterprise"] and row["name"] for row in rows)


@pytest.mark.parametrize("form", FORMS)
def test_flags_only_exports_no_number(reader: Reader, tmp_path: Path, form: str) -> None:
    target = tmp_path / "list"
    export_list(reader, ASKED, target, form=form, flags_only=True)
    assert not {"score", "band", "klasse", "misbruiksignalen"} & set(rows_of(target, form)[0])
    with pytest.raises(FilterError):
        export_list(reader, ListFilter(score_min=5), target, form=form, flags_only=True)
    if form not in FIXED:
        with pytest.raises(ColumnError):
            export_list(reader, ASKED, target, form=form, columns=["score"], flags_only=True)


def test_an_empty_list_is_a_whole_file(reader: Reader, tmp_path: Path) -> None:
    for form in FORMS:
        assert export_list(reader, ListFilter().within(frozenset()), tmp_path / form, form=form) == 0
        assert rows_of(tmp_path / form, form) == []


def test_what_cannot_be_written_leaves_nothing_behind(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(KnipperlichtError, match="not as pdf"):
        export_list(reader, ASKED, tmp_path / "list", form="pdf")
    with pytest.raises(KnipperlichtError, match="no folder"):
        export_list(reader, ASKED, tmp_path / "nowhere" / "list", form="csv")
    monkeypatch.setattr(export_xlsx, "XLSX_ROWS", 3)
    with pytest.raises(KnipperlichtError, match="do not fit"):
        export_list(reader, ASKED, tmp_path / "list", form="xlsx")
    assert list(tmp_path.iterdir()) == []
