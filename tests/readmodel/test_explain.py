"""The explanation: its shape, its rows, its words, and who gets no number."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest

import knipperlicht
from knipperlicht.cli.present import print_explanation, shown_points
from knipperlicht.core.clock import Language
from knipperlicht.core.numbers import NumberError, format_number, parse_number
from knipperlicht.errors import NothingFound
from knipperlicht.history.relations import applied, current_sql, episodes_sql
from knipperlicht.history.store import Store
from knipperlicht.indicators.reasons import reasons
from knipperlicht.indicators.registry import indicators
from knipperlicht.readmodel.explain import explain
from knipperlicht.readmodel.reader import Reader
from knipperlicht.readmodel.steps import steps
from knipperlicht.sources.kbo_opendata.layout import BY_NAME
from tests.readmodel.texts import UNFILLED, texts_of

ISSUE_KEYS = {
    "enterprise_number", "name", "snapshot", "as_of", "scorecard", "score", "band", "confidence", "subscores",
    "not_scored_reason", "families", "hits", "not_computable", "gates",
}  # fmt: skip
MORE_KEYS = {"establishment_number", "band_name", "total_points", "banner", "facts", "answered"}
HIT_KEYS = {
    "indicator",
    "family",
    "severity",
    "points",
    "sentence",
    "evidence",
    "threshold",
    "innocent",
    "clears",
}
MORE_HIT_KEYS = {"name", "counts", "since"}
EVIDENCE_KEYS = {"source", "table", "key", "field", "value", "valid_from", "valid_to"}
SUBSCORES = {"misbruiksignalen", "financiele_kwetsbaarheid", "inactiviteit"}
LANGUAGES: tuple[Language, ...] = ("nl", "fr", "en")
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "explain.md"


def hit_numbers(reader: Reader) -> list[int]:
    """Up to three enterprises for each indicator that fired, and the ten highest."""
    rows = reader.rows(
        "SELECT enterprise FROM (SELECT enterprise, row_number() OVER (PARTITION BY indicator ORDER BY enterprise) AS n "
        "FROM hit) WHERE n <= 3 UNION SELECT enterprise FROM (SELECT enterprise FROM score ORDER BY total DESC LIMIT 10)"
    )
    return sorted(row["enterprise"] for row in rows)


def number_where(reader: Reader, sql: str) -> str:
    found = reader.rows(sql)
    assert found, f"the shared register holds nothing for: {sql}"
    return format_number(next(iter(found[0].values())))


@pytest.fixture(scope="module")
def explained(reader: Reader) -> list[dict[str, Any]]:
    return [explain(reader, format_number(number)) for number in hit_numbers(reader)]


def sole_trader(reader: Reader) -> str:
    return number_where(reader, "SELECT min(enterprise) FROM enterprise WHERE type_of_enterprise = '1'")


def left_register(reader: Reader) -> str:
    return number_where(reader, "SELECT min(enterprise) FROM enterprise_past WHERE gone AND is_legal")


def test_the_shape_is_the_one_of_the_issue(explained: list[dict[str, Any]]) -> None:
    assert explained
    for answer in explained:
        assert answer.keys() == ISSUE_KEYS | MORE_KEYS
        assert answer["subscores"].keys() == SUBSCORES
        assert all(row.keys() == {"family", "points", "cap"} for row in answer["families"])
        assert all(row.keys() == {"indicator", "reason"} for row in answer["not_computable"])
        assert all(row.keys() == {"gate", "sentence"} for row in answer["gates"])
        for hit in (*answer["hits"], *answer["banner"]):
            assert hit.keys() == HIT_KEYS | MORE_HIT_KEYS
            assert hit["evidence"] and all(row.keys() == EVIDENCE_KEYS for row in hit["evidence"])


def test_keys_beyond_the_issue_are_documented() -> None:
    page = PAGE.read_text("utf-8")
    for key in (*MORE_KEYS, *(f"hits[].{key}" for key in ("counts", "since")), "steps"):
        assert f"`{key}`" in page, key
    example = json.loads(page.split("```json")[1].split("```")[0])
    assert example.keys() == ISSUE_KEYS | MORE_KEYS
    assert example["hits"][0].keys() == HIT_KEYS | MORE_HIT_KEYS


def test_types_are_those_of_the_issue(explained: list[dict[str, Any]]) -> None:
    for answer in explained:
        assert isinstance(answer["score"], float) and 0 <= answer["score"] <= 10
        assert answer["confidence"] in "ABCD" and answer["not_scored_reason"] is None
        assert 0 <= answer["answered"]["whole"] <= answer["answered"]["here"] <= 1
        assert parse_number(answer["enterprise_number"])
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", answer["as_of"])
        json.dumps(answer)


def test_the_points_shown_add_up(explained: list[dict[str, Any]]) -> None:
    assert any(len(answer["hits"]) > 1 for answer in explained)
    for answer in explained:
        total = round(answer["total_points"] * 1000)
        assert sum(round(hit["points"] * 1000) for hit in answer["hits"]) == total
        assert sum(round(row["points"] * 1000) for row in answer["families"]) == total


def test_the_points_in_words_add_up(
    explained: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    for answer in explained:
        print_explanation(answer, "en")
        text = capsys.readouterr().out
        shown = [round(float(n) * 10) for n in re.findall(r"^●.*  (-?\d+\.\d) points", text, re.MULTILINE)]
        assert len(shown) == len(answer["hits"])
        if shown:
            (total,) = re.findall(r"^Sum: (-?\d+\.\d) points", text, re.MULTILINE)
            assert sum(shown) == round(float(total) * 10)


@pytest.mark.parametrize(
    ("points", "shown"),
    [
        ([], []),
        ([1.05, 1.05], ["1.0", "1.1"]),
        ([30.0, -30.0], ["30.0", "-30.0"]),
        ([0.333, 0.333, 0.333], None),
    ],
)
def test_rounding_for_people_keeps_the_sum(points: list[float], shown: list[str] | None) -> None:
    found = shown_points(points)
    assert sum(round(float(x) * 10) for x in found) == (sum(round(p * 1000) for p in points) + 50) // 100
    assert shown is None or sorted(found) == sorted(shown)


@pytest.fixture(scope="module")
def register(shared_store: Store) -> Iterator[duckdb.DuckDBPyConnection]:
    """Every row the register ever showed, straight from history: table `ever_<t>` with the register's columns."""
    with duckdb.connect() as connection:
        used = applied(shared_store.extracts())
        for name, table in BY_NAME.items():
            columns = ", ".join(column.field for column in table.columns)
            connection.execute(
                f"CREATE TABLE ever_{name} AS SELECT {columns} FROM ({current_sql(shared_store, used, table)}) "
                f"UNION SELECT {columns} FROM ({episodes_sql(shared_store, used, table)})"
            )
        yield connection


