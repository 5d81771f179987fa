"""Files that cannot be believed, and rows that cannot be read: one sentence each, nothing else."""

from __future__ import annotations

import json
import random
import zipfile
from pathlib import Path
from typing import Any

import pytest

from knipperlicht.errors import UnusableFile
from knipperlicht.sources.nbb import SOURCE, survey
from tests.sources.nbb.making import (
    TODAY,
    entity,
    filing,
    mandate,
    number,
    read,
    reference,
    sample,
    table,
    zipped,
)

BALANCED = {"20/58": "10", "10/49": "10"}


def unusable(path: Path, said: str) -> None:
    """The file is refused with one sentence that holds `said` and names the file."""
    with pytest.raises(UnusableFile) as caught:
        read(path)
    sentence = str(caught.value)
    assert said in sentence and str(path) in sentence and "\n" not in sentence and len(sentence) < 1000


def outcome(path: Path) -> str:
    """The sentence with which the file is refused, else the reasons of the rows refused."""
    try:
        return "; ".join(refused.reason for refused in read(path)[1])
    except UnusableFile as error:
        return str(error)


def listed(folder: Path, *items: Any) -> Path:
    """A list of references."""
    path = folder / "references.json"
    path.write_text(json.dumps(items), "utf-8")
    return path


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"EnterpriseNumber": "0799000101"}, "check digits"),
        ({"EnterpriseNumber": "2000000085"}, "check digits"),
        ({"EnterpriseNumber": "12"}, "ten digits"),
        ({"EnterpriseNumber": None}, "ten digits"),
        ({"ReferenceNumber": "x"}, "reference number"),
        ({"ReferenceNumber": 5}, "reference number"),
        ({"DepositDate": "2026-02-30"}, "DepositDate is not a day"),
        ({"DepositDate": "2027-01-01"}, "lies in the future"),
        ({"ExerciseDates": None}, "ExerciseDates"),
        ({"ExerciseDates": {"startDate": "2025-01-01", "endDate": None}}, "endDate is empty"),
        (
            {"ExerciseDates": {"startDate": "2026-01-01", "endDate": "2026-12-31"}},
            "2026-12-31, after its deposit",
        ),
        (
            {"ExerciseDates": {"startDate": "2026-01-01", "endDate": "2025-12-31"}},
            "2026-01-01, after its end",
        ),
        ({"ModelType": ""}, "ModelType is empty"),
        ({"Language": 7}, "Language is not a text"),
        ({"Language": "\ud800"}, "half a character"),
    ],
)
def test_a_reference_that_cannot_be_read_is_refused_alone(
    tmp_path: Path, changed: dict[str, Any], reason: str
) -> None:
    rows, refused = read(listed(tmp_path, reference(1), reference(2, **changed)))
    assert len(rows["nbb_reference"]) == 1
    assert [reason in r.reason for r in refused] == [True], refused


def test_the_same_deposit_twice_counts_once(tmp_path: Path) -> None:
    again = reference(1, DepositDate="2026-07-02")
    members = {"r.json": [reference(1), again], "a.json": filing(1, BALANCED), "b.json": filing(1, BALANCED)}
    rows, refused = read(zipped(tmp_path / "a.zip", members))
    assert [r["deposit_date"].day for r in rows["nbb_reference"]] == [1] and len(rows["nbb_filing"]) == 1
    assert ["twice" in r.reason for r in refused] == [True, True]


