"""SQL over the layers: what a table held on a day, and the intervals behind it.

A base layer holds every row of the first full extract. A delta layer holds, per table, the entities
whose rows the register replaced (`<table>.touched.parquet`) and their new rows. The rows of an entity
on a day are those of its last layer up to that day: the register replaces an entity's rows of a table
as one block (cookbook R018 §1.5.2), so the block is the unit of change.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from knipperlicht.history.store import Extract, Store
from knipperlicht.sources.kbo_opendata.layout import Table


def applied(extracts: Sequence[Extract], day: date | None = None) -> list[Extract]:
    """Base and deltas up to and including `day`."""
    return [e for e in extracts if e.role != "covered" and (day is None or e.snapshot_date <= day)]


def base_sql(store: Store, extracts: Sequence[Extract], table: Table) -> str:
    """Rows of the base layer (no rows where the store began with an update)."""
    for extract in extracts:
        if extract.role == "base":
            return f"SELECT * FROM read_parquet('{store.layer(extract) / (table.name + '.parquet')}')"
    columns = ", ".join(f"NULL::{c.sql_type} AS {c.field}" for c in table.columns)
    return f"SELECT {columns} WHERE false"


def touched_sql(store: Store, extracts: Sequence[Extract], table: Table) -> str:
    """(entity, seq, day) of every block replacement in the delta layers."""
    files = [
        f"'{store.layer(e) / (table.name + '.touched.parquet')}'"
        for e in extracts
        if e.role == "delta" and e.touched.get(table.name)
    ]
    if not files:
        return "SELECT NULL::BIGINT AS entity, NULL::INTEGER AS seq, NULL::DATE AS day WHERE false"
    return f"SELECT entity, seq, day FROM read_parquet([{', '.join(files)}])"


def delta_sql(store: Store, extracts: Sequence[Extract], table: Table) -> str:
    """Rows of the delta layers with seq and day."""
    files = [
        f"'{store.layer(e) / (table.name + '.parquet')}'"
        for e in extracts
        if e.role == "delta" and e.touched.get(table.name)
    ]
    columns = ", ".join(f"{c.field}" for c in table.columns)
    if not files:
        nulls = ", ".join(f"NULL::{c.sql_type} AS {c.field}" for c in table.columns)
        return f"SELECT {nulls}, NULL::INTEGER AS seq, NULL::DATE AS day WHERE false"
    return f"SELECT {columns}, seq, day FROM read_parquet([{', '.join(files)}])"


def current_sql(store: Store, extracts: Sequence[Extract], table: Table) -> str:
    """Rows of `table` after the last of `extracts`, columns as in the register."""
    columns = ", ".join(c.field for c in table.columns)
    return f"""
        WITH last_touch AS (SELECT entity, max(seq) AS seq FROM ({touched_sql(store, extracts, table)}) GROUP BY entity)
        SELECT {columns} FROM ({base_sql(store, extracts, table)}) b
        WHERE NOT EXISTS (SELECT 1 FROM last_touch t WHERE t.entity = b.entity)
        UNION ALL
        SELECT {', '.join('d.' + c.field for c in table.columns)}
        FROM ({delta_sql(store, extracts, table)}) d
        JOIN last_touch t ON t.entity = d.entity AND t.seq = d.seq"""


def base_day(extracts: Sequence[Extract]) -> date | None:
    """Day of the base layer: rows never touched since have been seen from this day."""
    return next((e.snapshot_date for e in extracts if e.role == "base"), None)


def episodes_sql(store: Store, extracts: Sequence[Extract], table: Table) -> str:
    """Rows of all entities that were ever touched, with `valid_from` and `valid_to`.

    One row per unbroken run of the same content: a block that came back unchanged leaves no trace.
    `valid_from` is the day of the extract that first showed the row, `valid_to` the day of the first
    extract that no longer did (NULL: still there).
    """
    columns = [c.field for c in table.columns]
    plain = ", ".join(columns)
    first = base_day(extracts)
    start = f"DATE '{first}'" if first else "NULL::DATE"
    return f"""
        WITH touch AS MATERIALIZED ({touched_sql(store, extracts, table)}),
        who AS MATERIALIZED (SELECT DISTINCT entity FROM touch),
        state AS MATERIALIZED (
            SELECT entity, seq, day, row_number() OVER (PARTITION BY entity ORDER BY seq) AS step,
                   lead(day) OVER (PARTITION BY entity ORDER BY seq) AS next_day
            FROM (SELECT entity, seq, day FROM touch
                  UNION ALL SELECT entity, -1, {start} FROM who WHERE {start} IS NOT NULL)),
        seen AS (
            SELECT DISTINCT {plain}, seq FROM (
                SELECT {plain}, seq FROM ({delta_sql(store, extracts, table)})
                UNION ALL
                SELECT {plain}, -1 AS seq FROM ({base_sql(store, extracts, table)})
                WHERE entity IN (SELECT entity FROM who))),
        placed AS (
            SELECT {', '.join('seen.' + c for c in columns)}, state.step, state.day, state.next_day,
                   state.step - row_number() OVER (
                       PARTITION BY {', '.join('seen.' + c for c in columns)} ORDER BY state.step) AS run
            FROM seen JOIN state ON state.entity = seen.entity AND state.seq = seen.seq)
        SELECT {plain}, min(day) AS valid_from,
               CASE WHEN count(next_day) = count(*) THEN max(next_day) END AS valid_to
        FROM placed GROUP BY {plain}, run"""
