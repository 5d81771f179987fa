"""Legal persons that went bankrupt or were dissolved by a court, with the day the register first showed it.

Bankruptcy: situations 048-053; judicial dissolution or nullity: 013. A failure that was undone (the
situation went back to normal) is none. Used by indicators that look at what surrounds a company.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.indicators.framework import Inputs
from knipperlicht.reference.situations import situation_codes

FAILED = situation_codes("bankruptcy_open", "bankruptcy_closed", "judicial_dissolution")
ALIVE = situation_codes("normal", "reorganisation")


def failures(inputs: Inputs, *, months: int) -> ir.Table:
    """enterprise, day, situation, start_seen, left_day: failures dated in the last `months`, one row each.

    `day` is the first extract that shows the failure (`start_seen`). Where the company had failed before
    our history began, that day is unknown: then only its leaving the register in that state is dated. A
    failure that neither began nor closed under our eyes may be older than any limit and is left out.
    """
    wanted = ["enterprise", "juridical_situation", "valid_from"]
    standing = inputs.table("enterprise").filter(lambda t: t.is_legal & t.juridical_situation.isin(FAILED))
    past = inputs.table("enterprise_past").filter(lambda t: t.is_legal & t.juridical_situation.isin(FAILED))
    rows = ibis.union(
        standing.select(*wanted, left_day=ibis.null("date")),
        past.select(*wanted, left_day=ibis.ifelse(past.gone, past.valid_to, ibis.null("date"))),
    )
    undone = inputs.table("situation_change").filter(lambda t: t.before.isin(FAILED) & t.after.isin(ALIVE))
    undone = undone.group_by(undone_enterprise=undone.enterprise).agg(undone_day=undone.day.max())
    rows = rows.left_join(undone, rows.enterprise == undone.undone_enterprise)
    rows = rows.filter(rows.undone_day.isnull() | (rows.valid_from >= rows.undone_day))
    each = rows.group_by("enterprise").agg(
        first=rows.valid_from.min(),
        left_day=rows.left_day.max(),
        situation=rows.juridical_situation.argmin(rows.valid_from),
    )
    seen = each["first"] > ibis.literal(inputs.first_day, "date")
    dated = each.select(
        "enterprise", "situation", "left_day",
        day=ibis.ifelse(seen, each["first"], each.left_day), start_seen=seen,
    )  # fmt: skip
    return dated.filter(lambda t: (t.day > inputs.ago(months)) & (t.day <= inputs.today))
