"""The sum behind a score, step by step, so that a chart can draw it: it ends exactly at the explanation's total.

All amounts are computed in thousandths of a point, as the build did, and given in points.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

from knipperlicht.core.clock import Language
from knipperlicht.indicators.registry import indicators
from knipperlicht.readmodel.explain import MILLI, PROTECTION
from knipperlicht.readmodel.reader import Reader
from knipperlicht.scoring.card import ScoreCard


def waterfall(reader: Reader, enterprise: int, *, language: Language = "nl") -> dict[str, Any] | None:
    """Families with their hits, protection, total, scale, gates and score; None for who has no score."""
    score = reader.of("score").first(enterprise)
    if score is None:
        return None
    rows = [row for row in reader.of("hit_points").rows(enterprise) if row["counts"]]
    capped = sorted(reader.of("family_points").rows(enterprise), key=lambda row: -row["points"])
    families = [_family(reader.card, row, rows, language) for row in capped]
    protection = [row for row in rows if row["family"] == PROTECTION]
    scaled = scale(score["total"], reader.card)
    return {
        "families": families,
        "protection": [_named(row, language) | {"points": row["points"] / MILLI} for row in protection],
        "protection_points": sum(row["points"] for row in protection) / MILLI,
        "total_points": score["total"] / MILLI,
        "anchors": [list(anchor) for anchor in reader.card.anchors],
        "scaled": scaled,
        "gates": _gates(reader.card, score["gates"].split(), scaled, language),
        "score": score["score"],
        "steps": _steps(families, protection, language),
    }


def _family(
    card: ScoreCard, capped: dict[str, Any], rows: list[dict[str, Any]], language: Language
) -> dict[str, Any]:
    """Hits in the order of the rule (most first): `raw` after decay, `share` in per cent, `added`, `points` kept."""
    own = sorted(
        (r for r in rows if r["family"] == capped["family"]), key=lambda r: (-r["raw"], r["indicator"])
    )
    hits = []
    for row in own:
        entry = card.indicators[row["indicator"]]
        added = row["raw"] // 100 * row["share"]
        hits.append(
            _named(row, language)
            | {
                "class": entry.weight, "class_points": card.points(row["indicator"]),
                "severity": round(row["severity"], 3), "raw": row["raw"] / MILLI, "share": row["share"],
                "added": added / MILLI, "points": row["points"] / MILLI,
            }
        )  # fmt: skip
    added = sum(row["raw"] // 100 * row["share"] for row in own)
    return {
        "family": capped["family"], "name": card.families[capped["family"]].name[language], "hits": hits,
        "added": added / MILLI, "cut_by_cap": (capped["points"] - added) / MILLI, "points": capped["points"] / MILLI,
        "cap": capped["cap"] / MILLI,
    }  # fmt: skip


def _named(row: dict[str, Any], language: Language) -> dict[str, Any]:
    return {"indicator": row["indicator"], "name": indicators()[row["indicator"]].texts[language].name}


def scale(total: int, card: ScoreCard) -> float:
    """The card's straight lines at `total` thousandths, to one decimal, halves up; as `scoring.combine.scale`."""
    value = card.anchors[-1][1]
    for (x0, y0), (x1, y1) in pairwise(card.anchors):
        if total < int(x1 * MILLI):
            value = (total - int(x0 * MILLI)) * (y1 - y0) / ((x1 - x0) * MILLI) + y0
            break
    return math.floor(value * 10 + 0.5) / 10


def _gates(card: ScoreCard, codes: list[str], scaled: float, language: Language) -> list[dict[str, Any]]:
    """The gates that changed the number: ceilings before floors, `after` is the score once it was applied."""
    named = sorted((gate for gate in card.gates if gate.code in codes), key=lambda gate: gate.max is None)
    found, value = [], scaled
    for gate in named:
        value = min(value, gate.max) if gate.max is not None else max(value, gate.min or 0.0)
        found.append(
            {
                "gate": gate.code,
                "max": gate.max,
                "min": gate.min,
                "after": value,
                "sentence": gate.text[language],
            }
        )
    return found


def _steps(
    families: list[dict[str, Any]], protection: list[dict[str, Any]], language: Language
) -> list[dict[str, Any]]:
    """The bars of a chart: kind (hit, cap, protection), indicator or family, from, to; the last `to` is the total."""
    moves: list[tuple[str, str, str, int]] = []
    for family in families:
        moves += [
            ("hit", h["indicator"], h["name"], round(h["added"] * MILLI))
            for h in family["hits"]
            if h["added"]
        ]
        if family["cut_by_cap"]:
            moves.append(("cap", family["family"], family["name"], round(family["cut_by_cap"] * MILLI)))
    moves += [
        ("protection", row["indicator"], _named(row, language)["name"], row["points"])
        for row in protection
        if row["points"]
    ]
    steps, running = [], 0
    for kind, code, name, amount in moves:
        step = {"kind": kind, "code": code, "name": name, "points": amount / MILLI}
        steps.append(step | {"from": running / MILLI, "to": (running + amount) / MILLI})
        running += amount
    return steps
