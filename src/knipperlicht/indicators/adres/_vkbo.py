"""What the VKBO says of each subject's seat, and for whom that answers whether it was found."""

from __future__ import annotations

import ibis.expr.types as ir

from knipperlicht.indicators.framework import Inputs

FLANDERS = ("1", "3", "4", "7")
"""First digit of NIS codes of Antwerp, West and East Flanders, Limburg; Flemish Brabant has 23 and 24."""
FLEMISH_BRABANT = ("23", "24")


def seats(inputs: Inputs) -> ir.Table:
    """Subjects with what the VKBO says of their seat: enterprise, flemish, building_key, seat_since and others."""
    subject = inputs.subject
    rows = subject.select("enterprise", "nis", "building_key", "seat_since")
    said = inputs.table("vkbo_entity").select("number", "numbered", "address_matched", told="seen")
    rows = rows.left_join(said, rows.enterprise == said.number)
    flemish = rows.nis.substr(0, 1).isin(FLANDERS) | rows.nis.substr(0, 2).isin(FLEMISH_BRABANT)
    return rows.mutate(flemish=flemish.fill_null(False), known=rows.number.notnull()).drop("number")


def answerable(rows: ir.Table) -> ir.BooleanValue:
    """Flemish, in the VKBO, not newer than what it says, with a house number, found or not."""
    current = rows.seat_since <= rows.told
    return (
        rows.flemish & rows.known & current.fill_null(False) & rows.numbered & rows.address_matched.notnull()
    )
