"""A data directory to fetch into, and what the tests of several sources share."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import knipperlicht.sources as sources
from knipperlicht.fetching.run import fetch
from knipperlicht.fetching.settings import Settings
from knipperlicht.history.records import Taken, deliveries, take_in_records
from knipperlicht.history.store import Store
from knipperlicht.sources.records import record_sources
from tests.fetching.server import Slept

TODAY = date(2026, 11, 20)
KEY = "a1b2c3d4e5f60718293a4b5c6d7e8f90"
SAMPLES = Path(next(iter(sources.__path__)))


class Place:
    """A data directory, and what was said."""

    def __init__(self, root: Path, slept: Slept) -> None:
        self.root, self._slept = root, slept
        self.said: list[str] = []

    def fetch(
        self, source: str, wanted: Any, *, contact: str = "screening@voorbeeld.example", **more: Any
    ) -> list[Path]:
        files: list[Path] = []
        settings = Settings.model_validate({"contact": contact, source: wanted})
        try:
            fetch(
                self.root, source, today=TODAY, clock=self._slept.clock(), say=self.said.append, settings=settings,
                delivered=files, **more,
            )  # fmt: skip
        finally:
            assert files == [path for path in files if path.parent == self.root / "inbox"]
        return files

    def take_in(self, files: list[Path], source: str) -> list[Taken]:
        store = Store(self.root)
        take_in_records(store, [(path, record_sources()[source]) for path in sorted(files)], today=TODAY)
        return deliveries(store)


def rows(taken: Taken) -> dict[str, int]:
    assert not any(count.rejected for count in taken.counts)
    return {count.table: count.accepted for count in taken.counts}


def entity(place: int, **more: Any) -> dict[str, Any]:
    first = f"0999{place:04}"
    number = f"{first}{97 - int(first) % 97:02}"
    sample = json.loads((SAMPLES / "vkbo/sample/vkbo_voorbeeld.geojson").read_text(), strict=False)[
        "features"
    ][0]
    return {**sample, "properties": {**sample["properties"], "Ondernemingsnr": number, **more}}
