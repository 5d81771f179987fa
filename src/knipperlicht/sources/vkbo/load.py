"""Reading pages and files of the VKBO, a feature at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from knipperlicht.core.clock import DayError, parse_day
from knipperlicht.core.numbers import NumberError
from knipperlicht.errors import UnusableFile
from knipperlicht.sources.json_stream import items
from knipperlicht.sources.records import Batch, Delivery, Refused
from knipperlicht.sources.sheets import BATCH, RowError
from knipperlicht.sources.vkbo.features import ENTITY, OPTIONAL, REQUIRED, entity_row

_LOOK = 2**16
_STAMP = re.compile(rb'"timeStamp"\s*:\s*"(\d{4}-\d{2}-\d{2})T')
_COUNT = re.compile(rb'"number(Matched|Returned)"\s*:\s*(\d{1,12})')


def recognises(path: Path) -> bool:
    """A collection of features, the first of which has the VKBO's fields; never raises."""
    if path.suffix.lower() not in (".json", ".geojson"):
        return False
    head, _ = _ends(path)
    return b'"FeatureCollection"' in head and b'"Ondernemingsnr"' in head


def deliver(path: Path, today: date) -> Delivery:
    """Entities of one page or file; its day is the service's own time stamp, else that of taking in."""
    ends = b" ".join(_ends(path))
    notes = []
    counts = {name.decode(): int(count) for name, count in _COUNT.findall(ends)}
    if counts.get("Matched", 0) > counts.get("Returned", 0) > 0:
        notes.append(
            f"this page holds {counts['Returned']} of at least {counts['Matched']} entities; take in the others too"
        )
    return Delivery(day=_day(ends, today), batches=_batches(path), notes=tuple(notes))


def _ends(path: Path) -> tuple[bytes, bytes]:
    """The first and last bytes: the service writes its counts and time stamp after the features."""
    try:
        with path.open("rb") as file:
            head = file.read(_LOOK)
            size = file.seek(0, 2)
            file.seek(max(len(head), size - _LOOK))
            return head, file.read(_LOOK)
    except OSError:
        return b"", b""


def _day(ends: bytes, today: date) -> date:
    found = _STAMP.search(ends)
    if found is None:
        return today
    try:
        return parse_day(found[1].decode())
    except DayError:
        return today


def _batches(path: Path) -> Iterator[Batch]:
    rows: list[dict[str, Any]] = []
    refused: list[Refused] = []
    for place, feature in enumerate(items(path, key="features"), start=1):
        _check_layout(path, place, feature)
        try:
            rows.append(entity_row(feature))
        except (RowError, NumberError, DayError) as error:
            kept = {name: feature["properties"][name] for name in sorted(REQUIRED)}
            refused.append(
                Refused(
                    where=f"feature {place}", reason=str(error), content=json.dumps(kept, ensure_ascii=False)
                )
            )
        if len(rows) + len(refused) >= BATCH:
            yield Batch(table=ENTITY.name, rows=rows, refused=refused)
            rows, refused = [], []
    yield Batch(table=ENTITY.name, rows=rows, refused=refused)


def _check_layout(path: Path, place: int, feature: Any) -> None:
    given = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(given, dict):
        raise UnusableFile(f"{path}: feature {place} is no feature with properties; nothing was changed.")
    missing, stray = sorted(REQUIRED - given.keys()), sorted(given.keys() - REQUIRED - OPTIONAL)
    if missing or stray:
        what = f"{', '.join(missing)} missing" if missing else f"{', '.join(stray)[:300]} unknown"
        raise UnusableFile(
            f"{path}: feature {place}: {what}. The layout of the VKBO changed, or fields were left out when it was "
            "asked for. Look at the page of this source; nothing was changed."
        )
