"""What the index of holders says of each of them: the query that makes it, and how its mandates are read back.

Mandates in several companies are one holder only where a source gives the same exact number; a name without a number
stands for one company alone, since the same name need not be the same person.

Mandates that stand, and those that ended in the five years before the newest word of a source: older ones may not be
used in an integrity investigation either (NGW art. 119quater). None in the business of a sole trader: that is the person.
Nothing else of a person is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb

from knipperlicht.readmodel.search_index import SEPARATOR

YEARS = 5
ENTITY = "E"
KEPT = """
    WITH word AS (SELECT max(stated) AS day FROM {db}mandate),
    trader AS (
        SELECT enterprise FROM {db}enterprise WHERE NOT is_legal
        UNION ALL SELECT enterprise FROM {db}enterprise_past WHERE NOT is_legal AND enterprise IS NOT NULL),
    kept AS (
        SELECT coalesce(holder, enterprise || ' ' || who) AS key, enterprise, role, start_date, end_date, represents, source,
            trim(holder_name) AS written,
            CASE WHEN holder LIKE '{entity}%' THEN try_cast(substr(holder, 2) AS BIGINT) END AS number
        FROM {db}mandate, word
        WHERE (holder IS NOT NULL OR holder_name IS NOT NULL) AND enterprise NOT IN (FROM trader)
            AND (end_date IS NULL OR end_date >= word.day - INTERVAL {years} YEAR)),
    standing AS (SELECT entity, name FROM {db}name WHERE entity IN (SELECT number FROM kept)),
    registered AS (
        FROM standing
        UNION ALL
        SELECT entity, max_by(denomination, (valid_to, denomination)) FROM {db}denomination_past
        WHERE type_of_denomination = '001' AND entity IN (SELECT number FROM kept) AND entity NOT IN (SELECT entity FROM standing)
        GROUP BY entity),
    located AS (
        SELECT enterprise, string_agg(DISTINCT nis, ' ' ORDER BY nis) AS places
        FROM (SELECT enterprise, nis FROM {db}address UNION ALL SELECT enterprise, nis FROM {db}address_past)
        WHERE nis IS NOT NULL AND enterprise IN (SELECT enterprise FROM kept) GROUP BY enterprise)"""
NAMES = """
    SELECT DISTINCT key, name, 0 AS place FROM kept JOIN registered ON entity = number
    UNION ALL
    SELECT key, max(written), 1 FROM kept WHERE regexp_matches(written, '\\pL') GROUP BY key, upper(written)"""
LINES = """
    SELECT DISTINCT key, number, coalesce(places, '') AS places, concat_ws(',', enterprise, coalesce(role, ''),
        coalesce(start_date::VARCHAR, ''), coalesce(end_date::VARCHAR, ''), coalesce(represents::VARCHAR, ''), source,
        coalesce(places, '')) AS mandate
    FROM kept LEFT JOIN located USING (enterprise)"""
HOLDERS = """
    WITH called AS (
        SELECT key, string_agg(name, '{separator}' ORDER BY place, name) AS names FROM holder_name {which} GROUP BY key)
    SELECT key, any_value(names), string_agg(places, ' ' ORDER BY mandate),
        coalesce(max(number)::VARCHAR, '') || ';' || string_agg(mandate, ';' ORDER BY mandate)
    FROM holder_line JOIN called USING (key) GROUP BY key ORDER BY key"""
CHANGED = """
    SELECT key FROM ((FROM holder_{part} EXCEPT FROM before_{part}) UNION ALL (FROM before_{part} EXCEPT FROM holder_{part}))"""


@dataclass(frozen=True, kw_only=True)
class Mandate:
    """One function in one company; `nis`: where that company has or had an address.

    `role`: a group of `reference/functions.yml`, or None; `represents`: for which company a permanent representative
    acts; `end_date` None: it stands.
    """

    enterprise: int
    role: str | None
    start_date: date | None
    end_date: date | None
    represents: int | None
    source: str
    nis: frozenset[str]


def mandates_of(about: str) -> tuple[int | None, list[Mandate]]:
    """From the field `about`: number of the holder, if it is a company, and what it holds, by company."""
    number, *lines = about.split(";")
    return int(number) if number else None, [_mandate(*line.split(",")) for line in lines]


def _mandate(
    enterprise: str, role: str, start: str, end: str, represents: str, source: str, nis: str
) -> Mandate:
    return Mandate(
        enterprise=int(enterprise), role=role or None, start_date=date.fromisoformat(start) if start else None,
        end_date=date.fromisoformat(end) if end else None, represents=int(represents) if represents else None,
        source=source, nis=frozenset(nis.split()),
    )  # fmt: skip


def known(connection: duckdb.DuckDBPyConnection, *, before: bool = False) -> bool:
    """Whether this build, or the one attached as `prev`, has mandates at all."""
    database = "'prev'" if before else "current_database()"
    sql = (
        f"FROM duckdb_tables() WHERE database_name = {database} AND table_name = 'mandate' AND NOT temporary"
    )
    return bool(connection.execute(sql).fetchall())


def prepare(connection: duckdb.DuckDBPyConnection, *, before: bool) -> None:
    """Temporary tables `holder_name` and `holder_line`; with `before` also `holder_changed`, every key that differs."""
    _make(connection, "holder", "")
    if not before:
        return
    _make(connection, "before", "prev.")
    changed = " UNION ".join(CHANGED.format(part=part) for part in ("name", "line"))
    connection.execute(f"CREATE OR REPLACE TEMP TABLE holder_changed AS {changed}")


def _make(connection: duckdb.DuckDBPyConnection, name: str, database: str) -> None:
    kept = KEPT.format(db=database, years=YEARS, entity=ENTITY)
    for part, sql in (("name", NAMES), ("line", LINES)):
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name}_{part} AS {kept} {sql}")


def holders(*, changed: bool) -> str:
    """The query for holders, all or changed ones: key, names, nis, about (see `search_people_index`)."""
    which = "WHERE key IN (FROM holder_changed)" if changed else ""
    return HOLDERS.format(separator=SEPARATOR, which=which)
