"""Which deliveries history holds of the sources that come as records or lists, and where each of them stands.

`raw/records.json` names them and goes with the raw files in every backup.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knipperlicht.errors import KnipperlichtError
from knipperlicht.history.store import FileCount, Store, write_json

FOLDER = "records"
FORMAT = 1


@dataclass(frozen=True, kw_only=True)
class Taken:
    """One delivery that history holds. `seq`: order of taking in; of deliveries of one day the later one counts.

    `whole`: it brought all owners of the source's tables that have one.
    """

    source: str
    sha256: str
    file: str
    day: date
    seq: int
    layer: str
    counts: list[FileCount]
    notes: list[str]
    whole: bool = False


def deliveries(store: Store) -> list[Taken]:
    """Deliveries that count, in the order in which they apply."""
    path = _manifest(store)
    if not path.exists():
        return []
    try:
        data = json.loads(path.read_text("utf-8"))
        if data.get("format") != FORMAT:
            raise ValueError(f"format {data.get('format')} is not {FORMAT}")
        rows = read_back(data["deliveries"])
    except (ValueError, KeyError, TypeError) as error:
        raise KnipperlichtError(
            f"{path}: damaged ({error}). Put back the data directory from its backup, or take the files of "
            f"{store.raw} in again."
        ) from error
    return sorted(rows, key=lambda t: (t.source, t.day, t.seq))


def written(taken: Sequence[Taken]) -> list[dict[str, Any]]:
    """Deliveries as they stand in a manifest; `read_back` makes them again."""
    return [{**vars(t), "day": str(t.day), "counts": [vars(c) for c in t.counts]} for t in taken]


def read_back(rows: Sequence[dict[str, Any]]) -> list[Taken]:
    """From a manifest."""
    return [
        Taken(**{**row, "day": date.fromisoformat(row["day"]), "counts": [FileCount(**c) for c in row["counts"]]})
        for row in rows
    ]  # fmt: skip


def layer_of(store: Store, taken: Taken) -> Path:
    """Folder with the Parquet files of one delivery, or of several that were merged."""
    return store.history / FOLDER / taken.source / taken.layer


def raw_of(store: Store, taken: Taken) -> Path:
    """The file as it came, under its own name: some formats say in it what they are of."""
    return store.raw / taken.source / taken.sha256 / taken.file


def _manifest(store: Store) -> Path:
    return store.raw / "records.json"


def keep_deliveries(store: Store, taken: Sequence[Taken]) -> None:
    """Replace the manifest."""
    rows = written(sorted(taken, key=lambda t: t.seq))
    write_json(_manifest(store), {"format": FORMAT, "deliveries": rows}, indent=None)