def _tells(shown: str, value: str) -> bool:
    """Whether a contact detail as it is compared, its e-mail name covered, is that of the register."""
    kind, _, key = shown.partition(" ")
    if kind == "TEL":
        return "".join(re.findall(r"\d", value)).endswith(key)
    return key.removeprefix("…") in value.lower()


def test_evidence_exists_in_the_register(
    explained: list[dict[str, Any]], register: duckdb.DuckDBPyConnection
) -> None:
    """The table and the entity always; the value too where the field is a column of the register as it is."""
    compared = 0
    for answer in explained:
        for hit in (*answer["hits"], *answer["banner"]):
            for row in hit["evidence"]:
                assert row["source"] == "KBO Open Data"
                table = BY_NAME[row["table"]]
                fields = {column.register: column.field for column in table.columns}
                number = parse_number(row["key"])
                if row["field"] not in fields:
                    continue
                wanted = f"SELECT {fields[row['field']]}::VARCHAR FROM ever_{row['table']} WHERE entity = ?"
                values = {value for (value,) in register.execute(wanted, [number]).fetchall()}
                assert values, (hit["indicator"], row)
                if row["table"] == "contact":
                    assert any(_tells(row["value"], value) for value in values), (
                        hit["indicator"],
                        row,
                        values,
                    )
                elif row["field"] not in ("NaceCode",):
                    assert row["value"] in values or "→" in row["value"] or ":" in row["value"], (
                        hit["indicator"],
                        row,
                        values,
                    )
                    compared += 1
    assert compared > 20


def test_days_of_evidence_are_days_and_in_order(explained: list[dict[str, Any]]) -> None:
    for answer in explained:
        for hit in (*answer["hits"], *answer["banner"]):
            for row in hit["evidence"]:
                days = [day for day in (row["valid_from"], row["valid_to"]) if day is not None]
                assert all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", day) for day in days) and days == sorted(days)
                assert all(day <= answer["as_of"] for day in days), (hit["indicator"], row)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_indicator_that_fired_speaks_without_gaps(reader: Reader, language: Language) -> None:
    fired = {row["indicator"] for row in reader.rows("SELECT DISTINCT indicator FROM hit")}
    seen = set()
    for number in hit_numbers(reader):
        answer = explain(reader, format_number(number), language=language)
        for hit in (*answer["hits"], *answer["banner"]):
            seen.add(hit["indicator"])
            for key in ("name", "sentence", "threshold", "innocent", "clears"):
                assert hit[key].strip() and not UNFILLED.search(hit[key]), (hit["indicator"], key, hit[key])
        for item in (*answer["gates"], *answer["not_computable"]):
            assert not any(UNFILLED.search(text) for text in texts_of(item))
    assert seen == fired and len(fired) >= 8


