"""Which establishments of one activity lie closer together than a council allows: as a list, from points of the source VKBO."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from math import asin, cos, floor, radians, sin, sqrt

from knipperlicht.cases.policies.models import ScopeRow

EARTH = 6_371_000.0
"""Mean radius in metres."""
DEGREE = EARTH * radians(1)
"""Metres of one degree of latitude."""
NORTH = 51.6
"""North of Belgium: there a metre spans most degrees of longitude, so that squares are nowhere too narrow."""


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two establishments of one activity, with the metres between their points as the crow flies."""

    one: ScopeRow
    other: ScopeRow
    metres: int


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Metres between two points (longitude, latitude), on a sphere: half a per cent off at most."""
    (x0, y0), (x1, y1) = ((radians(x), radians(y)) for x, y in (one, other))
    half = sin((y1 - y0) / 2) ** 2 + cos(y0) * cos(y1) * sin((x1 - x0) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))


def pairs_within(rows: Iterable[ScopeRow], *, metres: int) -> list[Pair]:
    """Pairs of the same activity at most `metres` (1 or more) apart, the nearest first; rows without a point are in none.

    Places are put in squares at least as wide as the distance, so that each is held against its neighbours only.
    """
    tall = metres / DEGREE * 1.01
    wide = tall / cos(radians(NORTH))
    squares: dict[tuple[int, int, int], list[ScopeRow]] = defaultdict(list)
    found = []
    for row in rows:
        if row.lon is None or row.lat is None:
            continue
        x, y = floor(row.lon / wide), floor(row.lat / tall)
        for over, up in product((-1, 0, 1), repeat=2):
            for near in squares.get((row.activity, x + over, y + up), ()):
                if abs((near.lat or 0.0) - row.lat) > tall:
                    continue
                apart = distance((row.lon, row.lat), (near.lon or 0.0, near.lat or 0.0))
                if apart <= metres:
                    found.append(Pair(one=near, other=row, metres=round(apart)))
        squares[row.activity, x, y].append(row)
    return sorted(found, key=lambda pair: (pair.metres, pair.one.pk, pair.other.pk))
