"""What the answers of VIES say as of the day: sure ones only, the run of bad ones since the last good one."""

from __future__ import annotations

import ibis.expr.types as ir

from knipperlicht.indicators.framework import Inputs


def answered(inputs: Inputs) -> ir.Table:
    """enterprise, newest (day of the last sure answer), last_valid (NULL: never)."""
    rows = inputs.table("vies_answer").filter(lambda t: (t.asked_on <= inputs.today) & (t.kind != "none"))
    good = rows.kind == "valid"
    return rows.group_by("enterprise").agg(
        newest=rows.asked_on.max(), last_valid=rows.asked_on.max(where=good)
    )


def invalid_since(inputs: Inputs) -> ir.Table:
    """The answers that say invalid and that no valid one of that day or later contradicts: enterprise, asked_on, code."""
    rows = inputs.table("vies_answer").filter(lambda t: (t.asked_on <= inputs.today) & (t.kind == "invalid"))
    known = answered(inputs).rename(answerer="enterprise")
    rows = rows.inner_join(known, rows.enterprise == known.answerer)
    rows = rows.filter(rows.last_valid.isnull() | (rows.asked_on > rows.last_valid))
    return rows.select("enterprise", "asked_on", "code")


def runs(inputs: Inputs, *, answers: int, more_than_days: int, stale_days: int) -> ir.Table:
    """One row per enterprise whose last sure answer is bad: first, last, days, fresh, confirmed."""
    rows = invalid_since(inputs)
    each = rows.group_by("enterprise").agg(
        first=rows.asked_on.min(), last=rows.asked_on.max(), days=rows.asked_on.nunique()
    )
    span = each["last"].delta(each["first"], unit="day")
    return each.mutate(
        fresh=inputs.days_since(each["last"]) <= stale_days,
        confirmed=(each.days >= answers) & (span > more_than_days),
    )