def test_the_three_languages_differ(reader: Reader) -> None:
    number = number_where(reader, "SELECT enterprise FROM hit_points WHERE points > 0 LIMIT 1")
    said = {
        language: explain(reader, number, language=language)["hits"][0]["sentence"] for language in LANGUAGES
    }
    assert len(set(said.values())) == 3


def test_every_reason_an_indicator_gives_has_words() -> None:
    root = Path(knipperlicht.__file__).parent / "indicators"
    used = {
        code
        for path in root.rglob("*.py")
        for code in re.findall(r'reason=ibis\.literal\("([a-z_]+)', path.read_text("utf-8"))
    } | {"history_too_short", "source_missing"}
    assert used <= reasons().keys(), f"no sentence for {sorted(used - reasons().keys())}"


def test_every_reason_of_the_shared_register_can_be_said(reader: Reader) -> None:
    rows = reader.rows("SELECT DISTINCT ON (indicator, reason) enterprise FROM unknown")
    for row in rows:
        for language in LANGUAGES:
            for item in explain(reader, format_number(row["enterprise"]), language=language)[
                "not_computable"
            ]:
                assert not UNFILLED.search(item["reason"])


def test_hit_clear_and_unanswered_exclude_each_other(explained: list[dict[str, Any]]) -> None:
    for answer in explained:
        fired = {hit["indicator"] for hit in (*answer["hits"], *answer["banner"])}
        asked = [item["indicator"] for item in answer["not_computable"]]
        assert len(asked) == len(set(asked)) and not fired & set(asked)
        assert fired | set(asked) <= indicators().keys()


def test_a_bankruptcy_is_a_banner_and_never_a_point(reader: Reader) -> None:
    number = number_where(reader, "SELECT min(enterprise) FROM hit WHERE indicator = 'faillissement_status'")
    answer = explain(reader, number)
    assert [hit["indicator"] for hit in answer["banner"]] == ["faillissement_status"]
    assert answer["banner"][0]["points"] == 0 and answer["banner"][0]["counts"] is False
    assert "faillissement_status" not in {hit["indicator"] for hit in answer["hits"]}


def test_a_public_body_shows_what_its_form_takes_off(reader: Reader) -> None:
    number = number_where(reader, "SELECT min(enterprise) FROM hit WHERE indicator = 'publiek_of_genoteerd'")
    answer = explain(reader, number)
    own = next(hit for hit in answer["hits"] if hit["indicator"] == "publiek_of_genoteerd")
    assert own["family"] == "bescherming" and own["points"] <= 0
    assert answer["families"][-1] == {"family": "bescherming", "points": own["points"], "cap": -40.0}


