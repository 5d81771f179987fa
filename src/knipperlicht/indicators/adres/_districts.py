"""Judicial districts (gerechtelijk arrondissement) by municipality, and moves from one to another.

Source: Gerechtelijk Wetboek, annex, art. 4, as since the act of 1 December 2013: the provinces, except that Flemish
Brabant is divided (Halle-Vilvoorde goes with Brussels, Leuven stands alone) and the nine German-speaking municipalities
are the district of Eupen. The first digits of a NIS code are its province and administrative district.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.indicators.framework import Inputs
from knipperlicht.warehouse.changes import seat_moves

EUPEN = ("63001", "63012", "63013", "63023", "63040", "63048", "63061", "63067", "63087")
_BY_TWO = {"21": "Brussel", "23": "Brussel", "24": "Leuven", "25": "Waals-Brabant"}
_BY_ONE = {
    "1": "Antwerpen", "3": "West-Vlaanderen", "4": "Oost-Vlaanderen", "5": "Henegouwen", "6": "Luik",
    "7": "Limburg", "8": "Luxemburg", "9": "Namen",
}  # fmt: skip


def district(nis: ir.StringValue) -> ir.StringValue:
    """Name of the district; NULL where the municipality is not known."""
    return ibis.cases(
        (nis.isin(EUPEN), "Eupen"),
        *((nis.startswith(two), name) for two, name in _BY_TWO.items()),
        *((nis.startswith(one), name) for one, name in _BY_ONE.items()),
        else_=ibis.null("string"),
    )


def district_moves(inputs: Inputs, months: int) -> ir.Table:
    """enterprise, day, old_district, new_district: moves of subjects to another judicial district in the last `months`."""
    rows = seat_moves(inputs.bench).filter(lambda t: t.day > inputs.ago(months))
    rows = rows.semi_join(inputs.subject, "enterprise").select("enterprise", "day", "before", "after")
    seats = [
        seat.filter((seat.type_of_address == "REGO") & seat.nis.notnull()).semi_join(rows, "enterprise")
        for seat in (inputs.table("address"), inputs.table("address_past"))
    ]
    known = ibis.union(*(seat.select("enterprise", "building_key", "nis") for seat in seats))
    placed = known.group_by("enterprise", "building_key").agg(district=district(known.nis.min()))
    for side, name in (("before", "old_district"), ("after", "new_district")):
        named = placed.select(**{"of": placed.enterprise, "key": placed.building_key, name: placed.district})
        rows = rows.inner_join(named, (rows.enterprise == named["of"]) & (rows[side] == named.key))
        rows = rows.drop("of", "key")
    return rows.filter(rows.old_district != rows.new_district).drop("before", "after")
