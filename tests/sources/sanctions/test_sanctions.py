"""Sanctions lists: exact numbers only, no people, and files that are not what they seem."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from knipperlicht.errors import UnusableFile
from knipperlicht.sources.sanctions import SOURCE
from knipperlicht.sources.sanctions.entities import NO_NUMBER, belgian_numbers
from tests.sources.sheet_files import TODAY, invented, read, sample

NUMBER = invented(6)


def entity(**changes: Any) -> dict[str, Any]:
    properties = {
        "name": ["Voorbeeld"],
        "topics": ["sanction"],
        "country": ["be"],
        "registrationNumber": [str(NUMBER)],
    }
    return {
        "id": "NK-1", "schema": "Company", "datasets": ["eu_fsf"], "first_seen": "2025-02-03T10:11:12",
        "properties": properties,
    } | changes  # fmt: skip


def lines(folder: Path, *entities: dict[str, Any] | str) -> Path:
    path = folder / "entities.ftm.json"
    path.write_text("".join(f"{e if isinstance(e, str) else json.dumps(e)}\n" for e in entities), "utf-8")
    return path


def test_the_sample_gives_a_row_a_list_and_no_people() -> None:
    rows, refused = read(SOURCE, sample("sanctions", "entities.ftm.json"))
    assert refused == []
    assert {(row["enterprise"], row["dataset"]) for row in rows} == {
        (invented(6), "eu_fsf"), (invented(6), "us_ofac_sdn"), (invented(7), "eu_edes"),
        (NO_NUMBER, "un_sc_sanctions"), (NO_NUMBER, "eu_fsf"),
    }  # fmt: skip
    assert "Persoon" not in str(rows)


def test_people_are_counted_in_the_notes() -> None:
    notes = SOURCE.deliver(sample("sanctions", "entities.ftm.json"), TODAY).notes
    assert notes[0].startswith("1 people on the list were skipped")
    assert "1 entities of schema Address were skipped" in notes


def test_the_name_of_what_may_be_a_person_is_not_kept(tmp_path: Path) -> None:
    [row], _ = read(SOURCE, lines(tmp_path, entity(schema="LegalEntity")))
    assert row["name"] is None


@pytest.mark.parametrize(
    ("properties", "found"),
    [
        ({"vatCode": [f"BE {NUMBER:010d}"]}, True),
        ({"registrationNumber": [f"{NUMBER:010d}"], "jurisdiction": ["be"]}, True),
        ({"registrationNumber": [f"{NUMBER:010d}"], "country": ["nl"]}, False),
        ({"registrationNumber": [f"{NUMBER:010d}"]}, False),
        ({"registrationNumber": [str(NUMBER + 1)], "country": ["be"]}, False),
        ({"leiCode": [f"{NUMBER:010d}"], "country": ["be"]}, False),
    ],
)
def test_a_number_counts_only_when_the_list_shows_that_it_is_belgian(
    properties: dict[str, Any], found: bool
) -> None:
    assert (NUMBER in belgian_numbers(properties)) is found


def test_other_topics_are_not_kept(tmp_path: Path) -> None:
    other = entity(properties={"topics": ["reg.warn", "role.pep"], "name": ["x"]})
    assert read(SOURCE, lines(tmp_path, other)) == ([], [])


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": "NK-1", "schema": "Company", "prop', "not JSON"),
        ('{"id": "NK-1"', "not JSON"),
        (json.dumps(entity(id=7)), "no id"),
        (json.dumps(entity(properties=[])), "no properties"),
        (json.dumps(entity(datasets="eu_fsf")), "datasets"),
        (json.dumps(entity(properties={"topics": "sanction"})), "no list of texts"),
        (json.dumps(entity(first_seen="soon")), "first_seen"),
        ('{"schema": "Company", "x": ' + "[" * 100_000 + "]" * 100_000 + "}", "not JSON"),
    ],
)
def test_a_line_that_cannot_be_read_is_refused_alone(tmp_path: Path, line: str, reason: str) -> None:
    rows, refused = read(SOURCE, lines(tmp_path, entity(), line))
    assert (len(rows), len(refused)) == (1, 1)
    assert refused[0].where == "line 2"
    assert reason in refused[0].reason


def test_a_cut_line_about_a_person_leaves_no_trace(tmp_path: Path) -> None:
    path = lines(tmp_path, entity(), '{"id": "NK-2", "properties": {"name": ["Someone"')
    _, refused = read(SOURCE, path)
    assert refused[0].content == ""


def test_the_nested_file_is_refused_with_what_to_bring(tmp_path: Path) -> None:
    nested = entity(properties={"sanctions": [{"id": "s", "schema": "Sanction", "properties": {}}]})
    with pytest.raises(UnusableFile, match=r"entities inside entities.*entities\.ftm\.json"):
        SOURCE.deliver(lines(tmp_path, nested), TODAY)
