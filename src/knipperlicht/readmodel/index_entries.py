"""What the search index says of each enterprise, from the register's history as of a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import duckdb
import ibis

from knipperlicht.history.relations import base_sql, current_sql, delta_sql, episodes_sql, touched_sql
from knipperlicht.history.store import Extract, Store
from knipperlicht.readmodel.search_index import SEPARATOR, Entry
from knipperlicht.sources.kbo_opendata.layout import BY_NAME
from knipperlicht.warehouse.address_place import is_belgian, place_dictionary

BATCH = 20_000
OWNED = ("establishment", "branch")
READ = ("enterprise", "denomination", "address", *OWNED)
FIRST_ESTABLISHMENT, FIRST_BRANCH = 2_000_000_000, 3_000_000_000
# In a result list the first name stands for the enterprise: the one of the table `name`. A rank is ten times the place
# of its letter in LETTERS, plus that of the language.
LETTERS = "ntaebf"
LETTER = f"'{LETTERS}'[{{rank}} // 10 + 1]"
MARK = 97
"""Before a name stands, while an enterprise's names are put in order, the character of its rank from here on."""
RANK = f"""CASE WHEN former THEN 50 WHEN entity >= {FIRST_BRANCH} THEN 40 WHEN entity >= {FIRST_ESTABLISHMENT} THEN 30
    WHEN type_of_denomination = '001' THEN 0 WHEN type_of_denomination = '002' THEN 20 ELSE 10 END
    + CASE language WHEN '2' THEN 0 WHEN '1' THEN 1 WHEN '4' THEN 2 WHEN '3' THEN 3 ELSE 4 END"""


def keep_changed(
    connection: duckdb.DuckDBPyConnection, store: Store, used: Sequence[Extract], since: Sequence[Extract]
) -> list[int]:
    """Table `changed`: owners, now or at any time, of what was touched since; gives their numbers."""
    touched = " UNION ".join(
        f"SELECT entity FROM ({touched_sql(store, since, BY_NAME[name])})" for name in READ
    )
    connection.execute(f"CREATE TABLE touched AS {touched}")
    ever = " UNION ".join(
        f"SELECT enterprise FROM ({sql(store, used, BY_NAME[name])}) WHERE entity IN (FROM touched)"
        for name in OWNED
        for sql in (base_sql, delta_sql)
    )
    connection.execute(
        f"CREATE TABLE changed AS SELECT entity AS enterprise FROM touched WHERE entity < {FIRST_ESTABLISHMENT} UNION {ever}"
    )
    return [row[0] for row in connection.execute("SELECT enterprise FROM changed").fetchall()]


def prepare(
    connection: duckdb.DuckDBPyConnection, store: Store, used: Sequence[Extract], *, changed: bool
) -> None:
    """Table `owners`: entity, enterprise, gone, natural; enterprises that left the register own themselves.

    With `changed` only of owners in that table: all that follows is then joined with few.
    """
    enterprise = BY_NAME["enterprise"]
    among = {name: f"WHERE {name} IN (FROM changed)" if changed else "" for name in ("entity", "enterprise")}
    owned = " UNION ALL ".join(
        f"SELECT entity, enterprise, false, NULL FROM ({current_sql(store, used, BY_NAME[name])}) {among['enterprise']}"
        for name in OWNED
    )
    connection.execute(
        f"""CREATE TABLE owners AS
            WITH standing AS (SELECT entity, type_of_enterprise FROM ({current_sql(store, used, enterprise)}) {among["entity"]}),
            past AS (SELECT entity, max_by(type_of_enterprise, valid_to) AS type_of_enterprise
                     FROM (SELECT * FROM ({episodes_sql(store, used, enterprise)}) {among["entity"]})
                     WHERE valid_to IS NOT NULL GROUP BY entity)
            SELECT entity, entity AS enterprise, false AS gone, type_of_enterprise = '1' AS natural FROM standing
            UNION ALL SELECT entity, entity, true, type_of_enterprise = '1' FROM past ANTI JOIN standing USING (entity)
            UNION ALL {owned}"""
    )


