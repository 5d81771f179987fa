"""One more update after a synthetic series: a day after its last extract, with a chosen number of changes.

The world is rebuilt from the parameters in synthesis.json, moved silently to the last month, and one day (or
the days up to a chosen one) of ordinary life is added, at a pace that changes about the wanted number of entities.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from . import extracts
from .archive import Archive, Extract
from .changes import Span, advance
from .days import day
from .registers import World
from .script import Script
from .synthesis import BadRequest, Parameters, build, step

MONTHLY = 0.0343
"""Changed enterprises and establishments in an ordinary month, per enterprise that is present."""


@dataclass(frozen=True)
class DailyUpdate:
    """The written update, how many different entities it touches, and its lines per file."""

    extract: Path
    changed: int
    rows: dict[str, int]


def synthesize_daily_update(
    *, series: Path, changed: int, out: Path | None = None, on: date | None = None
) -> DailyUpdate:
    """Write one update extract for the day `on`, or the day after the last one in `series` (made by `synthesize`).

    About `changed` different enterprises and establishments are new, changed or gone in it (within some per
    cent; the result gives the exact number). `out` is the folder to write to, by default `series`.
    Raises BadRequest.
    """
    chosen = _parameters(series)
    if changed < 1:
        raise BadRequest(f"A daily update needs at least 1 changed entity, not {changed}.")
    world, snapshot = _last_state(chosen)
    present = int(world.present().sum())
    if changed > present // 4:
        raise BadRequest(f"At most a quarter of {present} enterprises can change in a day, not {changed}.")
    pace = changed / (MONTHLY * present)
    after = on or snapshot + timedelta(days=1)
    if after <= snapshot:
        raise BadRequest(f"The series ends on {snapshot}; an update of {after} does not follow it.")
    record = advance(world, Script(), Span(chosen.months + 1, day(snapshot), day(after), pace))
    folder = out or series
    folder.mkdir(parents=True, exist_ok=True)
    archive = Archive(Extract(chosen.first_number + chosen.months + 1, "Update", after), folder)
    extracts.update(world, archive, record)
    return DailyUpdate(folder / archive.extract.file_name, record.entities(), archive.rows)


def _parameters(series: Path) -> Parameters:
    path = series / "synthesis.json"
    try:
        return Parameters(**json.loads(path.read_text(encoding="utf-8"))["parameters"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadRequest(
            f"{series} is not a folder made by synthesize: {path.name} cannot be read."
        ) from error


def _last_state(chosen: Parameters) -> tuple[World, date]:
    world, script = build(chosen)
    snapshot = date.fromisoformat(chosen.first_day)
    for month in range(1, chosen.months + 1):
        _, snapshot = step(world, script, month, snapshot)
    return world, snapshot
