"""The careful way through a CSV file with something wrong in it.

Two sieves. Line by line in Python for what breaks a parser: bytes that are not UTF-8, NUL bytes,
overlong lines, open quotes, a field too many or too few. Then in DuckDB for what a value can be:
numbers and their check digits, dates, required fields, lengths, repeats (the last row wins). Every row
that stays behind is written to the rejects file with file name, line number, reason and content.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from knipperlicht.sources.kbo_opendata.layout import Column, Table

LINE_LIMIT = 2**20
SHOWN = 500


@dataclass(frozen=True, kw_only=True)
class Careful:
    """Counts of one file after both sieves."""

    read: int
    accepted: int
    rejected: int
    unknown_codes: list[str] = field(default_factory=list)


def known_codes(column: Column, codes: dict[str, set[str]]) -> set[str]:
    """Codes this column may hold by the extract's own code.csv; empty where the extract gives no list.

    NaceVersion has no category of its own: the versions are those that have a Nace list.
    NaceCode is checked against all versions together.
    """
    if column.field == "nace_version":
        return {name.removeprefix("Nace") for name in codes if name.startswith("Nace")}
    if column.field == "nace_code":
        return set().union(*(values for name, values in codes.items() if name.startswith("Nace")))
    return codes.get(column.category or "", set())


def load(
    connection: duckdb.DuckDBPyConnection,
    *,
    table: Table,
    csv_path: Path,
    target: Path,
    rejects: Path,
    codes: dict[str, set[str]],
) -> Careful:
    """Read one doubtful file; shapes as in `load.load_table`."""
    clean = csv_path.with_suffix(".clean")
    refused = csv_path.with_suffix(".refused")
    read = _sieve_lines(csv_path, clean, refused, len(table.columns))
    names = ", ".join(["'line': 'BIGINT'"] + [f"'{name}': 'VARCHAR'" for name in table.header])
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE staged AS
            SELECT line, {', '.join(f'"{name}"' for name in table.header)},
                   {', '.join(f'{_lenient(c)} AS {c.field}' for c in table.columns)}
            FROM read_csv('{clean}', columns={{{names}}}, auto_detect=false, header=false, delim=',',
                          quote='"', escape='"', strict_mode=true, max_line_size={4 * LINE_LIMIT})"""
    )
    reasons = "\n".join(f"WHEN {test} THEN '{reason}'" for test, reason in _tests(table))
    unique = ", ".join(table.key or table.fields)
    repeat = "repeats the key of a later row; the last row wins" if table.key else "exact repeat of a later row"
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE judged AS
            SELECT *, CASE WHEN reason IS NULL
                            AND row_number() OVER (PARTITION BY reason IS NULL, {unique} ORDER BY line DESC) > 1
                           THEN '{repeat}' ELSE reason END AS verdict
            FROM (SELECT *, CASE {reasons} END AS reason FROM staged)"""
    )
    raw = " || ',' || ".join(f"""coalesce("{name}", '')""" for name in table.header)
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE refused AS
            SELECT '{csv_path.name}' AS file, line, verdict AS reason, substr({raw}, 1, {SHOWN}) AS content
            FROM judged WHERE verdict IS NOT NULL
            UNION ALL
            SELECT '{csv_path.name}', line, reason, content
            FROM read_csv('{refused}', columns={{'line': 'BIGINT', 'reason': 'VARCHAR', 'content': 'VARCHAR'}},
                          auto_detect=false, header=false, delim=',', quote='"', escape='"')
            ORDER BY line"""
    )
    connection.execute(
        f"COPY (SELECT {', '.join(table.fields)} FROM judged WHERE verdict IS NULL ORDER BY ALL) "
        f"TO '{target}' (FORMAT parquet, COMPRESSION snappy)"
    )
    rejected = _count(connection, "refused")
    if rejected:
        connection.execute(f"COPY refused TO '{rejects}' (FORMAT parquet)")
    unknown = _unknown_codes(connection, table, codes)
    accepted = _count(connection, "judged WHERE verdict IS NULL")
    connection.execute("DROP TABLE staged; DROP TABLE judged; DROP TABLE refused")
    clean.unlink()
    refused.unlink()
    return Careful(read=read, accepted=accepted, rejected=rejected, unknown_codes=unknown)


