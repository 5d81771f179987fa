"""Whether a place lies in the zone of a regulation: a drawn area where its point is known, else its street and number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knipperlicht.cases.policies.models import Regulation
from knipperlicht.core.text import fold
from knipperlicht.reference.geography import Ring, contains

Position = tuple[float, float]
MOST_CORNERS = 500
_HOUSE = re.compile(r"\d+")


@dataclass(frozen=True, kw_only=True)
class Zone:
    """A zone with its streets by postcode and folded name; `whole` takes everything."""

    whole: bool
    rings: tuple[Ring, ...]
    streets: dict[tuple[str, str], tuple[tuple[int, int], ...]]


def zone_of(regulation: Regulation) -> Zone:
    """The zone of a regulation, ready to be asked."""
    streets: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for row in regulation.streets.all():
        stretch = (row.house_from or 0, row.house_to or 10**6)
        streets.setdefault((row.postcode, fold(row.street)), []).append(stretch)
    rings = tuple(tuple((x, y) for x, y in ring) for ring in regulation.area)
    return Zone(whole=regulation.whole_territory, rings=rings, streets={key: tuple(of) for key, of in streets.items()})  # fmt: skip


def lies_in(zone: Zone, *, point: Position | None, postcode: str, street: str, house: str) -> bool | None:
    """Whether a place lies in the zone; None when its data cannot say, so that people must judge.

    A street of the zone counts whatever the drawing says. A place outside the streets is outside for certain only when no area is
    drawn, or when its point is known; a house without a readable number in a street of which a stretch counts is for people.
    """
    if zone.whole:
        return True
    stretches = zone.streets.get((postcode, fold(street)))
    unsure = False
    if stretches is not None:
        found = _HOUSE.match(house)
        if found is None and any(stretch != (0, 10**6) for stretch in stretches):
            unsure = True
        elif found is None or any(low <= int(found.group()) <= high for low, high in stretches):
            return True
    if zone.rings and point is None:
        return None
    if point is not None and any(contains(rings=(ring,), point=point) for ring in zone.rings):
        return True
    return None if unsure else False


def ring_of(corners: Iterable[Sequence[float]]) -> list[list[float]]:
    """A drawing as it is kept; raises ValueError for fewer than three corners, too many, or places off the earth."""
    ring = [[round(float(x), 6), round(float(y), 6)] for x, y in corners]
    if not 3 <= len(ring) <= MOST_CORNERS:
        raise ValueError(f"{len(ring)} corners")
    if any(abs(x) > 180 or abs(y) > 90 for x, y in ring):
        raise ValueError("off the earth")
    return ring
