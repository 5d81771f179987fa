"""Publications in the gazette and notices of courts that go with what happens in the register, as JSON lines.

What the register shows a month later, the gazette published before: foundation, move of the seat, change of name, object
or form, who comes on a board and leaves it; bankruptcy, dissolution by the court, reorganisation.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from .boards import Boards
from .chronicle import FOUNDED, Chronicle
from .days import day, day_start
from .forms import SITUATION_CODES
from .hashing import chance
from .registers import World

LABELS = {
    FOUNDED: "RUBRIEK OPRICHTING (NIEUWE RECHTSPERSOON, OPENING BIJKANTOOR, ENZ...)",
    "building": "MAATSCHAPPELIJKE ZETEL",
    "name": "BENAMING",
    "main": "DOEL",
    "form": "WIJZIGING RECHTSVORM",
    "board": "ONTSLAGEN - BENOEMINGEN",
}
NOTICES = {
    "050": "bankruptcy_open",
    "048": "bankruptcy_open",
    "013": "dissolution",
    "091": "reorganisation_open",
}
COURT = "Ondernemingsrechtbank Gent, afdeling Kortrijk"
YEARS = 23
"""How far back publications go before the last extract: a list of a company's publications begins about there."""
DELAY = 15
"""Days from a change of the board to its publication."""
OBJECT_TOO = 0.4
"""Share of changes of the main activity for which the statutes had to change."""
_EPOCH = date(1970, 1, 1)


def write_gazette(
    world: World, boards: Boards, chronicle: Chronicle, folder: Path, *, last: date
) -> tuple[Path, Path]:
    """Write `publications.jsonl` and `notices.jsonl` with what was published up to the day `last`."""
    made = folder / "publications.jsonl", folder / "notices.jsonl"
    for path, rows in zip(
        made, (_publications(world, boards, chronicle, last), _notices(world, chronicle)), strict=True
    ):
        path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), "utf-8")
    return made


def _publications(world: World, boards: Boards, chronicle: Chronicle, last: date) -> Iterator[dict[str, Any]]:
    """All acts of one company on one day are one publication."""
    acts: dict[tuple[int, int], dict[str, None]] = defaultdict(dict)
    first = day_start(last.year - YEARS)
    start = world.enterprises.start
    for event in chronicle.events:
        if event.what in LABELS and (event.what != "main" or _of_object(world, event.at)):
            acts[event.day, event.at][event.what] = None
    for at, terms in boards.items():
        if first <= start[at] <= day(chronicle.first):
            acts[int(start[at]) + DELAY, at][FOUNDED] = None
        changes = {
            when for t in terms if t.role == "director" for when in (t.since, t.until) if when > start[at]
        }
        for when in changes:
            if first <= when <= day(last) - DELAY:
                acts[when + DELAY, at]["board"] = None
    for nth, ((when, at), found) in enumerate(sorted(acts.items(), key=lambda item: item[0])):
        yield {
            "enterprise": f"{int(world.enterprises.number[at]):010}", "day": _day(when),
            "number": f"{nth % 10_000_000:07}", "label": " -  ".join(LABELS[act] for act in found),
        }  # fmt: skip


def _of_object(world: World, at: int) -> bool:
    scripted = bool(world.enterprises.scripted[at])
    return scripted or bool(chance(world.seed, "object too", of=np.array([at]), rate=OBJECT_TOO)[0])


def _notices(world: World, chronicle: Chronicle) -> Iterator[dict[str, Any]]:
    rows = [e for e in chronicle.events if e.what == "situation" and SITUATION_CODES[e.after] in NOTICES]
    for nth, event in enumerate(sorted(rows, key=lambda e: (e.day, e.at))):
        yield {
            "enterprise": f"{int(world.enterprises.number[event.at]):010}", "day": _day(event.day),
            "kind": NOTICES[SITUATION_CODES[event.after]], "court": COURT, "judgment_day": _day(event.day - 5),
            "reference": f"{(_EPOCH + timedelta(days=event.day)).year}{nth:04}",
        }  # fmt: skip


def _day(days: int) -> str:
    return (_EPOCH + timedelta(days=days)).isoformat()
