"""GLEIF's golden copies: one wide CSV, alone or in a zip, of which we read a few columns by their name.

Hundreds of columns, and more with every release of the format: only those we need must be there.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import IO, Any

from knipperlicht.core.clock import DayError, parse_day
from knipperlicht.core.marks import has_control
from knipperlicht.core.numbers import NumberError
from knipperlicht.errors import UnusableFile
from knipperlicht.sources.packed import DAMAGE, check_members
from knipperlicht.sources.records import Batch, Refused
from knipperlicht.sources.sheets import RowError, check_end

BATCH = 50_000
MOST_BYTES = 40 * 2**30
LOOK = 2**15
_LEI = re.compile(r"[0-9A-Z]{18}[0-9]{2}")
_NAMED = re.compile(r"(20\d{2})(\d{2})(\d{2})-\d{4}-")


def first_bytes(path: Path) -> bytes:
    """The beginning of the CSV, also inside a zip with one member; empty where there is none. Never raises."""
    try:
        with ExitStack() as stack:
            return _stream(path, stack).read(LOOK)
    except (UnusableFile, *DAMAGE):
        return b""


def day_of(path: Path, today: date) -> date:
    """The day in the file's name (`20261120-0800-gleif-…`), as GLEIF writes it; else that of taking in."""
    found = _NAMED.match(path.name)
    try:
        return parse_day("-".join(found.groups())) if found else today
    except DayError:
        return today


def lei(text: str) -> str:
    """A legal entity identifier (ISO 17442) whose check digits hold; raises RowError."""
    if not _LEI.fullmatch(text) or int("".join(str(int(sign, 36)) for sign in text)) % 97 != 1:
        raise RowError(f"“{text[:40]}” is no legal entity identifier")
    return text


def day_cell(text: str) -> date | None:
    """The day of a time stamp, None of an empty cell; raises DayError."""
    return parse_day(text[:10]) if text else None


def batches(
    path: Path,
    *,
    table: str,
    columns: tuple[str, ...],
    row: Callable[[dict[str, str]], dict[str, Any] | None],
) -> Iterator[Batch]:
    """Rows of the file by `row`, which gives None for what is skipped. Raises UnusableFile."""
    rows: list[dict[str, Any]] = []
    refused: list[Refused] = []
    believed = True
    with ExitStack() as stack:
        reader = _reader(path, stack)
        try:
            names: list[str] = next(reader, [])
            places = _places(path, names, columns)
            for cells in reader:
                try:
                    if len(cells) != len(names):
                        raise RowError(
                            f"the row has {len(cells)} fields where {len(names)} columns are named"
                        )
                    given = {name: cells[place].strip() for name, place in places.items()}
                    if has_control("".join(given.values())):
                        raise RowError("a field holds a control character")
                    found = row(given)
                except (RowError, NumberError, DayError) as error:
                    content = ",".join(cells[:3])
                    refused.append(
                        Refused(where=f"line {reader.line_num}", reason=str(error), content=content)
                    )
                    believed = False
                else:
                    rows += [found] if found is not None else []
                    believed = True
                if len(rows) + len(refused) >= BATCH:
                    yield Batch(table=table, rows=rows, refused=refused)
                    rows, refused = [], []
        except UnicodeDecodeError as error:
            raise UnusableFile(
                f"{path}: is not UTF-8, as every golden copy is. Download it again; nothing was changed."
            ) from error
        except (csv.Error, *DAMAGE) as error:
            raise UnusableFile(
                f"{path}: is damaged near line {reader.line_num} ({str(error)[:200]}). Download it again; nothing was "
                "changed."
            ) from error
    check_end(path, believed=believed)
    yield Batch(table=table, rows=rows, refused=refused)


def _places(path: Path, names: list[str], columns: tuple[str, ...]) -> dict[str, int]:
    if missing := [name for name in columns if names.count(name) != 1]:
        raise UnusableFile(
            f"{path}: the columns {', '.join(missing)} must each be there once. GLEIF's format changed, or this is "
            "another of its files. Look at the page of this source; nothing was changed."
        )
    return {name: names.index(name) for name in columns}


def _reader(path: Path, stack: ExitStack) -> Any:
    text = stack.enter_context(io.TextIOWrapper(_stream(path, stack), encoding="utf-8-sig", newline=""))
    return csv.reader(text, strict=True)


def _stream(path: Path, stack: ExitStack) -> IO[bytes]:
    if path.suffix.lower() != ".zip":
        return stack.enter_context(path.open("rb"))
    try:
        archive = stack.enter_context(zipfile.ZipFile(path))
    except DAMAGE as error:
        raise UnusableFile(f"{path}: is no zip ({error}). Download it again; nothing was changed.") from error
    members = archive.infolist()
    check_members(path, members, most=MOST_BYTES)
    if len(members) != 1 or not members[0].filename.endswith(".csv"):
        raise UnusableFile(
            f"{path}: a golden copy is a zip with one CSV; this one holds {len(members)} files."
        )
    return stack.enter_context(archive.open(members[0]))
