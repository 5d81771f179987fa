"""Every kept table's rows about one enterprise: the whole road from register to score."""

from __future__ import annotations

from typing import Any

from knipperlicht.readmodel.facts import resolve
from knipperlicht.readmodel.reader import Reader

MOST = 25


NUMBERS = frozenset(
    (
        "severity",
        "points",
        "raw",
        "share",
        "score",
        "total",
        "protection",
        "answered_here",
        "answered_whole",
        "band",
        "gates",
    )
)
WITHOUT_FLAGS = frozenset(("score", "contribution", "family_points", "hit_points", "hit_weighed"))


def steps(reader: Reader, text: str, *, flags_only: bool = False) -> dict[str, list[dict[str, Any]]]:
    """Table name -> rows (at most 25) that name the enterprise or an establishment of it, empty tables left out.

    With `flags_only` the tables of the sum are left out, and severities elsewhere.
    """
    number, _ = resolve(reader, text)
    columns = reader.rows(
        "SELECT table_name, list(column_name) AS names FROM duckdb_columns() WHERE NOT internal GROUP BY 1 ORDER BY 1"
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for table in columns:
        name, names = table["table_name"], table["names"]
        if name.endswith(("_overlay", "_touched", "_changed", "_dictionary")) or (
            flags_only and name in WITHOUT_FLAGS
        ):
            continue
        if "enterprise" in names:
            where = "enterprise = ?"
        elif "entity" in names:
            where = "entity = ? OR entity IN (SELECT entity FROM owner WHERE enterprise = ?)"
        else:
            continue
        rows = reader.rows(f'SELECT * FROM "{name}" WHERE {where} LIMIT {MOST}', *[number] * where.count("?"))
        if rows:
            hidden = NUMBERS if flags_only else frozenset()
            found[name] = [{key: value for key, value in row.items() if key not in hidden} for row in rows]
    return found
