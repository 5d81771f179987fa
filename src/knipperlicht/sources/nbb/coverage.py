"""Of whom, and until when, the lists show *every* deposit: only there does an absent deposit say anything.

The name of a list tells what was asked, and when:

- `0123456789_references_2026-11-20.json`: all deposits of one enterprise, asked on that day. An empty list is an answer
  too: this enterprise never deposited.
- `references_2026-11-20.json`: all deposits of that day, of everyone (a daily extract).

A list with another name counts for what it holds, and shows nobody's absence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from knipperlicht.core.numbers import is_valid_number
from knipperlicht.errors import UnusableFile
from knipperlicht.sources.records import Table

_NAME = re.compile(
    r"(?:^|[/\\ ])(?:([0-9]{10})_)?references_([0-9]{4}-[0-9]{2}-[0-9]{2})\.json$", re.IGNORECASE
)

COVERAGE = Table(
    name="nbb_coverage",
    schema=pa.schema([("enterprise", pa.int64()), ("asked", pa.date32()), ("deposits", pa.int32())]),
    key=("enterprise",),
)
"""Enterprises whose whole list was asked, the day of the last time, and how many deposits it named."""

BATCH_DAY = Table(
    name="nbb_batch_day",
    schema=pa.schema([("day", pa.date32()), ("deposits", pa.int32())]),
    key=("day",),
)
"""Days of which the daily extract, with the deposits of everyone, was taken in."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A list that is complete for one enterprise, or, where `enterprise` is None, for one day."""

    enterprise: int | None
    day: date
    deposits: int


def named(where: str) -> tuple[int | None, date] | None:
    """Enterprise and day of which a file of this name holds all deposits; None for any other name."""
    found = _NAME.search(where)
    if found is None:
        return None
    number = int(found[1]) if found[1] else None
    try:
        day = date.fromisoformat(found[2])
    except ValueError:
        return None
    return None if number is not None and not is_valid_number(number) else (number, day)


def answer(where: str, *, owners: Sequence[int], today: date) -> Answer | None:
    """What a list with deposits of `owners`, a number each, shows to be all there is.

    Raises UnusableFile where a list is not of whom or when its name says.
    """
    said = named(where)
    if said is None:
        return None
    number, day = said
    if day > today:
        raise UnusableFile(
            f"{where}: its name says it was asked on {day}, which lies in the future. Correct the name."
        )
    if number is not None and (stray := next((owner for owner in owners if owner != number), None)):
        raise UnusableFile(
            f"{where}: its name says it lists the deposits of {number:010}, but it also lists one of {stray:010}. "
            "Correct the name, or download it again."
        )
    return Answer(number, day, len(owners))


def whole_lists(answers: Sequence[Answer]) -> dict[str, pa.Table]:
    """Rows by table; of several answers about one enterprise or day the newest stands last."""
    ordered = sorted(answers, key=lambda one: one.day)
    lists = [
        {"enterprise": one.enterprise, "asked": one.day, "deposits": one.deposits}
        for one in ordered
        if one.enterprise is not None
    ]
    days = [{"day": one.day, "deposits": one.deposits} for one in ordered if one.enterprise is None]
    return {
        COVERAGE.name: pa.Table.from_pylist(lists, schema=COVERAGE.schema),
        BATCH_DAY.name: pa.Table.from_pylist(days, schema=BATCH_DAY.schema),
    }
