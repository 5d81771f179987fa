"""Answers about the withholding duty: those that stand, and whom none was asked about.

Source: table `withholding_answer` (sources/withholding).
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.indicators.framework import Inputs

SOURCE = "withholding"


def answers(inputs: Inputs) -> ir.Table:
    """Answers about subjects up to the reference day: enterprise, asked_on, social, tax, due, month (a running number)."""
    rows = inputs.table("withholding_answer")
    rows = rows.filter(rows.asked_on <= inputs.today).semi_join(inputs.subject, "enterprise")
    month = rows.asked_on.year() * 12 + rows.asked_on.month()
    return rows.mutate(due=rows.social | rows.tax, month=month.cast("int64"))


def standing(inputs: Inputs, valid_days: int) -> ir.Table:
    """Answers of a duty since the last no, of companies whose last answer is a duty and recent: with `last_day`."""
    rows = answers(inputs)
    newest = rows.group_by(owner=rows.enterprise).agg(
        last_day=rows.asked_on.max(), last_no=rows.asked_on.max(where=~rows.due)
    )
    newest = newest.filter(inputs.days_since(newest.last_day) <= valid_days)
    newest = newest.filter(newest.last_no.isnull() | (newest.last_no < newest.last_day))
    joined = rows.inner_join(newest, rows.enterprise == newest.owner)
    return joined.filter(joined.last_no.isnull() | (joined.asked_on > joined.last_no)).drop(
        "owner", "last_no"
    )


def unanswered(inputs: Inputs, valid_days: int) -> ir.Table:
    """The `unknown`: subjects that were never asked about, and those whose last answer is too old."""
    rows = answers(inputs)
    last = rows.group_by(owner=rows.enterprise).agg(last_day=rows.asked_on.max())
    joined = inputs.subject.left_join(last, inputs.subject.enterprise == last.owner)
    old = inputs.days_since(joined.last_day) > valid_days
    lacking = joined.filter(joined.last_day.isnull() | old)
    reason = ibis.ifelse(lacking.last_day.isnull(), "withholding_not_asked", "withholding_answer_old")
    return lacking.select("enterprise", reason=reason)


def months_in_a_row(rows: ir.Table, most: int) -> ir.Table:
    """enterprise, social, tax, last_day, months: calendar months up to the last answer without a gap, at most `most`."""
    last = rows.filter(rows.asked_on == rows.last_day).select(
        "enterprise", "social", "tax", "month", "last_day"
    )
    last = last.rename(owner="enterprise", last_month="month")
    joined = rows.select("enterprise", "month").inner_join(last, rows.enterprise == last.owner)
    back = joined.last_month - joined.month
    each = joined.group_by("enterprise", "social", "tax", "last_day").agg(
        **{f"back_{k}": (back == k).any() for k in range(most)}
    )
    running = each.back_0
    months = running.cast("int64")
    for k in range(1, most):
        running = running & each[f"back_{k}"]
        months = months + running.cast("int64")
    return each.select("enterprise", "social", "tax", "last_day", months=months)
