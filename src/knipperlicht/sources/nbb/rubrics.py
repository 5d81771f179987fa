"""Which rubrics of the standard models fill which column: the table `rubrics.csv`, read once.

A rubric is written as in the models of the National Bank. `a ; b` takes b where a is not disclosed; `a + b - c` adds
and subtracts what is disclosed, and needs its first term, or, where all terms are added, any of them.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Kind = Literal["amount", "number", "hours"]
KINDS: dict[str, Kind] = {"amount": "amount", "number": "number", "hours": "hours"}


@dataclass(frozen=True, kw_only=True)
class Column:
    """A canonical column: the ways to fill it, best first, each a list of (rubric, sign)."""

    name: str
    kind: Kind
    ways: tuple[tuple[tuple[str, int], ...], ...]


@cache
def columns() -> tuple[Column, ...]:
    """The columns with figures, in the order of the table."""
    with (Path(__file__).parent / "rubrics.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Column(
                name=row["column"],
                kind=KINDS[row["kind"]],
                ways=tuple(_terms(way) for way in row["rubric"].split(";")),
            )
            for row in csv.DictReader(file)
        )


def _terms(way: str) -> tuple[tuple[str, int], ...]:
    words = ["+", *way.split()]
    return tuple(
        (rubric, -1 if sign == "-" else 1) for sign, rubric in zip(words[::2], words[1::2], strict=True)
    )


@cache
def kinds() -> dict[str, Kind]:
    """Every rubric that some column needs, with what its value is."""
    return {rubric: column.kind for column in columns() for way in column.ways for rubric, _ in way}


@cache
def _plan(prefix: str) -> tuple[list[tuple[str, str]], list[tuple[str, Column]]]:
    """Name in the table and rubric of the columns that one rubric fills; the others by name."""
    plain = [(prefix + c.name, c.ways[0][0][0]) for c in columns() if len(c.ways) == 1]
    return plain, [(prefix + c.name, c) for c in columns() if len(c.ways) > 1]


def fill(found: Mapping[str, int | float], *, prefix: str, row: dict[str, object]) -> None:
    """Put every column's value into `row` under `prefix` + its name; None where it is not disclosed.

    `found`: value by rubric, amounts in cents.
    """
    plain, composed = _plan(prefix)
    get = found.get
    for name, rubric in plain:
        row[name] = get(rubric)
    for name, column in composed:
        row[name] = None
        for way in column.ways:
            value = get(way[0][0]) if len(way) == 1 else _value(found, way)
            if value is not None:
                row[name] = value
                break


def _value(found: Mapping[str, int | float], way: tuple[tuple[str, int], ...]) -> int | float | None:
    given = [found[rubric] * sign for rubric, sign in way if rubric in found]
    if not given or (way[0][0] not in found and any(sign < 0 for _, sign in way)):
        return None
    return sum(given)
