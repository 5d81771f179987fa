"""Bundled geography: boundaries of West Flanders, a point inside each municipality, police zones.

A point here stands for a whole municipality. It says where the municipality is, never where a company is.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from knipperlicht.reference.files import ReferenceFileError, Strict, read_yaml
from knipperlicht.reference.places import municipality_names

BOUNDARIES = "west_vlaanderen.geojson"
DECIMALS = 5
"""Of a degree: about one metre, as in the bundled boundaries."""

Position = tuple[float, float]
"""Longitude and latitude, WGS84 degrees."""
Ring = tuple[Position, ...]


class PoliceZone(Strict):
    """A zone with the NIS codes of its municipalities; `id` is our own short name, not an official number."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    name: str
    municipalities: tuple[Annotated[str, Field(pattern=r"^[0-9]{5}$")], ...]


@dataclass(frozen=True, kw_only=True)
class Municipality:
    """A municipality with a bundled boundary: `inside` is a point in it, `polygons` its rings (outer, holes)."""

    nis: str
    inside: Position
    polygons: tuple[tuple[Ring, ...], ...]


@cache
def police_zones() -> tuple[PoliceZone, ...]:
    """All zones; raises ReferenceFileError on an unknown municipality or one that stands in two zones."""
    zones = TypeAdapter(tuple[PoliceZone, ...]).validate_python(read_yaml("police_zones.yml"))
    named = [nis for zone in zones for nis in zone.municipalities]
    problems = [nis for nis in named if nis not in municipality_names("nl") or named.count(nis) > 1]
    if problems:
        raise ReferenceFileError(file="police_zones.yml", reason=f"unknown or twice: {', '.join(problems)}")
    return zones


@cache
def police_zone_by_id() -> dict[str, PoliceZone]:
    """Zone id -> zone."""
    return {zone.id: zone for zone in police_zones()}


@cache
def boundaries_text() -> str:
    """The GeoJSON FeatureCollection as it is bundled: one feature a municipality, `id` its NIS code, WGS84."""
    return (files(__package__) / BOUNDARIES).read_text(encoding="utf-8")


def boundaries() -> dict[str, Any]:
    """The same as data, a copy of the caller's own."""
    collection: dict[str, Any] = json.loads(boundaries_text())
    return collection


@cache
def municipalities() -> dict[str, Municipality]:
    """NIS code -> municipality, for those with a bundled boundary (62, of 2025)."""
    found = {}
    for feature in boundaries()["features"]:
        shape = feature["geometry"]
        parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        polygons = tuple(tuple(tuple((x, y) for x, y in ring) for ring in part) for part in parts)
        inside = point_inside(max(polygons, key=lambda polygon: abs(_area(polygon[0]))))
        found[feature["id"]] = Municipality(nis=feature["id"], inside=inside, polygons=polygons)
    return found


def contains(*, rings: tuple[Ring, ...], point: Position) -> bool:
    """Whether `point` lies inside an odd number of `rings` (open or closed): holes are outside."""
    crossings = sum(x > point[0] for ring in rings for x in _crossings(ring, point[1]))
    return crossings % 2 == 1


def point_inside(polygon: tuple[Ring, ...]) -> Position:
    """A point well inside: the middle of the widest stretch of the polygon over nine parallels."""
    latitudes = [y for _, y in polygon[0]]
    low, high = min(latitudes), max(latitudes)
    stretches = []
    for step in range(1, 10):
        y = low + (high - low) * step / 10
        cuts = sorted(x for ring in polygon for x in _crossings(ring, y))
        stretches += [
            (right - left, left, right, y) for left, right in zip(cuts[::2], cuts[1::2], strict=True)
        ]
    _, left, right, y = max(stretches)
    return round((left + right) / 2, DECIMALS), round(y, DECIMALS)


def _sides(ring: Ring) -> list[tuple[Position, Position]]:
    return list(pairwise(ring if ring[0] == ring[-1] else (*ring, ring[0])))


def _crossings(ring: Ring, latitude: float) -> list[float]:
    """Longitudes at which the ring crosses a parallel; a corner on it counts once."""
    return [
        x0 + (latitude - y0) * (x1 - x0) / (y1 - y0)
        for (x0, y0), (x1, y1) in _sides(ring)
        if (y0 > latitude) != (y1 > latitude)
    ]


def _area(ring: Ring) -> float:
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in _sides(ring)) / 2
