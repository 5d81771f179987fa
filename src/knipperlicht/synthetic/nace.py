"""Activities as positions on a list of NACE pairs, and the CSV text of every (group, version, code, class).

A concept is one activity with its 2003, 2008 and 2025 code. The FIVE list has 5-digit codes,
in code order; the
ALL list adds finer 7-digit codes behind their 5-digit one. An entity's activities are a walk over a list:
position `main`, then steps of `stride`, so n activities are always n different ones.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from .hashing import Ints, draw, keys
from .text import Column, words

GROUPS = ("001", "003", "006")
VERSIONS = ("2003", "2008", "2025")
CLASSES = ("MAIN", "SECO", "ANCI")
V2003, V2008, V2025 = 1, 2, 4

# NACE-BEL 2003 is only needed in its look: the division of the 2008 code is put in its 2003 place.
_DIVISION_2003 = {"41": "45", "42": "45", "43": "45", "47": "52", "46": "51", "45": "50", "56": "55",
"68": "70",
                  "69": "74", "70": "74", "71": "74", "73": "74", "62": "72", "49": "60", "86": "85",
                  "96": "93",
                  "81": "74", "64": "65", "10": "15", "85": "80", "94": "91"}  # fmt: skip


@dataclass(frozen=True)
class Nace:
    """The concept lists. `codes[v]` are the codes of ALL in version v; `five` maps FIVE to ALL."""

    codes: tuple[tuple[str, ...], ...]
    five: NDArray[np.int64]

    def at(self, code2008: str) -> int:
        """Position of a 5-digit 2008 code on the FIVE list; KeyError if it is not there."""
        return self._places[code2008]

    @property
    def _places(self) -> dict[str, int]:
        return _five_places()


@cache
def nace() -> Nace:
    """The lists, read from nace_codes.csv (derived from the Eurostat NACE Rev. 2 - Rev. 2.1 table)."""
    pairs = _pairs()
    finer = 1 + (draw("nace finer", of=np.arange(len(pairs))) * 3.2).astype(int)
    rows: list[tuple[str, str, str]] = []
    five = []
    seen2003: set[str] = set()
    for at, (old, new) in enumerate(pairs):
        five.append(len(rows))
        before = _code2003(old, seen2003)
        rows.append((before, old, new))
        rows += [(f"{before}{k:02}", f"{old}{k:02}", f"{new}{k:02}") for k in range(1, int(finer[at]))]
    columns = list(zip(*rows, strict=True))
    return Nace(codes=(columns[0], columns[1], columns[2]), five=np.array(five))


@cache
def _pairs() -> list[tuple[str, str]]:
    text = files(__package__).joinpath("nace_codes.csv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return [(row["code2008"], row["code2025"]) for row in csv.DictReader(lines)]


@cache
def _five_places() -> dict[str, int]:
    return {old: at for at, (old, _) in enumerate(_pairs())}


def _code2003(code2008: str, seen: set[str]) -> str:
    division = _DIVISION_2003.get(code2008[:2], code2008[:2])
    for shift in range(1000):
        code = f"{division}{(int(code2008[2:]) + shift) % 1000:03}"
        if code not in seen:
            seen.add(code)
            return code
    raise AssertionError(f"no free 2003 code for {code2008}")


@cache
def line_ends() -> Column:
    """The rest of an activity line after the entity number, for every `line_end` position."""
    codes = nace().codes
    return words([
        f',"{group}","{version}","{code}","{kind}"\n'
        for group in GROUPS
        for at, version in enumerate(VERSIONS)
        for code in codes[at]
        for kind in CLASSES
    ])  # fmt: skip


def line_end(group: Ints, version: Ints, concept: Ints, kind: Ints) -> Ints:
    """Position in `line_ends()` of these groups, versions, ALL concepts and classes (each an index)."""
    found: Ints = ((group * 3 + version) * len(nace().codes[0]) + concept) * 3 + kind
    return found


def shuffled_rank(count: int, purpose: str) -> NDArray[np.int64]:
    """A fixed order of `count` things, used to make some codes of a division common and others rare."""
    return np.argsort(np.argsort(keys(purpose, of=np.arange(count)))).astype(np.int64)
