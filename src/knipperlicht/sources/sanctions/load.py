"""Reading `entities.ftm.json`: one entity a line, of any schema, gigabytes of it. Most lines are skipped unread."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from knipperlicht.errors import UnusableFile
from knipperlicht.sources.card import record_card
from knipperlicht.sources.records import Batch, Delivery, Refused, Source
from knipperlicht.sources.sanctions.entities import KEPT, LISTING, entity_rows
from knipperlicht.sources.sheets import BATCH, RowError, check_end

LINE_LIMIT = 2**24
_LOOK = 2**16
_SCHEMA = re.compile(rb'"schema"\s*:\s*"([A-Za-z]{1,40})"')
_EXPECTED = "Bring entities.ftm.json, one FollowTheMoney entity a line; nothing was changed."


def recognises(path: Path) -> bool:
    """A first line that begins as a FollowTheMoney entity; never raises."""
    try:
        with path.open("rb") as file:
            line = file.readline(_LOOK)
    except OSError:
        return False
    return (
        line.startswith(b"{") and bool(_SCHEMA.search(line)) and b'"id"' in line and b'"properties"' in line
    )


def deliver(path: Path, today: date) -> Delivery:
    """The whole list of `today`. The file is read twice: once to count what is skipped, once for its rows."""
    schemas = (_schema(path, number, line) for number, line in _lines(path))
    skipped = Counter(schema for schema in schemas if schema and schema not in KEPT)
    people = skipped.pop("Person", 0)
    notes = [f"{people} people on the list were skipped: they are never taken in"] if people else []
    notes += [
        f"{count} entities of schema {schema} were skipped" for schema, count in sorted(skipped.items())
    ]
    return Delivery(day=today, batches=_batches(path, today), notes=tuple(notes))


def _batches(path: Path, today: date) -> Iterator[Batch]:
    rows: list[dict[str, Any]] = []
    refused: list[Refused] = []
    believed = True
    for number, line in _lines(path):
        schema = _schema(path, number, line)
        if schema and schema not in KEPT:
            believed = line.rstrip().endswith(b"}")
            continue
        try:
            rows += entity_rows(_entity(line, schema), today)
            believed = True
        except RowError as error:
            believed = False
            refused.append(Refused(where=f"line {number}", reason=str(error), content=_excerpt(line, schema)))
        if len(rows) + len(refused) >= BATCH:
            yield Batch(table=LISTING.name, rows=rows, refused=refused)
            rows, refused = [], []
    check_end(path, believed=believed)
    yield Batch(table=LISTING.name, rows=rows, refused=refused)


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    with path.open("rb") as file:
        number = 0
        while line := file.readline(LINE_LIMIT + 1):
            number += 1
            if len(line) > LINE_LIMIT:
                raise UnusableFile(f"{path}: line {number} is longer than {LINE_LIMIT} bytes. {_EXPECTED}")
            if line.strip():
                yield number, line


def _schema(path: Path, number: int, line: bytes) -> str:
    """The schema of the entity on a line, without reading the JSON; empty where it names none."""
    found = _SCHEMA.findall(line)
    if len(found) > 1:
        raise UnusableFile(f"{path}: line {number} holds entities inside entities. {_EXPECTED}")
    return str(found[0].decode()) if found else ""


def _entity(line: bytes, schema: str) -> dict[str, Any]:
    try:
        entity = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise RowError("the line is not JSON in UTF-8") from error
    if not schema or not isinstance(entity, dict) or entity.get("schema") != schema:
        raise RowError("the line is no entity with a schema")
    return entity


def _excerpt(line: bytes, schema: str) -> str:
    """The beginning of a refused line; nothing of one that may be about a person."""
    return line[:200].decode("utf-8", "replace").rstrip("\n") if schema in KEPT else ""


SOURCE = Source(
    card=record_card(Path(__file__).parent),
    kind="list",
    tables=(LISTING,),
    recognises=recognises,
    deliver=deliver,
)