def test_a_reference_that_two_lists_repeat_word_for_word_is_no_fault(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"r.json": [reference(1)], "s.json": [reference(1), reference(2)]})
    rows, refused = read(path)
    assert len(rows["nbb_reference"]) == 2 and not refused
    assert "1 references stand more than once" in " ".join(SOURCE.deliver(path, TODAY).notes)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"ReferenceNumber": "2026-00000009"}, "whose it is cannot be known"),
        ({"ReferenceNumber": [1]}, "whose it is cannot be known"),
        ({"Rubrics": None}, "Rubrics is not a list"),
        ({"Rubrics": [1]}, "lacks its code"),
        ({"Rubrics": [{"Code": "70", "Value": "1"}]}, "lacks its code"),
        ({"Rubrics": [{"Code": "70", "Value": "1", "Period": "NM2"}]}, "period"),
        ({"Rubrics": [{"Code": 70, "Value": "1", "Period": "N"}]}, "code of a rubric"),
        ({"Rubrics": [{"Code": ["70"], "Value": "1", "Period": "N"}]}, "code of a rubric"),
        ({"Rubrics": [{"Code": "70", "Value": "veel", "Period": "N"}]}, "rubric 70 is not a number"),
        ({"Rubrics": [{"Code": "70", "Value": "", "Period": "N"}]}, "rubric 70 is not a number"),
        ({"Rubrics": [{"Code": "70", "Value": "9" * 19, "Period": "N"}]}, "rubric 70 is not a number"),
        ({"Rubrics": [{"Code": "70", "Value": 1e300, "Period": "N"}]}, "rubric 70 is not a number"),
        ({"Rubrics": [{"Code": "70", "Value": True, "Period": "N"}]}, "neither a number nor a text"),
        (
            {"Rubrics": [{"Code": "70", "Value": v, "Period": "N"} for v in "12"]},
            "twice, with different values",
        ),
        ({"Administrators": "x"}, "an object with legalpersons was expected"),
        ({"ParticipatingInterests": {"a": 1}}, "a list was expected"),
        ({"ParticipatingInterests": [{"Equity": "veel"}]}, "not a number"),
        ({"Shareholders": [1]}, "an object with entityshareholders was expected"),
    ],
)
def test_what_cannot_be_read_of_a_filing_is_refused_alone(
    tmp_path: Path, changed: dict[str, Any], reason: str
) -> None:
    members = {
        "r.json": [reference(1), reference(2)], "a.json": filing(1, BALANCED, **changed), "b.json": filing(2, BALANCED),
    }  # fmt: skip
    rows, refused = read(zipped(tmp_path / "a.zip", members))
    assert number(2) in {row["enterprise"] for row in rows["nbb_filing"]}
    assert [reason in r.reason for r in refused] == [True], refused
    sections = {"Administrators", "ParticipatingInterests", "Shareholders"}
    assert len(rows["nbb_filing"]) == (2 if changed.keys() & sections else 1)


def test_a_mandate_with_an_impossible_day_leaves_the_others(tmp_path: Path) -> None:
    people = {
        "LegalPersons": [{"Entity": entity("A", None), "Mandates": [mandate("13", "2024-13-01"), mandate("13")]}],
        "NaturalPersons": [],
    }  # fmt: skip
    members = {"r.json": [reference(1)], "a.json": filing(1, BALANCED, Administrators=people)}
    rows, refused = read(zipped(tmp_path / "a.zip", members))
    assert [row["place"] for row in rows["nbb_officer"]] == [2] and "StartDate is not a day" in refused[
        0
    ].reason


def test_layouts_we_do_not_know_stop_the_file(tmp_path: Path) -> None:
    unusable(listed(tmp_path, reference(1, Nieuw=1)), "nieuw is unknown")
    less = reference(1)
    del less["ModelType"]
    unusable(listed(tmp_path, less), "modeltype is missing")
    path = tmp_path / "a.zip"
    unusable(zipped(path, {"r": [reference(1)], "f": filing(1, BALANCED, Extra=1)}), "extra is unknown")
    rubric = {"Code": "70", "Value": "1", "Period": "N", "Unit": "EUR"}
    unusable(
        zipped(path, {"r": [reference(1)], "f": filing(1, {}, Rubrics=[rubric])}),
        "unit of a rubric is unknown",
    )
    unusable(zipped(path, {"t": table(1, {}).replace("Entity number", "Entity")}), "entity number is missing")
    unusable(zipped(path, {"t": table(1, {}) + '"70","1","EUR"\n'}), "found 3 fields in the row of 70")
    unusable(zipped(path, {"t": table(1, {}) + '"70","1\n'}), "not readable as a table")


def test_deposits_without_figures_and_filings_that_do_not_balance_are_counted_in_the_notes(
    tmp_path: Path,
) -> None:
    members = {
        "r.json": [reference(n) for n in range(1, 6)], "a.json": filing(1, {"20/58": "10", "10/49": "11"}),
        "b.json": filing(2, BALANCED), "c.pdf": "%PDF-1.4", "d.pdf": "%PDF-1.7",
        "e.xbrl": '<?xml version="1.0"?><xbrl xmlns="http://www.xbrl.org/2003/instance"/>', "f.txt": "x",
    }  # fmt: skip
    delivery = SOURCE.deliver(zipped(tmp_path / "a.zip", members), TODAY)
    list(delivery.batches)
    assert [note.split()[:3] for note in delivery.notes] == [
        ["2", "deposits", "are"], ["1", "deposits", "are"], ["1", "parts", "are"], ["1", "filings", "do"],
    ]  # fmt: skip


