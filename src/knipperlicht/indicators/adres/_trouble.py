"""Documented trouble near the day of a move, from the sources that are there."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.indicators.framework import Inputs

NEGATIVE, UNFILED, WITHHELD, BOARD = "negative", "unfiled", "withheld", "board"
DEPOSIT_MONTHS = 7
"""Accounts are due seven months after the year closed (WVV art. 3:10)."""
GRACE_MONTHS = 1
CENTS = 100


def troubles(inputs: Inputs, moves: ir.Table, near_days: int) -> ir.Table:
    """The rows of `moves` (enterprise, day, …) once for each sign: sign, sign_day, value. No sign, no row."""
    parts = [_withheld(inputs, moves, near_days), _board(inputs, moves, near_days)]
    if "nbb" in inputs.sources:
        parts += [_negative(inputs, moves, near_days), _unfiled(inputs, moves, near_days)]
    return ibis.union(*parts)


def asked(inputs: Inputs, moves: ir.Table, near_days: int) -> ir.Table:
    """enterprise of the moves near which equity or the withholding duty is known, whatever it says."""
    answers = inputs.table("withholding_answer").filter(lambda t: t.asked_on <= inputs.today)
    parts = [_near(moves, answers, "asked_on", near_days)]
    if "nbb" in inputs.sources:
        accounts = inputs.table("accounts").filter(lambda t: t.equity.notnull())
        parts.append(_near(moves, accounts, "first_deposit_date", near_days))
    return ibis.union(*(part.select("enterprise") for part in parts))


def _near(moves: ir.Table, rows: ir.Table, day: str, near_days: int) -> ir.Table:
    """`moves` with the columns of `rows` that lie near them in time (`sign_day`)."""
    own = rows.semi_join(moves, "enterprise").rename(of="enterprise", sign_day=day)
    own = own.drop(*(name for name in own.columns if name in moves.columns))
    joined = moves.inner_join(own, moves.enterprise == own["of"])
    return joined.filter(joined.sign_day.delta(joined.day, unit="day").abs() <= near_days)


def _signs(moves: ir.Table, near: ir.Table, sign: str, value: ir.StringValue) -> ir.Table:
    return near.select(*moves.columns, "sign_day", sign=ibis.literal(sign), value=value)


def _negative(inputs: Inputs, moves: ir.Table, near_days: int) -> ir.Table:
    negative = inputs.table("accounts").filter(lambda t: t.equity < 0)
    negative = negative.select("enterprise", "first_deposit_date", "equity")
    near = _near(moves, negative, "first_deposit_date", near_days)
    return _signs(moves, near, NEGATIVE, (near.equity / CENTS).round().cast("int64").cast("string"))


def _unfiled(inputs: Inputs, moves: ir.Table, near_days: int) -> ir.Table:
    """Accounts that fell due before the move, or near it, and are absent to this day."""
    duty = inputs.table("filing_duty")
    absent = (duty.duty == "yes") & duty.covered & (duty.seen_months >= DEPOSIT_MONTHS + GRACE_MONTHS)
    late = duty.filter(absent).select(of="enterprise", closing="closing")
    rows = moves.inner_join(late, moves.enterprise == late["of"])
    rows = rows.mutate(sign_day=(rows.closing + ibis.interval(months=DEPOSIT_MONTHS)).cast("date"))
    near = rows.filter(rows.sign_day.delta(rows.day, unit="day") <= near_days)
    return _signs(moves, near, UNFILED, near.closing.cast("string"))


def _withheld(inputs: Inputs, moves: ir.Table, near_days: int) -> ir.Table:
    answer = inputs.table("withholding_answer")
    duty = answer.filter((answer.social | answer.tax) & (answer.asked_on <= inputs.today))
    near = _near(moves, duty.select("enterprise", "asked_on", "social", "tax"), "asked_on", near_days)
    said = near.social.cast("string") + ", " + near.tax.cast("string")
    return _signs(moves, near, WITHHELD, said)


def _board(inputs: Inputs, moves: ir.Table, near_days: int) -> ir.Table:
    act = inputs.table("gazette_act")
    changes = act.filter((act.act == "appointments") & (act.day <= inputs.today))
    changes = changes.select("enterprise", "label", "number", published="day")
    near = _near(moves, changes, "published", near_days)
    return _signs(moves, near, BOARD, near.label.fill_null("") + " (" + near.number + ")")
