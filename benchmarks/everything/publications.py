"""Publications in the gazette as JSON lines, in files of about a million lines; and notices of courts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb

from benchmarks.everything.persons import BELGIUM, PUBLICATIONS
from knipperlicht.engine import literal

A_FILE = 1_000_000
LABELS = (
    *("ONTSLAGEN - BENOEMINGEN",) * 7, *("DEMISSIONS - NOMINATIONS",) * 4, "MAATSCHAPPELIJKE ZETEL", "SIEGE SOCIAL",
    "BENAMING", "STATUTEN (VERTALING, COÖRDINATIE, OVERIGE WIJZIGINGEN, …)", "KAPITAAL - AANDELEN", "DOEL",
    "ALGEMENE VERGADERING", "BOEKJAAR", "DIVERSEN", "RUBRIEK HERSTRUCTURERING (FUSIE, SPLITSING, OVERDRACHT VERMOGEN, ENZ...)",
    *("ME. - JAARREKENING 31.12.2015, GGK 2016-001",) * 4, "MAATSCHAPPELIJKE ZETEL -  ONTSLAGEN - BENOEMINGEN",
)  # fmt: skip
NOTICES = {
    "050": "bankruptcy_open",
    "048": "bankruptcy_open",
    "013": "dissolution",
    "091": "reorganisation_open",
}


def write_publications(
    connection: duckdb.DuckDBPyConnection, persons: Path, folder: Path, *, many: int, last: date
) -> int:
    """Write `publications-00.jsonl` … for a Belgium of `many` enterprises; gives the number of lines.

    Every legal person begins with its foundation; most have few publications, some have many.
    """
    wanted = round(PUBLICATIONS * many / BELGIUM)
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE teller AS
        WITH own AS (
            SELECT number, form, greatest(begun, DATE '1995-01-01') AS begun, -ln(u(number, 'published') + 1e-9) AS weight
            FROM read_parquet({literal(persons)}) WHERE NOT "natural" AND begun < DATE '{last}' - 30)
        SELECT number, form, begun, 1 + (weight * ({wanted} - count(*) OVER ()) / sum(weight) OVER ())::INTEGER AS times
        FROM own""")
    files = max(1, round(wanted / A_FILE))
    lines = 0
    for part in range(files):
        rows = f"""
            SELECT number, form, begun, unnest(range(times)) AS turn FROM teller WHERE hash(number) % {files} = {part}"""
        rows = f"""
            SELECT *, CASE WHEN turn = 0 THEN begun + 10
                      ELSE begun + (u(number, turn) * (DATE '{last}' - begun - 12))::INTEGER + 11 END AS day,
                   CASE WHEN turn = 0 THEN 'RUBRIEK OPRICHTING (NIEUWE RECHTSPERSOON, OPENING BIJKANTOOR, ENZ...)'
                        ELSE {list(LABELS)}[1 + (hash(hash(number, turn)) % {len(LABELS)})::INTEGER] END AS label
            FROM ({rows})"""
        target = folder / f"publications-{part:02}.jsonl"
        jsonl(connection, target, f"SELECT {line('day', 'label')} FROM ({rows}) ORDER BY day, number")
        lines += int(
            connection.execute(
                f"SELECT sum(times) FROM teller WHERE hash(number) % {files} = {part}"
            ).fetchall()[0][0]
        )
    return lines


def write_notices(connection: duckdb.DuckDBPyConnection, persons: Path, target: Path, *, last: date) -> None:
    """JSON lines of court notices that go with the legal situations of the register."""
    kinds = " ".join(f"WHEN '{code}' THEN '{kind}'" for code, kind in NOTICES.items())
    jsonl(
        connection,
        target,
        f"""
            SELECT '{{"enterprise":"' || ten(number) || '","day":"' || day || '","kind":"' || kind
                   || '","court":"Ondernemingsrechtbank Gent, afdeling Kortrijk","judgment_day":"' || (day - 5)
                   || '","reference":"' || year(day) || lpad((number % 10000)::VARCHAR, 4, '0') || '"}}'
            FROM (SELECT *, DATE '{last}' - 20 - (u(number, 'judged') * 1000)::INTEGER AS day, CASE situation {kinds} END AS kind
                  FROM read_parquet({literal(persons)}) WHERE situation IN {tuple(NOTICES)})
            ORDER BY day, number""",
    )


def line(day: str, label: str) -> str:
    """SQL of one publication, over rows with `number` and `form`."""
    return f"""
        '{{"enterprise":"' || ten(number) || '","day":"' || {day} || '","number":"'
        || lpad((row_number() OVER () % 10000000)::VARCHAR, 7, '0') || '","name":"ONDERNEMING ' || number
        || '","form":"' || form || '","address":"TESTSTRAAT ' || number % 400 || ' 8500 KORTRIJK","label":"'
        || {label} || '"}}'"""


def jsonl(connection: duckdb.DuckDBPyConnection, target: Path, query: str) -> None:
    """Write the one column of a query, a line a row."""
    connection.execute(
        f"COPY ({query}) TO {literal(target)} (FORMAT csv, HEADER false, DELIMITER '\x01', QUOTE '', ESCAPE '')"
    )
