"""Screening a list: every line of a CSV comes back, scored or with what is wrong with it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import duckdb

from knipperlicht.core.numbers import NumberError, parse_number
from knipperlicht.errors import UnusableFile
from knipperlicht.readmodel.reader import Reader
from knipperlicht.readmodel.table_writer import write_query

LOOK_AHEAD = 50


@dataclass(frozen=True, kw_only=True)
class Screened:
    """Counts per outcome; lines = scored + unscored + unknown + invalid."""

    lines: int
    scored: int
    unscored: int
    unknown: int
    invalid: int


def screen(reader: Reader, listing: Path, target: Path, *, flags_only: bool = False) -> Screened:
    """Read `listing`, write `target` (.csv or .xlsx); raises UnusableFile."""
    form = target.suffix.lower().removeprefix(".")
    if form not in ("csv", "xlsx"):
        raise UnusableFile(f"{target}: the result must be a .csv or .xlsx file.")
    lines = _read(listing)
    rows = [(index, text, *_number(text)) for index, text in enumerate(lines, start=1)]
    connection: duckdb.DuckDBPyConnection = reader.connection
    connection.execute("CREATE OR REPLACE TEMP TABLE asked (line BIGINT, given VARCHAR, number BIGINT, problem VARCHAR)")
    connection.executemany("INSERT INTO asked VALUES (?, ?, ?, ?)", rows)
    score = "NULL::DOUBLE AS score, NULL::VARCHAR AS band" if flags_only else "s.score, s.band"
    outcome = (
        "CASE WHEN a.problem IS NOT NULL THEN 'invalid' WHEN s.enterprise IS NOT NULL THEN 'scored' "
        "WHEN e.enterprise IS NOT NULL THEN 'known, no score' ELSE 'not in the register' END"
    )
    sql = f"""
        WITH owned AS (SELECT a.*, coalesce(o.enterprise, a.number) AS enterprise FROM asked a
                       LEFT JOIN owner o ON o.entity = a.number)
        SELECT a.line, a.given, a.enterprise, {outcome} AS outcome, a.problem, s.name, s.nis AS nis_code, {score},
               s.confidence, s.n_hits, s.top_indicators, '{reader.card.version}' AS scorecard,
               '{reader.snapshot.id}' AS snapshot, DATE '{reader.snapshot.as_of}' AS as_of
        FROM owned a LEFT JOIN score s ON s.enterprise = a.enterprise
        LEFT JOIN enterprise e ON e.enterprise = a.enterprise ORDER BY a.line"""
    counted = dict(
        connection.execute(f"SELECT outcome, count(*) FROM ({sql}) GROUP BY 1").fetchall()
    )
    dotted = f"SELECT * REPLACE (dotted(enterprise) AS enterprise) RENAME (enterprise AS enterprise_number) FROM ({sql})"
    connection.execute(
        "CREATE OR REPLACE TEMP MACRO dotted(n) AS substr(lpad(n::VARCHAR, 10, '0'), 1, 4) || '.' || "
        "substr(lpad(n::VARCHAR, 10, '0'), 5, 3) || '.' || substr(lpad(n::VARCHAR, 10, '0'), 8, 3)"
    )
    write_query(connection, dotted, [], target, form)
    return Screened(
        lines=len(rows), scored=counted.get("scored", 0), unscored=counted.get("known, no score", 0),
        unknown=counted.get("not in the register", 0), invalid=counted.get("invalid", 0),
    )  # fmt: skip


def _number(text: str) -> tuple[int | None, str | None]:
    try:
        return parse_number(text), None
    except NumberError as error:
        return None, str(error)


def _read(listing: Path) -> list[str]:
    """The column that holds numbers: the first in which most of the first lines are valid."""
    try:
        text = listing.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise UnusableFile(f"{listing}: no such file.") from error
    except (UnicodeDecodeError, IsADirectoryError) as error:
        raise UnusableFile(f"{listing}: not a CSV file in UTF-8.") from error
    sample = text[:4096]
    delimiter = max(",;\t", key=sample.count)
    rows = [row for row in csv.reader(text.splitlines(), delimiter=delimiter) if any(cell.strip() for cell in row)]
    if not rows:
        raise UnusableFile(f"{listing}: the file is empty.")
    width = max(len(row) for row in rows)
    head = rows[:LOOK_AHEAD]

    def valid(column: int, some: list[list[str]]) -> int:
        return sum(_number(row[column])[0] is not None for row in some if column < len(row))

    column = max(range(width), key=lambda c: valid(c, head))
    if not valid(column, rows):
        raise UnusableFile(f"{listing}: no column holds enterprise or establishment numbers.")
    header = _number(rows[0][column] if column < len(rows[0]) else "")[0] is None and not any(
        ch.isdigit() for ch in (rows[0][column] if column < len(rows[0]) else "")
    )
    body = rows[1:] if header else rows
    return [row[column].strip() if column < len(row) else "" for row in body]


