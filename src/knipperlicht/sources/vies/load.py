"""Reading answers: JSON lines, or a sheet `vat_number,asked_on,vies_answer` typed by hand."""

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
from knipperlicht.sources.json_lines import LINE_LIMIT, SUFFIXES, first_object
from knipperlicht.sources.records import Batch, Delivery, Refused
from knipperlicht.sources.sheets import (
    BATCH,
    RowError,
    Sheet,
    choice_cell,
    enterprise_cell,
    looks_like,
    past_day_cell,
    sheet_batches,
)  # fmt: skip
from knipperlicht.sources.vies.answers import ANSWER, KEYS, KINDS, SHAPES, answer_row

HEADER = ("vat_number", "asked_on", "vies_answer")
_ASKED = re.compile(rb'"requestDate"\s*:\s*"(\d{4}-\d{2}-\d{2})')


def _cells(cells: dict[str, str], today: date) -> dict[str, Any]:
    return {
        "enterprise": enterprise_cell(cells["vat_number"]),
        "asked_on": past_day_cell(cells["asked_on"], today),
        "kind": choice_cell(cells["vies_answer"], "vies_answer", KINDS),
        "code": None,
    }


SHEET = Sheet(table=ANSWER.name, header=HEADER, row=_cells)


def recognises(path: Path) -> bool:
    """JSON lines that begin with an answer, or the sheet; never raises."""
    if path.suffix.lower() not in SUFFIXES:
        return path.suffix.lower() == ".csv" and looks_like(path, HEADER)
    found = first_object(path).keys()
    return "requestDate" in found and any(found >= shape for shape in SHAPES)


def deliver(path: Path, today: date) -> Delivery:
    """Answers, added to those already held; the day of the newest answer, so that the past sees what was known then."""
    if path.suffix.lower() not in SUFFIXES:
        return Delivery(day=today, batches=sheet_batches(path, SHEET, today=today))
    newest = max((day for day in _days(path) if day <= today), default=today)
    return Delivery(day=newest, batches=_batches(path, today))


def _days(path: Path) -> Iterator[date]:
    for _, line in _lines(path):
        for found in _ASKED.findall(line):
            try:
                yield parse_day(found.decode())
            except DayError:
                continue


def _batches(path: Path, today: date) -> Iterator[Batch]:
    rows: list[dict[str, Any]] = []
    refused: list[Refused] = []
    for number, line in _lines(path):
        try:
            rows.append(answer_row(_object(path, number, line), today))
        except (RowError, NumberError, DayError) as error:
            refused.append(Refused(where=f"line {number}", reason=str(error), content=_excerpt(line)))
        if len(rows) + len(refused) >= BATCH:
            yield Batch(table=ANSWER.name, rows=rows, refused=refused)
            rows, refused = [], []
    yield Batch(table=ANSWER.name, rows=rows, refused=refused)


def _object(path: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise RowError("the line is not JSON in UTF-8") from error
    if not isinstance(found, dict):
        raise RowError("the line is not a JSON object")
    stray = sorted(found.keys() - KEYS)
    if stray or not any(found.keys() >= shape for shape in SHAPES):
        what = (
            f"{', '.join(stray)[:200]} is unknown" if stray else "it does not say whether the number is valid"
        )
        raise UnusableFile(
            f"{path}: line {number}: {what}. Each line must be an answer of the REST service of VIES (isValid with "
            "userError, valid, or errorWrappers). Look at the page of this source; nothing was changed."
        )
    return found


def _excerpt(line: bytes) -> str:
    """The number and day of a refused answer, without the name and address that may stand beside them."""
    return b", ".join(re.findall(rb'"(?:vatNumber|requestDate|userError)"\s*:\s*"[^"]{0,60}"', line)).decode(
        "utf-8", "replace"
    )


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    with path.open("rb") as file:
        number = 0
        while line := file.readline(LINE_LIMIT + 1):
            number += 1
            if len(line) > LINE_LIMIT:
                raise UnusableFile(
                    f"{path}: line {number} is longer than {LINE_LIMIT} bytes; write one answer a line."
                )
            if line.strip():
                yield number, line
