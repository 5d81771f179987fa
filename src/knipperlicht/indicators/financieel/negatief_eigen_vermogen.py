"""Negative equity in the last accounts.

Question: are the company's debts and provisions more than all it has (rubric 10/15 below nought), once or two years in
a row, and by how much? A sign of distress, not of abuse: it counts within the evidence group `distress`.
Source: NBB annual accounts, rubrics 10/15 and 20/58 with the column of the preceding year.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.accounts import euros, figures, known, last_accounts, undecided
from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, hit_rows


class NegativeEquity(Settings):
    """Percent of total assets by which equity must be negative to weigh in full."""

    deep_percent: int = Field(25, gt=0, le=1000)


def hits(inputs: Inputs, settings: NegativeEquity) -> ir.Table:
    """0.4 for one year, 0.8 for two in a row, 1 where it is deep as well."""
    rows = last_accounts(inputs)
    rows = rows.filter(known(rows.equity < 0))
    twice = known(rows.prior_equity < 0)
    deep = twice & known(rows.equity * -100 > rows.total_assets * settings.deep_percent)
    severity = ibis.cases((deep, 1.0), (twice, 0.8), else_=0.4)
    told = facts(equity=euros(rows.equity), closed=rows.end_date, years=ibis.ifelse(twice, 2, 1))
    return hit_rows(rows, severity=severity, facts=told, since=rows.end_date)


def evidence(inputs: Inputs, settings: NegativeEquity, hits: ir.Table) -> ir.Table:
    """Equity of both years, and total assets."""
    rows = inputs.table("last_accounts").semi_join(hits, "enterprise")
    return figures(rows, equity="10/15", prior_equity="10/15", total_assets="20/58")


def unknown(inputs: Inputs, settings: NegativeEquity) -> ir.Table:
    """No accounts, or accounts without rubric 10/15."""
    rows = last_accounts(inputs)
    return undecided(inputs, rows, rows.equity < 0, rubrics="10/15")


INDICATOR = Indicator(
    slug="negatief_eigen_vermogen",
    family="financieel",
    settings=NegativeEquity,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=("nbb",),
    texts={
        "nl": Texts(
            name="Negatief eigen vermogen",
            fact="Eigen vermogen van {equity} euro op {closed} (aantal jaren op rij negatief: {years}).",
            threshold="Onder nul; zwaarder bij twee jaren op rij, het zwaarst als het tekort dan ook meer dan {deep_percent} % van het balanstotaal is.",
            innocent="Een startende onderneming, of aandeelhouders die met achtergestelde leningen financieren in plaats van met kapitaal.",
            clears="Een nieuwe jaarrekening met een positief eigen vermogen.",
        ),
        "fr": Texts(
            name="Fonds propres négatifs",
            fact="Fonds propres de {equity} euros au {closed} (nombre d'années négatives de suite : {years}).",
            threshold="Sous zéro ; plus lourd deux années de suite, le plus lourd si le déficit dépasse alors aussi {deep_percent} % du total du bilan.",
            innocent="Une entreprise qui démarre, ou des actionnaires qui financent par prêts subordonnés plutôt que par capital.",
            clears="De nouveaux comptes annuels avec des fonds propres positifs.",
        ),
        "en": Texts(
            name="Negative equity",
            fact="Equity of {equity} euros on {closed} (years in a row below nought: {years}).",
            threshold="Below nought; heavier two years in a row, heaviest where the deficit is then also more than {deep_percent} % of total assets.",
            innocent="A company that is starting, or shareholders who finance it with subordinated loans rather than capital.",
            clears="New accounts with positive equity.",
        ),
    },
)
