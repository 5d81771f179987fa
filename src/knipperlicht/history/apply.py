"""Turning one loaded extract into a layer: which entities the register replaced, and with what.

Rules (data-sources §1, cookbook R018 §1.5.2):
- an update replaces all rows of an entity per table; its inserts hold all current rows;
- an enterprise deleted and not inserted again is gone, with its establishments and branches and
  everything that hangs on them, whether or not the update says so;
- a full extract after the first is compared with what history says; only the differences become a layer.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from knipperlicht.history.relations import current_sql
from knipperlicht.history.store import Extract, Store
from knipperlicht.sources.kbo_opendata.archive import Meta
from knipperlicht.sources.kbo_opendata.layout import BY_NAME, TABLES, Table

PARENTS = ("enterprise", "establishment", "branch")


def apply_update(
    connection: duckdb.DuckDBPyConnection,
    *,
    store: Store,
    before: Sequence[Extract],
    meta: Meta,
    loaded: Path,
    layer: Path,
) -> dict[str, int]:
    """Write the delta layer of an update whose typed files lie in `loaded`; gives touched entities per table."""
    for table in TABLES:
        _view(connection, f"ins_{table.name}", loaded / f"{table.name}_insert.parquet", table)
        _view(connection, f"del_{table.name}", loaded / f"{table.name}_delete.parquet", None)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE gone AS "
        "SELECT entity FROM del_enterprise WHERE entity NOT IN (SELECT entity FROM ins_enterprise)"
    )
    for child in ("establishment", "branch"):
        connection.execute(
            f"""INSERT INTO gone
                SELECT entity FROM del_{child} WHERE entity NOT IN (SELECT entity FROM ins_{child})
                UNION
                SELECT entity FROM ({current_sql(store, before, BY_NAME[child])})
                WHERE enterprise IN (SELECT entity FROM gone) AND entity NOT IN (SELECT entity FROM ins_{child})"""
        )
    touched = {}
    for table in TABLES:
        prefixes = {"enterprise": "IN (0, 1)", "establishment": "= 2", "branch": "= 9"}.get(table.name, ">= 0")
        connection.execute(
            f"""CREATE OR REPLACE TEMP TABLE touched AS
                SELECT DISTINCT entity FROM (
                    SELECT entity FROM del_{table.name} UNION ALL SELECT entity FROM ins_{table.name}
                    UNION ALL SELECT entity FROM gone WHERE entity // 1000000000 {prefixes})"""
        )
        touched[table.name] = _write(connection, table, meta, f"ins_{table.name}", layer)
    return touched


def apply_full(
    connection: duckdb.DuckDBPyConnection,
    *,
    store: Store,
    before: Sequence[Extract],
    meta: Meta,
    loaded: Path,
    layer: Path,
) -> dict[str, int]:
    """Write the delta layer of a full extract that is not the first: entities whose rows differ."""
    touched = {}
    for table in TABLES:
        _view(connection, f"ins_{table.name}", loaded / f"{table.name}.parquet", table)
        content = f"hash({', '.join(c.field for c in table.columns[1:])})"
        connection.execute(
            f"""CREATE OR REPLACE TEMP TABLE touched AS
                WITH old AS (SELECT entity, count(*) AS n, sum({content}) AS h
                             FROM ({current_sql(store, before, table)}) GROUP BY entity),
                     new AS (SELECT entity, count(*) AS n, sum({content}) AS h FROM ins_{table.name} GROUP BY entity)
                SELECT coalesce(new.entity, old.entity) AS entity
                FROM old FULL JOIN new ON old.entity = new.entity
                WHERE old.n IS DISTINCT FROM new.n OR old.h IS DISTINCT FROM new.h"""
        )
        touched[table.name] = _write(connection, table, meta, f"ins_{table.name}", layer)
    return touched


def differences(
    connection: duckdb.DuckDBPyConnection, *, store: Store, extracts: Sequence[Extract], loaded: Path
) -> list[str]:
    """The invariant after a full extract: history says exactly what the extract says, row for row."""
    found = []
    for table in TABLES:
        content = f"count(*), coalesce(sum(hash({', '.join(table.fields)})), 0)"
        ours = connection.execute(f"SELECT {content} FROM ({current_sql(store, extracts, table)})").fetchone()
        path = loaded / f"{table.name}.parquet"
        theirs = connection.execute(f"SELECT {content} FROM read_parquet('{path}')").fetchone()
        if ours != theirs:
            found.append(f"{table.name}: history holds {ours and ours[0]} rows, the extract {theirs and theirs[0]}")
    return found


def _view(connection: duckdb.DuckDBPyConnection, name: str, path: Path, table: Table | None) -> None:
    if path.exists():
        connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT * FROM read_parquet('{path}')")
        return
    columns = "NULL::BIGINT AS entity"
    if table is not None:
        columns = ", ".join(f"NULL::{c.sql_type} AS {c.field}" for c in table.columns)
    connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT {columns} WHERE false")


def _write(
    connection: duckdb.DuckDBPyConnection, table: Table, meta: Meta, rows: str, layer: Path
) -> int:
    """Write touched entities (temp table `touched`) and their new rows; nothing where none was touched."""
    row = connection.execute("SELECT count(*) FROM touched").fetchone()
    count = int(row[0]) if row else 0
    if not count:
        return 0
    stamp = f"{meta.seq}::INTEGER AS seq, DATE '{meta.snapshot_date}' AS day"
    connection.execute(
        f"COPY (SELECT entity, {stamp} FROM touched ORDER BY entity) "
        f"TO '{layer / (table.name + '.touched.parquet')}' (FORMAT parquet)"
    )
    connection.execute(
        f"COPY (SELECT r.*, {stamp} FROM {rows} r WHERE entity IN (SELECT entity FROM touched) ORDER BY entity) "
        f"TO '{layer / (table.name + '.parquet')}' (FORMAT parquet)"
    )
    return count
