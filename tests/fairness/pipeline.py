"""The whole road from register rows to scores on registers of a few hundred rows.

The register is made of golden cases of the indicators on KBO Open Data, so that every kind of story is in it; no
other source is taken in (what may stand in those is for `test_schema.py`). Ibis plans the road
once per test run (canonical tables, changes, every indicator, the sum); each later register repeats the
statements, so that a property can be tried on many registers.
"""

from __future__ import annotations

import copy
from datetime import date
from functools import cache
from typing import Any

from knipperlicht.indicators.framework import Inputs
from knipperlicht.indicators.registry import indicators
from knipperlicht.indicators.run import run_indicators, validated_settings
from knipperlicht.scoring.combine import combine
from tests.indicators.harness import (
    Register,
    Script,
    build,
    fill,
    golden_files,
    load,
    small_backend,
)
from tests.scoring.sums import known_card

AT, FIRST_DAY = date(2026, 6, 30), date(2024, 6, 30)
NUMBERS = (
    "score",
    "total",
    "misbruiksignalen",
    "financiele_kwetsbaarheid",
    "inactiviteit",
    "gates",
    "confidence",
)
MOST_ROWS = 60


@cache
def cases() -> list[tuple[str, dict[str, Any]]]:
    """(indicator, register content) of every golden case that is not too large."""
    found = []
    for path in golden_files():
        for case in load(path)["cases"]:
            if "records" in case["register"]:
                continue
            rows = sum(row.get("times", 1) for rows in case["register"].values() for row in rows)
            if rows <= MOST_ROWS:
                found.append((path.stem, case["register"]))
    return found


def register_of(chosen: list[int]) -> Register:
    """A register with these cases, each with streets and contacts of its own."""
    register = Register(at=AT, first_day=FIRST_DAY)
    for number in chosen:
        fill(register, number, copy.deepcopy(cases()[number][1]))
    return register


def twin(register: Register) -> Register:
    """A copy whose rows may be changed."""
    return copy.deepcopy(register)


_scripts: dict[tuple[str, ...], Script] = {}


def scores(register: Register, *, without: tuple[str, ...] = ()) -> dict[int, dict[str, Any]]:
    """enterprise -> numbers, and `hits`: indicator -> (severity, points). `without`: indicators left out."""
    if without not in _scripts:
        bench = build(register)
        backend = bench.backend
        chosen = [indicator for slug, indicator in indicators().items() if slug not in without]
        inputs = Inputs(bench, AT, FIRST_DAY)
        run_indicators(inputs, chosen, validated_settings(chosen, {}))
        combine(inputs, known_card(), last_day=AT, gaps=False)
        _scripts[without] = bench.script
    else:
        backend = small_backend(register)
        _scripts[without].repeat(backend)
    connection = backend.con  # type: ignore[attr-defined]
    columns = ", ".join(("enterprise", *NUMBERS))
    found: dict[int, dict[str, Any]] = {
        row[0]: dict(zip(NUMBERS, row[1:], strict=True)) | {"hits": {}}
        for row in connection.execute(f"SELECT {columns} FROM score").fetchall()
    }
    for enterprise, slug, severity, points in connection.execute(
        "SELECT enterprise, indicator, severity, points FROM hit_points"
    ).fetchall():
        found[enterprise]["hits"][slug] = (severity, points)
    backend.disconnect()
    return found


__all__ = ["AT", "FIRST_DAY", "cases", "register_of", "scores", "twin"]
