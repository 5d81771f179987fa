"""The reuse file of the register: all enterprises with their functions, situations with history, financial year.

Two files as the publisher gives them: `Dyyyymmdd.xml` and `Dyyyymmdd.codes.xml`, of the day of the last extract.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from .boards import Boards
from .chronicle import GONE, Chronicle
from .days import day
from .forms import FORM_AT, SITUATION_CODES
from .names import PERSON, name_column
from .registers import World
from .reuse_xml import codes, entity, extract
from .script import Company, Term

FUNCTIONS = {
    "director": ("00001", "Bestuurder", "Administrateur"),
    "auditor": ("00002", "Commissaris", "Commissaire"),
    "representative": ("00003", "Vaste vertegenwoordiger", "Représentant permanent"),
    "liquidator": ("00004", "Vereffenaar", "Liquidateur"),
    "trustee": ("00005", "Curator", "Curateur"),
}
"""Role -> code (the true codes are not public), and how the register prints it."""
CAPITAL = 61_500_00
_EPOCH = date(1970, 1, 1)
_YEAR = {"end_day": 31, "end_month": 12, "assembly_month": 5}


def write_mandates(
    world: World, boards: Boards, chronicle: Chronicle, folder: Path, *, last: date
) -> tuple[Path, Path]:
    """Write the extract and its codes for what is known on the day `last`."""
    data, explained = folder / f"D{last:%Y%m%d}.xml", folder / f"D{last:%Y%m%d}.codes.xml"
    with data.open("w", encoding="utf-8") as handle:
        handle.writelines(extract(_entities(world, boards, chronicle, last), day=last))
    functions = [{"code": code, "kind": "1", "nl": nl, "fr": fr} for code, nl, fr in FUNCTIONS.values()]
    explained.write_text(codes({"FunctionCodes": functions}), "utf-8")
    return data, explained


def person_names(keys: list[int]) -> dict[int, str]:
    """Name key -> invented "Surname, First name"."""
    key = np.array(sorted(set(keys)), dtype=np.int64)
    names = name_column(key, np.full(len(key), PERSON), np.zeros(len(key), dtype=bool))
    return dict(zip(key.tolist(), names.to_pylist(), strict=True))


def _entities(world: World, boards: Boards, chronicle: Chronicle, last: date) -> Iterator[str]:
    rows, public = world.enterprises, FORM_AT["014"]
    names = person_names([t.holder for terms in boards.values() for t in terms if isinstance(t.holder, int)])
    moves, left = defaultdict(list), {}
    for event in chronicle.events:
        if event.what == "situation":
            moves[event.at].append((event.day, SITUATION_CODES[event.after]))
        if event.what == GONE:
            left[event.at] = event.day
    for at in np.flatnonzero((~rows.gone | (rows.kind == 2)) & (rows.start <= day(last))).tolist():
        number, start, end = int(rows.number[at]), int(rows.start[at]), left.get(at)
        if rows.kind[at] == 1:
            yield entity(number, start=_day(start), kind="1")
            continue
        yield entity(
            number, start=_day(start), status="ST" if end else "AC", end=_day(end) if end else None,
            capital=CAPITAL if rows.form[at] == public else None,
            situations=list(_situations(start, moves[at])), years=[{"start_date": _day(start), **_YEAR}],
            functions=[_function(world, term, names) for term in boards.get(at, ())],
        )  # fmt: skip


def _situations(start: int, moves: list[tuple[int, str]]) -> Iterator[dict[str, Any]]:
    since, code = start, "000"
    for when, after in moves:
        yield {"code": code, "start_date": _day(since), "end_date": _day(when)}
        since, code = when, after
    yield {"code": code, "start_date": _day(since)}


def _function(world: World, term: Term, names: dict[int, str]) -> dict[str, Any]:
    def number(company: Company) -> int:
        return int(world.enterprises.number[company.position])

    row: dict[str, Any] = {"function": FUNCTIONS[term.role][0], "start_date": _day(term.since)}
    row["end_date"] = _day(term.until) if term.until else None
    if isinstance(term.holder, Company):
        row["holder"] = number(term.holder)
    else:
        row["holder_name"] = names[term.holder]
        row["represents"] = number(term.acts_for) if term.acts_for else None
    return row


def _day(days: int) -> date:
    return _EPOCH + timedelta(days=days)
