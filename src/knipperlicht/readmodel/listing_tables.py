"""The tables a list's columns come from, joined only when a column or a sort needs them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from knipperlicht.core.clock import Language
from knipperlicht.readmodel.listing_columns import Column
from knipperlicht.readmodel.listing_sql import Condition
from knipperlicht.reference.places import municipality_names

_FRENCH, _DUTCH = "coalesce(street_fr, street_nl)", "coalesce(street_nl, street_fr)"
MATCHED = "(SELECT enterprise FROM matched)"
"""What a list query calls the enterprises it shows."""


def tables(needs: Collection[str], *, language: Language, matched: bool) -> Condition:
    """`score s` with the tables in `needs` beside it; `matched`: only rows of the relation `matched` are read.

    u: `subject`. a: the seat as the register writes it (zipcode, street, house with box). p: `place`, the rank of
    the municipality's name. e: `changed`, the last day the register changed. h: `hit_since` of hits that count.
    """
    only = f"WHERE enterprise IN {MATCHED}" if matched else ""
    street = _FRENCH if language == "fr" else _DUTCH
    known = {
        "u": f"JOIN (SELECT * FROM subject {only}) u ON u.enterprise = s.enterprise",
        "a": "LEFT JOIN (SELECT entity, zipcode, "
        f"{street} AS street, concat_ws('/', house_number, box) AS house FROM register_address "
        f"WHERE type_of_address = 'REGO' {f'AND entity IN {MATCHED}' if matched else ''} "
        "QUALIFY row_number() OVER (PARTITION BY entity ORDER BY valid_from DESC, zipcode, street, house) = 1) a "
        "ON a.entity = s.enterprise",
        "p": "LEFT JOIN (SELECT unnest(?::VARCHAR[]) AS nis, unnest(?::INTEGER[]) AS place) p ON p.nis = s.nis",
        "e": f"LEFT JOIN (SELECT enterprise, max(day) AS changed FROM event {only} GROUP BY enterprise) e "
        "ON e.enterprise = s.enterprise",
        "h": "LEFT JOIN (SELECT enterprise, max(since) AS hit_since FROM hit_points WHERE counts "
        f"{f'AND enterprise IN {MATCHED}' if matched else ''} GROUP BY enterprise) h ON h.enterprise = s.enterprise",
    }
    chosen = [name for name in known if name in needs]
    base = f"(SELECT * FROM score {only}) s" if matched else "score s"
    parameters = list(_ranked_places(language)) if "p" in chosen else []
    return Condition(" ".join([base, *(known[name] for name in chosen)]), parameters)


def _ranked_places(language: Language) -> tuple[list[str], list[int]]:
    names = municipality_names(language)
    ranked = sorted(names, key=lambda nis: (names[nis].casefold(), nis))
    return ranked, list(range(len(ranked)))


def order_needs(column: Column) -> tuple[str, ...]:
    """Tables a sort by `column` needs."""
    return column.needs if column.order_needs is None else column.order_needs


def order_sql(column: Column) -> str:
    """What a sort by `column` looks at."""
    return column.order or column.sql


def select_sql(columns: Sequence[Column], *, flags_only: bool) -> str:
    """The values of the columns. Without numbers, indicators stand by name and not by strength."""
    parts = []
    for column in columns:
        plain = flags_only and column.kind == "indicators"
        parts.append(f"{f'list_sort({column.sql})' if plain else column.sql} AS {column.code}")
    return ", ".join(parts)