def _sieve_lines(source: Path, clean: Path, refused: Path, width: int) -> int:
    """Write readable lines, numbered, to `clean`; the others with a reason to `refused`."""
    read = 0
    with source.open("rb") as lines, clean.open("w", encoding="utf-8", newline="") as good, refused.open(
        "w", encoding="utf-8", newline=""
    ) as bad:
        writer = csv.writer(bad, quoting=csv.QUOTE_ALL, lineterminator="\n")
        for number, raw, excess in _lines(lines):
            if number == 1:
                continue
            read += 1
            body = raw.rstrip(b"\r\n")
            reason, text = _line_problem(body, excess, width)
            if reason is None:
                good.write(f"{number},{text}\n")
            else:
                shown = body[: SHOWN * 2].decode("utf-8", "backslashreplace").replace("\x00", "\\x00")
                writer.writerow([number, reason, shown[:SHOWN]])
    return read


def _lines(stream: object) -> Iterator[tuple[int, bytes, bool]]:
    """Number, bytes and "too long" of each line; an overlong line is never held whole in memory."""
    readline = stream.readline  # type: ignore[attr-defined]
    number = 0
    while raw := readline(LINE_LIMIT):
        number += 1
        excess = not raw.endswith(b"\n") and len(raw) == LINE_LIMIT
        head = raw
        while excess and not raw.endswith(b"\n"):
            raw = readline(LINE_LIMIT)
            if not raw:
                break
        yield number, head, excess


def _line_problem(body: bytes, excess: bool, width: int) -> tuple[str | None, str]:
    if excess:
        return f"longer than {LINE_LIMIT:,} bytes", ""
    if not body.strip():
        return "empty line", ""
    if b"\x00" in body:
        return "holds a NUL byte", ""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        return f"not UTF-8 at byte {error.start + 1}", ""
    try:
        fields = next(csv.reader([text], strict=True))
    except (csv.Error, StopIteration):
        return "quotes do not match", ""
    if len(fields) != width:
        return f"{len(fields)} fields where {width} were expected", ""
    return None, text


def _lenient(column: Column) -> str:
    """SQL that reads one column, NULL where it cannot."""
    name = f'"{column.register}"'
    if column.kind == "date":
        return f"try_strptime({name}, '%d-%m-%Y')::DATE"
    if column.kind in ("code", "text"):
        return name
    return f"try_cast(replace({name}, '.', '') AS BIGINT)"


def _tests(table: Table) -> Iterator[tuple[str, str]]:
    """(SQL that is true for a bad row, reason) in the order they are named."""
    for column in table.columns:
        name, value = f'"{column.register}"', column.field
        if column.required:
            yield f"{name} IS NULL", f"{column.register} is empty"
        if column.kind == "date":
            yield f"{name} IS NOT NULL AND {value} IS NULL", f"{column.register} is not a date dd-mm-yyyy"
        elif column.limit is not None:
            yield f"length({name}) > {column.limit}", f"{column.register} is longer than {column.limit} characters"
        elif column.kind not in ("code", "text"):
            lengths = {"enterprise": "(12)", "establishment": "(13)"}.get(column.kind, "(12, 13)")
            yield (
                f"{value} IS NULL OR strlen({name}) NOT IN {lengths} OR {value} // 1000000000 NOT IN (0, 1, 2, 9)",
                f"{column.register} is not a number of the register",
            )
            if column.kind != "branch":
                yield (
                    f"{value} // 1000000000 <> 9 AND 97 - ({value} // 100) % 97 <> {value} % 100",
                    f"{column.register} fails the check digits (97 - first eight mod 97)",
                )


def _unknown_codes(
    connection: duckdb.DuckDBPyConnection, table: Table, codes: dict[str, set[str]]
) -> list[str]:
    """Accepted all the same, but said: `column=code (rows)`."""
    found = []
    for column in table.columns:
        known = known_codes(column, codes) if column.kind == "code" else set()
        if not known:
            continue
        rows = connection.execute(
            f"SELECT {column.field}, count(*) FROM judged WHERE verdict IS NULL AND {column.field} IS NOT NULL "
            f"GROUP BY 1 ORDER BY 2 DESC"
        ).fetchall()
        found += [f"{column.register}={code} ({n} rows)" for code, n in rows if code not in known]
    return found


def _count(connection: duckdb.DuckDBPyConnection, what: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {what}").fetchone()
    return int(row[0]) if row else 0
