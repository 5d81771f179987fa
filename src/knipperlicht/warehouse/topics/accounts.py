"""Annual accounts as of a day: what was deposited up to then, and what the last accounts say.

`accounting_year`: one row per enterprise and closing day, consolidated accounts left out: reference of the deposit that
counts (the newest of that day: a correction takes the place of what it corrects), first_deposit_date, n_corrections,
figures (whether any came along), rank (1 = latest closing day).
`accounts`: the same years with the columns of `nbb_filing` in HEAD and, of both years they show, those in ACROSS, and
months (length of the year).
`last_accounts`: rank 1 of subjects, where it has figures and closed at most 24 months ago, with the columns in HEAD, LAST
and, of the preceding year, PRIOR. What it does not say of that year is taken from that year's own accounts, where the
years touch. Rubrics that nobody asks for are in neither: the tables are wide enough, and `nbb_filing` has them.
`last_filing`: enterprise, end_date (latest closing day), deposit_date (first deposit of that closing day), n_filings
(closing days deposited), first_deposit: everyone who ever deposited.
Amounts are BIGINT euro cents; NULL is not disclosed. A deposit known from a reference list alone has no figures. Where
a source does not say when something was deposited, `deposit_date` of `accounts` is the day we first saw it, and
first_deposit_date is NULL: lateness cannot be told.
"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from knipperlicht.core.clock import add_months
from knipperlicht.warehouse.record_changes import changed_owners
from knipperlicht.warehouse.workbench import Workbench, among

NEEDS = ("nbb",)
RECENT = 24
HEAD = (
    "enterprise", "reference", "deposit_date", "start_date", "end_date", "model", "scheme", "auditor_opinion",
    "has_values", "rubrics", "fingerprint",
)  # fmt: skip
ACROSS = ("total_assets", "equity", "turnover", "gross_margin", "staff_cost", "fte")
"""What is asked of any year."""
PRIOR = (
    *ACROSS, "fixed_assets", "tangible", "current_assets", "long_receivables", "receivables", "stock", "investments",
    "cash", "accruals_assets", "short_debts", "purchases", "operating_result", "director_claim", "staff_cost_total",
    "hours",
)  # fmt: skip
LAST = (
    *PRIOR, "intangible", "financial_fixed", "trade_receivables", "other_receivables", "contribution", "capital", "reserves",
    "result_forward", "provisions", "debts", "long_debts", "bank_long", "other_loans", "bank_short", "other_financial",
    "trade_debts", "tax_social", "other_debts", "accruals_liabilities", "total_liabilities", "goods", "depreciation",
    "result", "overdue_tax", "overdue_social",
)  # fmt: skip
_PRIOR = "prior_"


def build(bench: Workbench, at: date) -> None:
    """Keep the four tables."""
    changed = changed_accounts(bench, "accounting_year", at)
    filing, reference = bench.table("nbb_filing"), bench.table("nbb_reference")
    if changed is not None:
        # Of the wide table what three statements need is read once.
        needed = {*HEAD, *LAST, *(_PRIOR + name for name in PRIOR), "consolidated", "correction", "seen"}
        filing = bench.keep("nbb_filing_changed", among(filing.select(*sorted(needed)), changed))

    def rows(only: ir.Table | None) -> tuple[ir.Table, ir.Table]:
        """Deposits with figures, and those of the lists alone."""
        filings, listed = _deposits(filing, at), _deposits(among(reference, only), at)
        return filings, listed.anti_join(filings, ["enterprise", "reference"])

    def every_year(only: ir.Table | None) -> ir.Table:
        filings, listed = rows(only)
        shared = ["enterprise", "end_date", "deposit_date", "day_known", "reference", "correction"]
        both = [filings.select(*shared, figures=True), listed.select(*shared, figures=False)]
        return _years(ibis.union(*both))

    years = bench.amend("accounting_year", every_year, changed=changed)

    def wide(only: ir.Table | None) -> ir.Table:
        # Two joins, each small on one side: one join over both kinds would put the wide rows into its hash table.
        (filings, listed), known = rows(only), among(years, only)
        columns = (*HEAD, *ACROSS, *(_PRIOR + name for name in ACROSS))
        filled = _chosen(filings.select(*columns), known.filter(known.figures))
        return ibis.union(filled, _without_figures(_chosen(_head(listed), known), filled))

    bench.amend("accounts", wide, changed=changed)
    bench.amend(
        "last_accounts", lambda only: _last(bench, rows(only)[0], among(years, only), at), changed=changed
    )
    bench.keep(
        "last_filing",
        years.group_by("enterprise").agg(
            end_date=years.end_date.max(),
            deposit_date=years.first_deposit_date.max(where=years["rank"] == 1),
            n_filings=years.count(),
            first_deposit=years.first_deposit_date.min(),
        ),
    )


def changed_accounts(bench: Workbench, name: str, at: date) -> ir.Table | None:
    """Whose rows of a table on accounts can differ from the previous build's; see `changed_owners`."""
    if bench.previous is None or not bench.previous.has("last_accounts"):
        return None
    tables = ("nbb_filing", "nbb_reference")
    deposits = [bench.table(table) for table in tables]
    old = bench.earlier("last_accounts")
    old = old.filter(old.end_date < ibis.literal(add_months(day=at, months=-RECENT), "date"))
    return changed_owners(
        bench, name, at=at, tables=tables, also=(bench.table("subject_changed"), old),
        dated=[rows.select("enterprise", day=rows.deposit_date.fill_null(rows.seen)) for rows in deposits],
    )  # fmt: skip


