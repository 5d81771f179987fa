"""Screening a list: every line of a CSV comes back, scored or with what is wrong with it."""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from knipperlicht.core.numbers import NumberError, parse_number
from knipperlicht.errors import UnusableFile
from knipperlicht.readmodel.export import DOTTED
from knipperlicht.readmodel.reader import Reader
from knipperlicht.readmodel.table_writer import write_query

LOOK_AHEAD = 50
ASKED = {"line": pa.int64(), "given": pa.string(), "number": pa.int64(), "problem": pa.string()}


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
    rows = [(line, text, *_number(text)) for line, text in _read(listing)]
    connection: duckdb.DuckDBPyConnection = reader.connection
    columns = zip(*rows, strict=True)
    incoming = pa.table(
        {name: pa.array(column, kind) for (name, kind), column in zip(ASKED.items(), columns, strict=True)}
    )
    connection.register("incoming", incoming)
    connection.execute("CREATE OR REPLACE TEMP TABLE asked AS SELECT * FROM incoming")
    connection.unregister("incoming")
    score = "NULL::DOUBLE AS score, NULL::VARCHAR AS band" if flags_only else "s.score, s.band"
    outcome = (
        "CASE WHEN a.problem IS NOT NULL THEN 'invalid' WHEN s.enterprise IS NOT NULL THEN 'scored' "
        "WHEN e.enterprise IS NOT NULL THEN 'known, no score' WHEN g.enterprise IS NOT NULL THEN 'left the register' "
        "ELSE 'not in the register' END"
    )
    sql = f"""
        WITH owned AS (SELECT a.*, coalesce(o.enterprise, a.number) AS enterprise FROM asked a
                       LEFT JOIN owner o ON o.entity = a.number)
        SELECT a.line, a.given, {DOTTED.format("a.enterprise")} AS enterprise_number, {outcome} AS outcome, a.problem, s.name, s.nis AS nis_code, {score},
               s.confidence, s.n_hits, s.top_indicators, '{reader.card.version}' AS scorecard,
               '{reader.snapshot.id}' AS snapshot, DATE '{reader.snapshot.as_of}' AS as_of
        FROM owned a LEFT JOIN score s ON s.enterprise = a.enterprise
        LEFT JOIN enterprise e ON e.enterprise = a.enterprise
        LEFT JOIN (SELECT DISTINCT enterprise FROM enterprise_past) g ON g.enterprise = a.enterprise
        ORDER BY a.line"""
    counted = dict(connection.execute(f"SELECT outcome, count(*) FROM ({sql}) GROUP BY 1").fetchall())
    write_query(connection, sql, [], target, form)
    return Screened(
        lines=len(rows), scored=counted.get("scored", 0),
        unscored=counted.get("known, no score", 0) + counted.get("left the register", 0),
        unknown=counted.get("not in the register", 0), invalid=counted.get("invalid", 0),
    )  # fmt: skip


def _number(text: str) -> tuple[int | None, str | None]:
    try:
        return parse_number(text), None
    except NumberError as error:
        return None, str(error)


def _read(listing: Path) -> list[tuple[int, str]]:
    """Line number and cell of the column that holds numbers: the one with most valid ones in the first lines."""
    text = _text(listing)
    sample = text[:4096]
    delimiter = max(",;\t", key=sample.count)
    lines: list[int] = []
    rows: list[list[str]] = []
    cells = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in cells:
            if any(cell.strip() for cell in row):
                lines.append(cells.line_num)
                rows.append(row)
    except csv.Error as error:
        raise UnusableFile(f"{listing}: line {cells.line_num} is no CSV ({error}).") from error
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
    first = 1 if header else 0
    return [
        (line, row[column].strip() if column < len(row) else "")
        for line, row in zip(lines[first:], rows[first:], strict=True)
    ]


def _text(listing: Path) -> str:
    """The file as text: UTF-8, UTF-16 where it says so, else the Windows code page of Western Europe."""
    try:
        content = listing.read_bytes()
    except FileNotFoundError as error:
        raise UnusableFile(f"{listing}: no such file.") from error
    except IsADirectoryError as error:
        raise UnusableFile(f"{listing}: a folder, not a CSV file.") from error
    except OSError as error:
        raise UnusableFile(f"{listing}: cannot be read ({error.strerror}).") from error
    if b"\0" in content and not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UnusableFile(f"{listing}: not a CSV file.")
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return content.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
