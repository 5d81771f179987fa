"""Answers of VIES: both shapes, services that are down, contradictions, and what is never kept."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from knipperlicht.errors import UnusableFile
from knipperlicht.sources.records import source_of
from knipperlicht.sources.vies import SOURCE
from tests.sources.sheet_files import invented, read, sample

NUMBER = f"{invented(1):010d}"
GET = {"isValid": False, "requestDate": "2026-03-01T09:00:00Z", "userError": "INVALID", "vatNumber": NUMBER}
POST = {"countryCode": "BE", "vatNumber": NUMBER, "requestDate": "2026-03-01T09:00:00Z", "valid": False}
DOWN = {"actionSucceed": False, "errorWrappers": [{"error": "MS_UNAVAILABLE"}], "vatNumber": NUMBER,
        "requestDate": "2026-03-01T09:00:00Z"}  # fmt: skip


def lines(folder: Path, *answers: dict[str, Any] | str) -> Path:
    path = folder / "answers.jsonl"
    path.write_text("".join(f"{a if isinstance(a, str) else json.dumps(a)}\n" for a in answers), "utf-8")
    return path


@pytest.mark.parametrize("name", ["vies_voorbeeld.jsonl", "vies_voorbeeld.csv"])
def test_the_samples_are_read_whole(name: str) -> None:
    path = sample("vies", name)
    assert source_of(path) is SOURCE
    rows, refused = read(SOURCE, path, today=date(2026, 11, 23))
    assert refused == [] and {row["kind"] for row in rows} == {"valid", "invalid", "none"}
    assert "VOORBEELD" not in str(rows) and "Proefstraat" not in str(rows)


def test_a_file_of_answers_is_of_the_day_of_the_newest() -> None:
    delivery = SOURCE.deliver(sample("vies", "vies_voorbeeld.jsonl"), date(2026, 11, 23))
    assert delivery.day == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("answer", "kind", "code"),
    [
        (GET, "invalid", "INVALID"),
        (GET | {"isValid": True, "userError": "VALID"}, "valid", "VALID"),
        (GET | {"userError": "MS_UNAVAILABLE"}, "none", "MS_UNAVAILABLE"),
        (GET | {"userError": "SOMETHING_NEW"}, "none", "SOMETHING_NEW"),
        (GET | {"vatNumber": "", "originalVatNumber": NUMBER}, "invalid", "INVALID"),
        (POST, "invalid", "INVALID"),
        (POST | {"valid": True}, "valid", "VALID"),
        (DOWN, "none", "MS_UNAVAILABLE"),
        (DOWN | {"errorWrappers": []}, "none", "UNKNOWN"),
    ],
)
def test_only_a_sure_answer_is_one(tmp_path: Path, answer: dict[str, Any], kind: str, code: str) -> None:
    [row], refused = read(SOURCE, lines(tmp_path, answer))
    assert row == {
        "enterprise": invented(1), "asked_on": date(2026, 3, 1), "kind": kind, "code": code,
    }  # fmt: skip
    assert refused == []


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (GET | {"isValid": True}, "at once"),
        (GET | {"isValid": "no"}, "neither true nor false"),
        (GET | {"vatNumber": "0123"}, "ten digits"),
        (GET | {"vatNumber": str(invented(1, first=29_000_000))}, "establishment"),
        (GET | {"requestDate": "2026-07-01T00:00:00Z"}, "future"),
        (GET | {"requestDate": "yesterday"}, "not a date"),
        (POST | {"countryCode": "FR"}, "not about Belgium"),
        ({name: value for name, value in DOWN.items() if name != "vatNumber"}, "ten digits"),
        ("{broken", "not JSON"),
        ("[" * 20_000, "not JSON"),
        ("[1]", "not a JSON object"),
    ],
)
def test_an_answer_that_cannot_be_believed_is_refused_alone(
    tmp_path: Path, answer: dict[str, Any] | str, reason: str
) -> None:
    named = answer | {"name": "GEHEIM"} if isinstance(answer, dict) else answer
    rows, [refused] = read(SOURCE, lines(tmp_path, named, GET))
    assert len(rows) == 1 and reason in refused.reason and refused.where == "line 1"
    assert "GEHEIM" not in refused.content


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (GET | {"iban": "x"}, "iban is unknown"),
        ({"vatNumber": NUMBER}, "does not say whether"),
        ('{"a": "' + "x" * 70_000 + '"}', "longer than"),
    ],
)
def test_another_layout_stops_the_file(tmp_path: Path, answer: dict[str, Any] | str, sentence: str) -> None:
    with pytest.raises(UnusableFile, match=sentence):
        read(SOURCE, lines(tmp_path, GET, answer))


def test_other_files_are_not_claimed(tmp_path: Path) -> None:
    assert not SOURCE.recognises(tmp_path / "absent.jsonl")
    assert not SOURCE.recognises(lines(tmp_path, {"enterprise": "x"}))
    path = tmp_path / "other.csv"
    path.write_text("enterprise,asked_on,social,tax\n", "utf-8")
    assert not SOURCE.recognises(path)
