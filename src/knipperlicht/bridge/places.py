"""Municipalities, police zones and streets of a territory, and what a map draws of them."""

from __future__ import annotations

import json
from functools import lru_cache
from hashlib import sha256

from knipperlicht.bridge.register import reader
from knipperlicht.core.clock import Language
from knipperlicht.readmodel.listing_street import streets
from knipperlicht.reference.geography import boundaries, municipalities, police_zones
from knipperlicht.reference.places import municipality_names

Scope = frozenset[str] | None
Bounds = tuple[float, float, float, float]


def municipalities_in(scope: Scope, language: Language) -> list[tuple[str, str]]:
    """NIS code and name of the municipalities of a territory, by name."""
    names = municipality_names(language)
    held = [(nis, name) for nis, name in names.items() if scope is None or nis in scope]
    return sorted(held, key=lambda place: place[1].casefold())


def zones_in(scope: Scope) -> list[tuple[str, str]]:
    """Id and name of the police zones that touch a territory, by name."""
    held = [
        (zone.id, zone.name)
        for zone in police_zones()
        if scope is None or not scope.isdisjoint(zone.municipalities)
    ]
    return sorted(held, key=lambda zone: zone[1].casefold())


def streets_of(postcode: str) -> list[str]:
    """Names of the streets of a postcode, as the register writes them."""
    return streets(reader(), postcode=postcode)


@lru_cache(maxsize=64)
def boundaries_of(scope: Scope) -> tuple[str, str]:
    """GeoJSON text of the bundled boundaries in a territory (only `nis` and both names) and its ETag."""
    dutch, french = municipality_names("nl"), municipality_names("fr")
    kept = [
        {
            "type": "Feature", "id": feature["id"], "geometry": feature["geometry"],
            "properties": {"nis": feature["id"], "name": dutch.get(feature["id"], ""), "name_fr": french.get(feature["id"], "")},
        }
        for feature in boundaries()["features"]
        if scope is None or feature["id"] in scope
    ]  # fmt: skip
    text = json.dumps({"type": "FeatureCollection", "features": kept}, ensure_ascii=False, separators=(",", ":"))  # fmt: skip
    return text, sha256(text.encode()).hexdigest()[:32]


@lru_cache(maxsize=64)
def bounds_of(scope: Scope) -> Bounds | None:
    """West, south, east and north of the bundled boundaries in a territory; None when there are none."""
    held = [place for nis, place in municipalities().items() if scope is None or nis in scope]
    corners = [corner for place in held for polygon in place.polygons for corner in polygon[0]]
    if not corners:
        return None
    longitudes, latitudes = zip(*corners, strict=True)
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)
