"""From CSV to typed rows, nothing dropped silently: accepted + rejected = read, per file.

The fast way is one pass: DuckDB parses in strict mode and raises at the first doubt. Repeated rows are
taken out of what it made. Any other doubt (a short row, bad bytes, an impossible date, failing check
digits) sends that one file the careful way, which names file, line and reason of every row it refuses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import duckdb

from knipperlicht.engine import literal
from knipperlicht.sources.kbo_opendata import careful
from knipperlicht.sources.kbo_opendata.archive import Unpacked
from knipperlicht.sources.kbo_opendata.codes import Codes, tally
from knipperlicht.sources.kbo_opendata.layout import Table
from knipperlicht.sources.kbo_opendata.reading import NUMBERS, guarded, wrong_check, wrong_digits
from knipperlicht.sources.kbo_opendata.rows import Rows

LINE_LIMIT = 2**20


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """What became of one CSV file. `read` counts data lines; read = accepted + rejected, always."""

    file: str
    table: str
    rows: Rows
    read: int
    accepted: int
    rejected: int
    unknown_codes: list[str] = field(default_factory=list)


def load_table(
    connection: duckdb.DuckDBPyConnection,
    *,
    table: Table,
    csv: Unpacked,
    rows: Rows,
    rejects: Path,
    codes: Codes,
    enums: Mapping[str, str],
) -> Loaded:
    """Read `csv` into `rows`.

    `enums` maps code categories to enum types on this connection: what is read through one needs no look
    at its codes. Refused rows go to the Parquet file `rejects` (file, line, reason, content), written only if
    there are any.
    """
    read = max(0, csv.lines - 1)
    categories = {column.category for column in table.columns}
    used = {category: name for category, name in enums.items() if category in categories}
    accepted = None if csv.odd else _fast(connection, table, csv, rows, used)
    if accepted is None and used and not csv.odd:
        used = {}  # an unknown code in an enum raises: read the codes as text and count them
        accepted = _fast(connection, table, csv, rows, used)
    if accepted == read and not _doubtful(connection, table, rows):
        codes_found = tally(connection, table=table, rows=rows, codes=codes, sure=frozenset(used))
        if not codes_found.too_long:
            rejected = 0
            if _repeats(connection, table, rows):
                rejected = careful.drop_repeats(
                    connection, table=table, csv_path=csv.path, rows=rows, rejects=rejects
                )
            rows.sort(connection)
            return Loaded(
                file=csv.path.name, table=table.name, rows=rows, read=read, accepted=read - rejected,
                rejected=rejected, unknown_codes=codes_found.unknown,
            )  # fmt: skip
    accepted, rejected = careful.load(connection, table=table, csv_path=csv.path, rows=rows, rejects=rejects)
    codes_found = tally(connection, table=table, rows=rows, codes=codes)
    return Loaded(
        file=csv.path.name, table=table.name, rows=rows, read=read, accepted=accepted, rejected=rejected,
        unknown_codes=codes_found.unknown,
    )  # fmt: skip


def _fast(
    connection: duckdb.DuckDBPyConnection, table: Table, csv: Unpacked, rows: Rows, enums: dict[str, str]
) -> int | None:
    """Rows read, or None where the careful way must decide."""
    names = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in table.header)
    source = (
        f"read_csv({literal(csv.path)}, columns={{{names}}}, auto_detect=false, header=true, delim=',', "
        f"quote='\"', escape='\"', strict_mode=true, max_line_size={LINE_LIMIT}, null_padding=false)"
    )
    try:
        return rows.fill(
            connection,
            f"SELECT {', '.join(guarded(column, enums) for column in table.columns)} FROM {source}",
        )
    except (duckdb.InvalidInputException, duckdb.ConversionException, duckdb.OutOfRangeException):
        return None


def _doubtful(connection: duckdb.DuckDBPyConnection, table: Table, rows: Rows) -> bool:
    """Checks that are cheaper on the typed rows: missing values, kind and check digits of numbers."""
    required = " OR ".join(f"{c.field} IS NULL" for c in table.columns if c.required)
    checks = [f"SELECT 1 FROM {rows.sql} WHERE {required} LIMIT 1"]
    for column in table.columns:
        if column.kind in NUMBERS:
            checks.append(
                f"SELECT 1 FROM (SELECT DISTINCT {column.field} FROM {rows.sql}) "
                f"WHERE {wrong_digits(column)} OR {wrong_check(column)} LIMIT 1"
            )
    if rows.path is None:
        checks = [" UNION ALL ".join(f"({check})" for check in checks)]
    return any(connection.execute(check).fetchone() for check in checks)


def _repeats(connection: duckdb.DuckDBPyConnection, table: Table, rows: Rows) -> bool:
    """Whether a row comes twice. Counted stretch by stretch of entity numbers, so that each fits the cache.

    Long rows are compared by a 64-bit hash: an accidental match only sends the file to the exact way.
    """
    unique = ", ".join(table.key) or f"entity, hash({', '.join(table.fields[1:])})"
    bounds = [0, *rows.stretches(connection), 10**11]
    different = sum(
        _count(
            connection,
            f"(SELECT DISTINCT {unique} FROM {rows.sql} WHERE entity > {low} AND entity <= {high})",
        )
        for low, high in pairwise(bounds)
    )
    return different != _count(connection, rows.sql)


def _count(connection: duckdb.DuckDBPyConnection, source: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {source}").fetchone()
    return int(row[0]) if row else 0
