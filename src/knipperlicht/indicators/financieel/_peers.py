"""What the questions that compare accounts with those of peers share.

Peers: same NACE division, size and stage, at least 50 companies, else one level up (see `warehouse/topics/peers.py`).
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.indicators.accounts import last_accounts, without_accounts
from knipperlicht.indicators.framework import Inputs, Settings, evidence_rows
from knipperlicht.warehouse.topics.peers import PERMILLE

_JOIN = ["division", "size", "stage"]


def with_activity(inputs: Inputs) -> ir.Table:
    """The last accounts of subjects, with main_nace, division, size, stage and the measures of `peer`."""
    return last_accounts(inputs).inner_join(inputs.table("peer"), "enterprise")


def compared(inputs: Inputs, measure: str) -> ir.Table:
    """`with_activity` and what is usual for `measure`: peer_group, companies and percentiles, NULL without peers."""
    limit = inputs.table("peer_limit").filter(lambda t: t.measure == measure)
    limit = limit.select("peer_group", "companies", *PERMILLE, **{f"limit_{name}": name for name in _JOIN})
    rows = with_activity(inputs)
    return rows.left_join(limit, [rows[name] == limit[f"limit_{name}"] for name in _JOIN])


def undecided_among_peers(
    inputs: Inputs,
    rows: ir.Table,
    answer: ir.BooleanValue,
    *,
    rubrics: str,
    disclosed: ir.BooleanValue | None = None,
) -> ir.Table:
    """The `unknown` of these questions: rows for which `answer` is NULL, with what they lack, and who has no accounts.

    First what the accounts leave out (`disclosed`: whether all that is compared is there; `rubrics` for people), then
    the activity, then too few peers. Without `disclosed` nothing is compared: the activity, then the rubrics.
    """
    rubric = f"rubric_missing:{rubrics}"
    reason = ibis.cases(
        (ibis.literal(False) if disclosed is None else ~disclosed, rubric),
        (rows.main_nace.isnull(), "no_activity"),
        (rows.division.isnull(), "activity_unmapped"),
        else_=rubric if disclosed is None else "too_few_peers",
    )
    lacking = rows.mutate(reason=reason).filter(answer.isnull()).select("enterprise", "reason")
    return ibis.union(without_accounts(inputs, Settings()), lacking)


def activity(rows: ir.Table, *, order: int) -> ir.Table:
    """Evidence: the main activity by which the peers were chosen."""
    return evidence_rows(
        rows,
        table="activity",
        field="NaceCode (2025)",
        key=rows.enterprise,
        value=rows.main_nace,
        order=order,
    )
