"""A very low FiTo score: the equally weighted failure model for Belgian companies.

Question: is the mean of five ratios of solvency, debt, cover and liquidity, each on a scale from 0 to 1, very low? The
published model has eight ratios of which only these five could be found; equal weights come as close as fitted ones. A
ratio that is not disclosed takes its best possible value before a hit, and its worst before "clear".
Source: NBB annual accounts; model: Ooghe, Spaenjers and Vandermoere, after the five-ratio form in public use.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.accounts import figures, known, undecided
from knipperlicht.indicators.financieel._fito import scores
from knipperlicht.indicators.financieel._peer_low import with_lowest
from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, hit_rows


class LowFiTo(Settings):
    """Hundredths below which the score counts."""

    below: int = Field(40, gt=0, le=100)


def low_score(rows: ir.Table, settings: LowFiTo) -> ir.BooleanValue:
    """Whether the score is low; NULL where what is not disclosed could tip it."""
    return (rows.high < settings.below) | ((rows.low < settings.below) & ibis.null("boolean"))


def hits(inputs: Inputs, settings: LowFiTo) -> ir.Table:
    """0.5, or 1 where hardly any peer scores lower."""
    rows = scores(inputs)
    sure = rows.filter(rows.low == rows.high)
    low = rows.filter(known(low_score(rows, settings)))
    rows = with_lowest(inputs, sure.mutate(score=(sure.high * 10).floor().cast("int64")), low)
    told = facts(score=rows.high.floor().cast("int64"), closed=rows.end_date)
    return hit_rows(rows, severity=ibis.ifelse(rows.lowest, 1.0, 0.5), facts=told, since=rows.end_date)


def evidence(inputs: Inputs, settings: LowFiTo, hits: ir.Table) -> ir.Table:
    """The rubrics that weigh most."""
    rows = inputs.table("last_accounts").semi_join(hits, "enterprise")
    return figures(
        rows, total_liabilities="10/49", equity="10/15", reserves="13", result_forward="14", short_debts="42/48",
        bank_short="430/8", result="9904", depreciation="630", current_assets="29/58", investments="50/53",
        cash="54/58", other_financial="439",
    )  # fmt: skip


def unknown(inputs: Inputs, settings: LowFiTo) -> ir.Table:
    """No accounts, or accounts that leave the question open."""
    rows = scores(inputs)
    return undecided(inputs, rows, low_score(rows, settings), rubrics="10/49")


INDICATOR = Indicator(
    slug="fito_laag",
    family="financieel",
    settings=LowFiTo,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=("nbb",),
    texts={
        "nl": Texts(
            name="FiTo-score zeer laag",
            fact="FiTo-score van {score} op 100 op {closed}.",
            threshold="Onder {below} op 100 (half); volledig bij de laagste 5 % van vergelijkbare ondernemingen.",
            innocent="Een start, een investeringsjaar of een eenmalig verlies; het model schat financiële kwetsbaarheid, geen misbruik.",
            clears="Een nieuwe jaarrekening met betere verhoudingen.",
        ),
        "fr": Texts(
            name="Score FiTo très bas",
            fact="Score FiTo de {score} sur 100 au {closed}.",
            threshold="Sous {below} sur 100 (moitié) ; plein parmi les 5 % les plus bas des entreprises comparables.",
            innocent="Un démarrage, une année d'investissement ou une perte unique ; le modèle estime une fragilité financière, pas un abus.",
            clears="De nouveaux comptes avec de meilleurs ratios.",
        ),
        "en": Texts(
            name="Very low FiTo score",
            fact="FiTo score of {score} out of 100 on {closed}.",
            threshold="Below {below} out of 100 (half); in full among the lowest 5 % of comparable companies.",
            innocent="A start, a year of investment or a single loss; the model estimates financial weakness, not abuse.",
            clears="New accounts with better ratios.",
        ),
    },
)
