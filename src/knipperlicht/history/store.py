"""The data directory: where things are, who may write, and the manifest that makes a layer count.

A layer folder that the manifest does not name does not exist for anyone: it is left over from a process
that was killed, and the next writer clears it away.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import IO, Any, Literal

from knipperlicht.engine import plain_failures
from knipperlicht.errors import Busy, KnipperlichtError

FORMAT = 1
TOUCHED = "touched.parquet"
"""File of a delta layer: of_table, entity, seq, day of every block the register replaced."""

Role = Literal["base", "delta", "covered"]


@dataclass(frozen=True, kw_only=True)
class FileCount:
    """Accounts of one CSV file: read = accepted + rejected."""

    file: str
    table: str
    read: int
    accepted: int
    rejected: int
    unknown_codes: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Extract:
    """One extract that history holds.

    `role`: base (the first full), delta, or covered by a full of its number. `touched` and `rows` count, per
    table, the entities whose block a delta replaced and the rows they have since. `codes` names the code list
    it brought; the layer holds that list only where it is not the one of the extract before.
    """

    number: int
    kind: Literal["full", "update"]
    snapshot_date: date
    sha256: str
    file: str
    role: Role
    layer: str
    counts: list[FileCount]
    codes: str = ""
    touched: dict[str, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def seq(self) -> int:
        """Order of application (see `archive.Meta.seq`)."""
        return self.number * 2 + (self.kind == "full")

    @property
    def label(self) -> str:
        """Name used in messages."""
        return f"{self.number:04d} {self.kind}"


class Store:
    """Paths below one data directory. Creating it makes no folder; writing does."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.raw = root / "raw"
        self.history = root / "history"
        self.snapshots = root / "snapshots"
        self.work = root / "work"
        self.pointer = root / "current"

    def extracts(self) -> list[Extract]:
        """Extracts that count, in order of application."""
        path = self.history / "manifest.json"
        if not path.exists():
            return []
        try:
            data = json.loads(path.read_text("utf-8"))
        except ValueError as error:
            raise KnipperlichtError(
                f"{path}: damaged ({error}). Make history anew from the raw files with `knipperlicht replay`."
            ) from error
        if data.get("format") != FORMAT:
            raise KnipperlichtError(
                f"{path}: history format {data.get('format')} is not the {FORMAT} this version reads. "
                "Make history anew from the raw files with `knipperlicht replay`."
            )
        return [_extract(row) for row in data["extracts"]]

    def write_extracts(self, extracts: list[Extract]) -> None:
        """Make these extracts the history, in one atomic step, then clear what no longer counts."""
        rows = [
            {**vars(e), "counts": [vars(c) for c in e.counts]} for e in sorted(extracts, key=lambda e: e.seq)
        ]
        write_json(self.history / "manifest.json", {"format": FORMAT, "extracts": rows}, indent=None)
        self.sweep()

    def sweep(self) -> None:
        """Remove layers the manifest does not name. Only the holder of the lock calls this."""
        named = {extract.layer for extract in self.extracts()}
        for folder in self.history.glob("layers/*"):
            if folder.name not in named:
                shutil.rmtree(folder, ignore_errors=True)

    def layer(self, extract: Extract) -> Path:
        """Folder with the Parquet files of one extract."""
        return self.history / "layers" / extract.layer

    @contextmanager
    def lock(self, purpose: str) -> Iterator[None]:
        """One writer at a time over the whole data directory; a second one is told so at once."""
        with plain_failures(self.root), self._lock_file() as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                handle.seek(0)
                raise Busy(
                    f"{self.root}: another process is at work here ({handle.read().strip() or 'unknown'}). "
                    "Wait until it is done; what is served now stays served."
                ) from error
            handle.truncate(0)
            handle.write(f"{purpose}, process {os.getpid()}")
            handle.flush()
            shutil.rmtree(self.work, ignore_errors=True)
            try:
                yield
            finally:
                shutil.rmtree(self.work, ignore_errors=True)

    def _lock_file(self) -> IO[str]:
        self.root.mkdir(parents=True, exist_ok=True)
        return (self.root / "lock").open("a+")


def write_json(path: Path, data: dict[str, Any], *, indent: int | None = 1) -> None:
    """Write durably and atomically: a reader sees the old file or the new one, never half.

    Without `indent` it is some six times faster: for the manifest of a year of extracts.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".writing")
    with temporary.open("w", encoding="utf-8") as handle:
        handle.write(json.dumps(data, indent=indent, default=str, ensure_ascii=False))
        handle.flush()
        os.fsync(handle.fileno())
    temporary.replace(path)


def _extract(row: dict[str, Any]) -> Extract:
    counts = [FileCount(**count) for count in row.pop("counts")]
    return Extract(**{**row, "snapshot_date": date.fromisoformat(row["snapshot_date"]), "counts": counts})