def test_a_sole_trader_has_facts_and_no_number_anywhere(
    reader: Reader, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = explain(reader, sole_trader(reader))
    assert answer.keys() == ISSUE_KEYS | MORE_KEYS
    for key in ("score", "band", "band_name", "confidence", "total_points"):
        assert answer[key] is None
    assert not any(answer["subscores"].values())
    assert (
        answer["hits"]
        == answer["banner"]
        == answer["families"]
        == answer["gates"]
        == answer["not_computable"]
        == []
    )
    assert "natuurlijke persoon" in answer["not_scored_reason"]
    assert answer["facts"]["type_of_enterprise"] == "1" and answer["facts"]["start_date"]
    print_explanation(answer, "nl")
    text = capsys.readouterr().out
    assert "punten" not in text and "van 10" not in text and "Begonnen" in text


def test_no_table_of_the_sum_names_a_natural_person(reader: Reader) -> None:
    people = "(SELECT enterprise FROM enterprise WHERE type_of_enterprise = '1')"
    for table in ("score", "hit", "hit_points", "evidence", "gap", "subject", "family_points"):
        (found,) = reader.rows(f"SELECT count(*) AS n FROM {table} SEMI JOIN {people} USING (enterprise)")
        assert found["n"] == 0, table
    assert not {"score", "hit_points", "subject"} & steps(reader, sole_trader(reader)).keys()


def test_an_enterprise_that_left_keeps_its_last_state(
    reader: Reader, capsys: pytest.CaptureFixture[str]
) -> None:
    number = left_register(reader)
    answer = explain(reader, number)
    assert answer["score"] is None and answer["name"]
    assert answer["facts"]["valid_to"] and answer["facts"]["juridical_situation"] and answer["facts"]["seat"]
    day = answer["facts"]["valid_to"]
    assert f"{day[8:]}-{day[5:7]}-{day[:4]}" in answer["not_scored_reason"]
    print_explanation(answer, "en")
    assert "left" in answer["not_scored_reason"] or "Legal form" in capsys.readouterr().out


def test_an_establishment_leads_to_its_enterprise(reader: Reader) -> None:
    (row,) = reader.rows(
        "SELECT establishment, enterprise FROM establishment SEMI JOIN score USING (enterprise) ORDER BY 1 LIMIT 1"
    )
    answer = explain(reader, format_number(row["establishment"]))
    assert answer["enterprise_number"] == format_number(row["enterprise"])
    assert answer["establishment_number"] == format_number(row["establishment"])
    own = explain(reader, format_number(row["enterprise"]))
    assert answer | {"establishment_number": None} == own


@pytest.mark.parametrize("spelling", ["{d}", "BE {d}", "be{p}", "{p}", " {d} ", "{s}"])
def test_a_number_is_read_as_people_write_it(reader: Reader, spelling: str) -> None:
    dotted = number_where(reader, "SELECT min(enterprise) FROM score")
    plain = dotted.replace(".", "")
    text = spelling.format(d=dotted, p=plain, s=dotted.replace(".", " "))
    assert explain(reader, text)["enterprise_number"] == dotted


@pytest.mark.parametrize("text", ["0999.999.922", "2999.999.922"])
def test_a_number_the_register_does_not_hold_is_said_to_be_unknown(reader: Reader, text: str) -> None:
    with pytest.raises(NothingFound, match="holds no such"):
        explain(reader, valid(text))


@cache
def valid(text: str) -> str:
    stem = int(text.replace(".", "")[:8])
    return format_number(stem * 100 + 97 - stem % 97)


@pytest.mark.parametrize("text", ["", "abc", "0123.456.788", "9123456789", "12", "0'; DROP TABLE score; --"])
def test_a_wrong_number_is_refused(reader: Reader, text: str) -> None:
    with pytest.raises(NumberError):
        explain(reader, text)


def test_flags_only_shows_signs_and_no_number(reader: Reader, capsys: pytest.CaptureFixture[str]) -> None:
    number = number_where(reader, "SELECT enterprise FROM score WHERE n_hits > 1 ORDER BY total DESC LIMIT 1")
    full, flags = explain(reader, number), explain(reader, number, flags_only=True)
    assert flags.keys() == full.keys()
    for key in ("score", "band", "band_name", "total_points"):
        assert flags[key] is None
    assert not any(flags["subscores"].values()) and flags["families"] == flags["gates"] == []
    assert [hit["indicator"] for hit in flags["hits"]] == sorted(hit["indicator"] for hit in full["hits"])
    assert all(hit["points"] is None and hit["severity"] is None for hit in flags["hits"])
    assert all(hit["evidence"] and hit["sentence"] for hit in flags["hits"])
    print_explanation(flags, "nl")
    text = capsys.readouterr().out
    assert "punten" not in text and "van 10" not in text and "Som" not in text


def test_steps_lead_from_the_register_to_the_score(reader: Reader) -> None:
    number = number_where(reader, "SELECT enterprise FROM score WHERE n_hits > 0 ORDER BY total DESC LIMIT 1")
    found = steps(reader, number)
    assert {"enterprise", "address", "subject", "hit", "evidence", "hit_points", "score"} <= found.keys()
    assert all(0 < len(rows) <= 25 for rows in found.values())
    value = parse_number(number)
    for table in ("enterprise", "subject", "hit", "score"):
        assert all(row["enterprise"] == value for row in found[table])


def test_steps_in_flags_only_show_no_number(reader: Reader) -> None:
    number = number_where(reader, "SELECT enterprise FROM score WHERE n_hits > 0 ORDER BY total DESC LIMIT 1")
    found = steps(reader, number, flags_only=True)
    assert (
        "hit" in found
        and not {"score", "hit_points", "contribution", "family_points", "hit_weighed"} & found.keys()
    )
    assert not {"severity", "points", "score", "raw"} & {
        key for rows in found.values() for row in rows for key in row
    }
