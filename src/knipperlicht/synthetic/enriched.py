"""The enriched register of Flanders (VKBO) as one GeoJSON file: legal persons and establishments, with a place on the map.

Only the fields that say something beside the register; names, streets and contacts are left out, as they may be.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from .days import day
from .forms import SITUATION_CODES
from .geography import PLACE_BITS
from .hashing import chance, draw, pick
from .nace import VERSIONS, nace
from .points import points
from .registers import World
from .script import Script

SITUATIONS = {
    "000": "Normale toestand",
    "012": "Vervroegde ontbinding - vereffening (vrijwillige ontbinding)",
    "013": "Gerechtelijke ontbinding of nietigheid",
    "050": "Opening faillissement",
}
STAFF = ("1 tot 4", "5 tot 9", "10 tot 19", "20 tot 49", "50 tot 99")
STAFF_SHARES = (0.62, 0.80, 0.91, 0.98)
UNMATCHED, STRUCK_OFF = 0.01, 0.0004
WRONG_ADDRESS = "Onderneming niet gevestigd op dit adres"
REASONS = (
    "Doorhaling wegens niet neerleggen van de jaarrekeningen",
    "Doorhaling wegens niet vervullen UBO-verplichtingen",
)
NOWHERE = (2.30668925, 49.2933354)
_EPOCH = date(1970, 1, 1)
_NEVER, _OPEN, _BLANK = "1900-01-01T00:00:00Z", "9999-12-31T00:00:00Z", " "
_NEWEST = len(VERSIONS) - 1


def write_enriched(world: World, script: Script, path: Path, *, last: date) -> Path:
    """Write the collection as of the day `last`; without the municipalities whose boundary is not bundled."""
    with path.open("w", encoding="utf-8") as handle:
        handle.write('{"type": "FeatureCollection", "features": [\n')
        count = 0
        for feature in (*_companies(world, script, last), *_shops(world)):
            handle.write((",\n" if count else "") + json.dumps(feature, separators=(",", ":")))
            count += 1
        counts = f'"totalFeatures": {count}, "numberMatched": {count}, "numberReturned": {count}'
        handle.write(f'\n], {counts}, "timeStamp": "{last}T05:10:00.000Z"}}\n')
    return path


def _companies(world: World, script: Script, last: date) -> Iterator[dict[str, Any]]:
    rows = world.enterprises
    own = np.flatnonzero((rows.kind == 2) & ~rows.gone & (rows.building >= 0) & (rows.start <= day(last)))
    staff = np.searchsorted(STAFF_SHARES, draw(world.seed, "staff class", of=own))
    drawn = chance(world.seed, "struck off", of=own, rate=STRUCK_OFF) & ~rows.scripted[own]
    since = day(last) - 30 - pick(world.seed, "struck off since", of=own, among=300)
    planned = {company.position: told for company, told in script.struck_off.items()}
    where = points(world.geo, rows.building[own])
    lost = chance(world.seed, "not in the address register", of=own, rate=UNMATCHED)
    for place, at in enumerate(own.tolist()):
        struck = planned.get(at, (int(since[place]), REASONS[at % 2]) if drawn[place] else (0, _BLANK))
        fields = _fields(world, int(rows.number[at]), int(rows.start[at]), int(rows.building[at]))
        fields |= {
            "Type_onderneming": "Rechtspersoon", "Rechtsvorm": "Rechtspersoon",
            "Rechtstoestand": SITUATIONS.get(SITUATION_CODES[rows.situation[at]], SITUATIONS["000"]),
        }  # fmt: skip
        if struck[0] and struck[0] <= day(last):
            fields |= {"Begindat_ambtsh_doorhaling": _day(struck[0]), "Reden_ambtsh_doorhaling": struck[1]}
        if rows.struck[at]:
            fields |= {
                "Datum_adresdoorhaling": _day(int(rows.struck[at])),
                "Reden_adresdoorhaling": WRONG_ADDRESS,
            }
        main = nace().codes[_NEWEST][nace().five[rows.main[at]]]
        if rows.count[at]:
            fields |= {"NACE_hoofdact_BTW": main, "NACE_versie_BTW": VERSIONS[_NEWEST]}
        if rows.employer[at]:
            fields |= {
                "NACE_hoofdact_RSZ": main,
                "NACE_Versie_RSZ": VERSIONS[_NEWEST],
                "Personeelsklasse": STAFF[staff[place]],
            }
        yield from _feature(fields, where[place], matched=not lost[place])


def _shops(world: World) -> Iterator[dict[str, Any]]:
    rows, owners = world.establishments, world.enterprises
    own = np.flatnonzero(world.present_establishments() & (rows.building >= 0))
    where: Any = points(world.geo, rows.building[own])
    for place, at in enumerate(own.tolist()):
        fields = _fields(world, int(rows.number[at]), int(rows.start[at]), int(rows.building[at]))
        fields["Ondernemingsnr_maatsch_zetel"] = f"{int(owners.number[rows.parent[at]]):010}"
        yield from _feature(fields, where[place], matched=True)


def _fields(world: World, number: int, start: int, building: int) -> dict[str, str]:
    """What all have: no trouble, no activity, no staff, an address that was found."""
    place = building >> PLACE_BITS
    return dict.fromkeys(_TEXTS, _BLANK) | dict.fromkeys(_DAYS, _NEVER) | {
        "Ondernemingsnr": f"{number:010}", "Datum_inschrijving": _day(start), "Startdatum": _day(start),
        "Datum_afsluiting": _OPEN, "KBO_NISCODE": world.geo.nis[place], "KBO_Postcode": world.geo.zipcodes[place],
        "KBO_Huisnr": "1", "AR_huisnr": "1", "AR_postcode": world.geo.zipcodes[place],
    }  # fmt: skip


_TEXTS = (
    "Reden_stopzetting", "Type_onderneming", "Ondernemingsnr_maatsch_zetel", "Rechtsvorm", "Rechtstoestand",
    "Reden_ambtsh_doorhaling", "Reden_adresdoorhaling", "NACE_hoofdact_BTW", "NACE_versie_BTW", "NACE_hoofdact_RSZ",
    "NACE_Versie_RSZ", "Personeelsklasse",
)  # fmt: skip
_DAYS = (
    "Datum_stopzetting", "Wijzdat_ambtsh_doorhaling", "Begindat_ambtsh_doorhaling", "Einddat_ambtsh_doorhaling",
    "Wijzdat_adresdoorhaling", "Datum_adresdoorhaling",
)  # fmt: skip


def _feature(fields: dict[str, str], where: Any, *, matched: bool) -> Iterator[dict[str, Any]]:
    if np.isnan(where[0]):
        return
    if not matched:
        fields |= {"AR_huisnr": _BLANK, "AR_postcode": _BLANK}
    spot = [float(where[0]), float(where[1])] if matched else list(NOWHERE)
    yield {"type": "Feature", "geometry": {"type": "Point", "coordinates": spot}, "properties": fields}


def _day(days: int) -> str:
    return f"{_EPOCH + timedelta(days=days)}T00:00:00Z"
