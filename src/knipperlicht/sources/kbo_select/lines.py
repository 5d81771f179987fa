"""The lines of an export, in the encoding and with the delimiter it was saved in."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from knipperlicht.errors import UnusableFile

LONGEST_LINE = 2**20


def read_lines(path: Path) -> Iterator[str]:
    """The lines of the file; raises UnusableFile on one that is absurdly long."""
    with path.open("rb") as file:
        while line := file.readline(LONGEST_LINE + 1):
            if len(line) > LONGEST_LINE:
                raise UnusableFile(f"{path}: a line of more than {LONGEST_LINE >> 10} KiB; not believed.")
            yield decoded(line)


def decoded(line: bytes) -> str:
    """KBO Select writes ISO-8859-1; who saved the list again may have made it UTF-8."""
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError:
        return line.decode("iso-8859-1")


def delimiter(line: str) -> str:
    """Comma, or semicolon where a spreadsheet saved it again."""
    return ";" if line.count(";") > line.count(",") else ","


def columns_of(line: str) -> list[str]:
    """The columns that the first line names."""
    return [name.strip() for name in next(csv.reader([line], delimiter=delimiter(line)), [])]