def _head(listed: ir.Table) -> ir.Table:
    return listed.select(*(name for name in HEAD if name in listed.columns))


def _chosen(rows: ir.Table, years: ir.Table) -> ir.Table:
    """The deposits that count, with what their closing day has."""
    joined = rows.inner_join(years.drop("figures"), ["enterprise", "end_date", "reference"])
    return joined.mutate(months=_months(joined.start_date, joined.end_date))


def _deposits(rows: ir.Table, at: date) -> ir.Table:
    """Deposits of unconsolidated accounts up to `at`; where a deposit carries no day, the day it was first seen."""
    rows = rows.mutate(
        day_known=rows.deposit_date.notnull(),
        deposit_date=rows.deposit_date.fill_null(rows.seen),
        reference=rows.reference.fill_null(""),
    )
    own = ~rows.consolidated.fill_null(False)
    return rows.filter(own, rows.deposit_date <= at, rows.end_date.notnull()).drop("seen")


def _years(deposits: ir.Table) -> ir.Table:
    """Per enterprise and closing day: which deposit counts, how many corrections, the first day, and the rank."""
    order = deposits.deposit_date.cast("string") + deposits.reference
    years = (
        deposits.mutate(order=order)
        .group_by("enterprise", "end_date")
        .agg(
            reference=lambda t: t.order.max().substr(10),
            first_deposit_date=lambda t: t.day_known.all().ifelse(t.deposit_date.min(), ibis.null("date")),
            n_corrections=lambda t: t.correction.fill_null(False).cast("int64").sum(),
            figures=lambda t: t.figures.any(),
        )
    )
    latest_first = ibis.window(group_by="enterprise", order_by=ibis.desc("end_date"))
    return years.mutate(rank=ibis.row_number().over(latest_first) + 1)


def _without_figures(listed: ir.Table, like: ir.Table) -> ir.Table:
    nulls = {name: ibis.null(kind) for name, kind in like.schema().items() if name not in listed.columns}
    return listed.mutate(**{**nulls, "has_values": ibis.literal(False)}).select(like.columns)


def _months(start: ir.DateValue, end: ir.DateValue) -> ir.IntegerValue:
    """Length of a period in months, both days included, to the nearest month."""
    after = end + ibis.interval(days=1)
    days = after.day() - start.day()
    months = (after.year() - start.year()) * 12 + after.month() - start.month()
    return (months + (days > 15).cast("int32") - (days < -15).cast("int32")).cast("int64")


def _last(bench: Workbench, filings: ir.Table, years: ir.Table, at: date) -> ir.Table:
    since = ibis.date(at) - ibis.interval(months=RECENT)
    filled = filings.filter(filings.has_values)
    ranked = years.filter(years.figures).semi_join(bench.table("subject"), "enterprise")
    recent = ranked.filter(ranked["rank"] == 1, ranked.end_date >= since)
    prior = [_PRIOR + name for name in PRIOR]
    last = _chosen(filled.filter(filled.end_date >= since).select(*HEAD, *LAST, *prior), recent)
    second = ranked.filter(ranked["rank"] == 2).select("enterprise", "end_date", "reference")
    before = filled.select("enterprise", "end_date", "reference", *PRIOR)
    before = before.inner_join(second, ["enterprise", "end_date", "reference"])
    before = before.select(
        before_enterprise=before.enterprise,
        before_day=before.end_date + ibis.interval(days=1),
        **{f"before_{name}": before[name] for name in PRIOR},
    )
    both = last.left_join(
        before, (last.enterprise == before.before_enterprise) & (last.start_date == before.before_day)
    )
    known = {_PRIOR + name: ibis.coalesce(both[_PRIOR + name], both[f"before_{name}"]) for name in PRIOR}
    return both.mutate(**known).select(last.columns)
