"""How an address is written: the nine address columns of a building and a box number."""

from __future__ import annotations

import numpy as np

from .geography import PLACE_BITS, Geography
from .hashing import Bools, Ints, draw, keys, pick
from .streets import STREETS, street_columns
from .text import Column, choose, integers, join, take, words

_ABROAD = [("Nederland", "Pays-Bas", "Noordwaarde"), ("Frankrijk", "France", "Villebrume"),
           ("Luxemburg (Groot-Hertogdom)", "Luxembourg (Grand-Duché)", "Steinbrück"),
           ("Duitsland (Bondsrep.)", "Allemagne (Rép.féd.)", "Neuhagen"),
           ("Verenigd Koninkrijk", "Royaume-Uni", "Fernbridge")]  # fmt: skip
_EXTRA = ["Zone Kruisveld", "KMO-zone Rietbeek", "Residentie Duinroos", "Parc Bellerive", "Blok C", "Kaai 4"]


def address_columns(geo: Geography, building: Ints, box: Ints) -> list[Column]:
    """The nine address columns from CountryNL to ExtraAddressInfo, quoted; buildings and boxes are (n,)."""
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
    """Street names in both languages; each place walks the common list in its own way."""
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
