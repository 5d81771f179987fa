"""Small files for the tests of sources, and what a source makes of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import knipperlicht.sources as package
from knipperlicht.sources.records import Refused, Source

TODAY = date(2026, 6, 30)


def invented(index: int, *, first: int = 19_000_000) -> int:
    """An enterprise number that nobody has; `first=29_000_000` for an establishment."""
    return (first + index) * 100 + 97 - (first + index) % 97


def sample(source: str, name: str) -> Path:
    """A file of the source's own sample."""
    return Path(str(package.__path__[0])) / source / "sample" / name


def sheet(folder: Path, header: Iterable[str], *rows: str, sign: str = ",") -> Path:
    """A CSV file with these rows, written with commas here."""
    path = folder / "sheet.csv"
    lines = [",".join(header), *rows]
    path.write_text("\n".join(lines).replace(",", sign) + "\n", "utf-8")
    return path


def read(source: Source, path: Path, *, today: date = TODAY) -> tuple[list[dict[str, Any]], list[Refused]]:
    """All rows and all refusals of a file."""
    rows: list[dict[str, Any]] = []
    refused: list[Refused] = []
    for batch in source.deliver(path, today).batches:
        assert isinstance(batch.rows, list)
        rows += batch.rows
        refused += batch.refused
    return rows, refused
