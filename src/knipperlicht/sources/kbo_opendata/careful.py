"""The careful way through a CSV file with something wrong in it.

First line by line (`sieve.py`) for what breaks a parser; then in DuckDB for what a value can be: numbers
and their check digits, dates, required fields, lengths, repeats (the last row wins). It is at most stricter
than the fast way: blanks between a closing quote and the comma are refused here.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from knipperlicht.engine import literal
from knipperlicht.errors import UnusableFile
from knipperlicht.sources.kbo_opendata.layout import Table
from knipperlicht.sources.kbo_opendata.reading import lenient, verdict
from knipperlicht.sources.kbo_opendata.rows import Rows
from knipperlicht.sources.kbo_opendata.sieve import LINE_LIMIT, append_refused, sieve_lines


def load(
    connection: duckdb.DuckDBPyConnection, *, table: Table, csv_path: Path, rows: Rows, rejects: Path
) -> tuple[int, int]:
    """Read one doubtful file into `rows`; gives the numbers of accepted and rejected lines."""
    clean, refused = csv_path.with_suffix(".clean"), csv_path.with_suffix(".refused")
    sieve_lines(csv_path, clean, refused, len(table.columns))
    names = ", ".join(["'line': 'BIGINT'"] + [f"{literal(name)}: 'VARCHAR'" for name in table.header])
    unique = ", ".join(table.key or table.fields)
    try:
        connection.execute(
            f"""CREATE OR REPLACE TEMP TABLE judged AS
                SELECT line, {", ".join(table.fields)},
                       CASE WHEN reason IS NULL
                             AND row_number() OVER (PARTITION BY reason IS NULL, {unique} ORDER BY line DESC) > 1
                            THEN {literal(_repeat(table))} ELSE reason END AS reason
                FROM (SELECT *, {verdict(table)} AS reason
                      FROM (SELECT *, {", ".join(lenient(column) for column in table.columns)}
                            FROM read_csv({literal(clean)}, columns={{{names}}}, auto_detect=false, header=false,
                                          delim=',', quote='"', escape='"', new_line='\\n',
                                          max_line_size={4 * LINE_LIMIT})))"""
        )
    except duckdb.InvalidInputException as error:
        raise UnusableFile(f"{csv_path.name} cannot be read ({str(error).splitlines()[0]}).") from error
    accepted = rows.fill(
        connection, f"SELECT {', '.join(table.fields)} FROM judged WHERE reason IS NULL ORDER BY ALL"
    )
    rejected = _write_rejects(connection, csv_path, refused, "judged", rejects)
    connection.execute("DROP TABLE judged")
    clean.unlink()
    return accepted, rejected


def drop_repeats(
    connection: duckdb.DuckDBPyConnection, *, table: Table, csv_path: Path, rows: Rows, rejects: Path
) -> int:
    """Take repeats out of rows that are fine otherwise, the last one stays; gives how many were taken out.

    Hashes find the few rows that may repeat; only those are compared.
    """
    unique = ", ".join(table.key or table.fields)
    fingerprint = f"hash({unique})"
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE repeated AS
            SELECT row_at + 2 AS line, {literal(_repeat(table))} AS reason FROM (
                SELECT row_at, row_number() OVER (PARTITION BY {unique} ORDER BY row_at DESC) AS place FROM {rows.numbered}
                WHERE {fingerprint} IN (SELECT {fingerprint} FROM {rows.sql} GROUP BY 1 HAVING count(*) > 1))
            WHERE place > 1"""
    )
    rows.fill(
        connection,
        f"SELECT {', '.join(table.fields)} FROM {rows.numbered} "
        "WHERE row_at NOT IN (SELECT line - 2 FROM repeated) ORDER BY row_at",
    )
    rejected = _write_rejects(connection, csv_path, csv_path.with_suffix(".refused"), "repeated", rejects)
    connection.execute("DROP TABLE repeated")
    return rejected


def _repeat(table: Table) -> str:
    return "repeats the key of a later row; the last row wins" if table.key else "exact repeat of a later row"


def _write_rejects(
    connection: duckdb.DuckDBPyConnection, csv_path: Path, refused: Path, relation: str, rejects: Path
) -> int:
    """Add the refused lines of `relation` (line, reason) to the CSV `refused`, then all of it to Parquet."""
    found = connection.execute(f"SELECT line, reason FROM {relation} WHERE reason IS NOT NULL ORDER BY line")
    append_refused(csv_path, refused, iter(found.fetchone, None))
    row = connection.execute(
        f"""COPY (SELECT {literal(csv_path.name)} AS file, line, reason, coalesce(content, '') AS content
                  FROM read_csv({literal(refused)}, columns={{'line': 'BIGINT', 'reason': 'VARCHAR',
                                'content': 'VARCHAR'}}, auto_detect=false, header=false, delim=',', quote='"',
                                escape='"', new_line='\\n', max_line_size={LINE_LIMIT})
                  ORDER BY line)
            TO {literal(rejects)} (FORMAT parquet)"""
    ).fetchone()
    refused.unlink()
    count = int(row[0]) if row else 0
    if not count:
        rejects.unlink()
    return count
