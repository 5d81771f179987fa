"""Where a building stands on the map: a point inside its municipality, the same for all who use the building."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from knipperlicht.reference.geography import Municipality, municipalities

from .geography import PLACE_BITS, Geography
from .hashing import Ints, draw, pick

Points = NDArray[np.float64]
CANDIDATES = 900
_STREET = 0.0004
"""Degrees around a candidate within which its buildings lie."""


def points(geo: Geography, building: Ints) -> Points:
    """Longitude and latitude (n, 2) of buildings; NaN where the boundary of the municipality is not bundled."""
    found = np.full((len(building), 2), np.nan)
    place = building >> PLACE_BITS
    known = municipalities()
    for at, nis in enumerate(geo.nis):
        here = np.flatnonzero((place == at) & (building >= 0))
        if not len(here) or nis not in known:
            continue
        inside = _inside(nis)
        own = building[here]
        near = np.stack([draw("east", of=own), draw("north", of=own)], axis=1) - 0.5
        found[here] = inside[pick("spot", of=own, among=len(inside))] + near * _STREET
    return np.round(found, 5)


@cache
def _inside(nis: str) -> Points:
    """Points spread over a municipality; the bundled one where none of the draws falls inside."""
    town = municipalities()[nis]
    corners = np.array([corner for part in town.polygons for corner in part[0]])
    low, high = corners.min(axis=0), corners.max(axis=0)
    of = np.arange(CANDIDATES)
    drawn = np.stack([draw(nis, "x", of=of), draw(nis, "y", of=of)], axis=1) * (high - low) + low
    kept = drawn[_contained(town, drawn)]
    return kept if len(kept) else np.array([town.inside])


def _contained(town: Municipality, drawn: Points) -> NDArray[np.bool_]:
    """Which points lie within an odd number of rings."""
    crossings = np.zeros(len(drawn), dtype=np.int64)
    x, y = drawn[:, 0], drawn[:, 1]
    for ring in (ring for part in town.polygons for ring in part):
        corners = np.array(ring)
        for (x0, y0), (x1, y1) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
            if y0 != y1:
                crosses = (y0 > y) != (y1 > y)
                crossings += crosses & (x < x0 + (y - y0) * (x1 - x0) / (y1 - y0))
    inside: NDArray[np.bool_] = crossings % 2 == 1
    return inside
