"""SQL over the layers: what a table held on a day, and the intervals behind it.

The base layer holds every row of the first full extract. A delta layer holds the entities whose rows the
register replaced (`touched.parquet`) and, per table, their new rows. The rows of an entity on a day are
those of its last layer up to that day: the register replaces an entity's rows of a table as one block
(cookbook R018 §1.5.2), so the block is the unit of change. Updates from before the base say something of
the entities they name until the base says everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from knipperlicht.engine import literal
from knipperlicht.history.store import TOUCHED, Extract, Store
from knipperlicht.sources.kbo_opendata.layout import Table


def applied(extracts: Sequence[Extract], day: date | None = None) -> list[Extract]:
    """Base and deltas up to and including `day`."""
    return [e for e in extracts if e.role != "covered" and (day is None or e.snapshot_date <= day)]


def base_of(extracts: Sequence[Extract]) -> Extract | None:
    """The first full extract."""
    return next((e for e in extracts if e.role == "base"), None)


def base_day(extracts: Sequence[Extract]) -> date | None:
    """Day of the base layer: rows never touched since have been seen from this day."""
    base = base_of(extracts)
    return base.snapshot_date if base else None


def base_sql(store: Store, extracts: Sequence[Extract], table: Table) -> str:
    """Rows of the base layer (no rows where the store began with an update)."""
    base = base_of(extracts)
    if base is None:
        return _nothing(table)
    return f"SELECT * FROM read_parquet({literal(store.layer(base) / f'{table.name}.parquet')})"


def touched_sql(store: Store, extracts: Sequence[Extract], table: Table) -> str:
    """(entity, seq, day) of every block replacement in the delta layers."""
    files = [
        literal(store.layer(e) / TOUCHED) for e in extracts if e.role == "delta" and e.touched.get(table.name)
    ]
    if not files:
        return "SELECT NULL::BIGINT AS entity, NULL::INTEGER AS seq, NULL::DATE AS day WHERE false"
    return f"SELECT entity, seq, day FROM read_parquet([{', '.join(files)}]) WHERE of_table = {literal(table.name)}"


def delta_sql(store: Store, extracts: Sequence[Extract], table: Table) -> str:
    """Rows of the delta layers with seq and day."""
    files = [
        literal(store.layer(e) / f"{table.name}.parquet")
        for e in extracts
        if e.role == "delta" and e.rows.get(table.name)
    ]
    if not files:
        return _nothing(table, ", NULL::INTEGER AS seq, NULL::DATE AS day")
    return f"SELECT {', '.join(table.fields)}, seq, day FROM read_parquet([{', '.join(files)}])"


def current_sql(store: Store, extracts: Sequence[Extract], table: Table) -> str:
    """Rows of `table` after the last of `extracts`, columns as in the register."""
    base = base_of(extracts)
    later = [e for e in extracts if base is None or e.seq > base.seq]
    if not any(e.touched.get(table.name) for e in later):
        return f"SELECT {', '.join(table.fields)} FROM ({base_sql(store, extracts, table)})"
    return f"""
        WITH last_touch AS (SELECT entity, max(seq) AS seq FROM ({touched_sql(store, later, table)}) GROUP BY entity)
        SELECT {", ".join(table.fields)} FROM ({base_sql(store, extracts, table)}) b
        WHERE NOT EXISTS (SELECT 1 FROM last_touch t WHERE t.entity = b.entity)
        UNION ALL
        SELECT {", ".join(f"d.{name}" for name in table.fields)}
        FROM ({delta_sql(store, later, table)}) d
        JOIN last_touch t ON t.entity = d.entity AND t.seq = d.seq"""


def episodes_sql(store: Store, extracts: Sequence[Extract], table: Table) -> str:
    """Rows of all entities that were ever touched, with `valid_from` and `valid_to`.

    One row per unbroken run of the same content: a block that came back unchanged leaves no trace, nor does
    one that another extract of the same day replaced. `valid_from` is the day of the extract that first
    showed the row, `valid_to` the day of the first extract that no longer did (NULL: still there).
    """
    plain = ", ".join(table.fields)
    seen = ", ".join(f"seen.{name}" for name in table.fields)
    base = base_of(extracts)
    base_state, base_rows = "", ""
    if base is not None:
        base_state = f"UNION ALL SELECT entity, {base.seq}, DATE '{base.snapshot_date}' FROM who"
        base_rows = (
            f"UNION ALL SELECT {plain}, {base.seq} AS seq FROM ({base_sql(store, extracts, table)}) "
            "WHERE entity IN (SELECT entity FROM who)"
        )
    return f"""
        WITH touch AS MATERIALIZED ({touched_sql(store, extracts, table)}),
        who AS MATERIALIZED (SELECT DISTINCT entity FROM touch),
        state AS MATERIALIZED (
            SELECT entity, max(seq) AS seq, day, row_number() OVER (PARTITION BY entity ORDER BY day) AS step,
                   lead(day) OVER (PARTITION BY entity ORDER BY day) AS next_day
            FROM (SELECT entity, seq, day FROM touch {base_state}) GROUP BY entity, day),
        seen AS (
            SELECT DISTINCT {plain}, seq
            FROM (SELECT {plain}, seq FROM ({delta_sql(store, extracts, table)}) {base_rows})),
        placed AS (
            SELECT {seen}, state.day, state.next_day,
                   state.step - row_number() OVER (PARTITION BY {seen} ORDER BY state.step) AS run
            FROM seen JOIN state ON state.entity = seen.entity AND state.seq = seen.seq)
        SELECT {plain}, min(day) AS valid_from,
               CASE WHEN count(next_day) = count(*) THEN max(next_day) END AS valid_to
        FROM placed GROUP BY {plain}, run"""


def _nothing(table: Table, more: str = "") -> str:
    nulls = ", ".join(f"NULL::{c.sql_type} AS {c.field}" for c in table.columns)
    return f"SELECT {nulls}{more} WHERE false"
