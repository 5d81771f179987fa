"""Overdue debts to the tax and social security authorities.

Question: do the last accounts disclose taxes (9072) or social contributions (9076) that fell due and were not paid?
The heaviest variable of the failure models for Belgian companies. Few models of accounts ask for these rubrics: what
is left out is not taken for nought, except where the accounts show no tax and social debts at all (rubric 45).
Source: NBB annual accounts, rubrics 9072, 9076, 45 and 42/48.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.accounts import (
    disclosed,
    euros,
    figures,
    known,
    more_than,
    settled_accounts,
    undecided,
)  # fmt: skip
from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, hit_rows


class OverduePublicDebts(Settings):
    """Percent of the short-term debts above which it weighs in full."""

    heavy_percent: int = Field(10, gt=0, le=100)


def overdue(rows: ir.Table) -> ir.BooleanValue:
    """Whether there are overdue debts; NULL where that is not disclosed."""
    there = (rows.overdue_tax > 0) | (rows.overdue_social > 0)
    return ibis.coalesce(there, ibis.ifelse(rows.tax_social == 0, False, ibis.null("boolean")))


def hits(inputs: Inputs, settings: OverduePublicDebts) -> ir.Table:
    """0.5, or 1 where they are a large part of the short-term debts."""
    rows = settled_accounts(inputs)
    rows = rows.filter(known(overdue(rows)))
    rows = rows.mutate(overdue=disclosed(rows.overdue_tax, rows.overdue_social))
    heavy = known(more_than(rows.overdue, settings.heavy_percent, rows.short_debts))
    told = facts(
        overdue=euros(rows.overdue), tax=euros(disclosed(rows.overdue_tax)), social=euros(disclosed(rows.overdue_social)),
        closed=rows.end_date,
    )  # fmt: skip
    return hit_rows(rows, severity=ibis.ifelse(heavy, 1.0, 0.5), facts=told, since=rows.end_date)


def evidence(inputs: Inputs, settings: OverduePublicDebts, hits: ir.Table) -> ir.Table:
    """Both rubrics, and the debts they are part of."""
    rows = inputs.table("last_accounts").semi_join(hits, "enterprise")
    return figures(rows, overdue_tax="9072", overdue_social="9076", tax_social="45", short_debts="42/48")


def unknown(inputs: Inputs, settings: OverduePublicDebts) -> ir.Table:
    """No accounts, or accounts that do not say."""
    rows = settled_accounts(inputs)
    return undecided(inputs, rows, overdue(rows), rubrics="9072, 9076")


INDICATOR = Indicator(
    slug="vervallen_schulden_fiscus_rsz",
    family="financieel",
    settings=OverduePublicDebts,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=("nbb",),
    texts={
        "nl": Texts(
            name="Vervallen belasting- en RSZ-schulden",
            fact="Vervallen schulden van {overdue} euro op {closed} (belastingen {tax} euro, RSZ {social} euro).",
            threshold="Boven nul; het zwaarst boven {heavy_percent} % van de schulden op hoogstens één jaar.",
            innocent="Een lopend afbetalingsplan, een betwiste aanslag, of een betaling kort na de afsluiting.",
            clears="Een nieuwe jaarrekening zonder vervallen schulden, een afbetalingsplan of een attest van fiscus en RSZ.",
        ),
        "fr": Texts(
            name="Dettes fiscales et sociales échues",
            fact="Dettes échues de {overdue} euros au {closed} (impôts {tax} euros, ONSS {social} euros).",
            threshold="Au-dessus de zéro ; le plus lourd au-delà de {heavy_percent} % des dettes à un an au plus.",
            innocent="Un plan d'apurement en cours, une taxation contestée, ou un paiement peu après la clôture.",
            clears="De nouveaux comptes sans dettes échues, un plan d'apurement ou une attestation du fisc et de l'ONSS.",
        ),
        "en": Texts(
            name="Overdue tax and social security debts",
            fact="Overdue debts of {overdue} euros on {closed} (taxes {tax} euros, social security {social} euros).",
            threshold="Above nought; heaviest above {heavy_percent} % of the debts payable within one year.",
            innocent="A payment plan, a contested assessment, or a payment shortly after the closing day.",
            clears="New accounts without overdue debts, a payment plan, or a statement of the tax and social security authorities.",
        ),
    },
)
