"""The same expressions on Apache Spark give the same rows as on DuckDB, in every table of a build."""

from __future__ import annotations

import faulthandler
import warnings
from collections import Counter
from typing import Any

import pytest

from tests.spark.both_engines import (
    Register,
    compute,
    counted,
    duckdb_rows,
    duckdb_tables,
    on_duckdb,
    on_spark,
    spark_rows,
)

pytestmark = [
    pytest.mark.spark,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore"),  # Spark, py4j and pandas 2 warn a lot, and none of it is ours
]
SHOWN = 3
Bags = dict[str, Counter[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def both(spark: Any, register: Register) -> tuple[Bags, Bags]:
    """Every kept table as a bag of rows, on DuckDB and on Spark."""
    faulthandler.cancel_dump_traceback_later()  # Spark plans for minutes; it does not hang
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        duck = on_duckdb(register)
        compute(duck, register)
        names = duckdb_tables(duck)
        compute(on_spark(spark, register), register)
        there = [name for name in names if spark.catalog.tableExists(name)]
        return (
            {name: counted(duckdb_rows(duck, name)) for name in names},
            {name: counted(spark_rows(spark, name)) for name in there},
        )


def test_both_engines_keep_the_same_tables(both: tuple[Bags, Bags]) -> None:
    on_duck, on_spark = both
    assert on_duck.keys() == on_spark.keys()
    assert {"subject", "hit", "evidence", "hit_points", "score"} <= on_duck.keys()


def test_the_register_is_large_enough_to_prove_something(both: tuple[Bags, Bags]) -> None:
    on_duck, _ = both
    assert on_duck["score"].total() > 1000
    assert on_duck["seat_move"].total() > 10
    fired = [name for name, rows in on_duck.items() if name.startswith("hit_") and rows]
    assert len(fired) > 15, fired


def test_every_table_has_the_same_rows(both: tuple[Bags, Bags]) -> None:
    on_duck, on_spark = both
    different = [
        f"{name}: {on_duck[name].total()} rows on DuckDB, {rows.total()} on Spark\n"
        f"  only DuckDB: {_some(on_duck[name] - rows)}\n  only Spark:  {_some(rows - on_duck[name])}"
        for name, rows in on_spark.items()
        if rows != on_duck[name]
    ]
    assert not different, "\n".join(different)


def _some(bag: Counter[tuple[Any, ...]]) -> str:
    shown = sorted(bag, key=str)[:SHOWN]
    return f"{bag.total()}, such as {shown}" if bag else "none"
