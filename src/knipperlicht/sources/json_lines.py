"""JSON lines, one object a line, read with flat memory: for sources whose files are of our own making.

A line that is no JSON, too long, or holds something else than texts, booleans and nothing is refused, alone. A key we
do not know, or one that is missing, stops the file: then the file is of another layout than we read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from knipperlicht.core.clock import DayError, parse_day
from knipperlicht.core.marks import has_control
from knipperlicht.errors import UnusableFile
from knipperlicht.sources.records import Refused

LINE_LIMIT = 2**16
SUFFIXES = (".jsonl", ".ndjson")
_CHUNK = 2**24
_OVERLAP = 64


def first_object(path: Path) -> dict[str, Any]:
    """The object on the first line; nothing where there is none. Never raises."""
    try:
        with path.open("rb") as file:
            found = json.loads(file.readline(LINE_LIMIT))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def chunks(path: Path) -> Iterator[tuple[int, bytes]]:
    """The file in pieces of whole lines: (number of the first line, bytes). What a line has too much is dropped."""
    number = 1
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            kept = 0
            while not chunk.endswith(b"\n") and (more := file.readline(LINE_LIMIT)):
                chunk += more if kept <= LINE_LIMIT or more.endswith(b"\n") else b""
                kept += len(more)
            yield number, chunk
            number += chunk.count(b"\n")


def objects(
    path: Path, *, required: frozenset[str], optional: frozenset[str]
) -> Iterator[tuple[int, dict[str, Any]] | Refused]:
    """(line number, object) for each line of a file; raises UnusableFile on a layout that is not ours."""
    for number, chunk in chunks(path):
        yield from objects_of(path, number, chunk, required=required, optional=optional)


def objects_of(
    path: Path, first: int, chunk: bytes, *, required: frozenset[str], optional: frozenset[str]
) -> Iterator[tuple[int, dict[str, Any]] | Refused]:
    """The same for the lines of one piece, the first of which has the number `first`."""
    for number, line in enumerate(BytesIO(chunk), first):
        if not line.strip():
            continue
        if len(line) > LINE_LIMIT:
            yield _refused(number, line, f"the line is longer than {LINE_LIMIT} bytes")
            continue
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            yield _refused(number, line, "the line is not JSON in UTF-8")
            continue
        if not isinstance(found, dict):
            yield _refused(number, line, "the line is not a JSON object")
            continue
        _check_layout(path, number, found.keys(), required, optional)
        if any(not isinstance(v, str | bool | None) for v in found.values()):
            yield _refused(number, line, "a value is neither a text, nor true or false, nor null")
            continue
        if not _writable(found.values()):
            yield _refused(number, line, "a text holds half a character (a lone surrogate)")
            continue
        if any(isinstance(value, str) and has_control(value) for value in found.values()):
            yield _refused(number, line, "a text holds a control character")
            continue
        yield number, found


def newest_day(path: Path, *, key: str, today: date) -> date:
    """The newest day under `key` up to `today`, found without reading the JSON; `today` where there is none."""
    pattern = re.compile(rb'"' + key.encode() + rb'"\s*:\s*"(\d{4}-\d{2}-\d{2})"')
    newest, limit, rest = b"", str(today).encode(), b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            newest = max(
                (day for day in {*pattern.findall(rest + chunk), newest} if day <= limit), default=b""
            )
            rest = chunk[-_OVERLAP:]
    try:
        return parse_day(newest.decode()) if newest else today
    except DayError:
        return today


def _check_layout(
    path: Path, number: int, keys: Any, required: frozenset[str], optional: frozenset[str]
) -> None:
    if (missing := required - keys) or (stray := keys - required - optional):
        what = (
            f"{', '.join(sorted(missing))} is missing"
            if missing
            else f"{', '.join(sorted(stray))} is unknown"
        )
        raise UnusableFile(
            f"{path}: line {number}: {what}. Every line needs {', '.join(sorted(required))} and may have "
            f"{', '.join(sorted(optional))}. Look at the page of this source; nothing was changed."
        )


def _writable(values: Iterable[Any]) -> bool:
    try:
        "".join(value for value in values if isinstance(value, str)).encode()
    except UnicodeEncodeError:
        return False
    return True


def _refused(number: int, line: bytes, reason: str) -> Refused:
    content = line[:2000].decode("utf-8", "replace").rstrip("\n")
    return Refused(where=f"line {number}", reason=reason, content=content)
