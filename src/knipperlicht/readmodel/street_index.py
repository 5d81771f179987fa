"""Full-text index over the streets of a snapshot, through which addresses are found.

One document a street of one postcode: a hundredth of the addresses, so that the index costs little and bears typing
errors well. `street`: its names in both languages; `place`: postcode and municipality in both languages; `nis`;
`key`: `8500|kortrijkstraat`, with which the keys of its buildings begin; `label` for people.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import tantivy

from knipperlicht.readmodel.search_index import TOKENIZER, copy_index, name_tokenizer

STREETS = "streets"
HEAP = 32 * 2**20
MOST = 5000
"""With more streets changed than this the index is written whole."""
SQL = """
    WITH ways AS (
        SELECT locality || '|' || street_key AS key, place_street_nl || ' ' || place_street_fr AS street,
            place_zipcode AS zipcode, place_municipality_nl || ' ' || place_municipality_fr AS town,
            coalesce(nis, '') AS nis, nullif(place_street_nl, '') AS name_nl, nullif(place_street_fr, '') AS name_fr,
            nullif(place_municipality_nl, '') AS town_nl, nullif(place_municipality_fr, '') AS town_fr,
            count(*) OVER (PARTITION BY locality, street_key) AS n
        FROM street_key WHERE street_key IS NOT NULL AND locality IS NOT NULL AND {which})
    SELECT key, street, zipcode || ' ' || town, nis, coalesce(name_nl, name_fr),
        zipcode || ' ' || coalesce(town_nl, town_fr, '')
    FROM ways WHERE n = 1
    UNION ALL
    SELECT key, string_agg(DISTINCT street, ' '), any_value(zipcode) || ' ' || string_agg(DISTINCT town, ' '), min(nis),
        coalesce(min(name_nl), min(name_fr)), any_value(zipcode) || ' ' || coalesce(min(town_nl), min(town_fr), '')
    FROM ways WHERE n > 1 GROUP BY key ORDER BY key"""
"""Few streets are written in more than one way; the others need no grouping."""
_NOW, _BEFORE = (f"SELECT * EXCLUDE (n) FROM {name}" for name in ("street_key", "prev.street_key"))
CHANGED = f"""
    CREATE OR REPLACE TEMP TABLE street_touched AS
    SELECT DISTINCT locality || '|' || street_key AS key
    FROM (({_NOW} EXCEPT {_BEFORE}) UNION ALL ({_BEFORE} EXCEPT {_NOW}))
    WHERE street_key IS NOT NULL AND locality IS NOT NULL"""


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for field in ("street", "place", "nis"):
        builder.add_text_field(field, stored=field == "nis", tokenizer_name=TOKENIZER, index_option="basic")
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    for field in ("name", "town"):
        builder.add_bytes_field(field, stored=True, indexed=False)
    return builder.build()


def open_streets(folder: Path) -> tantivy.Index:
    """Open the index in `folder`. Raises ValueError or OSError when it is none."""
    index = tantivy.Index(_schema(), path=str(folder), reuse=True)
    index.register_tokenizer(TOKENIZER, name_tokenizer())
    index.reload()
    return index


def write_streets(connection: duckdb.DuckDBPyConnection, target: Path) -> int:
    """Index the table `street_key` into the new folder `target`; gives the number of streets."""
    target.mkdir()
    return _write(target, connection.execute(SQL.format(which="true")).fetchall(), replaced=())


def amend_streets(connection: duckdb.DuckDBPyConnection, target: Path, *, before: Path) -> bool:
    """Link the index in the folder `before` into the new folder `target` and write again the streets that changed.

    False, and nothing is there, where those are many. The database of the build that made `before` is attached as
    `prev`.
    """
    connection.execute(CHANGED)
    replaced = [key for (key,) in connection.execute("FROM street_touched").fetchall()]
    if len(replaced) > MOST:
        return False
    copy_index(before, target)
    if replaced:
        which = "locality || '|' || street_key IN (FROM street_touched)"
        _write(target, connection.execute(SQL.format(which=which)).fetchall(), replaced=replaced)
    return True


def _write(folder: Path, rows: Sequence[Sequence[str]], *, replaced: Sequence[str]) -> int:
    index = open_streets(folder)
    writer = index.writer(heap_size=HEAP, num_threads=1)
    for key in replaced:
        writer.delete_documents_by_term("key", key)
    for key, street, place, nis, name, town in rows:
        document = tantivy.Document()
        for field, text in (("street", street), ("place", place), ("nis", nis), ("key", key)):
            document.add_text(field, text)
        document.add_bytes("name", (name or "").encode())
        document.add_bytes("town", town.encode())
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    return len(rows)
