"""meta.csv: which extract a file is, and of what day."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from knipperlicht.errors import UnusableFile
from knipperlicht.sources.kbo_opendata.layout import META_HEADER

VERSION = "1.0.0"
"""Version of the format that cookbook R018 describes."""

ExtractType = Literal["full", "update"]


@dataclass(frozen=True, kw_only=True)
class Meta:
    """Number, kind and reference day of an extract."""

    number: int
    kind: ExtractType
    snapshot_date: date
    version: str

    @property
    def seq(self) -> int:
        """Order of application: by number, an update before the full extract of the same number."""
        return self.number * 2 + (self.kind == "full")

    @property
    def label(self) -> str:
        """Name used in messages, e.g. `0147 update`."""
        return f"{self.number:04d} {self.kind}"


def parse_meta(path: Path, text: str) -> Meta:
    """Read the text of meta.csv; `path` is the extract it comes from. Raises UnusableFile."""
    try:
        rows = list(csv.reader(io.StringIO(text)))
    except csv.Error as error:
        raise UnusableFile(f"{path}: meta.csv cannot be read: {error}.") from error
    if not rows or rows[0] != META_HEADER:
        raise UnusableFile(f"{path}: meta.csv must begin with the columns {', '.join(META_HEADER)}.")
    values = {row[0]: row[1].strip() for row in rows[1:] if len(row) == 2}
    try:
        kind, number = values["ExtractType"].lower(), values["ExtractNumber"]
        if kind not in ("full", "update"):
            raise ValueError(f"ExtractType {kind[:40]!r} is neither full nor update")
        if not re.fullmatch(r"[0-9]{1,6}", number):
            raise ValueError(f"ExtractNumber {number[:40]!r} is not a number of at most six digits")
        return Meta(
            number=int(number),
            kind="full" if kind == "full" else "update",
            snapshot_date=datetime.strptime(values["SnapshotDate"], "%d-%m-%Y").date(),
            version=values.get("Version", ""),
        )
    except KeyError as error:
        raise UnusableFile(f"{path}: meta.csv does not say {error.args[0]}.") from error
    except ValueError as error:
        raise UnusableFile(f"{path}: meta.csv cannot be read: {error}.") from error
