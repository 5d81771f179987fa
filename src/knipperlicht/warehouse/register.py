"""What the register said as of a day, as tables on the DuckDB workbench.

For each of the seven tables: `register_<t>` (rows that stand, with `valid_from`) and
`register_<t>_past` (rows that stood, with `valid_from` and `valid_to`). Both carry the register's own
columns. `register_<t>_touched` repeats the standing rows of entities whose rows ever changed, so that nobody scans all of
them for changes; `register_activity_base` and `register_address_base` hold what the first full extract said, `episodes_<t>` all
rows of what ever changed. `valid_from` of rows in the first extract is that extract's day: older history is not known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from knipperlicht.errors import NothingFound
from knipperlicht.history.relations import applied, base_day, base_sql, episodes_sql, touched_sql
from knipperlicht.history.store import Extract, Store
from knipperlicht.sources.kbo_opendata.layout import BY_NAME, TABLES


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How far our knowledge of the register goes: first and last extract day, and the last extract's number."""

    first_day: date
    last_day: date
    last_number: int
    gaps: tuple[str, ...] = ()


def reach(extracts: Sequence[Extract], day: date | None) -> Reach:
    """Reach as of `day` (None: now). Raises NothingFound when no extract is old enough."""
    used = applied(extracts, day)
    if not used:
        first = applied(extracts)
        hint = f" The first extract is of {first[0].snapshot_date}." if first else " Ingest an extract first."
        raise NothingFound(f"There is no register extract up to {day or 'today'}.{hint}")
    gaps: list[str] = []
    for extract in used:
        if extract.kind == "full":
            gaps.clear()
        gaps += [note for note in extract.notes if note.startswith("gap:")]
    return Reach(
        first_day=base_day(used) or used[0].snapshot_date,
        last_day=used[-1].snapshot_date,
        last_number=used[-1].number,
        gaps=tuple(gaps),
    )


def open_register(
    connection: duckdb.DuckDBPyConnection, *, store: Store, extracts: Sequence[Extract], day: date | None
) -> None:
    """Create the fourteen `register_` relations as of `day` and `register_code` on this connection."""
    used = applied(extracts, day)
    first = base_day(used)
    for table in TABLES:
        columns = ", ".join(c.field for c in table.columns)
        touched_any = any(e.touched.get(table.name) for e in used if e.role == "delta")
        if not touched_any:
            nulls = ", ".join(f"NULL::{c.sql_type} AS {c.field}" for c in table.columns)
            connection.execute(
                f"CREATE OR REPLACE TEMP TABLE episodes_{table.name} AS "
                f"SELECT {nulls}, NULL::DATE AS valid_from, NULL::DATE AS valid_to WHERE false"
            )
            unchanged = f"SELECT {columns} FROM ({base_sql(store, used, table)})"
        else:
            connection.execute(
                f"CREATE OR REPLACE TEMP TABLE episodes_{table.name} AS {episodes_sql(store, used, table)}"
            )
            connection.execute(
                f"CREATE OR REPLACE TEMP TABLE touched_{table.name} AS "
                f"SELECT DISTINCT entity FROM ({touched_sql(store, used, table)})"
            )
            unchanged = (
                f"SELECT {columns} FROM ({base_sql(store, used, table)}) b "
                f"WHERE NOT EXISTS (SELECT 1 FROM touched_{table.name} t WHERE t.entity = b.entity)"
            )
        start = f"DATE '{first}'" if first else "NULL::DATE"
        connection.execute(
            f"CREATE OR REPLACE TEMP VIEW register_{table.name} AS "
            f"SELECT {columns}, {start} AS valid_from FROM ({unchanged}) "
            f"UNION ALL SELECT {columns}, valid_from FROM episodes_{table.name} WHERE valid_to IS NULL"
        )
        connection.execute(
            f"CREATE OR REPLACE TEMP VIEW register_{table.name}_past AS "
            f"SELECT {columns}, valid_from, valid_to FROM episodes_{table.name} WHERE valid_to IS NOT NULL"
        )
        connection.execute(
            f"CREATE OR REPLACE TEMP VIEW register_{table.name}_touched AS "
            f"SELECT {columns}, valid_from FROM episodes_{table.name} WHERE valid_to IS NULL"
        )
    for name in ("activity", "address"):
        connection.execute(
            f"CREATE OR REPLACE TEMP VIEW register_{name}_base AS {base_sql(store, used, BY_NAME[name])}"
        )
    _open_codes(connection, store, used)


def _open_codes(connection: duckdb.DuckDBPyConnection, store: Store, used: Sequence[Extract]) -> None:
    """`register_code`: category, code, language, description of the last extract that brought a code list."""
    for extract in reversed(used):
        path = store.layer(extract) / "code.parquet"
        if path.exists():
            connection.execute(
                f"CREATE OR REPLACE TEMP VIEW register_code AS SELECT * FROM read_parquet('{path}')"
            )
            return
    connection.execute(
        "CREATE OR REPLACE TEMP VIEW register_code AS SELECT NULL::VARCHAR AS category, NULL::VARCHAR AS code, "
        "NULL::VARCHAR AS language, NULL::VARCHAR AS description WHERE false"
    )
