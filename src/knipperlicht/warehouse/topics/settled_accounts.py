"""The last accounts with what their totals settle: a part left out is nought where the disclosed parts make it up.

`settled_accounts`, one row per `last_accounts`: enterprise, end_date, the totals and parts of PARTS, and OTHERS as they are.
Kept once, since several questions start from it and each total is settled only after the one above it.
"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from knipperlicht.warehouse.account_measures import disclosed
from knipperlicht.warehouse.workbench import Workbench

NEEDS = ("nbb",)
AFTER = ("accounts",)
PARTS = {
    "total_assets": ("fixed_assets", "current_assets"),
    "current_assets": ("long_receivables", "stock", "receivables", "investments", "cash", "accruals_assets"),
    "total_liabilities": ("equity", "provisions", "debts"),
    "equity": ("contribution", "reserves", "result_forward"),
    "debts": ("long_debts", "short_debts", "accruals_liabilities"),
    "long_debts": ("bank_long", "other_loans"),
    "short_debts": ("bank_short", "other_financial", "trade_debts", "tax_social", "other_debts"),
}
"""Totals of the balance sheet and their main parts, from the top down. Smaller parts (20, 12, 15, 175/9, 42, 46) have
no column: where they are not nought, the others do not make up the total."""
OTHERS = (
    "turnover", "depreciation", "result", "overdue_tax", "overdue_social", "prior_total_assets", "prior_fixed_assets",
    "prior_current_assets",
)  # fmt: skip


def build(bench: Workbench, at: date) -> None:
    """Keep `settled_accounts`."""
    names = dict.fromkeys(name for total, parts in PARTS.items() for name in (total, *parts))
    rows = bench.table("last_accounts").select("enterprise", "end_date", *names, *OTHERS)
    bench.keep("settled_accounts", settled(rows))


def settled(rows: ir.Table) -> ir.Table:
    """The rows, in which a part left out is nought where the disclosed parts make up the total; else it stays NULL."""
    for total, parts in PARTS.items():
        whole = rows[total] == disclosed(*(rows[part] for part in parts))
        nought = ibis.ifelse(whole, 0, ibis.null("int64"))
        rows = rows.mutate(**{part: ibis.coalesce(rows[part], nought) for part in parts})
    return rows
