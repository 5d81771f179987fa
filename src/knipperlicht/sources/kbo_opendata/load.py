"""From CSV to typed Parquet, nothing dropped silently: accepted + rejected = read, per file.

The fast way lets DuckDB parse in strict mode and raises at the first doubt. Any doubt (a short row,
bad bytes, an impossible date, a failing check digit, a repeat) sends that one file the careful way,
`careful.py`, which names file, line and reason of every row it refuses. Both ways accept the same rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from knipperlicht.sources.kbo_opendata import careful
from knipperlicht.sources.kbo_opendata.layout import Column, Table

LINE_LIMIT = 2**20
ROW_GROUP = 122_880


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """What became of one CSV file. `read` counts data lines; read = accepted + rejected, always."""

    file: str
    table: str
    path: Path
    read: int
    accepted: int
    rejected: int
    unknown_codes: list[str] = field(default_factory=list)


def csv_source(csv_path: Path, columns: list[str]) -> str:
    """DuckDB table function reading a KBO CSV as text, strictly."""
    names = ", ".join(f"'{name}': 'VARCHAR'" for name in columns)
    return (
        f"read_csv({quote(str(csv_path))}, columns={{{names}}}, auto_detect=false, header=true, delim=',', "
        f"quote='\"', escape='\"', strict_mode=true, max_line_size={LINE_LIMIT}, null_padding=false)"
    )


def quote(text: str) -> str:
    """A SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def _guarded(column: Column, enums: dict[str, str]) -> str:
    """SQL that reads one column and raises (through `error`) on any doubt."""
    name = f'"{column.register}"'
    if column.kind == "date":
        value = f"strptime({name}, '%d-%m-%Y')::DATE"
    elif column.kind in ("entity", "enterprise", "establishment", "branch"):
        length = {"enterprise": "= 12", "establishment": "= 13"}.get(column.kind, "BETWEEN 12 AND 13")
        value = f"CASE WHEN strlen({name}) {length} THEN replace({name}, '.', '')::BIGINT ELSE error('number') END"
    elif column.category in enums:
        value = f"{name}::{enums[column.category]}"
    elif column.limit is not None:
        value = f"CASE WHEN strlen({name}) <= {column.limit} OR length({name}) <= {column.limit} THEN {name} ELSE error('long') END"
    else:
        value = name
    if column.required and column.kind in ("code", "text"):
        value = f"coalesce({value}, error('missing'))" if column.category not in enums else value
    elif not column.required:
        value = f"CASE WHEN {name} IS NOT NULL THEN {value} END"
    return f"{value} AS {column.field}"


_NUMBER_OK = (
    "(entity // 1000000000 IN (0, 1, 2, 9) AND (entity // 1000000000 = 9 "
    "OR 97 - (entity // 100) % 97 = entity % 100))"
)


def load_table(
    connection: duckdb.DuckDBPyConnection,
    *,
    table: Table,
    csv_path: Path,
    lines: int,
    target: Path,
    rejects: Path,
    codes: dict[str, set[str]],
) -> Loaded:
    """Read `csv_path` (with `lines` lines, header included) to Parquet at `target`, sorted by entity.

    `codes` holds the known codes per category of the extract's own code.csv. Rejected rows go to the
    Parquet file `rejects` (file, line, reason, content), written only if there are any.
    """
    read = max(0, lines - 1)
    accepted = _fast(connection, table, csv_path, target, codes)
    if accepted == read:
        return Loaded(
            file=csv_path.name, table=table.name, path=target, read=read, accepted=read, rejected=0
        )
    result = careful.load(
        connection, table=table, csv_path=csv_path, target=target, rejects=rejects, codes=codes
    )
    return Loaded(
        file=csv_path.name,
        table=table.name,
        path=target,
        read=result.read,
        accepted=result.accepted,
        rejected=result.rejected,
        unknown_codes=result.unknown_codes,
    )


