"""What happened to which enterprise on which day: what other sources than the register have to agree with.

The register shows a change in the extract of the month; the chronicle gives it a day within that month.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from .days import day
from .forms import SITUATION_AT
from .hashing import Ints, pick
from .registers import World

WATCHED = ("building", "name", "form", "situation", "main")
FOUNDED, GONE = "founded", "gone"
_NORMAL = SITUATION_AT["000"]
_LONGEST_AGO = 1_500


@dataclass(frozen=True)
class Event:
    """`what` is a field of `Enterprises`, or FOUNDED or GONE; `after` its new value (0 for the last two)."""

    at: int
    day: int
    what: str
    after: int


@dataclass
class Chronicle:
    """Collects the events of legal persons while the register goes from month to month, in order of months.

    It begins with the situations of the first extract, each some time within the four years before `first`.
    """

    world: World
    first: date
    events: list[Event] = field(default_factory=list)
    _before: dict[str, Ints] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rows = self.world.enterprises
        at = np.flatnonzero((rows.kind == 2) & (rows.situation != _NORMAL))
        ago = 20 + pick(self.world.seed, "situation since", of=at, among=_LONGEST_AGO)
        since = np.maximum(day(self.first) - ago, rows.start[at].astype(np.int64) + 1)
        since = np.minimum(since, day(self.first) - 1)
        for place, when in zip(at.tolist(), since.tolist(), strict=True):
            self.events.append(Event(place, when, "situation", int(rows.situation[place])))

    def look(self) -> None:
        """Remember how things stand."""
        rows = self.world.enterprises
        self._before = {name: getattr(rows, name).copy() for name in (*WATCHED, GONE)}

    def note(self, snapshot: date) -> None:
        """What changed since `look`, up to the extract of `snapshot`: 3 to 22 days before it, one day an enterprise."""
        rows, known = self.world.enterprises, len(self._before[GONE])
        back = 3 + pick(self.world.seed, "happened", snapshot, of=np.arange(len(rows)), among=20)
        days = day(snapshot) - back
        new = np.arange(known, len(rows))
        # A start date may lie after the extract; its publication cannot.
        self._add(new, np.clip(rows.start[new], day(snapshot) - 25, day(snapshot) - 1), FOUNDED, new * 0)
        for name in (*WATCHED, GONE):
            now = getattr(rows, name)
            changed = np.flatnonzero(now[:known] != self._before[name])
            self._add(changed, days[changed], name, now[changed] if name != GONE else changed * 0)

    def _add(self, at: Ints, days: Ints, what: str, after: Ints) -> None:
        legal = self.world.enterprises.kind[at] == 2
        for place, when, value in zip(
            at[legal].tolist(), days[legal].tolist(), after[legal].tolist(), strict=True
        ):
            self.events.append(Event(place, int(when), what, int(value)))
