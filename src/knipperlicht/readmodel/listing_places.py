"""Where the entities of a list lie: municipality, police zone, street, building, drawn area, and what may be seen.

An entity has its seat and its standing establishments; all that is asked of a place must hold for one of them.
"""

from __future__ import annotations

from knipperlicht.readmodel.listing_filter import At, ListFilter
from knipperlicht.readmodel.listing_sql import Condition, all_of, among
from knipperlicht.readmodel.listing_street import street_keys
from knipperlicht.readmodel.reader import Reader
from knipperlicht.reference.geography import Ring, contains, municipalities, police_zone_by_id

HOUSE = "TRY_CAST(regexp_extract(split_part(building_key, '|', 3), '^[0-9]+') AS INTEGER)"
"""The number of the house without its letter: `17a` is 17."""


def place_condition(reader: Reader, asked: ListFilter) -> list[Condition]:
    """The place a filter asks for, and its scope: up to two conditions."""
    conditions = (
        [_somewhere([among("nis", sorted(asked.scope))], at="any")] if asked.scope is not None else []
    )
    if parts := _asked(reader, asked):
        conditions.append(_somewhere(parts, at=asked.at))
    return conditions


def _within(asked: ListFilter, scope: frozenset[str]) -> bool:
    """Whether the place that is asked for lies in the scope, so that whoever has it is in the scope too."""
    named = municipalities_asked(asked)
    return bool(named) and named <= scope


def municipalities_asked(asked: ListFilter) -> frozenset[str]:
    """NIS codes of the municipalities and police zones of a filter; empty when it names none."""
    zoned = [nis for zone in asked.zones for nis in police_zone_by_id()[zone].municipalities]
    return frozenset((*asked.municipalities, *zoned))


def municipalities_drawn(area: tuple[Ring, ...]) -> frozenset[str]:
    """NIS codes whose point lies in the drawn rings: without coordinates, an entity lies at that point."""
    return frozenset(p.nis for p in municipalities().values() if contains(rings=area, point=p.inside))


def _asked(reader: Reader, asked: ListFilter) -> list[Condition]:
    """Conditions on the columns nis and building_key of one address."""
    parts = []
    if asked.municipalities or asked.zones:
        parts.append(among("nis", sorted(municipalities_asked(asked))))
    if asked.area:
        parts.append(among("nis", sorted(municipalities_drawn(asked.area))))
    if asked.building is not None:
        parts.append(Condition("building_key = ?", [asked.building]))
    if asked.postcode is not None:
        keys = [""]
        if asked.street is not None:
            keys = [f"{key}|" for key in street_keys(reader, postcode=asked.postcode, street=asked.street)]
        some = " OR ".join(["starts_with(building_key, ?)"] * len(keys)) or "false"
        parts.append(Condition(some, [f"{asked.postcode}|{key}" for key in keys]))
    if asked.house_from is not None:
        parts.append(Condition(f"{HOUSE} >= ?", [asked.house_from]))
    if asked.house_to is not None:
        parts.append(Condition(f"{HOUSE} <= ?", [asked.house_to]))
    return parts


def _somewhere(parts: list[Condition], *, at: At) -> Condition:
    """The seat, a standing establishment, or either fulfils all parts."""
    held = all_of(parts)
    seat = f"SELECT enterprise FROM subject WHERE {held.sql}"
    unit = (
        "SELECT e.enterprise FROM (SELECT entity FROM address WHERE type_of_address = 'BAET' "
        f"AND {held.sql}) a JOIN establishment e ON e.establishment = a.entity"
    )
    chosen = {"any": (seat, unit), "seat": (seat,), "unit": (unit,)}[at]
    return Condition(f"s.enterprise IN ({' UNION ALL '.join(chosen)})", held.parameters * len(chosen))