def entries(connection: duckdb.DuckDBPyConnection, store: Store, used: Sequence[Extract]) -> Iterator[Entry]:
    """One entry an enterprise in `owners` that has a name."""
    _names(connection, store, used)
    _places(connection, store, used)
    rows = connection.sql(
        """SELECT n.enterprise, n.names, coalesce(p.nis, '') AS nis,
               CASE WHEN o.gone THEN 'l' ELSE 'a' END || CASE WHEN o.natural THEN 'n' ELSE '-' END || ','
               || coalesce(p.place, ',') || ',' || n.kinds AS about
           FROM names n JOIN owners o ON o.entity = n.enterprise LEFT JOIN places p ON p.enterprise = n.enterprise"""
    )
    for batch in rows.to_arrow_reader(BATCH):
        columns = (column.to_numpy(zero_copy_only=False).tolist() for column in batch.columns)
        yield from map(Entry, *columns)


def _names(connection: duckdb.DuckDBPyConnection, store: Store, used: Sequence[Extract]) -> None:
    """Table `names`. What an enterprise was last called when it left the register is its name, not a former one."""
    table = BY_NAME["denomination"]
    connection.execute(
        f"""CREATE TABLE named AS
            WITH past AS (SELECT entity, language, type_of_denomination, denomination, valid_to,
                                 max(valid_to) OVER (PARTITION BY entity) AS last
                          FROM ({episodes_sql(store, used, table)}) WHERE valid_to IS NOT NULL),
            every AS (
                SELECT entity, language, type_of_denomination, denomination, false AS former
                FROM ({current_sql(store, used, table)})
                UNION ALL SELECT DISTINCT entity, language, type_of_denomination, denomination, NOT (o.gone AND valid_to = last)
                FROM past JOIN owners o USING (entity))
            SELECT o.enterprise, e.denomination, {RANK} AS rank
            FROM every e JOIN owners o USING (entity)"""
    )
    connection.execute(
        f"""CREATE TABLE names AS
            WITH single AS (SELECT enterprise FROM named GROUP BY enterprise HAVING count(*) = 1)
            SELECT enterprise, denomination AS names, {LETTER.format(rank="rank")} AS kinds FROM named SEMI JOIN single USING (enterprise)
            UNION ALL
            SELECT enterprise, array_to_string(list_transform(marked, lambda name: substring(name, 2)), '{SEPARATOR}'),
                array_to_string(list_transform(marked, lambda name: {LETTER.format(rank=f"(ord(name) - {MARK})")}), '')
            FROM (SELECT enterprise, list_sort(list(chr({MARK} + rank) || denomination)) AS marked
                  FROM named ANTI JOIN single USING (enterprise) GROUP BY enterprise)"""
    )
    connection.execute("DROP TABLE named")


def _places(connection: duckdb.DuckDBPyConnection, store: Store, used: Sequence[Extract]) -> None:
    """Table `places`: `nis` of every standing address; `place`, NIS and postcode of the seat, else of the first unit."""
    connection.execute(
        f"""CREATE TABLE placed AS
            SELECT o.enterprise, a.entity, country_nl, country_fr, zipcode, municipality_nl, municipality_fr
            FROM ({current_sql(store, used, BY_NAME["address"])}) a JOIN owners o USING (entity)"""
    )
    backend = ibis.duckdb.from_connection(connection)
    rows = backend.table("placed")
    home = rows.filter(is_belgian(country_nl=rows.country_nl, country_fr=rows.country_fr))
    backend.create_table("municipality", place_dictionary(home), temp=True)
    connection.execute(
        """CREATE TABLE places AS
           WITH located AS (
               SELECT a.enterprise, min(a.entity) AS entity, a.zipcode, p.nis
               FROM placed a JOIN municipality p ON p.zipcode IS NOT DISTINCT FROM a.zipcode
                 AND p.municipality_nl IS NOT DISTINCT FROM a.municipality_nl
                 AND p.municipality_fr IS NOT DISTINCT FROM a.municipality_fr
               GROUP BY a.enterprise, a.zipcode, p.nis),
           single AS (SELECT enterprise FROM located GROUP BY enterprise HAVING count(*) = 1)
           SELECT enterprise, coalesce(nis, '') AS nis, coalesce(nis, '') || ',' || coalesce(zipcode, '') AS place
           FROM located SEMI JOIN single USING (enterprise)
           UNION ALL
           SELECT enterprise, string_agg(DISTINCT nis, ' ' ORDER BY nis),
                  min_by(coalesce(nis, '') || ',' || coalesce(zipcode, ''), (entity, nis, zipcode))
           FROM located ANTI JOIN single USING (enterprise) GROUP BY enterprise"""
    )
    connection.execute("DROP TABLE placed")
