"""Reading the weekly list of operators: comma, quotes, column names with blanks behind them.

The agency writes Windows-1252; who saved the list again may have made it UTF-8.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from knipperlicht.core.clock import DayError, parse_day
from knipperlicht.core.marks import has_control
from knipperlicht.core.numbers import NumberError
from knipperlicht.errors import UnusableFile
from knipperlicht.sources.favv.rows import ACTIVITY, COLUMNS, OPERATOR, activity_row, operator_row, year_first
from knipperlicht.sources.records import Batch, Delivery, Refused
from knipperlicht.sources.sheets import LINE_LIMIT, RowError, check_end

BATCH = 50_000
DAY = "Datum vandaag"
FIRST_ROWS = 100
_QUOTED = re.compile(r'^"|"$')


def recognises(path: Path) -> bool:
    """A first line that names the operator's number and its activity; never raises."""
    try:
        with path.open("rb") as file:
            line = file.readline(LINE_LIMIT)
    except OSError:
        return False
    return b"OP Uniek Nr Id" in line and b"PAP Id" in line


def deliver(path: Path, today: date) -> Delivery:
    """The whole list of the day it says it is of."""
    lines = _lines(path)
    names = _header(path, next(lines, ""))
    with suppress(csv.Error):
        for cells in islice(csv.reader(lines), FIRST_ROWS):
            with suppress(DayError):
                day = parse_day(year_first(dict(zip(names, cells, strict=False)).get(DAY, "").strip()))
                return Delivery(day=day, batches=_batches(path))
    raise UnusableFile(
        f"{path}: its first rows do not say in “{DAY}” of which day the list is. Download it again; nothing was changed."
    )


def _batches(path: Path) -> Iterator[Batch]:
    lines = _lines(path)
    names = _header(path, next(lines, ""))
    rows: list[dict[str, Any]] = []
    refused: list[Refused] = []
    codes: dict[int, dict[str, Any]] = {}
    believed = True
    reader = csv.reader(lines, strict=True)
    try:
        for cells in reader:
            if not cells:
                continue
            try:
                if len(cells) != len(names):
                    raise RowError(f"the row has {len(cells)} fields where {len(names)} columns are named")
                if has_control("".join(cells)):
                    raise RowError("a field holds a control character")
                given = {name: " ".join(cell.split()) for name, cell in zip(names, cells, strict=True)}
                rows.append(operator_row(given))
                codes.setdefault(rows[-1]["pap"], activity_row(given))
            except (RowError, NumberError, DayError) as error:
                where = f"line {reader.line_num + 1}"
                refused.append(Refused(where=where, reason=str(error), content=",".join(cells)[:2000]))
                believed = False
            else:
                believed = True
            if len(rows) + len(refused) >= BATCH:
                yield Batch(table=OPERATOR.name, rows=rows, refused=refused)
                rows, refused = [], []
    except csv.Error as error:
        raise UnusableFile(
            f"{path}: line {reader.line_num + 1} is no CSV ({error}). Download it again; nothing was changed."
        ) from error
    check_end(path, believed=believed)
    yield Batch(table=OPERATOR.name, rows=rows, refused=refused)
    yield Batch(table=ACTIVITY.name, rows=list(codes.values()))


def _header(path: Path, line: str) -> list[str]:
    names = [_QUOTED.sub("", cell.strip()).strip() for cell in line.split(",")]
    missing, stray = [n for n in COLUMNS if n not in names], [n for n in names if n not in COLUMNS]
    if missing or stray or len(names) != len(COLUMNS):
        what = (
            f"missing: {', '.join(missing)}"
            if missing
            else f"unknown: {', '.join(stray)[:300] or 'one twice'}"
        )
        raise UnusableFile(
            f"{path}: the list must have the columns {', '.join(COLUMNS)}; {what}. Bring the Dutch list "
            "(inter_actieve_actoren_NL.csv); nothing was changed."
        )
    return names


def _lines(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        number = 0
        while line := file.readline(LINE_LIMIT + 1):
            number += 1
            if len(line) > LINE_LIMIT:
                raise UnusableFile(
                    f"{path}: line {number} is longer than {LINE_LIMIT} bytes; this is no such list."
                )
            try:
                yield line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError:
                yield line.decode("cp1252", "replace")
