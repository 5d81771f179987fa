"""The whole road from rows to scores on registers of some thousand rows, other sources included.

The register is made of golden cases of all indicators, so that every kind of story is in it. A case keeps its own day:
its dates are moved so that the day falls on AT. All sources count as taken in. Ibis plans the road once per test run
(canonical tables, topics, every indicator, the sum); each later register repeats the statements, so that a property can
be tried on many registers.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

from knipperlicht.indicators.framework import Inputs
from knipperlicht.indicators.registry import indicators
from knipperlicht.indicators.run import run_indicators, validated_settings
from knipperlicht.scoring.combine import combine
from knipperlicht.sources.records import record_sources
from knipperlicht.warehouse.topics import build_topics
from tests.indicators.harness import Register, Script, build, fill, golden_files, load, small_backend
from tests.scoring.sums import known_card

AT, FIRST_DAY = date(2026, 6, 30), date(2020, 1, 31)
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
Row = dict[str, Any]


def rows_of(content: dict[str, Any]) -> Iterator[Row]:
    """Every row of a case, as written."""
    for name, rows in content.items():
        if name == "records":
            yield from rows_of(rows)
        else:
            yield from rows


def moved(content: dict[str, Any], days: int) -> dict[str, Any]:
    """The same case, all its dates so many days later."""
    other = copy.deepcopy(content)
    for row in rows_of(other):
        row.update({k: v + timedelta(days=days) for k, v in row.items() if isinstance(v, date)})
    return other


@cache
def cases() -> list[tuple[str, dict[str, Any]]]:
    """(indicator, register content): every golden case that is not too large, and the smallest one that hits."""
    found = []
    for path in golden_files():
        data = load(path)
        sized = [(sum(row.get("times", 1) for row in rows_of(c["register"])), c) for c in data["cases"]]
        hitting = [
            n for n, c in sized if any("hit" in e for e in c["expect"].values() if isinstance(e, dict))
        ]
        most = max(MOST_ROWS, min(hitting))
        for size, case in sized:
            if size <= most:
                own = case.get("at", data["at"])
                found.append((path.stem, moved(case["register"], (AT - own).days)))
    return found


def register_of(chosen: list[int]) -> Register:
    """A register with these cases, each with streets, contacts, people and figures of its own."""
    register = Register(at=AT, first_day=FIRST_DAY)
    for number in chosen:
        before = {table: len(rows) for table, rows in register.records.items()}
        fill(register, number, copy.deepcopy(cases()[number][1]))
        for table, rows in register.records.items():
            for row in rows[before.get(table, 0) :]:
                own(row, number)
    return register


def own(row: Row, case: int) -> None:
    """Give a row of another source what ties it to rows of its own case only."""
    if row.get("fingerprint"):
        row["fingerprint"] = f"{case}-{row['fingerprint']}"
    if row.get("site_key"):
        row["site_key"] = re.sub(r"^g\d+", f"g{case}", row["site_key"])


def twin(register: Register) -> Register:
    """A copy whose rows may be changed."""
    return copy.deepcopy(register)


_script: list[Script] = []


def scores(register: Register) -> dict[int, dict[str, Any]]:
    """enterprise -> numbers, and `hits`: indicator -> (severity, points)."""
    if not _script:
        bench = build(register)
        backend = bench.backend
        inputs = Inputs(bench, AT, FIRST_DAY, frozenset(record_sources()))
        build_topics(bench, AT, inputs.sources)
        run_indicators(inputs, indicators().values(), validated_settings(indicators().values(), {}))
        combine(inputs, known_card(), last_day=AT, gaps=False)
        _script.append(bench.script)
    else:
        backend = small_backend(register)
        _script[0].repeat(backend)
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


__all__ = ["AT", "FIRST_DAY", "NUMBERS", "cases", "register_of", "scores", "twin"]
