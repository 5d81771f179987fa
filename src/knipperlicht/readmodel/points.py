"""Points for the map: how many matches of a list lie where, and which. Never a score of a place.

The register has no coordinates. So an entity lies at the point of the municipality of its seat, `precision`
`municipality`: that tells the municipality and nothing nearer. `place` names the kind of place in front (`nis:`), so
that a later source with coordinates takes over, for the entities it knows, with places of its own kind. Entities whose municipality has no bundled boundary, and those
without a seat in Belgium, cannot be placed; they are counted.
"""

from __future__ import annotations

from typing import Any

from knipperlicht.core.clock import Language
from knipperlicht.errors import NothingFound
from knipperlicht.readmodel.listing import Page, condition, page
from knipperlicht.readmodel.listing_filter import ListFilter
from knipperlicht.readmodel.reader import Reader
from knipperlicht.reference.geography import municipalities
from knipperlicht.reference.places import municipality_names

PLACE = "nis:"
PRECISION = "municipality"
PRECISION_SAID: dict[Language, str] = {
    "nl": "Elk punt staat voor een hele gemeente: het register kent geen coördinaten.",
    "fr": "Chaque point représente une commune entière : le registre ne connaît pas de coordonnées.",
    "en": "Each point stands for a whole municipality: the register has no coordinates.",
}


def points(
    reader: Reader,
    asked: ListFilter,
    *,
    limit: int = 1000,
    language: Language = "nl",
    flags_only: bool = False,
) -> dict[str, Any]:
    """A GeoJSON FeatureCollection, one point a place with matches, the fullest first, at most `limit`.

    Properties of a feature: `place` (for `at_place`), `name`, `precision`, `count`, and `bands` (band code -> number
    of matches; not in flags-only mode). Beside `features`: `total`, `unplaced` (matches without a place), `left_out`
    (matches at places beyond the limit), `precision_said`, `as_of`, `snapshot`, `scorecard`. Raises FilterError.
    """
    held = condition(reader, asked, flags_only=flags_only)
    rows = reader.rows(
        f"SELECT s.nis, s.band, count(*) AS n FROM score s WHERE {held.sql} GROUP BY ALL", *held.parameters
    )
    places: dict[str, dict[str, int]] = {}
    for row in rows:
        places.setdefault(row["nis"] or "", {})[row["band"]] = row["n"]
    total = sum(row["n"] for row in rows)
    placed = {nis: bands for nis, bands in places.items() if nis in municipalities()}
    ranked = sorted(placed, key=lambda nis: (-sum(placed[nis].values()), nis))
    features = [_feature(nis, placed[nis], language, flags_only=flags_only) for nis in ranked[:limit]]
    shown = sum(feature["properties"]["count"] for feature in features)
    known = sum(sum(bands.values()) for bands in placed.values())
    return {
        "type": "FeatureCollection",
        "features": features,
        "total": total,
        "unplaced": total - known,
        "left_out": known - shown,
        "precision_said": PRECISION_SAID[language],
        "as_of": reader.snapshot.as_of.isoformat(),
        "snapshot": reader.snapshot.id,
        "scorecard": reader.card.version,
    }


def at_place(reader: Reader, asked: ListFilter, place: str, **options: Any) -> Page:
    """The matches at one place of `points`, a page at a time; options as for `listing.page`.

    Raises NothingFound when there is no such place.
    """
    nis = place.removeprefix(PLACE)
    if not place.startswith(PLACE) or nis not in municipalities():
        raise NothingFound(f"{place}: the map has no such place.")
    return page(reader, asked, seat=nis, **options)


def _feature(nis: str, bands: dict[str, int], language: Language, *, flags_only: bool) -> dict[str, Any]:
    told = {} if flags_only else {"bands": dict(sorted(bands.items()))}
    lon, lat = municipalities()[nis].inside
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": {
            "place": f"{PLACE}{nis}",
            "name": municipality_names(language)[nis],
            "precision": PRECISION,
            "count": sum(bands.values()),
        }
        | told,
    }
