"""Reading statements: a JSON list, or JSON lines, one statement at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from knipperlicht.core.clock import DayError
from knipperlicht.errors import UnusableFile
from knipperlicht.sources.bods.statements import ENTITY, INTEREST, PERSON, VERSION, statement_rows
from knipperlicht.sources.json_lines import SUFFIXES
from knipperlicht.sources.json_stream import items
from knipperlicht.sources.records import Batch, Delivery, Refused
from knipperlicht.sources.sheets import BATCH, RowError

LINE_LIMIT = 2**20
TABLES = (ENTITY, PERSON, INTEREST)
_MARKS = (b'"statementId"', b'"recordType"', b'"bodsVersion"')
_LOOK = 2**14


def recognises(path: Path) -> bool:
    """A first statement of the standard; never raises."""
    if path.suffix.lower() not in (".json", *SUFFIXES):
        return False
    try:
        with path.open("rb") as file:
            start = file.read(_LOOK)
    except OSError:
        return False
    return all(mark in start for mark in _MARKS)


def deliver(path: Path, today: date) -> Delivery:
    """Statements, added to those already held: of a record the last one brought counts."""
    return Delivery(day=today, batches=_batches(path, today))


def _batches(path: Path, today: date) -> Iterator[Batch]:
    rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in TABLES}
    refused: list[Refused] = []
    held = 0
    for place, given in _statements(path):
        try:
            if isinstance(given, RowError):
                raise given
            table, found = statement_rows(given)
            if any(row["stated_on"] is not None and row["stated_on"] > today for row in found):
                raise RowError("the statement lies in the future")
            rows[table] += found
            held += len(found)
        except (RowError, DayError) as error:
            # Never the statement itself: it may be about a person.
            refused.append(Refused(where=f"statement {place}", reason=str(error), content=_named(given)))
        if held + len(refused) >= BATCH:
            yield from _flush(rows, refused)
            rows, refused, held = {table.name: [] for table in TABLES}, [], 0
    yield from _flush(rows, refused)


def _flush(rows: dict[str, list[dict[str, Any]]], refused: list[Refused]) -> Iterator[Batch]:
    for name, own in rows.items():
        yield Batch(table=name, rows=own, refused=refused if name == ENTITY.name else [])


def _statements(path: Path) -> Iterator[tuple[int, Any]]:
    found = _lines(path) if path.suffix.lower() in SUFFIXES else items(path, key=None)
    for place, given in enumerate(found, start=1):
        if isinstance(given, dict):
            _check_version(path, place, given)
            yield place, given
        else:
            yield place, given if isinstance(given, RowError) else RowError("the statement is no object")


def _check_version(path: Path, place: int, given: dict[str, Any]) -> None:
    about = given.get("publicationDetails")
    version = about.get("bodsVersion") if isinstance(about, dict) else None
    if not isinstance(version, str) or not re.match(rf"{re.escape(VERSION)}(\.|$)", version):
        raise UnusableFile(
            f"{path}: statement {place} is of version {str(version)[:20]} of the standard; version {VERSION} is read. "
            "Ask the publisher for it, or convert the file; nothing was changed."
        )


def _lines(path: Path) -> Iterator[Any]:
    with path.open("rb") as file:
        while line := file.readline(LINE_LIMIT + 1):
            if len(line) > LINE_LIMIT:
                raise UnusableFile(
                    f"{path}: a line is longer than {LINE_LIMIT} bytes; write one statement a line."
                )
            if not line.strip():
                continue
            try:
                yield json.loads(line)
            except (ValueError, RecursionError):
                yield RowError("the line is not JSON in UTF-8")


def _named(given: Any) -> str:
    return str(given.get("statementId", ""))[:200] if isinstance(given, dict) else ""
