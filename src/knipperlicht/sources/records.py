"""Sources that come as records: filings, publications, answers, lists. What each of them must be able to do.

A folder `sources/<name>/` with a `card.yml` defines `SOURCE`. KBO Open Data, with its extracts and updates, is a
world of its own; every other register is one of these. A file becomes one *delivery*: rows of one or more tables.

- `records`: a row stands, by its key, until a later delivery brings that key again (a corrected filing, a new
  answer). Deliveries add up.
- `list`: every delivery is the whole list of its day; the newest one counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, Literal

import pyarrow as pa

import knipperlicht.sources as package
from knipperlicht.sources.card import RecordCard

Kind = Literal["records", "list"]


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table of a source: its columns and the key by which a later row takes the place of an earlier one.

    The first column of the key is the one by which people look up rows (an enterprise or establishment number,
    BIGINT); rows are stored in the order of the key. Amounts are BIGINT in euro cents, days DATE.

    `owner`: a table of the same source (this one, or another) whose rows name, by their first key column, the
    owners a delivery brings whole: all their earlier rows here are gone, also those it does not repeat.
    `keyed`: text columns that history stores only as a keyed hash (see `history/keyed.py`), never as they came.
    """

    name: str
    schema: pa.Schema
    key: tuple[str, ...]
    owner: str | None = None
    keyed: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if stray := {*self.key, *self.keyed} - set(self.schema.names):
            raise ValueError(f"{self.name}: key column {sorted(stray)} is not in its schema")


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A row that was not taken: `where` (line, path in the file), `reason` as a sentence, `content` as it came."""

    where: str
    reason: str
    content: str


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Rows of one table, and what was refused on the way. read = len(rows) + len(refused)."""

    table: str
    rows: pa.Table | list[dict[str, Any]]
    refused: list[Refused] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """What one file brings. `day`: the source's own day for it. `batches` is read once, in order, with flat memory.

    `notes`: sentences for who takes it in; may still grow while `batches` is read.
    `whole`: it brings all owners, so that of the tables with an `owner` no earlier row stands any longer.

    Raises UnusableFile, at once or while `batches` is read, when the file as a whole cannot be believed (another
    layout than expected, damaged, malicious); the sentence says what was expected, what was found and what to do.
    """

    day: date
    batches: Iterator[Batch]
    notes: Sequence[str] = ()
    whole: bool = False


@dataclass(frozen=True, kw_only=True)
class Source:
    """See the module docstring.

    `recognises`: cheap look at a file's name and first bytes, never raises. `deliver` takes the file and the day on
    which it is taken in, for formats that carry no day of their own.
    """

    card: RecordCard
    kind: Kind
    tables: tuple[Table, ...]
    recognises: Callable[[Path], bool]
    deliver: Callable[[Path, date], Delivery]

    @property
    def name(self) -> str:
        """Name of the folder."""
        return self.card.name

    def __post_init__(self) -> None:
        own = {table.name for table in self.tables}
        if stray := {table.owner for table in self.tables if table.owner is not None} - own:
            raise ValueError(f"{self.name}: {sorted(stray)} is none of its tables")


@cache
def record_sources() -> dict[str, Source]:
    """All sources of this kind by name: every package in `sources/` whose module defines SOURCE."""
    found: dict[str, Source] = {}
    for item in sorted(iter_modules(package.__path__), key=lambda item: item.name):
        if not item.ispkg:
            continue
        source: Source | None = getattr(import_module(f"{package.__name__}.{item.name}"), "SOURCE", None)
        if source is None:
            continue
        if source.name != item.name:
            raise ValueError(f"sources/{item.name}: its card says {source.name}")
        found[source.name] = source
    return found


@cache
def record_tables() -> dict[str, Table]:
    """All tables of all these sources by name; two of one name are an error."""
    found: dict[str, Table] = {}
    for source in record_sources().values():
        for table in source.tables:
            if table.name in found:
                raise ValueError(f"{source.name}: another source has a table {table.name} already")
            found[table.name] = table
    return found


def source_of(path: Path) -> Source | None:
    """The source that recognises this file, if any; the first by name where several do."""
    return next((s for s in record_sources().values() if s.recognises(path)), None)
