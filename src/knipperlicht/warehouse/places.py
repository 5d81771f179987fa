"""Addresses with a public reason why many companies share them (source `shared_addresses`), as building keys.

They pass through the same normalisation as the register's addresses, so that both sides are written the same way.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.warehouse.workbench import Workbench

LISTED = "allowed_building"


def listed_addresses(bench: Workbench) -> ir.Table:
    """The list with its texts in the columns of `register_address`, and kind and reason."""
    rows = bench.table("shared_address")
    nothing = ibis.null("string")
    return rows.select(
        "zipcode", "house_number", "kind", "reason",
        municipality_nl=rows.place, municipality_fr=nothing, street_nl=rows.street, street_fr=nothing, box=nothing,
        country_nl=nothing, country_fr=nothing,
    )  # fmt: skip


def keep_allowed_buildings(bench: Workbench, listed: ir.Table) -> None:
    """`allowed_building`: listed_key, kind, reason, once per building, from the keyed rows of the list."""
    placed = listed.filter(listed.building_key.notnull())
    bench.keep(
        LISTED,
        placed.group_by(listed_key="building_key").agg(kind=placed.kind.min(), reason=placed.reason.min()),
    )


def allowed_buildings(bench: Workbench) -> ir.Table:
    """listed_key, kind and reason of every address on the public list."""
    return bench.table(LISTED)
