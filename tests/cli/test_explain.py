"""`explain` and `search` on the command line."""

from __future__ import annotations

import json
import re

import pytest

from knipperlicht.core.numbers import format_number
from knipperlicht.core.text import fold
from knipperlicht.readmodel.reader import Reader
from tests.cli.calling import Caller


@pytest.fixture(scope="module")
def highest(reader: Reader) -> str:
    rows = reader.rows("SELECT enterprise FROM score ORDER BY score DESC, total DESC, enterprise LIMIT 1")
    return format_number(rows[0]["enterprise"])


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_explain_says_it_in_the_language_asked(call: Caller, highest: str, language: str) -> None:
    said = call("explain", highest, "--lang", language)
    assert said.code == 0 and said.err == ""
    assert highest in said.out and "●" in said.out
    assert {"nl": "Registerrijen", "fr": "Lignes du registre", "en": "Register rows"}[language] in said.out


@pytest.mark.parametrize("spelling", ["BE{p}", "BE {d}", "{p}", "{d}", "be {s}", "{nine}"])
def test_a_number_may_be_written_in_any_usual_way(call: Caller, highest: str, spelling: str) -> None:
    plain = highest.replace(".", "")
    text = spelling.format(p=plain, d=highest, s=highest.replace(".", " "), nine=plain.lstrip("0"))
    assert json.loads(call("explain", text, "--format", "json").out)["enterprise_number"] == highest


def test_explain_as_json_is_one_object(call: Caller, highest: str) -> None:
    said = call("explain", highest, "--format", "json", "--steps")
    answer = json.loads(said.out)
    assert answer["score"] > 0 and answer["hits"] and {"enterprise", "score", "hit"} <= answer["steps"].keys()


def test_explain_with_steps_lists_tables(call: Caller, highest: str) -> None:
    said = call("explain", highest, "--steps")
    assert re.search(r"^enterprise \(1\)$", said.out, re.MULTILINE)
    assert re.search(r"^score \(1\)$", said.out, re.MULTILINE)


def test_flags_only_shows_no_number_in_text_json_and_steps(call: Caller, highest: str) -> None:
    text = call("explain", highest, "--flags-only", "--steps").out
    for word in ("punten", "van 10", "Som", "severity=", "points=", "score=", "misbruiksignalen "):
        assert word not in text, word
    answer = json.loads(call("explain", highest, "--flags-only", "--format", "json", "--steps").out)
    assert answer["score"] is None and not any(answer["subscores"].values())
    assert "severity" not in json.dumps(answer["steps"]) and "points" not in json.dumps(answer["steps"])


def test_flags_only_can_be_the_rule_of_the_house(
    call: Caller, highest: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KNIPPERLICHT_FLAGS_ONLY", "1")
    assert json.loads(call("explain", highest, "--format", "json").out)["score"] is None
    assert "score" not in call("search", highest).out


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0999.999.922", 1),
        ("2.999.999.922", 1),
        ("0123.456.788", 2),
        ("hallo", 2),
        ("", 2),
        ("9.123.456.789", 2),
    ],
)
def test_unknown_numbers_end_with_one_and_wrong_ones_with_two(call: Caller, text: str, code: int) -> None:
    digits = text.replace(".", "")
    if code == 1:
        stem = int(digits[:8])
        text = str(stem * 100 + 97 - stem % 97).zfill(10)
    said = call("explain", text)
    assert said.code == code and len(said.err.strip().splitlines()) == 1 and said.out == ""


def test_before_the_first_build_explain_says_what_to_do(call_empty: Caller) -> None:
    said = call_empty("explain", "0403.170.701")
    assert said.code == 1 and "knipperlicht build" in said.err
    assert not call_empty.data.exists()


@pytest.mark.parametrize("day", ["2025-13-40", "gisteren", "31-02-2025", "2999-01-01"])
def test_an_impossible_or_future_day_is_a_bad_argument(call: Caller, highest: str, day: str) -> None:
    said = call("explain", highest, "--as-of", day)
    assert said.code == 2 and "--as-of" in said.err


