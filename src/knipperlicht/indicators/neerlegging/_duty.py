"""What the questions about an absent or late deposit share: who must deposit, what is not known, and the evidence.

See `warehouse/topics/filing_duty.py`. Source: National Bank of Belgium, Central Balance Sheet Office; KBO Open Data.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.indicators.framework import Inputs, Settings, evidence_rows, first_rows


def absent(inputs: Inputs, *, months: int) -> ir.Table:
    """Rows of `filing_duty` that owe a deposit and whose lists show, so many months later, that there is none."""
    duty = inputs.table("filing_duty")
    return duty.filter(duty.duty == "yes", duty.covered, duty.seen_months >= months)


def undecided(rows: ir.Table, *, months: int) -> ir.Table:
    """The `unknown` of an absent deposit: enterprise, reason. The duty is not certain, or the lists do not show it."""
    unseen = (rows.duty == "yes") & ~rows.covered & (rows.months >= months)
    rows = rows.filter((rows.duty == "unknown") | unseen)
    return rows.select("enterprise", reason=rows.reason.fill_null("accounts_not_covered"))


def absence(inputs: Inputs, hits: ir.Table) -> ir.Table:
    """Evidence of an absent deposit: the last one there is, the lists that show no later one, and the legal form."""
    rows = inputs.table("filing_duty").semi_join(hits, "enterprise")
    last = inputs.table("last_filing").semi_join(hits, "enterprise")
    subject = inputs.subject.semi_join(hits, "enterprise")
    return first_rows(
        ibis.union(
            evidence_rows(
                last, table="nbb_reference", field="ExerciseDates.endDate", key=last.enterprise, value=last.end_date,
                valid_from=last.deposit_date,
            ),
            evidence_rows(
                rows, table="nbb_coverage", field="asked", key=rows.enterprise, value=rows.seen_until,
                valid_from=rows.seen_until, order=1,
            ),
            evidence_rows(
                subject, table="enterprise", field="JuridicalForm", key=subject.enterprise,
                value=subject.juridical_form, valid_from=subject.valid_from, order=2,
            ),
        )
    )  # fmt: skip


def unknown_deposits(inputs: Inputs, settings: Settings) -> ir.Table:
    """The `unknown` of questions about deposits there are: of whom nothing is listed and nothing was asked."""
    duty = inputs.table("filing_duty")
    silent = duty.filter(duty.n_filings.isnull(), duty.seen_until.isnull(), duty.duty != "no")
    return silent.select("enterprise", reason=ibis.literal("accounts_not_covered"))
