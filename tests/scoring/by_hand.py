"""The formula of the domain catalogue §6.2 once more, in plain Python with exact fractions.

Written from the catalogue and the comments of `scorecards/v1.yml`, not from `combine`.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from knipperlicht.indicators.registry import indicators
from tests.scoring.sums import Hit

HALF = Fraction(1, 2)


class TooClose(Exception):
    """The points before rounding lie so near the middle of two tenths that the last bit of `exp` decides."""


@dataclass(frozen=True)
class Sum:
    """What the card gives for one set of hits; points in thousandths."""

    score: float
    band: str
    total: int
    hits: dict[str, int]
    families: dict[str, int]
    subscores: dict[str, float]
    gates: set[str]


def by_hand(card: dict[str, Any], hits: list[Hit], at: date) -> Sum:
    """`card` is the YAML as a dictionary."""
    raw = {h.indicator: tenths(card, h, at) for h in hits if h.indicator in card["indicators"]}
    raw = {slug: value for slug, value in raw.items() if value > 0}
    points, families = in_families(card, raw)
    found = sum(families.values())
    lowered = relief(card, [h.indicator for h in hits if h.indicator in card["protective"]], found)
    total = found + sum(lowered.values())
    subscores = {
        name: scale(
            card,
            sum(
                in_families(card, {s: v for s, v in raw.items() if entry(card, s)["subscore"] == name})[
                    1
                ].values()
            ),
        )
        for name in card["subscores"]
    }
    score, gates = gated(card, raw, scale(card, total))
    band = [b["code"] for b in card["bands"] if score >= b["from"]][-1]
    every = {h.indicator: 0 for h in hits} | points | lowered
    return Sum(score, band, total, every, families, subscores, gates)


def entry(card: dict[str, Any], slug: str) -> dict[str, Any]:
    """How the card counts an indicator."""
    found: dict[str, Any] = card["indicators"][slug]
    return found


def tenths(card: dict[str, Any], hit: Hit, at: date) -> int:
    """Points of one hit before the family rule, in thousandths, rounded to a tenth of a point."""
    how = entry(card, hit.indicator)
    decay = 1.0
    if how.get("half_life") and hit.since is not None:
        months = max(0, (at - hit.since).days) / 30.4375
        decay = 2 ** (-months / how["half_life"])
    exact = card["classes"][how["class"]] * hit.severity * how.get("reliability", 1.0) * decay * 10
    if abs(exact + 0.5 - round(exact + 0.5)) < 1e-9 and exact != int(exact):
        raise TooClose
    return math.floor(exact + 0.5) * 100


def in_families(card: dict[str, Any], raw: dict[str, int]) -> tuple[dict[str, int], dict[str, int]]:
    """Points of each hit and of each family: the strongest of a group, falling shares, the cap."""
    points: dict[str, int] = {}
    families: dict[str, int] = {}
    for family in {indicators()[slug].family for slug in raw}:
        mine = sorted((s for s in raw if indicators()[s].family == family), key=lambda s: (-raw[s], s))
        seen: set[str] = set()
        counting = []
        for slug in mine:
            group = entry(card, slug).get("group") or slug
            if group not in seen:
                seen.add(group)
                counting.append(slug)
        room = card["families"][family]["cap"] * 1000
        for place, slug in enumerate(counting):
            share = Fraction(str(card["diminishing"][min(place, len(card["diminishing"]) - 1)]))
            amount = raw[slug] * share
            assert amount.denominator == 1
            points[slug] = min(int(amount), room)
            room -= points[slug]
        families[family] = sum(points[slug] for slug in counting)
    return points, families


def relief(card: dict[str, Any], slugs: list[str], found: int) -> dict[str, int]:
    """What protective hits take off: not more than the floor allows, nor than was found."""
    room = min(found, -card["protective_floor"] * 1000)
    taken = {}
    for slug in sorted(slugs, key=lambda s: (card["protective"][s], s)):
        amount = min(-card["protective"][slug] * 1000, room)
        taken[slug] = -amount
        room -= amount
    return taken


def scale(card: dict[str, Any], total: int) -> float:
    """The frozen map to 0-10, to one decimal."""
    x = Fraction(total, 1000)
    anchors = [(Fraction(str(a)), Fraction(str(b))) for a, b in card["anchors"]]
    value = anchors[-1][1]
    for (x0, y0), (x1, y1) in itertools.pairwise(anchors):
        if x < x1:
            value = y0 + (x - x0) * (y1 - y0) / (x1 - x0)
            break
    return math.floor(value * 10 + HALF) / 10


def gated(card: dict[str, Any], raw: dict[str, int], mapped: float) -> tuple[float, set[str]]:
    """The score within its bounds, and the gates that moved it."""
    families = {indicators()[slug].family for slug in raw}
    classes = {entry(card, slug)["class"] for slug in raw}
    kinds = {entry(card, slug)["subscore"] for slug in raw}

    def holds(when: dict[str, Any]) -> bool:
        below, lacking, having, only, within = (
            when.get(k)
            for k in ("families_below", "no_class_of", "any_class_of", "only_subscores", "only_families")
        )
        return (
            bool(raw)
            and (below is None or len(families) < below)
            and (lacking is None or not classes & set(lacking))
            and (having is None or bool(classes & set(having)))
            and (only is None or kinds <= set(only))
            and (within is None or families <= set(within))
        )

    true = [gate for gate in card["gates"] if holds(gate["when"])]
    ceilings = [gate["max"] for gate in true if gate.get("max") is not None]
    floors = [gate["min"] for gate in true if gate.get("min") is not None]
    score = max([min([mapped, *ceilings]), *floors])
    biting = {g["code"] for g in true if g.get("max") is not None and mapped > g["max"]}
    biting |= {g["code"] for g in true if g.get("min") is not None and mapped < score}
    return score, biting
