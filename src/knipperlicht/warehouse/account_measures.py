"""Measures of a company's accounts that are compared with those of others, and its size as the law counts it.

`rows` are rows of `last_accounts`. Amounts are BIGINT euro cents, NULL is not disclosed; so are the measures then.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import add

import ibis
import ibis.expr.types as ir

from knipperlicht.reference.company_size import Size, SizeCriteria, size_criteria

MIN_FTE = 1.0
SIZES: tuple[Size, ...] = ("micro", "small")


def disclosed(*amounts: ir.IntegerValue) -> ir.IntegerValue:
    """Sum of what is disclosed, in cents: the least that these rubrics (none of which can be negative) come to."""
    return reduce(add, (amount.fill_null(0) for amount in amounts))


def measures(rows: ir.Table, *, prior: bool = False) -> dict[str, ir.IntegerValue]:
    """The measures of rows of `last_accounts`, or those of the year before.

    gross_share: 9900 in thousandths of 70; cash_share: 50/53 and 54/58 in thousandths of 20/58; turnover_per_fte: 70 a
    year per full-time equivalent, in hundreds of euros, from one FTE on; pay_per_hour: staff cost per hour worked, in
    cents, where the hours can be right (see `hours_fit`).
    """

    def of(name: str) -> ir.NumericValue:
        column: ir.NumericValue = rows[f"prior_{name}" if prior else name]
        return column

    held = ibis.coalesce(of("investments") + of("cash"), of("investments"), of("cash"))
    staff = of("fte") >= MIN_FTE
    turnover = per_year(of("turnover"), rows.months)
    return {
        "gross_share": _ratio(of("gross_margin") * 1000, of("turnover"), of("turnover") > 0),
        "cash_share": _ratio(held * 1000, of("total_assets"), of("total_assets") > 0),
        "turnover_per_fte": _ratio(turnover / 10_000, of("fte"), staff & (turnover > 0)),
        "pay_per_hour": _ratio(
            staff_cost(rows, prior=prior), of("hours"), staff & hours_fit(rows, prior=prior)
        ),
    }


def per_year(amount: ir.NumericValue, months: ir.IntegerValue) -> ir.FloatingValue:
    """A flow of a financial year cut down to twelve months; a shorter year is not blown up."""
    return amount * 12 / ibis.greatest(months.fill_null(12), 12)


def staff_cost(rows: ir.Table, *, prior: bool = False) -> ir.IntegerValue:
    """Rubric 62 or 1023 of the social balance sheet, in cents, the larger where both are there."""
    one, other = (rows[f"prior_{name}" if prior else name] for name in ("staff_cost", "staff_cost_total"))
    return ibis.greatest(ibis.coalesce(one, other), ibis.coalesce(other, one))


def hours_fit(rows: ir.Table, *, prior: bool = False) -> ir.BooleanValue:
    """Whether hours and FTE of the social balance can belong together: 500 to 2,300 hours a year per FTE."""
    fte, hours = (rows[f"prior_{name}" if prior else name] for name in ("fte", "hours"))
    whole = fte * rows.months.fill_null(12) / 12
    return (hours >= whole * 500) & (hours <= whole * 2300)


def size_class(rows: ir.Table) -> ir.StringValue:
    """`micro`, `small` or `large` by the law's criteria of the year, as far as the accounts disclose them.

    A body that exceeds more than one of FTE, turnover and total assets leaves the class. Unlike the law it looks at
    one year only, and what is not disclosed is not exceeded: good enough to choose peers, not to judge a model.
    """
    larger = {size: _exceeds(rows, size_criteria(size=size)) for size in SIZES}
    return ibis.cases((larger["small"], "large"), (larger["micro"], "small"), else_="micro")


def _exceeds(rows: ir.Table, periods: Sequence[SizeCriteria]) -> ir.BooleanValue:
    start = ibis.coalesce(rows.start_date, rows.end_date)

    def limit(name: str) -> ir.NumericValue:
        first, *later = periods
        branches = [(start >= p.since, ibis.literal(getattr(p, name))) for p in reversed(later)]
        return ibis.cases(*branches, else_=getattr(first, name))

    turnover = per_year(rows.turnover, rows.months)
    passed = (
        rows.fte > limit("fte"),
        turnover > limit("turnover") * 100,
        rows.total_assets > limit("total_assets") * 100,
    )
    return sum((p.fill_null(False).cast("int64") for p in passed), ibis.literal(0, "int64")) > 1


def _ratio(part: ir.NumericValue, whole: ir.NumericValue, known: ir.BooleanValue) -> ir.IntegerValue:
    """Whole number below the quotient; NULL where `known` is not certain."""
    quotient = part / ibis.ifelse(known, whole, ibis.null(whole.type()))
    return quotient.floor().cast("int64")
