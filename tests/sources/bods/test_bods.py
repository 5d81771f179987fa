"""Ownership statements: entities, interests and reasons; of persons the name only; other versions refused."""

from __future__ import annotations

import copy
import json
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from knipperlicht.errors import UnusableFile
from knipperlicht.history.records import deliveries, take_in_records
from knipperlicht.history.store import Store
from knipperlicht.sources.bods import SOURCE
from knipperlicht.sources.records import source_of
from knipperlicht.warehouse.records import open_records
from tests.sources.sheet_files import invented, sample

TODAY = date(2026, 11, 23)
SAMPLE = sample("bods", "bods_voorbeeld.json")
ENTITY, _, PERSON, RELATION, *_ = json.loads(SAMPLE.read_text("utf-8"))
Rows = dict[str, list[dict[str, Any]]]


def everything(path: Path) -> tuple[Rows, list[str]]:
    rows: Rows = defaultdict(list)
    refused: list[str] = []
    for batch in SOURCE.deliver(path, TODAY).batches:
        assert isinstance(batch.rows, list)
        rows[batch.table] += batch.rows
        refused += [f"{one.where}: {one.reason} [{one.content}]" for one in batch.refused]
    return rows, refused


def statements(folder: Path, *given: Any) -> Path:
    path = folder / "statements.json"
    path.write_text(json.dumps(list(given)), "utf-8")
    return path


def changed(
    statement: dict[str, Any], details: dict[str, Any] | None = None, **changes: Any
) -> dict[str, Any]:
    made = copy.deepcopy(statement) | changes
    made["recordDetails"] |= details or {}
    return made


@pytest.mark.parametrize("name", ["bods_voorbeeld.json", "bods_voorbeeld.jsonl"])
def test_the_samples_are_read_whole(name: str) -> None:
    path = sample("bods", name)
    assert source_of(path) is SOURCE
    rows, refused = everything(path)
    assert {table: len(own) for table, own in rows.items()} == {
        "bods_entity": 2,
        "bods_person": 1,
        "bods_interest": 4,
    }
    assert refused == []
    first, second, *_ = rows["bods_interest"]
    assert (first["party"], first["share_exact"], first["since"]) == ("rec-lu-1", 100.0, date(2020, 5, 1))
    assert (second["share_from"], second["share_to"]) == (50.0, 75.0)
    assert rows["bods_interest"][-1]["unknown_reason"] == "subjectUnableToConfirmOrIdentifyBeneficialOwner"


def test_of_a_person_nothing_but_the_name_is_kept(tmp_path: Path) -> None:
    said = {
        "birthDate": "1970-01-01",
        "nationalities": [{"code": "XX"}],
        "addresses": [{"address": "Straat 1"}],
    }
    rows, _ = everything(statements(tmp_path, changed(PERSON, said)))
    [row] = rows["bods_person"]
    assert row == {
        "record": "rec-p-1", "name": "Verzonnen Naam", "closed": False, "stated_on": date(2026, 9, 1),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("identifiers", "number"),
    [
        ([{"scheme": "BE-BCE_KBO", "id": str(invented(1))}], invented(1)),
        ([{"scheme": "XX-OTHER", "id": "1"}, {"scheme": "BE-BCE_KBO", "id": str(invented(1))}], invented(1)),
        ([{"scheme": "GB-COH", "id": str(invented(1))}], 0),
        ([{"scheme": "BE-BCE_KBO", "id": "0000"}], 0),
        ([], 0),
        (None, 0),
    ],
)
def test_a_belgian_number_is_one_only_under_its_own_scheme(
    tmp_path: Path, identifiers: Any, number: int
) -> None:
    rows, _ = everything(statements(tmp_path, changed(ENTITY, {"identifiers": identifiers})))
    assert rows["bods_entity"][0]["enterprise"] == number


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        (changed(ENTITY, recordType="vessel"), "recordType is “vessel”"),
        (changed(ENTITY, recordStatus="old"), "recordStatus is “old”"),
        (changed(ENTITY, recordId=""), "recordId is missing"),
        (changed(ENTITY, statementDate="2027-01-01"), "lies in the future"),
        (changed(ENTITY, statementDate="2026-02-31"), "statementDate"),
        (changed(ENTITY, {"identifiers": "x"}), "identifiers is no list"),
        (changed(ENTITY, {"jurisdiction": "BE"}), "is no object"),
        (changed(RELATION, {"interestedParty": 7}), "neither a record nor a reason"),
        (changed(RELATION, {"interests": [{"share": {"exact": 101}}]}), "no percentage"),
        (changed(RELATION, {"interests": [{"share": {"exact": True}}]}), "no percentage"),
        (changed(RELATION, {"interests": ["x"]}), "an interest is no object"),
        ("text", "the statement is no object"),
    ],
)
def test_a_statement_that_cannot_be_believed_is_refused_alone(
    tmp_path: Path, statement: Any, reason: str
) -> None:
    rows, [refused] = everything(statements(tmp_path, ENTITY, statement))
    assert len(rows["bods_entity"]) == 1 and reason in refused and refused.startswith("statement 2: ")


def test_a_refused_statement_never_shows_the_person_in_it(tmp_path: Path) -> None:
    _, [refused] = everything(statements(tmp_path, changed(PERSON, recordStatus="old")))
    assert "Verzonnen" not in refused and PERSON["statementId"] in refused


def test_another_version_stops_the_file(tmp_path: Path) -> None:
    old = changed(ENTITY, publicationDetails={"bodsVersion": "0.3"})
    with pytest.raises(UnusableFile, match=r"of version 0\.3 of the standard; version 0\.4 is read"):
        everything(statements(tmp_path, ENTITY, old))


def test_damage_stops_with_a_sentence(tmp_path: Path) -> None:
    path = statements(tmp_path, ENTITY)
    path.write_text(path.read_text("utf-8")[:-5], "utf-8")
    with pytest.raises(UnusableFile, match="not readable as JSON"):
        everything(path)
    path.write_text("{}", "utf-8")
    with pytest.raises(UnusableFile, match="a list was expected"):
        everything(path)
    long = tmp_path / "long.jsonl"
    long.write_text("x" * 1_100_000, "utf-8")
    with pytest.raises(UnusableFile, match="longer than"):
        everything(long)
    assert not SOURCE.recognises(path) and not SOURCE.recognises(tmp_path / "absent.json")


def test_a_later_statement_takes_the_place_of_all_interests_of_its_record(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    fewer = changed(RELATION, {"interests": [{"type": "boardMember"}]}, recordStatus="updated")
    for given in (RELATION, fewer):
        take_in_records(store, [(statements(tmp_path, given), SOURCE)], today=TODAY)
    with duckdb.connect() as connection:
        open_records(connection, layers=store.history / "records", taken=deliveries(store))
        found = connection.sql("SELECT record, place, interest FROM bods_interest").fetchall()
    assert found == [("rec-r-1", 0, "boardMember")]
