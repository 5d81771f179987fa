"""Sheets: CSV files that people keep or export themselves, read strictly and with flat memory.

First line: the names of the columns, in any order. Comma or semicolon (what a Belgian spreadsheet writes), UTF-8 with
or without a mark. A column missing or unknown stops the file; a row that cannot be believed is refused alone.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knipperlicht.core.clock import DayError, parse_day
from knipperlicht.core.marks import has_control
from knipperlicht.core.numbers import NumberError, NumberKind, parse_official_number
from knipperlicht.errors import UnusableFile
from knipperlicht.sources.records import Batch, Refused

LINE_LIMIT = 2**16
BATCH = 10_000
_LINK = re.compile(r"https?://[^\s<>\"']{4,2000}")


class RowError(ValueError):
    """A row that cannot be believed; the sentence says why."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """`row` makes a row of the table from the cells by column and the day of taking in; raises RowError."""

    table: str
    header: tuple[str, ...]
    row: Callable[[dict[str, str], date], dict[str, Any]]


def looks_like(path: Path, header: tuple[str, ...]) -> bool:
    """Whether the first line names most of these columns; never raises."""
    try:
        with path.open("rb") as file:
            line = file.readline(LINE_LIMIT).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return False
    names = {name.strip().strip('"') for name in re.split("[,;]", line)}
    return len(names & set(header)) > 0.6 * len(header)


def sheet_batches(path: Path, sheet: Sheet, *, today: date) -> Iterator[Batch]:
    """The rows of the file; raises UnusableFile when it is no sheet of this layout."""
    lines = _lines(path)
    first = next(lines, "")
    reader = csv.reader(lines, delimiter=";" if first.count(";") > first.count(",") else ",", strict=True)
    names = [name.strip().strip('"') for name in re.split("[,;]", first.strip())]
    _check_header(path, names, sheet)
    rows: list[dict[str, Any]] = []
    refused: list[Refused] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            try:
                rows.append(_row(names, cells, sheet, today))
            except (RowError, NumberError, DayError) as error:
                content = ",".join(cells)[:2000]
                refused.append(
                    Refused(where=f"line {reader.line_num + 1}", reason=str(error), content=content)
                )
            if len(rows) + len(refused) >= BATCH:
                yield Batch(table=sheet.table, rows=rows, refused=refused)
                rows, refused = [], []
    except csv.Error as error:
        raise UnusableFile(
            f"{path}: line {reader.line_num + 1} is no CSV ({error}). Look for a quotation mark that is never closed; "
            "nothing was changed."
        ) from error
    yield Batch(table=sheet.table, rows=rows, refused=refused)


def _row(names: list[str], cells: list[str], sheet: Sheet, today: date) -> dict[str, Any]:
    if len(cells) != len(names):
        raise RowError(f"the row has {len(cells)} fields where {len(names)} columns are named")
    if any(has_control(cell) for cell in cells):
        raise RowError("a field holds a control character")
    return sheet.row({name: cell.strip() for name, cell in zip(names, cells, strict=True)}, today)


def _check_header(path: Path, names: list[str], sheet: Sheet) -> None:
    missing, stray = [n for n in sheet.header if n not in names], [n for n in names if n not in sheet.header]
    if not missing and not stray and len(names) == len(sheet.header):
        return
    found = "; ".join(
        f"{what}: {', '.join(some)}" for what, some in (("missing", missing), ("unknown", stray)) if some
    )
    raise UnusableFile(
        f"{path}: the columns must be {', '.join(sheet.header)}; {found or 'one of them is named twice'}. Look at the "
        "page of this source; nothing was changed."
    )


def _lines(path: Path) -> Iterator[str]:
    """Lines as text, none longer than LINE_LIMIT."""
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
            except UnicodeDecodeError as error:
                raise UnusableFile(
                    f"{path}: line {number} is not UTF-8. Save the sheet as “CSV UTF-8” and take it in again."
                ) from error


def check_end(path: Path, *, believed: bool) -> None:
    """Raises UnusableFile where the last line was not `believed` and has no end: then the file was cut off in it.

    For whole lists that a machine wrote: taken in as they are, all that comes after the cut would be gone.
    """
    if believed or path.suffix.lower() == ".zip":
        return
    with path.open("rb") as file:
        file.seek(-1, 2)
        if file.read(1) != b"\n":
            raise UnusableFile(
                f"{path}: is cut off in its last line. Download it again; nothing was changed."
            )


def enterprise_cell(text: str) -> int:
    """An enterprise number in any usual writing; raises NumberError or RowError."""
    number = parse_official_number(text)
    if number.kind is not NumberKind.ENTERPRISE:
        raise RowError(f"{number} is the number of an establishment, not of an enterprise")
    return number.value


def establishment_cell(text: str) -> int | None:
    """An establishment number, or None for an empty cell; raises NumberError or RowError."""
    if not text:
        return None
    number = parse_official_number(text)
    if number.kind is not NumberKind.ESTABLISHMENT:
        raise RowError(f"{number} is the number of an enterprise, not of an establishment")
    return number.value


def past_day_cell(text: str, today: date) -> date:
    """A day up to `today`; raises DayError or RowError."""
    day = parse_day(text)
    if day > today:
        raise RowError(f"{day} lies in the future")
    return day


def choice_cell(text: str, name: str, choices: tuple[str, ...]) -> str:
    """One of the words of a column; raises RowError."""
    if text not in choices:
        raise RowError(f"{name} is “{text[:60]}”; it must be one of {', '.join(choices)}")
    return text


def needed_cell(text: str, name: str, *, most: int = 500) -> str:
    """A text that may not be empty nor absurdly long; raises RowError."""
    if not text or len(text) > most:
        raise RowError(f"{name} is {'empty' if not text else f'longer than {most} characters'}")
    return text


def link_cell(text: str) -> str:
    """A public address (http or https); raises RowError."""
    if not _LINK.fullmatch(text):
        raise RowError("link is no address that begins with http:// or https://")
    return text


def answer_cell(text: str, name: str) -> bool:
    """yes or no; raises RowError."""
    return choice_cell(text, name, ("yes", "no")) == "yes"
