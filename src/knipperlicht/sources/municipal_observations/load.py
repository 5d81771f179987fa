"""Reading the export, in either writing; both go through the same rules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from knipperlicht.core.clock import DayError
from knipperlicht.core.numbers import NumberError
from knipperlicht.sources.card import record_card
from knipperlicht.sources.json_lines import first_object, objects
from knipperlicht.sources.municipal_observations.layout import HEADER, OBSERVATION, observation_row
from knipperlicht.sources.records import Batch, Delivery, Refused, Source
from knipperlicht.sources.sheets import BATCH, RowError, Sheet, looks_like, sheet_batches

SHEET = Sheet(table=OBSERVATION.name, header=HEADER, row=observation_row)
REQUIRED = frozenset(("enterprise", "found_on", "kind", "final", "annulled", "service", "reference"))
OPTIONAL = frozenset(HEADER) - REQUIRED
_WORDS = {True: "yes", False: "no", None: ""}


def is_json_lines(path: Path) -> bool:
    """Whether the first line is an object with the keys of an observation; never raises."""
    return first_object(path).keys() >= REQUIRED


def recognises(path: Path) -> bool:
    """Either writing; never raises."""
    return looks_like(path, HEADER) or is_json_lines(path)


def json_batches(path: Path, today: date) -> Iterator[Batch]:
    """One object a line, true and false where the sheet says yes and no; a key left out is empty."""
    rows: list[dict[str, Any]] = []
    refused: list[Refused] = []
    for found in objects(path, required=REQUIRED, optional=OPTIONAL):
        if isinstance(found, Refused):
            refused.append(found)
        else:
            number, item = found
            cells = {name: _cell(item.get(name)) for name in HEADER}
            try:
                rows.append(observation_row(cells, today))
            except (RowError, NumberError, DayError) as error:
                refused.append(Refused(where=f"line {number}", reason=str(error), content=str(item)[:2000]))
        if len(rows) + len(refused) >= BATCH:
            yield Batch(table=OBSERVATION.name, rows=rows, refused=refused)
            rows, refused = [], []
    yield Batch(table=OBSERVATION.name, rows=rows, refused=refused)


def _cell(value: str | bool | None) -> str:
    return value.strip() if isinstance(value, str) else _WORDS[value]


def deliver(path: Path, today: date) -> Delivery:
    """Observations, added to those held; a row of a reference held already (annulled since) takes its place."""
    batches = json_batches(path, today) if is_json_lines(path) else sheet_batches(path, SHEET, today=today)
    return Delivery(day=today, batches=batches)


SOURCE = Source(
    card=record_card(Path(__file__).parent),
    kind="records",
    tables=(OBSERVATION,),
    recognises=recognises,
    deliver=deliver,
)
