"""Line by line through a CSV file: what breaks a parser stays behind, with line number and reason.

Bytes that are not UTF-8, NUL bytes, carriage returns, overlong and empty lines, quotes that do not match, a field too many
or too few. Nothing larger than one line limit is held in memory.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import IO

LINE_LIMIT = 2**17
"""Bytes. All fields of the widest table at their longest are under 6 kB; the csv module's own limit is this one."""
SHOWN = 500
"""Characters of a refused row that are kept."""


def sieve_lines(source: Path, clean: Path, refused: Path, width: int) -> None:
    """Write the readable lines of `source`, numbered, to the CSV `clean`; the others to the CSV `refused`."""
    with source.open("rb") as lines, _writing(clean) as good, _writing(refused) as bad:
        accept = csv.writer(good, lineterminator="\n").writerow
        refuse = csv.writer(bad, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow
        for number, raw, excess in _lines(lines):
            fields = _fields(raw, excess, width)
            if isinstance(fields, str):
                refuse([number, fields, _shown(raw)])
            else:
                accept([number, *fields])


def append_refused(source: Path, refused: Path, judged: Iterator[tuple[int, str]]) -> None:
    """Add lines refused later, given as (line, reason) in order of line, with the text they have in `source`."""
    with source.open("rb") as lines, refused.open("a", encoding="utf-8", newline="") as bad:
        refuse = csv.writer(bad, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow
        wanted = next(judged, None)
        for number, raw, _ in _lines(lines):
            if wanted is None:
                return
            if number == wanted[0]:
                refuse([number, wanted[1], _shown(raw)])
                wanted = next(judged, None)


def _writing(path: Path) -> IO[str]:
    return path.open("w", encoding="utf-8", newline="")


def _lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes, bool]]:
    """Number, bytes and "too long" of each data line, header left out; an overlong line is cut."""
    number = 0
    while raw := stream.readline(LINE_LIMIT):
        number += 1
        head, excess = raw, not raw.endswith(b"\n") and len(raw) == LINE_LIMIT
        while excess and raw and not raw.endswith(b"\n"):
            raw = stream.readline(LINE_LIMIT)
        if number > 1:
            yield number, head.rstrip(b"\r\n"), excess


def _fields(body: bytes, excess: bool, width: int) -> list[str] | str:
    """The fields of a line, or the reason why it cannot be read."""
    if excess:
        return f"longer than {LINE_LIMIT:,} bytes"
    if not body.strip():
        return "empty line"
    if b"\0" in body:
        return "holds a NUL byte"
    if b"\r" in body:
        return "holds a carriage return"
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        return f"not UTF-8 at byte {error.start + 1}"
    try:
        fields = next(csv.reader([text], strict=True, skipinitialspace=True))
    except (csv.Error, StopIteration):
        return "quotes do not match"
    if len(fields) == width + 1 and not fields[-1]:
        fields.pop()  # DuckDB reads a comma at the end the same way
    if len(fields) != width:
        return f"{len(fields)} fields where {width} were expected"
    return fields


def _shown(body: bytes) -> str:
    return body[: SHOWN * 4].decode("utf-8", "backslashreplace").translate({0: "\\x00", 13: "\\r"})[:SHOWN]
