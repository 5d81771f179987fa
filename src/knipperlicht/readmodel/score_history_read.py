"""Reading the score history: one enterprise's changes of score, and who changed since a day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from knipperlicht.readmodel.reader import Reader
from knipperlicht.readmodel.score_history_files import files_in, files_sql, folder_of
from knipperlicht.scoring.card import score_card
from knipperlicht.warehouse.snapshot import Snapshot

ScoreChange = Literal["score", "band", "hits", "method"]
BY_METHOD = ("scorecard", "code")
_CHANGED: dict[str, str] = {
    "score": "coalesce(score, -1) <> coalesce(score_before, 0)",
    "band": "band IS DISTINCT FROM coalesce(band_before, ?)",
    "hits": "hits <> coalesce(hits_before, '')",
}


@dataclass(frozen=True, kw_only=True)
class ScoreState:
    """What one enterprise's score became on `day`.

    `first`: the state in which the history begins, no change. `score` and `band` are None once it is no longer
    scored. `added` and `removed` are slugs of indicators. `cause`: `register` (what the register says, or the
    passing of days), `scorecard` or `code` (the method changed, the register did not), or `mixed` (both did).
    """

    day: date
    score: float | None
    band: str | None
    added: tuple[str, ...]
    removed: tuple[str, ...]
    scorecard: str
    cause: str
    snapshot: str
    first: bool


def history_of(reader: Reader, number: int, *, flags_only: bool = False) -> list[ScoreState]:
    """The states of one enterprise up to the open snapshot, oldest first; empty for who never had a hit.

    With `flags_only` scores and bands are None, and changes of nothing but the number are left out.
    """
    files = _up_to(reader.snapshot)
    sql = f"SELECT * FROM {files_sql(files)} WHERE enterprise = ? ORDER BY seq"
    base = 1 if files and _is_base(files[0]) else 0
    states = [_state(row, first=row["seq"] == base) for row in reader.rows(sql, number)]
    if not flags_only:
        return states
    return [
        ScoreState(**{**vars(state), "score": None, "band": None})
        for state in states
        if state.first or state.added or state.removed
    ]


def recorded_since(snapshot: Snapshot) -> date | None:
    """The day the score history begins; None while nothing is recorded."""
    files = _up_to(snapshot)
    return date.fromisoformat(_day(files[0])) if files else None


def changed_between(
    snapshot: Snapshot, *, since: date, until: date | None = None, kinds: Collection[ScoreChange]
) -> tuple[str, list[Any]]:
    """SQL with parameters that gives `enterprise` of who changed from `since` up to `until`, days included.

    `method` asks for any change whose cause is the card or the program alone; the other kinds leave those out.
    """
    chosen = [
        file
        for file in _up_to(snapshot)
        if not _is_base(file) and _day(file) >= str(since) and (until is None or _day(file) <= str(until))
    ]
    lowest = _lowest_band(snapshot)
    parameters: list[Any] = []
    parts = []
    for kind in sorted(set(kinds)):
        if kind == "method":
            parts.append("cause IN (?, ?)")
            parameters += BY_METHOD
            continue
        parts.append(f"(cause NOT IN (?, ?) AND {_CHANGED[kind]})")
        parameters += [*BY_METHOD, *([lowest] if kind == "band" else [])]
    where = " OR ".join(parts) or "false"
    return f"SELECT enterprise FROM {files_sql(chosen)} WHERE {where}", parameters


def _lowest_band(snapshot: Snapshot) -> str:
    return score_card(snapshot.manifest["scorecard"]).bands[0].code


def _up_to(snapshot: Snapshot) -> list[Path]:
    """Files recorded up to the snapshot: nobody who reads it sees what a later one brought."""
    files = files_in(folder_of(snapshot))
    for place, file in enumerate(files, start=1):
        if file.stem.endswith(f"_{snapshot.id}"):
            return files[:place]
    return [file for file in files if _day(file) <= str(snapshot.as_of)]


def _day(file: Path) -> str:
    return file.name.split("_")[1]


def _is_base(file: Path) -> bool:
    return file.name.split("_")[2] == "base"


def _state(row: dict[str, Any], *, first: bool) -> ScoreState:
    now, before = set(row["hits"].split()), set((row["hits_before"] or "").split())
    return ScoreState(
        day=row["day"],
        score=row["score"],
        band=row["band"],
        added=tuple(sorted(now - before)),
        removed=tuple(sorted(before - now)),
        scorecard=row["scorecard"],
        cause=row["cause"],
        snapshot=row["snapshot"],
        first=first,
    )
