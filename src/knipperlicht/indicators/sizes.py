"""What the questions about a company's size share: evidence of the criteria, and what is not settled.

See `warehouse/topics/filing_size.py`.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.indicators.accounts import euros, without_accounts
from knipperlicht.indicators.framework import Inputs, Settings, evidence_rows, first_rows
from knipperlicht.reference.filing_rules import exempt_forms

RUBRICS = {"assets": "20/58", "turnover": "70", "gross": "9900", "fte": "9087"}


def criteria(inputs: Inputs, hits: ir.Table) -> ir.Table:
    """Evidence: scheme of the last accounts, and the figures of both years before as far as disclosed."""
    rows = inputs.table("size_test").semi_join(hits, "enterprise")
    blocks = [
        evidence_rows(
            rows, table="nbb_filing", field="ModelType", key=rows.enterprise, value=rows.model,
            valid_from=rows.deposit_date,
        )
    ]  # fmt: skip
    for year in (1, 2):
        for order, (name, rubric) in enumerate(RUBRICS.items(), start=1):
            some = rows.filter(rows[f"{name}_{year}"].notnull())
            figure = some[f"{name}_{year}"]
            value = figure.round(1).cast("string") if name == "fte" else euros(figure).cast("string")
            blocks.append(
                evidence_rows(
                    some, table="nbb_filing", field=f"{rubric} (N-{year})", key=some.enterprise, value=value,
                    valid_from=some.deposit_date, order=order * 10 + year,
                )
            )  # fmt: skip
    return first_rows(ibis.union(*blocks))


def unsettled(inputs: Inputs, rows: ir.Table) -> ir.Table:
    """The `unknown`: subjects of a form with the duty without accounts, and `rows`, whose size is not settled."""
    lacking = rows.select("enterprise", reason=ibis.literal("size_unknown"))
    subject = inputs.subject
    bound = subject.filter(subject.form.isnull() | subject.form.notin(exempt_forms()))
    return ibis.union(without_accounts(inputs, Settings()).semi_join(bound, "enterprise"), lacking)
