"""Turning one loaded extract into a layer: which entities the register replaced, and with what.

Rules (data-sources §1, cookbook R018 §1.5.2):
- an update replaces all rows of an entity per table; its inserts hold all current rows;
- an enterprise deleted and not inserted again is gone, with its establishments and branches and
  everything that hangs on them, whether or not the update says so;
- a full extract after the first is compared with what history says; only the differences become a layer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from knipperlicht.engine import literal
from knipperlicht.history.relations import current_sql
from knipperlicht.history.store import TOUCHED, Extract, Store
from knipperlicht.sources.kbo_opendata.layout import BY_NAME, TABLES, Table
from knipperlicht.sources.kbo_opendata.load import Loaded
from knipperlicht.sources.kbo_opendata.meta import Meta

OWN_DIGITS = {"enterprise": "IN (0, 1)", "establishment": "= 2", "branch": "= 9"}


@dataclass(frozen=True, kw_only=True)
class Delta:
    """Per table the entities whose block was replaced, and the rows they have now."""

    touched: dict[str, int]
    rows: dict[str, int]


def apply_update(
    connection: duckdb.DuckDBPyConnection,
    *,
    store: Store,
    before: Sequence[Extract],
    meta: Meta,
    loaded: Mapping[str, Loaded],
    layer: Path,
) -> Delta:
    """Write the delta layer of an update."""
    _start(connection)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE gone AS SELECT entity FROM {_rows(loaded, 'enterprise_delete')} "
        f"WHERE entity NOT IN (SELECT entity FROM {_rows(loaded, 'enterprise_insert')})"
    )
    for child in ("establishment", "branch"):
        stays = f"entity NOT IN (SELECT entity FROM {_rows(loaded, f'{child}_insert')})"
        connection.execute(
            f"""INSERT INTO gone
                SELECT entity FROM {_rows(loaded, f"{child}_delete")} WHERE {stays}
                UNION
                SELECT entity FROM ({current_sql(store, before, BY_NAME[child])})
                WHERE enterprise IN (SELECT entity FROM gone) AND {stays}"""
        )
    for table in TABLES:
        own = f"WHERE entity // 1000000000 {OWN_DIGITS[table.name]}" if table.name in OWN_DIGITS else ""
        connection.execute(
            f"""INSERT INTO touched
                SELECT {literal(table.name)}, entity FROM {_rows(loaded, f"{table.name}_delete")}
                UNION SELECT {literal(table.name)}, entity FROM {_rows(loaded, f"{table.name}_insert")}
                UNION SELECT {literal(table.name)}, entity FROM gone {own}"""
        )
    inserts = {
        table.name: loaded[f"{table.name}_insert"] for table in TABLES if f"{table.name}_insert" in loaded
    }
    return _write(connection, meta, inserts, layer)


def apply_full(
    connection: duckdb.DuckDBPyConnection,
    *,
    store: Store,
    before: Sequence[Extract],
    meta: Meta,
    loaded: Mapping[str, Loaded],
    layer: Path,
) -> Delta:
    """Write the delta layer of a full extract that is not the first: entities whose rows differ."""
    _start(connection)
    for table in TABLES:
        content = f"hash({', '.join(table.fields[1:])})"
        connection.execute(
            f"""INSERT INTO touched
                WITH old AS (SELECT entity, count(*) AS n, sum({content}) AS h
                             FROM ({current_sql(store, before, table)}) GROUP BY entity),
                     new AS (SELECT entity, count(*) AS n, sum({content}) AS h
                             FROM {loaded[table.name].rows.sql} GROUP BY entity)
                SELECT {literal(table.name)}, coalesce(new.entity, old.entity)
                FROM old FULL JOIN new ON old.entity = new.entity
                WHERE old.n IS DISTINCT FROM new.n OR old.h IS DISTINCT FROM new.h"""
        )
    return _write(connection, meta, loaded, layer)


def differences(
    connection: duckdb.DuckDBPyConnection,
    *,
    store: Store,
    extracts: Sequence[Extract],
    loaded: Mapping[str, Loaded],
) -> list[str]:
    """The invariant after a full extract: history says exactly what the extract says, row for row."""
    found = []
    for table in TABLES:
        content = f"count(*), coalesce(sum(hash({', '.join(table.fields)})), 0)"
        ours = connection.execute(f"SELECT {content} FROM ({current_sql(store, extracts, table)})").fetchone()
        theirs = connection.execute(f"SELECT {content} FROM {loaded[table.name].rows.sql}").fetchone()
        if ours != theirs:
            found.append(
                f"{table.name}: history holds {ours and ours[0]} rows, the extract {theirs and theirs[0]}"
            )
    return found


def _start(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("CREATE OR REPLACE TEMP TABLE touched (of_table VARCHAR, entity BIGINT)")


def _rows(loaded: Mapping[str, Loaded], name: str) -> str:
    """Loaded rows, or none where the update lacks the file or it is empty: no change in that table."""
    if name in loaded and loaded[name].read:
        return loaded[name].rows.sql
    fields = BY_NAME[name.rsplit("_", 1)[0]].fields if name.endswith("_insert") else ["entity"]
    return f"(SELECT {', '.join(f'NULL::BIGINT AS {field}' for field in fields)} WHERE false)"


def _write(
    connection: duckdb.DuckDBPyConnection, meta: Meta, inserts: Mapping[str, Loaded], layer: Path
) -> Delta:
    """Write the touched entities and their new rows; no file where there are none."""
    touched = dict.fromkeys((table.name for table in TABLES), 0)
    touched |= dict(connection.execute("SELECT of_table, count(*) FROM touched GROUP BY of_table").fetchall())
    stamp = f"{meta.seq}::INTEGER AS seq, DATE '{meta.snapshot_date}' AS day"
    if any(touched.values()):
        connection.execute(
            f"COPY (SELECT of_table, entity, {stamp} FROM touched ORDER BY ALL) "
            f"TO {literal(layer / TOUCHED)} (FORMAT parquet)"
        )
    rows = {}
    for table in TABLES:
        if touched[table.name] and table.name in inserts and inserts[table.name].accepted:
            rows[table.name] = _write_rows(connection, table, inserts[table.name], stamp, layer)
    return Delta(touched=touched, rows=rows)


def _write_rows(
    connection: duckdb.DuckDBPyConnection, table: Table, insert: Loaded, stamp: str, layer: Path
) -> int:
    path = layer / f"{table.name}.parquet"
    row = connection.execute(
        f"COPY (SELECT r.*, {stamp} FROM {insert.rows.sql} r WHERE entity IN "
        f"(SELECT entity FROM touched WHERE of_table = {literal(table.name)}) ORDER BY ALL) "
        f"TO {literal(path)} (FORMAT parquet)"
    ).fetchone()
    count = int(row[0]) if row else 0
    if not count:
        path.unlink()
    return count
