"""What the questions about the last accounts share: which rows, what is not known, and how figures are shown.

Amounts are BIGINT euro cents; NULL is *not disclosed*, never nought. The three outcomes of an indicator are those of
SQL's own logic: write the question as one boolean over the columns of `last_accounts`. It is true (a hit) or false
(clear) only where what is disclosed settles it, and NULL (not computable) otherwise: `undecided` finds these. So what
a company leaves out can turn a hit into "not computable", never the other way round.

Compare products, not quotients (`part * 100 > percent * whole`): exact, and nothing is divided by nought.
Source: National Bank of Belgium, Central Balance Sheet Office; rubric codes of the standard models.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.indicators.framework import Inputs, Settings, evidence_rows, first_rows
from knipperlicht.warehouse.account_measures import disclosed as disclosed

TABLE = "nbb_filing"
CENTS = 100


def last_accounts(inputs: Inputs) -> ir.Table:
    """The table `last_accounts`: one row a subject, closed at most 24 months before `at`, with figures."""
    return inputs.table("last_accounts")


def settled_accounts(inputs: Inputs) -> ir.Table:
    """The same rows, in which a part left out is nought where the disclosed parts make up the total."""
    return inputs.table("settled_accounts")


def without_accounts(inputs: Inputs, settings: Settings) -> ir.Table:
    """The `unknown` of questions that any last accounts can answer: enterprise, reason `no_accounts`."""
    lacking = inputs.subject.anti_join(inputs.table("last_accounts"), "enterprise")
    return lacking.select("enterprise", reason=ibis.literal("no_accounts"))


def undecided(inputs: Inputs, rows: ir.Table, answer: ir.BooleanValue, *, rubrics: str) -> ir.Table:
    """The `unknown` of questions that need certain rubrics, which `rubrics` names for people, as `9072 + 9076`.

    `rows` (of `last_accounts`) for which `answer` is NULL get `rubric_missing`, subjects without accounts `no_accounts`.
    """
    lacking = rows.filter(answer.isnull()).select(
        "enterprise", reason=ibis.literal(f"rubric_missing:{rubrics}")
    )
    return ibis.union(without_accounts(inputs, Settings()), lacking)


def known(answer: ir.BooleanValue) -> ir.BooleanValue:
    """Whether the answer is a certain yes."""
    return answer.fill_null(False)


def at_most(total: ir.IntegerValue, *others: ir.IntegerValue) -> ir.IntegerValue:
    """What the rest of a total comes to at most, in cents: the total less its other parts as far as disclosed.

    NULL without the total; nought proves that there is no rest. Only for parts that cannot be negative.
    """
    return ibis.greatest(total - disclosed(*others), total * 0)


def more_than(part: ir.IntegerValue, percent: int, whole: ir.IntegerValue) -> ir.BooleanValue:
    """Whether `part` is more than `percent` hundredths of a positive `whole`; false for a whole of nought."""
    return (whole > 0) & (part * 100 > whole * percent)


def euros(cents: ir.IntegerValue) -> ir.IntegerValue:
    """Whole euros, rounded; for facts and evidence."""
    return (cents / CENTS).round().cast("int64")


def percent(part: ir.IntegerValue, whole: ir.IntegerValue) -> ir.IntegerValue:
    """Whole percent, rounded down; NULL where the whole is nought."""
    return (part * 100 / whole.nullif(0)).floor().cast("int64")


def figures(rows: ir.Table, **rubrics: str) -> ir.Table:
    """Evidence: the figures of `rows` that are disclosed, in euros, as column=rubric code, in this order.

    A `prior_` column is marked NM1, the National Bank's name for the column of the preceding year. The day is that
    of the deposit, when it became public.
    """
    blocks = [
        evidence_rows(
            part, table=TABLE, field=f"{code} (NM1)" if column.startswith("prior_") else code,
            key=part.enterprise, value=euros(part[column]), valid_from=part.deposit_date, order=order,
        )
        for order, (column, code) in enumerate(rubrics.items())
        for part in [rows.filter(rows[column].notnull())]
    ]  # fmt: skip
    return first_rows(ibis.union(*blocks) if len(blocks) > 1 else blocks[0])
