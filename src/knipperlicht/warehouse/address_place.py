"""Which municipality of 2025 an address lies in: postcode first, name where the postcode leaves a choice."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.reference.places import municipality_name_table, postcode_table, single_postcode_table
from knipperlicht.warehouse.address_text import fold_expression

HOME = ("belgie", "belgique", "belgien", "belgium", "be")
_BRACKET = r"\([^()]*\)"


def is_belgian(*, country_nl: ir.StringValue, country_fr: ir.StringValue) -> ir.BooleanValue:
    """KBO leaves the country empty for Belgium; a written-out Belgium counts too."""
    country = ibis.coalesce(country_nl, country_fr)
    return country.isnull() | country.lower().translate("ëé", "ee").isin(HOME)


def place_dictionary(places: ir.Table) -> ir.Table:
    """Distinct (zipcode, municipality_nl, municipality_fr) -> nis (NULL when unknown).

    A postcode inside one municipality decides alone. Elsewhere (1040, 1050, 1804, and postcodes of large
    receivers of mail) the municipality's name decides, in either language, also its name before a merger.
    """
    distinct = places.select("zipcode", "municipality_nl", "municipality_fr").distinct()
    keyed = distinct.mutate(
        key_nl=fold_expression(distinct.municipality_nl.re_replace(_BRACKET, "")),
        key_fr=fold_expression(distinct.municipality_fr.re_replace(_BRACKET, "")),
    )
    single = ibis.memtable(single_postcode_table()).rename(nis_single="nis")
    found = keyed.left_join(single, "zipcode").drop("zipcode_right")
    for side in ("nl", "fr"):
        shared = ibis.memtable(postcode_table()).rename(
            {"shared_zipcode": "zipcode", f"nis_shared_{side}": "nis"}
        )
        found = found.left_join(
            shared,
            [found.zipcode == shared.shared_zipcode, found[f"key_{side}"] == shared.municipality_key],
        ).drop("shared_zipcode", "municipality_key")
    for side in ("nl", "fr"):
        names = ibis.memtable(municipality_name_table()).rename({f"nis_name_{side}": "nis"})
        found = found.left_join(names, found[f"key_{side}"] == names.municipality_key)
        found = found.drop("municipality_key")
    return found.select(
        "zipcode",
        "municipality_nl",
        "municipality_fr",
        nis=ibis.coalesce(
            found.nis_single, found.nis_shared_nl, found.nis_shared_fr, found.nis_name_nl, found.nis_name_fr
        ),
    )
