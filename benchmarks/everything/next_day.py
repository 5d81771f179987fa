"""What the day after brings from the other sources: deposits, publications, and a change file of the KBO's reuse data."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import duckdb

from benchmarks.everything.filings import write_zips
from benchmarks.everything.mandates import plan_functions, write_reuse
from benchmarks.everything.persons import BELGIUM, YEARS
from benchmarks.everything.publications import jsonl, line
from knipperlicht.engine import literal

DEPOSITS, PUBLISHED, CHANGED = 5_000, 4_000, 3_000
"""At size 1: deposits of a busy day, publications, enterprises in the change file."""


def write_next_day(
    connection: duckdb.DuckDBPyConnection, persons: Path, folder: Path, *, many: int, last: date
) -> None:
    """Write the three files of the day after `last`."""
    day = last + timedelta(days=1)
    _deposits(connection, persons, folder, day=day, wanted=_of(DEPOSITS, many))
    jsonl(connection, folder / f"publications-{day}.jsonl", f"""
        SELECT {line("DATE '" + str(day) + "'", "'ONTSLAGEN - BENOEMINGEN'")} FROM (
            SELECT * FROM read_parquet({literal(persons)}) WHERE NOT "natural"
            ORDER BY hash(number, 'tomorrow') LIMIT {_of(PUBLISHED, many)})""")  # fmt: skip
    plan_functions(connection, persons, many=many, last=day)
    write_reuse(
        connection, persons, folder / f"KBO_{day}.wijzig.zip", day=day, full=False,
        among=f"""number IN (SELECT number FROM read_parquet({literal(persons)}) WHERE NOT "natural"
                  ORDER BY hash(number, 'changed') LIMIT {_of(CHANGED, many)})""",
    )  # fmt: skip


def _of(full: int, many: int) -> int:
    return max(10, round(full * many / BELGIUM))


def _deposits(
    connection: duckdb.DuckDBPyConnection, persons: Path, folder: Path, *, day: date, wanted: int
) -> None:
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE deposit AS
        SELECT number, form, {YEARS[-1] + 1} AS year, {YEARS[-1] + 1} AS book, 'Initial' AS kind, DATE '{day}' AS deposited,
               CASE WHEN u(number, 'size') < 0.65 THEN 0 WHEN u(number, 'size') < 0.95 THEN 1 ELSE 2 END AS model,
               90000000 + row_number() OVER () AS place
        FROM read_parquet({literal(persons)}) WHERE deposits IS NOT NULL
        ORDER BY hash(number, 'today') LIMIT {wanted}""")
    connection.execute(f"CREATE OR REPLACE TEMP TABLE split AS SELECT DATE '{day}' AS deposited, 0 AS zip")
    write_zips(connection, folder, [0])
