"""How much of the question could be answered: a grade A to D beside every score, and the two shares it stands on."""

from __future__ import annotations

import hashlib
from datetime import date

import ibis
import ibis.expr.types as ir

from knipperlicht.indicators.framework import Inputs
from knipperlicht.indicators.registry import indicators
from knipperlicht.indicators.run import Asked
from knipperlicht.scoring.card import Grade, ScoreCard
from knipperlicht.warehouse.workbench import among

GRADES: tuple[Grade, ...] = ("A", "B", "C", "D")


def grading(inputs: Inputs, card: ScoreCard, asked: Asked, *, last_day: date, gaps: bool) -> str:
    """Digest of all that the grades of enterprises without a change follow from: they keep them while it stays alike."""
    stale = (inputs.at - last_day).days > card.confidence.stale_after_days
    basis = (card, sorted(inputs.sources), sorted(asked.unanswered), asked.gaps, stale, gaps)
    return hashlib.sha256(repr(basis).encode()).hexdigest()[:16]


def confidence(
    inputs: Inputs, card: ScoreCard, *, last_day: date, gaps: bool, only: ir.Table | None = None
) -> ir.Table:
    """enterprise, confidence (A–D), answered_here, answered_whole (shares 0–1) for every subject, or those in `only`.

    A question counts as answered when it hits, or when neither the subject nor everybody lacks the data.
    `answered_here`: share of the points of the questions that this installation has the sources for; the grade follows
    it, so that it tells companies apart. `answered_whole`: share of the points of the whole card; where the sources
    reach less than `card.confidence.whole` of it, the grade is not above the card's ceiling (decision 0019).
    `last_day` is the day of the newest extract; `gaps` whether extracts are missing since the last full one.
    """
    whole = sum(card.points(slug) for slug in card.indicators)
    weights = {slug: card.points(slug) for slug in card.indicators if not indicators()[slug].lacking(inputs)}
    here = sum(weights.values())
    table = ibis.memtable(
        [{"slug": slug, "points": points} for slug, points in weights.items()],
        schema={"slug": "string", "points": "int64"},
    )
    unanswered = inputs.table("unanswered").inner_join(table, [("indicator", "slug")])
    hit = inputs.table("hit").inner_join(unanswered.select("slug", "points"), [("indicator", "slug")])
    regained = hit.group_by("enterprise").agg(regained=hit.points.sum())
    lost = _lost(inputs, table, only)
    rows = among(inputs.subject.select("enterprise"), only)
    for side in (regained, lost):
        renamed = side.rename(side_enterprise="enterprise")
        rows = rows.left_join(renamed, rows.enterprise == renamed.side_enterprise).drop("side_enterprise")
    general = unanswered.agg(general=unanswered.points.sum().fill_null(0))
    rows = rows.cross_join(general)
    missing = rows.general - rows.regained.fill_null(0) + rows.lost.fill_null(0)
    answered = ibis.literal(here) - missing
    share = answered / max(here, 1)
    rules = card.confidence
    step = ibis.cases((share >= rules.A, 0), (share >= rules.B, 1), (share >= rules.C, 2), else_=3)
    ceiling = 0 if here >= rules.whole * whole else GRADES.index(rules.ceiling)
    stale = (inputs.at - last_day).days > rules.stale_after_days
    worse = ibis.least(ibis.greatest(step, ceiling) + int(stale) + int(gaps), 3)
    return rows.select(
        "enterprise",
        confidence=worse.cases((0, "A"), (1, "B"), (2, "C"), else_="D"),
        answered_here=share,
        answered_whole=answered / max(whole, 1),
    )


def _lost(inputs: Inputs, points: ir.Table, only: ir.Table | None) -> ir.Table:
    """enterprise, lost: points of the questions that one enterprise in particular lacks something for.

    Summed a gap at a time, since most questions share one; those that hit all the same are taken off again.
    """
    asked = inputs.table("gap_of").inner_join(points, [("indicator", "slug")])
    asked = asked.anti_join(inputs.table("unanswered"), "indicator")
    weight = asked.group_by("gap").agg(points=asked.points.sum())
    gap = among(inputs.table("gap"), only)
    open_ = gap.inner_join(weight, "gap").select("enterprise", "points")
    hit = inputs.table("hit").inner_join(asked, "indicator").select("enterprise", "gap", "points")
    hit = hit.semi_join(gap, ["enterprise", "gap"])
    both = ibis.union(open_, hit.select("enterprise", points=-hit.points))
    return both.group_by("enterprise").agg(lost=both.points.sum())
