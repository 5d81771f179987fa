"""GLEIF's golden copies: Belgian numbers only of Belgian entities, active relations, zips that are not what they seem."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from knipperlicht.errors import UnusableFile
from knipperlicht.sources import gleif, gleif_relations
from knipperlicht.sources.golden_copies import lei
from knipperlicht.sources.records import source_of
from knipperlicht.sources.sheets import RowError
from tests.sources.sheet_files import TODAY, invented, read, sample

NAME = "20261120-0800-gleif-goldencopy-{0}-voorbeeld.csv"
ENTITIES = sample("gleif", NAME.format("lei2"))
RELATIONS = sample("gleif_relations", NAME.format("rr"))
CHILD, PARENT = "9999BE00VOORBEELD118", "9999LU00VOORBEELD258"


def written(
    folder: Path, columns: tuple[str, ...], *rows: dict[str, str], stray: str = "Some.New.Column"
) -> Path:
    path = folder / "copy.csv"
    text = io.StringIO()
    writer = csv.DictWriter(text, (stray, *columns), restval="")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), "utf-8")
    return path


def entity(**changes: str) -> dict[str, str]:
    good = {
        gleif.LEI: CHILD, gleif.NAME: "Voorbeeld", gleif.COUNTRY: "BE", gleif.JURISDICTION: "BE",
        gleif.NUMBER: str(invented(1)), gleif.CATEGORY: "GENERAL", gleif.STATUS: "ACTIVE", gleif.ISSUED: "ISSUED",
    }  # fmt: skip
    return good | {getattr(gleif, name): value for name, value in changes.items()}


def relation(**changes: str) -> dict[str, str]:
    good = dict(zip(gleif_relations.COLUMNS, (CHILD, "LEI", PARENT, "LEI", "IS_DIRECTLY_CONSOLIDATED_BY", "ACTIVE",
                                              "PUBLISHED"), strict=True))  # fmt: skip
    return good | {getattr(gleif_relations, name, name): value for name, value in changes.items()}


RR_COLUMNS = (*gleif_relations.COLUMNS, *(name for period in gleif_relations.PERIODS for name in period))


def test_the_samples_are_read_whole_each_by_its_own_source() -> None:
    assert source_of(ENTITIES) is gleif.SOURCE and source_of(RELATIONS) is gleif_relations.SOURCE
    rows, refused = read(gleif.SOURCE, ENTITIES)
    assert refused == [] and [row["enterprise"] for row in rows][1:3] == [0, 0]
    rows, refused = read(gleif_relations.SOURCE, RELATIONS)
    assert refused == [] and [row["kind"] for row in rows] == ["direct", "ultimate", "direct"]
    assert gleif.SOURCE.deliver(ENTITIES, TODAY).day == date(2026, 11, 20)


def test_a_sole_proprietor_has_no_name() -> None:
    assert read(gleif.SOURCE, ENTITIES)[0][-1]["name"] is None


@pytest.mark.parametrize(
    ("changes", "number"),
    [
        ({}, invented(1)),
        ({"JURISDICTION": "BE-VLG"}, invented(1)),
        ({"JURISDICTION": "LU"}, 0),
        ({"NUMBER": "n/a"}, 0),
        ({"NUMBER": str(invented(1, first=29_000_000))}, 0),
    ],
)
def test_only_an_entity_under_belgian_law_has_a_belgian_number(
    tmp_path: Path, changes: dict[str, str], number: int
) -> None:
    [row], _ = read(gleif.SOURCE, written(tmp_path, gleif.COLUMNS, entity(**changes)))
    assert row["enterprise"] == number


def test_check_digits_of_an_lei_hold_or_the_row_is_refused(tmp_path: Path) -> None:
    assert lei(CHILD) == CHILD
    for wrong in (CHILD[:-1] + "9", CHILD.lower(), "", "X" * 21):
        with pytest.raises(RowError):
            lei(wrong)
    rows, [refused] = read(gleif.SOURCE, written(tmp_path, gleif.COLUMNS, entity(LEI="X"), entity()))
    assert len(rows) == 1 and "legal entity identifier" in refused.reason


def test_the_period_of_the_relation_is_found_among_those_of_the_accounts(tmp_path: Path) -> None:
    periods = {
        "Relationship.Period.1.startDate": "2025-01-01T00:00:00Z", "Relationship.Period.1.periodType": "ACCOUNTING_PERIOD",
        "Relationship.Period.3.startDate": "2019-02-03T00:00:00Z", "Relationship.Period.3.endDate": "2024-01-01T00:00:00Z",
        "Relationship.Period.3.periodType": "RELATIONSHIP_PERIOD",
    }  # fmt: skip
    [row], _ = read(gleif_relations.SOURCE, written(tmp_path, RR_COLUMNS, relation(**periods)))
    assert (row["since"], row["until"]) == (date(2019, 2, 3), date(2024, 1, 1))


@pytest.mark.parametrize("changes", [{"KIND": "IS_FUND-MANAGED_BY"}, {"PARENT_TYPE": "ISIN"}])
def test_funds_and_nodes_without_lei_are_skipped(tmp_path: Path, changes: dict[str, str]) -> None:
    assert read(gleif_relations.SOURCE, written(tmp_path, RR_COLUMNS, relation(**changes))) == ([], [])


def test_a_zip_with_one_csv_is_read_and_another_is_not(tmp_path: Path) -> None:
    path = tmp_path / "20261120-0800-gleif-goldencopy-lei2.csv.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(ENTITIES, "copy.csv")
    assert source_of(path) is gleif.SOURCE and len(read(gleif.SOURCE, path)[0]) == 4
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("second.csv", "x")
    assert not gleif.SOURCE.recognises(path)
    with pytest.raises(UnusableFile, match="a zip with one CSV"):
        read(gleif.SOURCE, path)


def test_a_zip_that_was_cut_off_stops_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "copy.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(ENTITIES, "copy.csv")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert not gleif.SOURCE.recognises(path)
    with pytest.raises(UnusableFile, match="is no zip"):
        read(gleif.SOURCE, path)


def test_damage_inside_stops_with_a_sentence(tmp_path: Path) -> None:
    path = written(tmp_path, gleif.COLUMNS, entity())
    for end in (b'"never closed', b"\xff\xfe"):
        good = written(tmp_path, gleif.COLUMNS, entity()).read_bytes()
        path.write_bytes(good + end)
        with pytest.raises(UnusableFile, match=r"is damaged near line|is not UTF-8"):
            read(gleif.SOURCE, path)


def test_a_column_that_is_gone_stops_the_file(tmp_path: Path) -> None:
    rest = tuple(name for name in gleif.COLUMNS if name != gleif.STATUS)
    row = {name: value for name, value in entity().items() if name in rest}
    with pytest.raises(UnusableFile, match=r"columns Entity\.EntityStatus must each be there once"):
        read(gleif.SOURCE, written(tmp_path, rest, row))


def test_a_row_with_too_few_fields_is_refused_alone(tmp_path: Path) -> None:
    path = written(tmp_path, gleif.COLUMNS, entity())
    path.write_text(path.read_text("utf-8") + "a,b\n", "utf-8")
    rows, [refused] = read(gleif.SOURCE, path)
    assert len(rows) == 1 and "2 fields where" in refused.reason
