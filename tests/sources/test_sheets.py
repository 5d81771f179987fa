"""CSV files that people keep: layouts that are not ours, broken files, rows that cannot be believed."""

from __future__ import annotations

from pathlib import Path

import pytest

from knipperlicht.errors import UnusableFile
from knipperlicht.sources.records import source_of
from knipperlicht.sources.withholding import HEADER, SOURCE
from tests.sources.sheet_files import invented, read, sample, sheet

GOOD = f"{invented(1)},02-04-2026,yes,no"


def test_semicolons_and_the_mark_of_a_spreadsheet_are_read(tmp_path: Path) -> None:
    path = sheet(tmp_path, HEADER, GOOD, sign=";")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert SOURCE.recognises(path)
    rows, refused = read(SOURCE, path)
    assert (rows[0]["enterprise"], refused) == (invented(1), [])


def test_columns_may_stand_in_another_order(tmp_path: Path) -> None:
    rows, _ = read(SOURCE, sheet(tmp_path, HEADER[::-1], ",".join(GOOD.split(",")[::-1])))
    assert rows[0]["social"] is True


@pytest.mark.parametrize(
    "header", [HEADER[:-1], (*HEADER, "remark"), ("enterprise", "asked_on", "social", "fiscal")]
)
def test_a_column_missing_or_unknown_stops_the_file(tmp_path: Path, header: tuple[str, ...]) -> None:
    path = sheet(tmp_path, header, GOOD)
    assert SOURCE.recognises(path)
    with pytest.raises(UnusableFile, match="the columns must be enterprise, asked_on, social, tax"):
        read(SOURCE, path)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (f"{invented(1) + 1},02-04-2026,yes,no", "check digits"),
        (f"{invented(1, first=29_000_000)},02-04-2026,yes,no", "an establishment"),
        (f"{invented(1)},31-02-2026,yes,no", "is not a date"),
        (f"{invented(1)},01-07-2026,yes,no", "lies in the future"),
        (f"{invented(1)},02-04-2026,maybe,no", "social is “maybe”"),
        (f"{invented(1)},02-04-2026,yes", "3 fields where 4"),
        (f"{invented(1)},02-04-2026,yes,no\x01", "control character"),
    ],
)
def test_a_row_that_cannot_be_believed_is_refused_alone(tmp_path: Path, row: str, reason: str) -> None:
    rows, refused = read(SOURCE, sheet(tmp_path, HEADER, GOOD, row))
    assert len(rows) == len(refused) == 1
    assert refused[0].where == "line 3"
    assert reason in refused[0].reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"enterprise,asked_on,social,tax\n\xff\xfe\n", "not UTF-8"),
        (b'enterprise,asked_on,social,tax\n"never closed,1,2,3\n', "quotation mark"),
        (b"enterprise,asked_on,social,tax\n" + b"x" * 2**17, "longer than"),
    ],
)
def test_a_broken_file_is_one_clear_sentence(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(content)
    with pytest.raises(UnusableFile, match=reason):
        read(SOURCE, path)


def test_nothing_recognises_an_empty_or_a_binary_file(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    for content in (b"", b"PK\x03\x04\x00\xff", b"a,b,c\n"):
        path.write_bytes(content)
        assert source_of(path) is None


@pytest.mark.parametrize(
    ("source", "file"),
    [
        ("regulator_warnings", "regulator_warnings.csv"),
        ("jurisdictions", "jurisdictions.csv"),
        ("sanctions", "entities.ftm.json"),
        ("sanction_confirmations", "sanction_confirmations.csv"),
        ("management_bans", "management_bans.csv"),
        ("premises", "premises.csv"),
        ("shared_addresses", "shared_addresses.csv"),
        ("municipal_observations", "municipal_observations.csv"),
        ("municipal_observations", "municipal_observations.jsonl"),
        ("withholding", "withholding.csv"),
    ],
)
def test_each_sample_is_recognised_by_its_own_source_and_read_whole(source: str, file: str) -> None:
    path = sample(source, file)
    found = source_of(path)
    assert found is not None
    assert found.name == source
    rows, refused = read(found, path)
    assert rows
    assert refused == []
