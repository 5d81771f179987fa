"""Repeated corrected deposits, or a correction that changes equity much.

Question: were accounts corrected at least twice in three years, or did a correction change equity (rubric 10/15) by more
than a quarter? Correcting is diligent: the weight is low, and a small company's rounding is kept out by an amount in
euro below which no restatement counts (not in the catalogue).
Source: NBB reference lists, DepositType; both filings of the same closing day.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.accounts import CENTS, euros
from knipperlicht.indicators.framework import (
    Indicator,
    Inputs,
    Settings,
    Texts,
    evidence_rows,
    facts,
    first_rows,
    hit_rows,
)  # fmt: skip
from knipperlicht.indicators.neerlegging._duty import unknown_deposits

CORRECTIONS = "deposit_correction"
"""Table that the question makes for its evidence."""


class Corrected(Settings):
    """Corrections in the window, and how much equity must change, in percent and in euro."""

    window_months: int = Field(36, ge=12)
    at_least: int = Field(2, ge=2)
    restated_percent: int = Field(25, gt=0)
    restated_euros: int = Field(25_000, ge=0)


def corrections(inputs: Inputs, settings: Corrected) -> ir.Table:
    """enterprise, end_date, reference, deposit_date of corrections in the window, `before` and `after` in cents.

    `before`: equity of the first deposit of that closing day that has figures; NULL where either is not disclosed.
    """
    listed, filing = inputs.table("nbb_reference"), inputs.table("nbb_filing")
    columns = ["enterprise", "end_date", "reference", "deposit_date", "correction", "consolidated"]
    listed = listed.filter(listed.correction)
    figures = filing.filter(filing.equity.notnull()).select(
        "enterprise", "end_date", "reference", "equity", day="deposit_date", again="correction"
    )
    alone = listed.anti_join(filing, ["enterprise", "reference"])
    rows = ibis.union(alone.select(columns), filing.select(columns))
    rows = rows.filter(
        rows.correction.fill_null(False), ~rows.consolidated.fill_null(False),
        rows.deposit_date > inputs.ago(settings.window_months), rows.deposit_date <= inputs.today,
    ).semi_join(inputs.subject, "enterprise").drop("consolidated", "correction")  # fmt: skip
    first = figures.filter(~figures.again.fill_null(False)).semi_join(rows, ["enterprise", "end_date"])
    first = first.group_by("enterprise", "end_date").agg(before=first.equity.argmin(first.day))
    own = figures.select("enterprise", "end_date", "reference", after="equity")
    rows = rows.left_join(first, ["enterprise", "end_date"]).select(*rows.columns, "before")
    return rows.left_join(own, ["enterprise", "end_date", "reference"]).select(*rows.columns, "after")


def hits(inputs: Inputs, settings: Corrected) -> ir.Table:
    """0.6 for several corrections, 1 where equity changed much."""
    rows = inputs.bench.keep(CORRECTIONS, corrections(inputs, settings))
    change = (rows.after - rows.before).abs()
    much = (change * 100 > rows.before.abs() * settings.restated_percent) & (
        change >= settings.restated_euros * CENTS
    )
    rows = rows.mutate(change=ibis.ifelse(much.fill_null(False), change, 0))
    each = rows.group_by("enterprise").agg(
        corrections=rows.count(), change=rows.change.max(), last=rows.deposit_date.max()
    )
    severity = ibis.cases((each.change > 0, 1.0), (each.corrections >= settings.at_least, 0.6), else_=0.0)
    told = facts(corrections=each.corrections, change=euros(each.change), last=each["last"])
    return hit_rows(each, severity=severity, facts=told, since=each["last"])


def evidence(inputs: Inputs, settings: Corrected, hits: ir.Table) -> ir.Table:
    """Each correction, and equity before and after where both are disclosed."""
    rows = inputs.table(CORRECTIONS).semi_join(hits, "enterprise")
    both = rows.filter(rows.before.notnull(), rows.after.notnull(), rows.before != rows.after)
    return first_rows(
        ibis.union(
            evidence_rows(
                rows, table="nbb_reference", field="DepositType", key=rows.enterprise,
                value=rows.end_date.cast("string"), valid_from=rows.deposit_date,
            ),
            evidence_rows(
                both, table="nbb_filing", field="10/15", key=both.enterprise,
                value=euros(both.before).cast("string") + " → " + euros(both.after).cast("string"),
                valid_from=both.deposit_date, order=1,
            ),
        )
    )  # fmt: skip


INDICATOR = Indicator(
    slug="verbeterde_neerlegging",
    family="neerlegging",
    settings=Corrected,
    hits=hits,
    evidence=evidence,
    unknown=unknown_deposits,
    sources=("nbb",),
    texts={
        "nl": Texts(
            name="Herhaalde verbeterde neerlegging",
            fact="Aantal verbeterde jaarrekeningen: {corrections}, de laatste op {last}; sterke wijziging van het eigen vermogen: {change} euro.",
            threshold="Minstens {at_least} in {window_months} maanden, of een eigen vermogen dat meer dan {restated_percent} % en minstens {restated_euros} euro wijzigt.",
            innocent="Verbeteren is zorgvuldig; vaak was er een vergissing bij het opmaken of een opmerking van de revisor.",
            clears="Verdwijnt {window_months} maanden na de verbetering.",
        ),
        "fr": Texts(
            name="Dépôts rectificatifs répétés",
            fact="Nombre de comptes annuels rectifiés : {corrections}, le dernier le {last} ; forte modification des fonds propres : {change} euros.",
            threshold="Au moins {at_least} en {window_months} mois, ou des fonds propres modifiés de plus de {restated_percent} % et d'au moins {restated_euros} euros.",
            innocent="Rectifier est soigneux ; souvent une erreur à l'établissement ou une remarque du réviseur.",
            clears="Disparaît {window_months} mois après la rectification.",
        ),
        "en": Texts(
            name="Repeated corrected deposits",
            fact="Corrected accounts: {corrections}, the last on {last}; large change of equity: {change} euros.",
            threshold="At least {at_least} in {window_months} months, or equity changed by more than {restated_percent} % and at least {restated_euros} euros.",
            innocent="Correcting is diligent; often a slip in drawing up, or a remark of the auditor.",
            clears="Goes {window_months} months after the correction.",
        ),
    },
)
