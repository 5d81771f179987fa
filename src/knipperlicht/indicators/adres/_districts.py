"""Judicial districts (gerechtelijk arrondissement) by municipality.

Source: Gerechtelijk Wetboek, annex, art. 4, as since the act of 1 December 2013: the provinces, except that Flemish
Brabant is divided (Halle-Vilvoorde goes with Brussels, Leuven stands alone) and the nine German-speaking municipalities
are the district of Eupen. The first digits of a NIS code are its province and administrative district.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

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
