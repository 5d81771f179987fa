"""Who scores lower than all but a twentieth of comparable companies."""

from __future__ import annotations

import ibis.expr.types as ir

from knipperlicht.indicators.framework import Inputs
from knipperlicht.warehouse.topics.peers import CELL, limits

_CELL_OF_LIMIT = ("division", "size", "stage")


def with_lowest(inputs: Inputs, rows: ir.Table, candidates: ir.Table) -> ir.Table:
    """The candidates with `lowest`: whether their score lies below the fifth percentile of their peers.

    `rows`: enterprise, score BIGINT of all accounts (NULL: not known, not compared). Peers: see `topics/peers.py`;
    false where there are too few of them, or where the main activity is not known.
    """
    cells = inputs.table("peer").select("enterprise", *CELL)
    placed = rows.select("enterprise", "score").inner_join(cells, "enterprise")
    usual = limits(placed, ("score",)).select(*_CELL_OF_LIMIT, "p5")
    lower = (
        placed.inner_join(usual, _CELL_OF_LIMIT).filter(lambda t: t.score < t.p5).select(lower="enterprise")
    )
    found = candidates.left_join(lower, candidates.enterprise == lower.lower)
    return found.mutate(lowest=found.lower.notnull()).drop("lower")
