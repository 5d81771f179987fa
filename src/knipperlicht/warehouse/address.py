"""Addresses that compare: one key per building, one per unit in it.

`building_key` = postcode | street_key | house_key. The postcode, not the municipality, because merged
municipalities hold several streets of one name. The box never counts for the building.
NULL abroad, without a street, or without a house number.

Two dictionaries are derived from the addresses themselves, so a key can change when rows are added:
- Suffix. `Voorbeeldstraat(Z)` and `Voorbeeldstraat` are one street unless the same postcode shows two or
  more suffixes for that name; then the suffix belongs to the key.
- Language. Where rows of one postcode give both a Dutch and a French name, the Dutch name is the key, and
  a row that carries only the French name gets it too.
Feed all addresses ever seen (the whole history) in one call: then every key of a build follows one rule,
and only a new pair of twin streets or a first bilingual row changes keys, of that street only.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.warehouse.address_house import box_dictionary, house_dictionary
from knipperlicht.warehouse.address_keys import street_dictionary, written_places
from knipperlicht.warehouse.address_place import is_belgian

PLACE_COLUMNS = ("zipcode", "municipality_nl", "municipality_fr", "street_nl", "street_fr")


def normalise_addresses(addresses: ir.Table) -> ir.Table:
    """The same rows with nis, street_key, house_key, building_key, unit_key (VARCHAR, NULL when unknown).

    Input columns used: country_nl, country_fr, zipcode, municipality_nl, municipality_fr, street_nl,
    street_fr, house_number, box (VARCHAR; empty is NULL). All input columns are kept, in their order.
    """
    belgian = addresses.filter(is_belgian(country_nl=addresses.country_nl, country_fr=addresses.country_fr))
    return attach_keys(
        addresses=addresses,
        streets=street_dictionary(written_places(belgian)),
        houses=house_dictionary(belgian),
        boxes=box_dictionary(belgian),
    )


def attach_keys(*, addresses: ir.Table, streets: ir.Table, houses: ir.Table, boxes: ir.Table) -> ir.Table:
    """Join the three dictionaries (materialised or not) back to the rows; see `normalise_addresses`."""
    home = is_belgian(country_nl=addresses.country_nl, country_fr=addresses.country_fr)
    filled = {f"place_{name}": addresses[name].fill_null("") for name in PLACE_COLUMNS}
    rows = addresses.mutate(home=home, **filled)
    match = [rows[f"place_{name}"] == streets[f"place_{name}"] for name in PLACE_COLUMNS]
    rows = rows.left_join(streets, [*match, rows.home]).drop(
        *(f"place_{name}_right" for name in PLACE_COLUMNS), *(f"place_{name}" for name in PLACE_COLUMNS)
    )
    houses = houses.rename(dictionary_number="house_number")
    rows = rows.left_join(houses, [rows.house_number == houses.dictionary_number, rows.home])
    boxes = boxes.rename(dictionary_box="box")
    rows = rows.left_join(boxes, [rows.box == boxes.dictionary_box, rows.home])
    building = rows.locality + "|" + rows.street_key + "|" + rows.house_key
    rows = rows.mutate(building_key=building)
    box = ibis.coalesce(rows.box_key.nullif(""), rows.embedded_box, "")
    return rows.mutate(unit_key=rows.building_key + "|" + box).select(
        *addresses.columns, "nis", "street_key", "house_key", "building_key", "unit_key"
    )
