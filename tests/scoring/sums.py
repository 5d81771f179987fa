"""Scoring hits without a register: rows of `hit`, `gap`, `unanswered` and `subject` in, tables of `combine` out.

Ibis plans the sum once per card and day; every later example repeats the statements on new rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import ibis
import pyarrow as pa

from knipperlicht.indicators.framework import Inputs
from knipperlicht.indicators.registry import indicators
from knipperlicht.scoring.card import ScoreCard, score_card
from knipperlicht.scoring.combine import combine
from knipperlicht.sources.records import record_sources
from tests.indicators.harness import RecordingWorkbench, Script

AT = date(2026, 6, 30)
SHAPES = {
    "subject": pa.schema([("enterprise", pa.int64()), ("name", pa.string()), ("nis", pa.string())]),
    "hit": pa.schema(
        [
            ("enterprise", pa.int64()),
            ("severity", pa.float64()),
            ("since", pa.date32()),
            ("facts", pa.string()),
            ("indicator", pa.string()),
        ]
    ),
    "gap": pa.schema([("enterprise", pa.int64()), ("reason", pa.string()), ("gap", pa.int32())]),
    "gap_of": pa.schema([("gap", pa.int32()), ("indicator", pa.string())]),
    "unanswered": pa.schema([("indicator", pa.string()), ("reason", pa.string())]),
}


@dataclass(frozen=True)
class Hit:
    """One hit of one subject; `since` is the day of the fact."""

    indicator: str
    severity: float = 1.0
    since: date | None = None


@dataclass
class Subject:
    """The hits of one legal person, and the questions that could not be answered for it."""

    hits: list[Hit] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def known_card() -> ScoreCard:
    """Score card v1, as far as its indicators exist."""
    card = score_card()
    return changed(
        card,
        indicators={slug: entry for slug, entry in card.indicators.items() if slug in indicators()},
        protective={slug: points for slug, points in card.protective.items() if slug in indicators()},
    )


def changed(card: ScoreCard, **values: Any) -> ScoreCard:
    """A card with other values, validated like one that is read from a file."""
    return ScoreCard.model_validate(card.model_dump(by_alias=True) | _plain(values))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.model_dump(by_alias=True) if hasattr(value, "model_dump") else value


class Sums:
    """`combine` for one card; `last_day`, `gaps` and `sources` (all unless told) as the build gives them."""

    def __init__(
        self,
        card: ScoreCard,
        *,
        at: date = AT,
        last_day: date | None = None,
        gaps: bool = False,
        sources: frozenset[str] | None = None,
    ) -> None:
        self.card = card
        self._at, self._last_day, self._gaps = at, last_day or at, gaps
        self._sources = frozenset(record_sources()) if sources is None else sources
        self._script: Script | None = None
        self._connection = ibis.duckdb.connect()
        self._connection.con.execute("SET threads = 1")

    def of(self, subjects: list[Subject], *, unanswered: tuple[str, ...] = ()) -> list[dict[str, Any]]:
        """One row of `score` per subject, in order, with its hits (`hits`: slug -> points) and `families`."""
        con = self._connection.con
        gaps = sorted({slug for subject in subjects for slug in subject.unknown})
        rows: dict[str, list[dict[str, Any]]] = {
            "subject": [{"enterprise": n, "name": "x", "nis": "1"} for n, _ in enumerate(subjects)],
            "hit": [
                {
                    "enterprise": n,
                    "severity": h.severity,
                    "since": h.since,
                    "facts": "{}",
                    "indicator": h.indicator,
                }
                for n, subject in enumerate(subjects)
                for h in subject.hits
            ],
            "gap": [
                {"enterprise": n, "reason": "no_building", "gap": gaps.index(slug)}
                for n, subject in enumerate(subjects)
                for slug in subject.unknown
            ],
            "gap_of": [{"gap": gap, "indicator": slug} for gap, slug in enumerate(gaps)],
            "unanswered": [{"indicator": slug, "reason": "no_building"} for slug in unanswered],
        }
        for name, shape in SHAPES.items():
            con.register("incoming", pa.Table.from_pylist(rows[name], schema=shape))
            con.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM incoming")
            con.unregister("incoming")
        if self._script is None:
            bench = RecordingWorkbench(self._connection)
            inputs = Inputs(bench, self._at, self._at, self._sources)
            combine(inputs, self.card, last_day=self._last_day, gaps=self._gaps)
            self._script = bench.script
        else:
            self._script.repeat(self._connection)
        found = self._rows("SELECT * FROM score ORDER BY enterprise")
        for row in found:
            row["hits"], row["families"] = {}, {}
        for hit in self._rows("SELECT enterprise, indicator, points FROM hit_points"):
            found[hit["enterprise"]]["hits"][hit["indicator"]] = hit["points"]
        for family in self._rows("SELECT enterprise, family, points FROM family_points"):
            found[family["enterprise"]]["families"][family["family"]] = family["points"]
        return found

    def _rows(self, sql: str) -> list[dict[str, Any]]:
        result = self._connection.con.execute(sql)
        names = [column[0] for column in result.description]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
