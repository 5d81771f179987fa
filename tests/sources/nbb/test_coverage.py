"""Which lists show that a deposit is absent: only those whose name says of whom, or of which day, they are whole."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from knipperlicht.errors import UnusableFile
from knipperlicht.sources.nbb import SOURCE
from knipperlicht.sources.nbb.coverage import named
from knipperlicht.sources.records import Delivery

TODAY = date(2026, 11, 23)


def reference(number: int, deposited: str = "2026-07-01", **other: Any) -> dict[str, Any]:
    """One deposit as the reference lists write it."""
    return {
        "ReferenceNumber": f"2026-{number % 10**8:08}",
        "DepositDate": deposited,
        "ExerciseDates": {"startDate": "2025-01-01", "endDate": "2025-12-31"},
        "ModelType": "m87-f",
        "EnterpriseNumber": f"{number:010}",
        **other,
    }


def packed(folder: Path, **members: list[dict[str, Any]]) -> Path:
    """A zip of lists by name; an `n` before it is left out."""
    path = folder / "lists.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, items in members.items():
            archive.writestr(f"{name.removeprefix('n')}.json", json.dumps(items))
    return path


def rows(delivery: Delivery, table: str) -> list[dict[str, Any]]:
    """All rows of a table."""
    found = [batch.rows for batch in delivery.batches if batch.table == table]
    return [row for part in found for row in (part.to_pylist() if isinstance(part, pa.Table) else part)]


def numbers() -> tuple[int, int]:
    """Two valid enterprise numbers."""
    return tuple(eight * 100 + 97 - eight % 97 for eight in (4_000_000, 4_000_001))  # type: ignore[return-value]


def test_an_empty_list_of_an_enterprise_is_an_answer(tmp_path: Path) -> None:
    a, b = numbers()
    lists = {f"n{a:010}_references_2026-11-20": [], f"n{b:010}_references_2026-11-21": [reference(b)]}
    path = packed(tmp_path, **lists)
    assert SOURCE.recognises(path)
    delivery = SOURCE.deliver(path, TODAY)
    assert delivery.day == date(2026, 11, 21)
    assert rows(delivery, "nbb_coverage") == [
        {"enterprise": a, "asked": date(2026, 11, 20), "deposits": 0},
        {"enterprise": b, "asked": date(2026, 11, 21), "deposits": 1},
    ]


def test_of_two_lists_of_one_enterprise_the_later_stands_last(tmp_path: Path) -> None:
    a, _ = numbers()
    lists = {f"n{a:010}_references_2026-11-20": [reference(a)], f"n{a:010}_references_2026-10-20": []}
    found = rows(SOURCE.deliver(packed(tmp_path, **lists), TODAY), "nbb_coverage")
    assert [row["asked"].month for row in found] == [10, 11]


def test_a_daily_extract_is_whole_for_its_day(tmp_path: Path) -> None:
    a, b = numbers()
    path = packed(tmp_path, **{"references_2026-07-01": [reference(a), reference(b)]})
    delivery = SOURCE.deliver(path, TODAY)
    assert rows(delivery, "nbb_batch_day") == [{"day": date(2026, 7, 1), "deposits": 2}]
    assert rows(SOURCE.deliver(path, TODAY), "nbb_coverage") == []


def test_a_list_without_a_day_in_its_name_shows_no_absence(tmp_path: Path) -> None:
    a, _ = numbers()
    path = tmp_path / f"{a:010}_references.json"
    path.write_text(json.dumps([reference(a)]))
    delivery = SOURCE.deliver(path, TODAY)
    assert rows(delivery, "nbb_coverage") == []
    assert len(rows(SOURCE.deliver(path, TODAY), "nbb_reference")) == 1


def test_a_list_with_a_row_that_cannot_be_read_shows_no_absence(tmp_path: Path) -> None:
    a, _ = numbers()
    broken = reference(a, ReferenceNumber="2026-1", DepositDate="yesterday")
    path = packed(tmp_path, **{f"n{a:010}_references_2026-11-20": [reference(a), broken]})
    assert rows(SOURCE.deliver(path, TODAY), "nbb_coverage") == []


def test_a_list_of_somebody_else_is_not_believed(tmp_path: Path) -> None:
    a, b = numbers()
    path = packed(tmp_path, **{f"n{a:010}_references_2026-11-20": [reference(b)]})
    with pytest.raises(UnusableFile, match="its name says it lists the deposits of"):
        SOURCE.deliver(path, TODAY)


def test_a_list_asked_in_the_future_is_not_believed(tmp_path: Path) -> None:
    a, _ = numbers()
    path = packed(tmp_path, **{f"n{a:010}_references_2026-11-24": []})
    with pytest.raises(UnusableFile, match="lies in the future"):
        SOURCE.deliver(path, TODAY)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("references_2026-02-30.json", None),
        ("0400000001_references_2026-11-20.json", None),
        ("my references_2026-11-20.json", (None, date(2026, 11, 20))),
        ("xreferences_2026-11-20.json", None),
    ],
)
def test_names(name: str, meant: object) -> None:
    assert named(name) == meant
