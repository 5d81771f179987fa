"""What services found: both writings, contradictions, and annulments that take the place of what was held."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import duckdb
import pytest

from knipperlicht.errors import UnusableFile
from knipperlicht.history.records import take_in_records
from knipperlicht.history.store import Store
from knipperlicht.sources.municipal_observations import SOURCE
from knipperlicht.sources.municipal_observations.layout import HEADER, OBSERVATION
from tests.sources.sheet_files import TODAY, invented, read, sample, sheet

NUMBER = f"{invented(1):010d}"
PLAIN = f"{NUMBER},,10-02-2026,permit_refused,yes,no,Voorbeeldstad,V-1,,,,,,,"
VISIT = f"{NUMBER},,10-02-2026,visit,yes,no,Voorbeeldstad,B-1,"


def test_csv_and_json_lines_say_the_same() -> None:
    sheet_rows, _ = read(SOURCE, sample("municipal_observations", "municipal_observations.csv"))
    line_rows, _ = read(SOURCE, sample("municipal_observations", "municipal_observations.jsonl"))
    assert [{**row, "reference": f"J-{row['reference']}"} for row in sheet_rows[:3]] == line_rows


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (VISIT + "no,no,no,no,yes,no,", "a visit in order is one"),
        (VISIT + "yes,yes,yes,yes,no,yes,", "clearly_other needs"),
        (VISIT + "yes,yes,yes,yes,yes,yes,56", "a visit in order is one"),
        (VISIT + "yes,yes,yes,yes,no,yes,5610", "two digits"),
        (VISIT + "yes,yes,yes,,no,no,", "activity is “”"),
        (PLAIN[:-7] + ",yes,,,,,,", "only a visit has a form"),
        (PLAIN.replace("permit_refused", "tip"), "kind is “tip”"),
        (PLAIN.replace("V-1", ""), "reference is empty"),
        (PLAIN.replace(",yes,no,", ",,no,"), "final is"),
    ],
)
def test_what_contradicts_itself_is_refused(tmp_path: Path, row: str, reason: str) -> None:
    rows, refused = read(SOURCE, sheet(tmp_path, HEADER, row))
    assert rows == []
    assert reason in refused[0].reason


def test_a_later_export_that_annuls_takes_the_place_of_what_was_held(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    for name, row in (("first", PLAIN), ("second", PLAIN.replace(",yes,no,", ",yes,yes,"))):
        (tmp_path / name).mkdir()
        [taken] = take_in_records(store, [(sheet(tmp_path / name, HEADER, row), SOURCE)], today=TODAY)
        assert taken.taken is not None
    files = sorted(store.history.rglob("municipal_observation.parquet"))
    held = [duckdb.sql(f"SELECT annulled FROM read_parquet('{path}')").fetchall() for path in files]
    assert held == [[(False,)], [(True,)]]
    assert OBSERVATION.key == ("enterprise", "service", "reference")


def test_an_unknown_key_in_json_lines_stops_the_file(tmp_path: Path) -> None:
    item: dict[str, Any] = {
        "enterprise": NUMBER, "found_on": "2026-02-10", "kind": "permit_refused", "final": True, "annulled": False,
        "service": "Voorbeeldstad", "reference": "V-1",
    }  # fmt: skip
    path = tmp_path / "export.jsonl"
    path.write_text(json.dumps(item) + "\n" + json.dumps(item | {"witness": "x"}) + "\n", "utf-8")
    assert SOURCE.recognises(path)
    with pytest.raises(UnusableFile, match="witness is unknown"):
        read(SOURCE, path)


def test_there_is_no_place_for_people_tips_or_police_data() -> None:
    people = re.compile("person|witness|tip|police|(^|_)name$|remark|comment|photo")
    assert not [name for name in OBSERVATION.schema.names if people.search(name)]
    assert SOURCE.card.entitled
