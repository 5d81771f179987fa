"""One activity code for all versions, and pairs learned from an extract."""

from __future__ import annotations

from typing import Any

import ibis
import pyarrow as pa
import pytest
from ibis.config import Config

from knipperlicht.warehouse.nace import code_dictionary, learn_pairs, nace_map

Line = tuple[int, str, str, str, str]
COLUMNS = ("entity", "activity_group", "nace_version", "nace_code", "classification")


def activity(lines: list[Line]) -> Any:
    schema = pa.schema([(name, pa.int64() if name == "entity" else pa.string()) for name in COLUMNS])
    rows = [dict(zip(COLUMNS, line, strict=True)) for line in lines]
    return ibis.memtable(pa.Table.from_pylist(rows, schema=schema))


def twins(*, old: tuple[str, str], new: str, count: int, start: int = 0) -> list[Line]:
    """`count` entities with one main code in an older version and one in 2025, in the same group."""
    numbers = range(start, start + count)
    older: list[Line] = [(number, "001", *old, "MAIN") for number in numbers]
    return older + [(number, "001", "2025", new, "MAIN") for number in numbers]


def learned(lines: list[Line]) -> list[tuple[str, str, str, int]]:
    rows = learn_pairs(activity=activity(lines)).to_pyarrow().to_pylist()
    return [(row["version"], row["code"], row["nace2025"], row["n"]) for row in rows]


def mapped(*codes: tuple[str, str], lines: list[Line] | None = None) -> dict[str, dict[str, Any]]:
    table = ibis.memtable(
        pa.table({"nace_version": [c[0] for c in codes], "nace_code": [c[1] for c in codes]})
    )
    pairs = None if lines is None else learn_pairs(activity=activity(lines))
    rows = nace_map(codes=table, learned=pairs).to_pyarrow().to_pylist()
    return {row["nace_code"]: row for row in rows}


def test_seven_digits_are_cut_and_2025_stays_itself() -> None:
    row = mapped(("2025", "5630101"))["5630101"]
    assert (row["nace2025"], row["method"]) == ("56301", "same")
    assert (row["division"], row["group_code"], row["section"]) == ("56", "563", "I")


def test_a_2008_code_follows_the_fixed_mapping() -> None:
    rows = mapped(("2008", "96021"), ("2008", "45201"))
    assert (rows["96021"]["nace2025"], rows["96021"]["method"]) == ("96210", "editorial")
    assert (rows["45201"]["nace2025"], rows["45201"]["method"]) == ("95311", "label_exact")


def test_an_unmappable_code_is_equal_to_no_other() -> None:
    rows = mapped(("2008", "47910"), ("2003", "52111"), ("2025", "47910"))
    assert rows["52111"]["nace2025"] == "?200352111"
    assert (rows["52111"]["method"], rows["52111"]["section"]) == ("none", None)
    keys = nace_map(codes=ibis.memtable({"nace_version": ["2008", "2025"], "nace_code": ["47910", "47910"]}))
    assert len(set(keys.to_pyarrow()["nace2025"].to_pylist())) == 2


def test_a_code_with_a_clear_partner_is_learned() -> None:
    lines = twins(old=("2003", "52111"), new="47110", count=20)
    assert learned(lines) == [("2003", "52111", "47110", 20)]
    assert mapped(("2003", "52111"), lines=lines)["52111"]["nace2025"] == "47110"


@pytest.mark.parametrize(("count", "found"), [(19, 0), (20, 1)])
def test_too_few_pairs_teach_nothing(count: int, found: int) -> None:
    assert len(learned(twins(old=("2003", "52111"), new="47110", count=count))) == found


@pytest.mark.parametrize(("other", "found"), [(41, 0), (40, 1)])
def test_a_split_partner_teaches_nothing(other: int, found: int) -> None:
    lines = twins(old=("2003", "52111"), new="47110", count=60)
    lines += twins(old=("2003", "52111"), new="47120", count=other, start=100)
    assert len(learned(lines)) == found


def test_a_code_the_fixed_mapping_decides_is_not_learned() -> None:
    assert learned(twins(old=("2008", "96021"), new="96220", count=50)) == []


def test_an_entity_with_two_main_codes_in_a_version_does_not_count() -> None:
    lines = twins(old=("2003", "52111"), new="47110", count=20)
    assert learned([*lines, (0, "001", "2003", "55301", "MAIN")]) == []
    assert learned([*lines, (0, "001", "2025", "5610101", "MAIN")]) == []
    assert len(learned([*lines, (0, "001", "2003", "5211101", "MAIN")])) == 1
    assert (
        len(learned([*lines, (0, "001", "2003", "55301", "SECO"), (0, "003", "2003", "55301", "MAIN")])) == 1
    )


def test_row_order_changes_nothing() -> None:
    lines = twins(old=("2003", "52111"), new="47110", count=30)
    lines += twins(old=("2003", "55301"), new="56111", count=30, start=50)
    assert sorted(learned(lines)) == sorted(learned(lines[::-1]))


def test_consumer_sectors_are_judged_in_their_own_version() -> None:
    rows = mapped(
        ("2008", "47111"), ("2008", "4791001"), ("2025", "47110"), ("2025", "47920"), ("2003", "52620")
    )
    consumer = {code: row["consumer"] for code, row in rows.items()}
    assert consumer == {"47111": True, "4791001": False, "47110": True, "47920": False, "52620": False}


def test_every_code_comes_back_once() -> None:
    lines = twins(old=("2008", "47112"), new="47110", count=5) + twins(
        old=("2003", "52111"), new="47110", count=5
    )
    rows = nace_map(codes=code_dictionary(activity(lines))).to_pyarrow().to_pylist()
    assert len(rows) == len({(row["nace_version"], row["nace_code"]) for row in rows}) == 3


class SparkOptions(Config):  # type: ignore[misc]  # ibis has no types
    """What Ibis sets up itself where the Spark backend is installed."""

    treat_nan_as_null: bool = False


def test_the_same_expressions_compile_for_spark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ibis.options, "pyspark", SparkOptions())
    table = ibis.table({"entity": "int64", **dict.fromkeys(COLUMNS[1:], "string")}, name="activity")
    expression = nace_map(codes=code_dictionary(table), learned=learn_pairs(activity=table))
    assert "ROW_NUMBER" in ibis.to_sql(expression, dialect="pyspark")
