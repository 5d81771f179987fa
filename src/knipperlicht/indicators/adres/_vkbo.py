"""What the VKBO says of each subject's seat, and for whom that answers whether it was found."""

from __future__ import annotations

import ibis.expr.types as ir

from knipperlicht.indicators.framework import Inputs


def seats(inputs: Inputs) -> ir.Table:
    """Subjects with the VKBO's row, if any: enterprise, building_key, seat_since, known, told, numbered, address_matched."""
    rows = inputs.subject.select("enterprise", "building_key", "seat_since")
    said = inputs.table("vkbo_entity").select("number", "numbered", "address_matched", told="seen")
    rows = rows.left_join(said, rows.enterprise == said.number)
    return rows.mutate(known=rows.number.notnull()).drop("number")


def answerable(rows: ir.Table) -> ir.BooleanValue:
    """In the VKBO, not newer than what it says, with a house number, found or not."""
    current = (rows.seat_since <= rows.told).fill_null(False)
    return rows.known & current & rows.numbered.fill_null(False) & rows.address_matched.notnull()