def name_with(reader: Reader, sql: str) -> tuple[str, str]:
    """Number and name of one legal person with a name that nobody else's begins like."""
    rows = reader.rows(
        f"SELECT enterprise, name FROM score WHERE {sql} AND (SELECT count(*) FROM name n WHERE n.name = score.name) = 1 "
        "AND length(name) BETWEEN 12 AND 40 ORDER BY enterprise LIMIT 1"
    )
    assert rows
    return format_number(rows[0]["enterprise"]), rows[0]["name"]


def test_search_finds_a_name_by_its_beginning(call: Caller, reader: Reader) -> None:
    number, name = name_with(reader, "name NOT LIKE '%.%'")
    for text in (name, name[:-2], name.upper(), fold(name)):
        assert number in call("search", text, "--limit", "200").out, text


def test_search_forgives_one_typing_error(call: Caller, reader: Reader) -> None:
    number, name = name_with(reader, "regexp_matches(name, '^[A-Za-z]{7,} [A-Za-z]{5,}')")
    first = name.split()[0]
    for wrong in (
        first[:3] + first[4:],
        first[:3] + "x" + first[3:],
        first[:2] + first[3] + first[2] + first[4:],
    ):
        text = " ".join([wrong, *name.split()[1:]])
        assert number in call("search", text, "--limit", "200").out, text


def test_search_forgives_missing_accents(call: Caller, reader: Reader) -> None:
    rows = reader.rows("SELECT enterprise, name FROM score WHERE regexp_matches(name, '[éèëïüöç]') LIMIT 1")
    if not rows:
        pytest.skip("the invented province has no name with an accent")
    assert format_number(rows[0]["enterprise"]) in call("search", fold(rows[0]["name"]), "--limit", "200").out


def test_search_finds_numbers_of_enterprises_and_establishments(
    call: Caller, reader: Reader, highest: str
) -> None:
    said = call("search", highest)
    assert said.code == 0 and highest in said.out
    (unit,) = reader.rows(
        "SELECT establishment, enterprise FROM establishment ORDER BY establishment LIMIT 1"
    )
    assert format_number(unit["enterprise"]) in call("search", format_number(unit["establishment"])).out


def test_search_by_number_finds_who_left_the_register(call: Caller, reader: Reader) -> None:
    (row,) = reader.rows("SELECT min(enterprise) AS n FROM enterprise_past WHERE gone")
    assert format_number(row["n"]) in call("search", format_number(row["n"])).out


def test_search_shows_no_score_of_a_sole_trader(call: Caller, reader: Reader) -> None:
    (row,) = reader.rows("SELECT min(enterprise) AS n FROM enterprise WHERE type_of_enterprise = '1'")
    lines = call("search", format_number(row["n"])).out.splitlines()
    assert len(lines) == 2 and not re.search(r"\d\.\d\s*$|geen|laag|matig", lines[1])


@pytest.mark.parametrize(
    "text",
    ["zzqqxxyy", "", "   ", "!!!", "0999.999.922", "a" * 5000, "🙂", "AND OR NOT", 'x" OR "', "\\", "*"],
)
def test_search_that_finds_nothing_says_so_and_ends_with_one(call: Caller, text: str) -> None:
    assert call("search", text).code in (0, 1)
    assert call("search", "zzqqxxyy").code == 1


@pytest.mark.parametrize("limit", ["0", "-1", "201", "many"])
def test_a_limit_out_of_range_is_a_bad_argument(call: Caller, limit: str) -> None:
    assert call("search", "bakkerij", "--limit", limit).code == 2


def test_looking_changes_nothing(call: Caller, reader: Reader, highest: str) -> None:
    """How often a company is looked up cannot be an input: looking leaves no trace in the data."""

    def state() -> dict[str, tuple[int, int, bytes]]:
        import hashlib

        files = [path for path in call.data.rglob("*") if path.is_file() and "work" not in path.parts]
        return {
            str(p): (p.stat().st_size, p.stat().st_mtime_ns, hashlib.sha256(p.read_bytes()).digest())
            for p in files
        }

    before = state()
    for _ in range(3):
        call("explain", highest)
        call("explain", highest, "--steps", "--format", "json")
        call("search", "bakkerij")
    assert state() == before and len(before) > 10
