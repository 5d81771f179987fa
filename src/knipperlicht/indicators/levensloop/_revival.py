"""Quiet times in a company's publications, and what ended them.

Cut down first: only companies with two kinds of change lately can qualify; the rest costs one pass over recent acts.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.framework import Inputs, Settings
from knipperlicht.indicators.gazette import without_publications

QUIET, JUDGED = "revival_after_quiet", "revival_judged"
"""Kept by `hits`: revivals after a time that was quiet in the KBO too, and those of which accounts are known."""
CHANGES = ("appointments", "seat", "object", "name")
REGISTERED_BEFORE_DAYS = 92
"""A change stands in the KBO before the gazette prints it; so long before the first publication it belongs to it."""
FOUNDED_DAYS = 184
"""The first publication of a company follows its foundation within half a year; else earlier ones are not held."""


class Revival(Settings):
    """Lengths in months; severity of two changes, and of any number of them without one about the board."""

    quiet_months: int = Field(24, ge=1)
    burst_months: int = Field(6, ge=1)
    window_months: int = Field(24, ge=1)
    two_changes: float = Field(0.7, gt=0, le=1)
    without_board: float = Field(0.3, gt=0, le=1)


def revivals(inputs: Inputs, settings: Revival) -> ir.Table:
    """enterprise, quiet_since, woke, kinds and board, seat, object, name (1 or 0): two kinds at least, after a quiet time."""
    act = inputs.table("gazette_act").filter(lambda t: (t.act != "accounts") & (t.day <= inputs.today))
    recent = act.filter(act.act.isin(CHANGES) & (act.day > inputs.ago(settings.window_months)))
    many = recent.group_by("enterprise").agg(kinds=recent.act.nunique()).filter(lambda t: t.kinds >= 2)
    many = many.semi_join(inputs.subject, "enterprise")
    days = act.semi_join(many, "enterprise").select("enterprise", "day").distinct()
    order = ibis.window(group_by="enterprise", order_by="day")
    days = days.mutate(before=days.day.lag().over(order))
    quiet = days.before + ibis.interval(months=settings.quiet_months) <= days.day
    woken = days.filter((days.day > inputs.ago(settings.window_months)) & quiet)
    starts = woken.group_by("enterprise").agg(woke=woken.day.max(), quiet_since=woken.before.max())
    changed = _burst(recent, starts, settings)
    each = changed.group_by("enterprise", "woke", "quiet_since").agg(
        kinds=changed.act.nunique(),
        **{
            column: (changed.act == act_).any().cast("int64")
            for column, act_ in zip(("board", "seat", "object", "name"), CHANGES, strict=True)
        },
    )
    return each.filter(each.kinds >= 2)


def burst(inputs: Inputs, settings: Revival, rows: ir.Table) -> ir.Table:
    """The acts that ended the quiet time of each of `rows` (enterprise, woke, quiet_since)."""
    act = inputs.table("gazette_act")
    return _burst(act.filter(act.act.isin(CHANGES) & (act.day <= inputs.today)), rows, settings)


def _burst(acts: ir.Table, starts: ir.Table, settings: Revival) -> ir.Table:
    rows = acts.inner_join(starts.select("enterprise", "woke", "quiet_since"), "enterprise")
    until = rows.woke + ibis.interval(months=settings.burst_months)
    return rows.filter((rows.day >= rows.woke) & (rows.day <= until))


def judged(inputs: Inputs) -> ir.Table:
    """Rows of the table QUIET of which accounts are known: adds closed (their year's end) and idle."""
    rows = inputs.table(QUIET)
    year = inputs.table("accounts").filter(lambda t: t.has_values)
    known = rows.inner_join(year.semi_join(rows, "enterprise").drop("rank"), "enterprise")
    known = known.filter((known.end_date > known.quiet_since) & (known.end_date <= known.woke))
    busy = (
        (known.turnover.fill_null(0) > 0)
        | (known.gross_margin.fill_null(0) > 0)
        | (known.fte.fill_null(0) > 0)
        | (known.staff_cost.fill_null(0) > 0)
    )
    last = ibis.window(group_by="enterprise", order_by=ibis.desc("end_date"))
    placed = known.mutate(idle=~busy, closed=known.end_date, place=ibis.row_number().over(last))
    return placed.filter(placed.place == 0).select(*rows.columns, "closed", "idle")


def quiet_in_register(inputs: Inputs, rows: ir.Table) -> ir.Table:
    """Without those whose quiet time saw a change in the KBO, other than the changes that ended it."""
    event = inputs.table("event").semi_join(rows, "enterprise").select("enterprise", changed="day")
    stirred = rows.inner_join(event, "enterprise")
    until = stirred.woke - ibis.interval(days=REGISTERED_BEFORE_DAYS)
    return rows.anti_join(
        stirred.filter((stirred.changed > stirred.quiet_since) & (stirred.changed < until)), "enterprise"
    )


def unknown(inputs: Inputs, settings: Revival) -> ir.Table:
    """No publications; publications that begin long after the foundation; no accounts of the quiet time."""
    unread = inputs.table(QUIET).anti_join(inputs.table(JUDGED), "enterprise")
    known = inputs.table("gazette_known")
    late = known.filter(known.first_day > inputs.ago(settings.quiet_months + settings.window_months))
    subject = inputs.subject.inner_join(late, "enterprise")
    subject = subject.filter(subject.first_day.delta(subject.start_date, unit="day") > FOUNDED_DAYS)
    return ibis.union(
        without_publications(inputs, settings),
        subject.select("enterprise", reason=ibis.literal("gazette_starts_late")),
        unread.select("enterprise", reason=ibis.literal("no_accounts_while_quiet")).anti_join(
            subject, "enterprise"
        ),
    )
