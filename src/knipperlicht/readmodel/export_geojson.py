"""A list as GeoJSON: a feature an enterprise, at the point of the municipality of its seat, which it says."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from knipperlicht.readmodel.export_about import Listed
from knipperlicht.readmodel.points import PRECISION
from knipperlicht.reference.geography import municipalities


def write_geojson(target: Path, listed: Listed) -> int:
    """Write a FeatureCollection (RFC 7946) with `about` beside its features; gives the number of features.

    Properties: code of each column -> value for people, days as yyyy-mm-dd, and `precision`; who has no point has
    geometry null and precision null.
    """
    points = {place.nis: place.inside for place in municipalities().values()}
    count = 0
    with target.open("w", encoding="utf-8", newline="\n") as handle:
        head = {"type": "FeatureCollection", "about": listed.about.as_data()}
        handle.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "features": [')
        for count, row in enumerate(listed.rows, start=1):
            point = points.get(row[-1])
            cells: dict[str, Any] = {
                column.code: _plain(listed.written(column, value))
                for column, value in zip(listed.columns, row, strict=False)
            }
            feature = {
                "type": "Feature",
                "geometry": None if point is None else {"type": "Point", "coordinates": list(point)},
                "properties": cells | {"precision": None if point is None else PRECISION},
            }
            handle.write((",\n" if count > 1 else "\n") + json.dumps(feature, ensure_ascii=False))
        handle.write("\n]}\n")
    return count


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
