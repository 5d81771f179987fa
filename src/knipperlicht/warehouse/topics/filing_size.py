"""Was a company, in the two years before its last accounts, larger than small or micro? What a scheme and an auditor hang on.

`size_test`, one row per `last_accounts` (year 0; year 1 is the one before, year 2 the one before that):

| column | meaning |
|---|---|
| enterprise, reference, deposit_date, start_date, end_date, model, scheme | of the last accounts |
| micro_1, micro_2, small_1, small_2 | more than one of the three criteria exceeded in that year; NULL: not known |
| assets_N, turnover_N, gross_N | cents, BIGINT; fte_N: DOUBLE; fte_0 of the last year itself |

A size changes only after two years in a row, from the year that follows (art. 1:24 §2 WVV): who exceeded in years 1 and 2
is larger in year 0 for certain. Both are held to the amounts for year 0, so that a rise of the amounts never
counts against anyone. Turnover is taken to twelve months; where it is not disclosed, a gross margin above the amount
proves it, a smaller one proves nothing. No staff in accounts that show no staff costs.
Groups and affiliated companies, whose figures are added up (art. 1:24 §6), are not known here.
"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from knipperlicht.reference.company_size import Size, size_criteria
from knipperlicht.warehouse.topics.accounts import changed_accounts
from knipperlicht.warehouse.workbench import Workbench, among

NEEDS = ("nbb",)
AFTER = ("accounts",)
FIGURES = {
    "assets": "total_assets",
    "turnover": "turnover",
    "gross": "gross_margin",
    "fte": "fte",
    "staff": "staff_cost",
}


def build(bench: Workbench, at: date) -> None:
    """Keep `size_test`."""
    bench.amend(
        "size_test", lambda only: _tested(bench, only), changed=changed_accounts(bench, "size_test", at)
    )


def _tested(bench: Workbench, only: ir.Table | None) -> ir.Table:
    rows = _years(among(bench.table("last_accounts"), only), among(bench.table("accounts"), only))
    answers = {f"{size}_{year}": _exceeds(rows, size, year) for size in ("micro", "small") for year in (1, 2)}
    return rows.mutate(**answers).drop("staff_1", "staff_2", "months_1", "months_2")


def _years(last: ir.Table, accounts: ir.Table) -> ir.Table:
    """Last accounts with the figures of the two years before, as far as years touch."""
    rows = last.select(
        "enterprise", "reference", "deposit_date", "start_date", "end_date", "model", "scheme", fte_0="fte",
        **{f"{name}_1": f"prior_{column}" for name, column in FIGURES.items()},
    )  # fmt: skip
    second, third = (_rank(accounts, rank) for rank in (2, 3))
    both = second.left_join(
        third, (second.enterprise_2 == third.enterprise_3) & (second.start_2 == third.next_3)
    )
    both = both.drop("enterprise_3", "next_3")
    rows = rows.left_join(both, (rows.enterprise == both.enterprise_2) & (rows.start_date == both.next_2))
    older = {f"{name}_2": ibis.coalesce(rows[f"{name}_of_3"], rows[f"prior_{name}_of_2"]) for name in FIGURES}
    kept = ["enterprise", "reference", "deposit_date", "start_date", "end_date", "model", "scheme", "fte_0"]
    return rows.select(
        *kept,
        *(f"{name}_1" for name in FIGURES),
        **older,
        months_1=rows.months_of_2,
        months_2=rows.months_of_3,
    )


def _rank(accounts: ir.Table, rank: int) -> ir.Table:
    """Accounts of one rank, their columns marked with it; figures only where they are as data."""
    rows = accounts.filter(accounts["rank"] == rank)
    figures = {f"{name}_of_{rank}": column for name, column in FIGURES.items()}
    prior = {f"prior_{name}_of_{rank}": f"prior_{column}" for name, column in FIGURES.items()}
    named = {f"enterprise_{rank}": rows.enterprise, f"next_{rank}": rows.end_date + ibis.interval(days=1)}
    if rank == 2:
        named[f"start_{rank}"] = rows.start_date
        figures = {}
    else:
        prior = {}
    return rows.select(**named, **{f"months_of_{rank}": rows.months}, **figures, **prior)


def _exceeds(rows: ir.Table, size: Size, year: int) -> ir.BooleanValue:
    """Whether more than one criterion was exceeded; NULL where what is disclosed does not settle it."""
    assets, turnover, gross, fte, staff = (
        rows[f"{name}_{year}"] for name in ("assets", "turnover", "gross", "fte", "staff")
    )
    months = rows[f"months_{year}"].fill_null(12)
    sales, margin = (
        amount * 12 > _limit(rows, size, "turnover") * 100 * months for amount in (turnover, gross)
    )
    none = assets.notnull() & (staff.fill_null(0) == 0)
    criteria = (
        assets > _limit(rows, size, "total_assets") * 100,
        ibis.coalesce(sales, ibis.ifelse(margin.fill_null(False), True, ibis.null("boolean"))),
        ibis.coalesce(fte > _limit(rows, size, "fte"), ibis.ifelse(none, False, ibis.null("boolean"))),
    )
    yes, no = (
        sum((is_so.fill_null(False).cast("int32") for is_so in answers), start=ibis.literal(0))
        for answers in (criteria, [~criterion for criterion in criteria])
    )
    return ibis.cases((yes >= 2, True), (no >= 2, False), else_=ibis.null("boolean"))


def _limit(rows: ir.Table, size: Size, name: str) -> ir.IntegerValue:
    """The amount for a year that starts on the day of year 0; NULL before the list begins."""
    start = ibis.coalesce(rows.start_date, rows.end_date - ibis.interval(months=12))
    periods = reversed(size_criteria(size=size))
    return ibis.cases(
        *((start >= ibis.literal(p.since, "date"), ibis.literal(getattr(p, name), "int64")) for p in periods),
        else_=ibis.null("int64"),
    )
