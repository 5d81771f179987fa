"""The FiTo model: five ratios of the accounts, each on a scale from 0 to 1, with the same weight.

Model: Ooghe, Spaenjers and Vandermoere (simple-intuitive models), in the five-ratio form in public use.
"""

from __future__ import annotations

from functools import reduce
from operator import add

import ibis
import ibis.expr.types as ir

from knipperlicht.indicators.accounts import settled_accounts
from knipperlicht.indicators.framework import Inputs

BOUNDS = ((-10.0, 1.0), (-10.0, 1.0), (-1.0, 0.0), (-10.0, 10.0), (-10.0, 1.0))
"""What each ratio can be at least and at most: shares of a total do not pass 1, the rest is clipped at 10."""


def ratios(rows: ir.Table) -> list[ir.FloatingValue]:
    """The five, signed so that more is better; NULL where not disclosed. `rows`: settled accounts."""
    total, owed = rows.total_liabilities.nullif(0), rows.total_liabilities - rows.equity
    liquid = rows.investments + rows.cash - rows.bank_short - rows.other_financial
    short_assets = rows.current_assets - rows.long_receivables
    bare = (rows.fixed_assets == 0) & (
        (rows.prior_fixed_assets == 0) | (rows.prior_total_assets == rows.prior_current_assets)
    )
    worn = ibis.coalesce(rows.depreciation, ibis.ifelse(bare, 0, ibis.null("int64")))
    return [
        (rows.reserves + rows.result_forward) / total,
        rows.equity / total,
        ibis.ifelse(rows.short_debts == 0, 0.0, -rows.bank_short / rows.short_debts.nullif(0)),
        ibis.ifelse(owed == 0, BOUNDS[3][1], (rows.result + worn) / owed.nullif(0)),
        ibis.ifelse(short_assets == 0, 0.0, liquid / short_assets.nullif(0)),
    ]


def scores(inputs: Inputs) -> ir.Table:
    """Last accounts with low and high: the score in hundredths, at least and at most, DOUBLE; the same if all is known."""
    rows = settled_accounts(inputs)
    rows = rows.mutate(
        **{f"ratio_{index}": ratio.cast("float64") for index, ratio in enumerate(ratios(rows))}
    )

    def mean(side: int) -> ir.FloatingValue:
        filled = (rows[f"ratio_{i}"].clip(*bounds).fill_null(bounds[side]) for i, bounds in enumerate(BOUNDS))
        return reduce(add, (20 / (1 + (-ratio).exp()) for ratio in filled))

    return rows.mutate(low=mean(0), high=mean(1))