def _fast(
    connection: duckdb.DuckDBPyConnection, table: Table, csv_path: Path, target: Path, codes: dict[str, set[str]]
) -> int | None:
    """Rows accepted, or None where the careful way must decide."""
    enums: dict[str, str] = {}
    for column in table.columns:
        known = codes.get(column.category or "")
        if column.kind == "code" and known and len(known) < 1000 and column.category not in enums:
            enums[column.category or ""] = f"code_{(column.category or '').lower()}"
            values = ", ".join(quote(code) for code in sorted(known))
            connection.execute(f"DROP TYPE IF EXISTS {enums[column.category or '']}")
            connection.execute(f"CREATE TYPE {enums[column.category or '']} AS ENUM ({values})")
    select = ", ".join(_guarded(column, enums) for column in table.columns)
    source = csv_source(csv_path, table.header)
    try:
        connection.execute(
            f"COPY (SELECT {select} FROM {source}) TO {quote(str(target))} "
            f"(FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE {ROW_GROUP})"
        )
    except duckdb.OutOfMemoryException:
        raise
    except (duckdb.InvalidInputException, duckdb.ConversionException):
        return None
    if _doubtful(connection, table, target, codes, enums):
        return None
    _ensure_sorted(connection, target)
    row = connection.execute(f"SELECT count(*) FROM {quote(str(target))}").fetchone()
    return int(row[0]) if row else None


def _doubtful(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    target: Path,
    codes: dict[str, set[str]],
    enums: dict[str, str],
) -> bool:
    """Checks that are cheaper on the typed file: check digits, repeats, missing and unknown codes."""
    path = quote(str(target))
    required = " OR ".join(f"{c.field} IS NULL" for c in table.columns if c.required)
    checks = [f"SELECT 1 FROM {path} WHERE {required} LIMIT 1"]
    if table.name != "branch":
        checks.append(
            f"SELECT 1 FROM (SELECT DISTINCT entity FROM {path}) WHERE NOT {_NUMBER_OK} LIMIT 1"
        )
    if any(column.kind == "enterprise" and column.field == "enterprise" for column in table.columns):
        checks.append(
            f"SELECT 1 FROM {path} WHERE 97 - (enterprise // 100) % 97 <> enterprise % 100 LIMIT 1"
        )
    unique = ", ".join(table.key or table.fields)
    checks.append(f"SELECT 1 FROM (SELECT count(*) AS n FROM (SELECT DISTINCT {unique} FROM {path})) "
                  f"WHERE n <> (SELECT count(*) FROM {path})")
    for column in table.columns:
        if column.kind == "code" and column.category not in enums and careful.known_codes(column, codes):
            values = ", ".join(quote(code) for code in sorted(careful.known_codes(column, codes)))
            checks.append(
                f"SELECT 1 FROM (SELECT DISTINCT {column.field} AS code FROM {path}) "
                f"WHERE code NOT IN ({values}) LIMIT 1"
            )
    return any(connection.execute(check).fetchone() for check in checks)


def _ensure_sorted(connection: duckdb.DuckDBPyConnection, target: Path) -> None:
    """Genuine files come sorted by entity; point look-ups need it, so any other order is mended here."""
    ordered = connection.execute(
        f"""SELECT coalesce(bool_and(low >= previous), true) FROM (
              SELECT stats_min_value::BIGINT AS low,
                     lag(stats_max_value::BIGINT, 1, 0) OVER (ORDER BY row_group_id) AS previous
              FROM parquet_metadata({quote(str(target))}) WHERE path_in_schema = 'entity')"""
    ).fetchone()
    if ordered and ordered[0]:
        return
    resorted = target.with_suffix(".sorting")
    connection.execute(
        f"COPY (SELECT * FROM {quote(str(target))} ORDER BY ALL) TO {quote(str(resorted))} "
        f"(FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE {ROW_GROUP})"
    )
    resorted.replace(target)
