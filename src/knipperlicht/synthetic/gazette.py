"""Publications in the gazette and notices of courts that go with what happens in the register, as JSON lines.

What the register shows a month later, the gazette published before: foundation, move of the seat, change of name or of
form, bankruptcy, dissolution by the court, reorganisation.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from .forms import SITUATION_CODES
from .hashing import Ints, pick
from .registers import World

LABELS = {
    "foundation": "RUBRIEK OPRICHTING (NIEUWE RECHTSPERSOON, OPENING BIJKANTOOR, ENZ...)",
    "building": "MAATSCHAPPELIJKE ZETEL",
    "name": "BENAMING",
    "form": "WIJZIGING RECHTSVORM",
}
NOTICES = {
    "050": "bankruptcy_open",
    "048": "bankruptcy_open",
    "013": "dissolution",
    "091": "reorganisation_open",
}
COURT = "Ondernemingsrechtbank Gent, afdeling Kortrijk"
WATCHED = ("building", "name", "form", "situation")


@dataclass
class Gazette:
    """Collects what is published while the register goes from month to month."""

    world: World
    seed: int
    publications: list[dict[str, Any]] = field(default_factory=list)
    notices: list[dict[str, Any]] = field(default_factory=list)
    _before: dict[str, Ints] = field(default_factory=dict)

    def look(self) -> None:
        """Remember how things stand."""
        self._before = {name: getattr(self.world.enterprises, name).copy() for name in WATCHED}

    def publish(self, snapshot: date) -> None:
        """What changed since `look`, and who was founded, up to the extract of `snapshot`."""
        rows = self.world.enterprises
        known = len(self._before["name"])
        for name, label in LABELS.items():
            if name == "foundation":
                changed = np.arange(known, len(rows))
            else:
                changed = np.flatnonzero(getattr(rows, name)[:known] != self._before[name])
            for at in changed[(rows.kind[changed] == 2)].tolist():
                self._publication(at, snapshot, label)
        moved = np.flatnonzero(rows.situation[:known] != self._before["situation"])
        for at in moved[(rows.kind[moved] == 2)].tolist():
            self._notice(at, snapshot, SITUATION_CODES[int(rows.situation[at])])

    def write(self, folder: Path) -> tuple[Path, Path]:
        """`publications.jsonl` and `notices.jsonl`."""
        made = folder / "publications.jsonl", folder / "notices.jsonl"
        for path, rows in zip(made, (self.publications, self.notices), strict=True):
            lines = (
                json.dumps(row, ensure_ascii=False)
                for row in sorted(rows, key=lambda r: (r["day"], r["enterprise"]))
            )
            path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
        return made

    def _day(self, at: int, snapshot: date) -> date:
        back = int(pick(self.seed, "published", snapshot, of=np.array([at]), among=20)[0])
        return snapshot - timedelta(days=3 + back)

    def _publication(self, at: int, snapshot: date, label: str) -> None:
        when = self._day(at, snapshot)
        self.publications.append(
            {
                "enterprise": f"{int(self.world.enterprises.number[at]):010}", "day": when.isoformat(),
                "number": f"{len(self.publications) % 10_000_000:07}", "label": label,
            }
        )  # fmt: skip

    def _notice(self, at: int, snapshot: date, situation: str) -> None:
        if (kind := NOTICES.get(situation)) is None:
            return
        when = self._day(at, snapshot)
        self.notices.append(
            {
                "enterprise": f"{int(self.world.enterprises.number[at]):010}", "day": when.isoformat(), "kind": kind,
                "court": COURT, "judgment_day": (when - timedelta(days=5)).isoformat(),
                "reference": f"{when.year}{len(self.notices):04}",
            }
        )  # fmt: skip
