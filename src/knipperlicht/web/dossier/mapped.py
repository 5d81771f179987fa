"""The addresses of one dossier on a map: a point for each municipality, since the register has no coordinates."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import ngettext

from knipperlicht.bridge import dossier as register
from knipperlicht.bridge import places
from knipperlicht.core.clock import Language
from knipperlicht.web.dossier.door import Opened


def map_of(opened: Opened, language: Language) -> dict[str, Any]:
    """The parameters of components/map.html; no points where no municipality has a bundled boundary."""
    found = [one for one in register.municipalities_of(opened.enterprise, language) if one["point"]]
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": list(one["point"])},
            "properties": {
                "name": one["name"],
                "detail": _detail(one["addresses"]),
                "count": one["addresses"],
            },
        }
        for one in found
    ]
    bounds = places.bounds_of(frozenset(one["nis"] for one in found))
    return {
        "map_points": {"type": "FeatureCollection", "features": features} if features else None,
        "map_bounds": ",".join(f"{degree:.5f}" for degree in bounds) if bounds else "",
        "map_tiles": settings.TILES,
    }


def _detail(count: int) -> str:
    return ngettext("%(count)s address", "%(count)s addresses", count) % {"count": count}