def test_filings_without_a_list_cannot_be_placed(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.json": filing(1, BALANCED), "b.pdf": b"%PDF-1.4"})
    assert SOURCE.recognises(path)
    unusable(path, "put the references of the same deposits into one zip with them")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('[{"ReferenceNumber": "2026-1"', "not readable as JSON"),
        ('[{"ReferenceNumber": "2026-1", "DepositDate": ' + "[" * 100_000, "nested too deeply"),
        ('[{"ReferenceNumber": ' + "9" * 5000 + "}]", "not readable as JSON"),
        ('[{"ReferenceNumber": NaN}]', "not readable as JSON"),
        (json.dumps([reference(1)]) + "]", "follows the end"),
        (json.dumps([reference(1)])[:-1], "cut off"),
        (json.dumps([reference(1)])[:-1] + json.dumps(reference(2)) + "]", "a comma was expected"),
        ('{"ReferenceNumber": "2026-1", "DepositDate": 1', "not readable as JSON"),
        (b'[{"ReferenceNumber": "\xff"}]', "not readable as JSON"),
    ],
)
def test_lists_that_are_no_json(tmp_path: Path, content: str | bytes, said: str) -> None:
    path = tmp_path / "references.json"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    assert SOURCE.recognises(path)
    unusable(path, said)


@pytest.mark.parametrize("deep", [40, 400, 100_000])
def test_a_filing_nested_too_deeply(tmp_path: Path, deep: int) -> None:
    bomb = json.dumps(filing(1, BALANCED))[:-1] + ', "JointCommittees": ' + "[" * deep + "]" * deep + "}"
    path = zipped(tmp_path / "a.zip", {"r.json": [reference(1)], "bomb.json": bomb})
    assert "nested too deeply" in outcome(path)


def test_zips_packed_like_an_attack(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("references.json", "[" + " " * 2**25)
    unusable(path, "no genuine delivery is packed like that")
    inner = zipped(tmp_path / "inner.zip", {"references.zip": b"PK\x03\x04"}).read_bytes()
    unusable(zipped(path, {"references.zip": inner}), "a zip in a zip in a zip")
    unusable(zipped(path, {"references.zip": b"PK\x03\x04 no"}), "not a readable zip")


def test_too_many_deposits_for_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey, "MAX_DEPOSITS", 2)
    unusable(listed(tmp_path, *(reference(n) for n in range(1, 5))), "split it")


@pytest.mark.parametrize(
    "members", [{"meta.csv": "a", "enterprise.csv": "b"}, {"readme.txt": "x"}, {"a.json": {"a": 1}}, {}]
)
def test_what_is_not_ours_is_left_to_others(tmp_path: Path, members: dict[str, Any]) -> None:
    assert not SOURCE.recognises(zipped(tmp_path / "KboOpenData_0140_2025_10_05_Full.zip", members))
    assert not SOURCE.recognises(tmp_path) and not SOURCE.recognises(tmp_path / "absent")


@pytest.mark.parametrize("seed", range(40))
def test_damaged_files_end_in_a_sentence_or_in_rows(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    members = {
        name: content if isinstance(content, str) else json.dumps(content) for name, content in sample()
    }
    name = draw.choice(sorted(members))
    raw = bytearray(members[name].encode())
    for _ in range(draw.randrange(1, 6)):
        place = draw.randrange(len(raw))
        if draw.random() < 0.5:
            raw[place] = draw.randrange(256)
        else:
            del raw[place : place + draw.randrange(40)]
    path = zipped(tmp_path / "a.zip", {**members, name: bytes(raw)})
    if seed % 4 == 0:
        packed = bytearray(path.read_bytes())
        for _ in range(4):
            packed[draw.randrange(len(packed))] = draw.randrange(256)
        path.write_bytes(packed[: draw.randrange(1, len(packed))] if seed % 8 == 0 else packed)
    SOURCE.recognises(path)
    assert "\n" not in outcome(path)
