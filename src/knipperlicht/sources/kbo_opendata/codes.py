"""The extract's own code lists: which codes a column may hold, and which unknown ones it does hold."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from knipperlicht.engine import literal
from knipperlicht.errors import UnusableFile
from knipperlicht.sources.kbo_opendata.archive import Archive
from knipperlicht.sources.kbo_opendata.layout import CODE_HEADER, Column, Table
from knipperlicht.sources.kbo_opendata.rows import Rows

FEW = 1000
"""Lists up to this size become an enum type; the NACE lists do not."""


@dataclass(frozen=True, kw_only=True)
class Codes:
    """Codes per category; `digest` names the list, empty where the extract brought none."""

    known: dict[str, set[str]] = field(default_factory=dict)
    digest: str = ""

    def of(self, column: Column) -> set[str]:
        """Codes `column` may hold; empty where the extract gives no list.

        NaceVersion has no category of its own: the versions are those that have a Nace list.
        NaceCode is checked against all versions together.
        """
        if column.field == "nace_version":
            return {name.removeprefix("Nace") for name in self.known if name.startswith("Nace")}
        if column.field == "nace_code":
            return set().union(*(values for name, values in self.known.items() if name.startswith("Nace")))
        return self.known.get(column.category or "", set())

    def create_enums(self, connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
        """Enum types on this connection for the small lists: category -> type name."""
        enums = {}
        for number, (category, values) in enumerate(sorted(self.known.items())):
            if len(values) < FEW:
                enums[category] = f"code_{number}"
                listed = ", ".join(literal(code) for code in sorted(values))
                connection.execute(f"CREATE TYPE code_{number} AS ENUM ({listed})")
        return enums


def read_codes(archive: Archive, path: Path) -> Codes:
    """Unpack code.csv of `archive` to `path` and read it. Raises UnusableFile on anything wrong in it."""
    if "code.csv" not in archive.members:
        return Codes()
    archive.unpack("code.csv", path)
    raw = path.read_bytes()
    known: dict[str, set[str]] = {}
    try:
        rows = csv.reader(io.StringIO(raw.decode("utf-8"), newline=""), strict=True)
        next(rows)
        for number, row in enumerate(rows, start=2):
            if len(row) != len(CODE_HEADER) or not row[0] or not row[1]:
                raise ValueError(f"line {number} is not Category, Code, Language, Description")
            known.setdefault(row[0], set()).add(row[1])
    except (ValueError, csv.Error) as error:
        raise UnusableFile(
            f"{archive.path}: code.csv cannot be read ({error}). Download the extract again."
        ) from error
    return Codes(known=known, digest=hashlib.sha256(raw).hexdigest())


def keep_codes(connection: duckdb.DuckDBPyConnection, path: Path, target: Path) -> None:
    """Write the code list at `path` as Parquet: category, code, language, description."""
    connection.execute(
        f"""COPY (SELECT DISTINCT Category AS category, Code AS code, Language AS language,
                         trim(Description) AS description
                  FROM read_csv({literal(path)}, all_varchar=true, header=true, delim=',', quote='"', escape='"')
                  ORDER BY ALL)
            TO {literal(target)} (FORMAT parquet)"""
    )


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Codes found in a file that its code lists do not have, and whether one is too long to be a code."""

    unknown: list[str]
    too_long: bool


def tally(
    connection: duckdb.DuckDBPyConnection,
    *,
    table: Table,
    rows: Rows,
    codes: Codes,
    sure: frozenset[str] = frozenset(),
) -> Tally:
    """Count unknown codes, accepted all the same but said: `column=code (rows)`. `sure` categories are skipped."""
    columns = [c for c in table.columns if c.kind == "code" and c.category not in sure]
    if not columns:
        return Tally(unknown=[], too_long=False)
    parts = [
        f"SELECT {number} AS place, {c.field} AS code, count(*) AS n FROM {rows.sql} "
        f"WHERE {c.field} IS NOT NULL GROUP BY {c.field}"
        for number, c in enumerate(columns)
    ]
    unknown, too_long = [], False
    known = [codes.of(column) for column in columns]
    for place, code, n in connection.execute(
        " UNION ALL ".join(parts) + " ORDER BY place, n DESC, code"
    ).fetchall():
        if code in known[place]:
            continue
        too_long = too_long or len(code) > columns[place].limit
        if known[place]:
            unknown.append(f"{columns[place].field}={code} ({n} rows)")
    return Tally(unknown=unknown, too_long=too_long)
