"""The failure model of Ooghe and Verbaere (1982). Ships switched off.

Question: does the linear model with published coefficients in rubrics of the Belgian accounts put the company among
the failing ones? The coefficients come from one public copy of the EFMA paper of 2006; until a second source confirms
them, `switched_on` is false, nothing is computed and the indicator is not on the score card. FiTo is the base.
Source: NBB annual accounts; all rubrics must be disclosed or follow from the totals, overdue debts (9072, 9076) too.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.accounts import figures, known, settled_accounts, undecided
from knipperlicht.indicators.financieel._peer_low import with_lowest
from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, hit_rows

CONSTANT = 0.2324
MILLI = 1000


class FailureModel(Settings):
    """Whether the model is asked at all, and thousandths below which it tells of failure."""

    switched_on: bool = False
    below: float = Field(190.4, gt=-10_000, lt=10_000)


def scores(inputs: Inputs) -> ir.Table:
    """Last accounts with `score` in thousandths, DOUBLE; NULL where a rubric is not known or a divisor is nought."""
    rows = settled_accounts(inputs)
    within_year = (rows.short_debts + rows.accruals_liabilities).nullif(0)
    running = (rows.stock + rows.receivables + rows.accruals_assets).nullif(0)
    none_owed = rows.tax_social == 0
    overdue = ibis.ifelse(none_owed, 0, rows.overdue_tax) + ibis.ifelse(none_owed, 0, rows.overdue_social)
    terms = (
        (4.3178, (rows.reserves + rows.result_forward) / rows.total_liabilities.nullif(0)),
        (-11.6782, overdue / within_year),
        (3.1676, rows.cash / (rows.current_assets - rows.long_receivables).nullif(0)),
        (-1.6200, rows.stock / running),
        (-0.8353, rows.bank_short / within_year),
    )
    score = ibis.literal(CONSTANT, "float64")
    for weight, ratio in terms:
        score = score + ratio.cast("float64") * weight
    return rows.mutate(score=score * MILLI)


def hits(inputs: Inputs, settings: FailureModel) -> ir.Table:
    """Once switched on: 0.5 below the cut-off, 1 where hardly any peer scores lower."""
    rows = scores(inputs).filter(ibis.literal(settings.switched_on))
    rows = rows.mutate(thousandths=rows.score, score=rows.score.floor().cast("int64"))
    rows = with_lowest(inputs, rows, rows.filter(known(rows.thousandths < settings.below)))
    told = facts(score=rows.score, closed=rows.end_date)
    return hit_rows(rows, severity=ibis.ifelse(rows.lowest, 1.0, 0.5), facts=told, since=rows.end_date)


def evidence(inputs: Inputs, settings: FailureModel, hits: ir.Table) -> ir.Table:
    """The rubrics of the model."""
    rows = inputs.table("last_accounts").semi_join(hits, "enterprise")
    return figures(
        rows, reserves="13", result_forward="14", total_liabilities="10/49", overdue_tax="9072", overdue_social="9076",
        short_debts="42/48", accruals_liabilities="492/3", cash="54/58", current_assets="29/58", stock="3",
        receivables="40/41", bank_short="430/8",
    )  # fmt: skip


def unknown(inputs: Inputs, settings: FailureModel) -> ir.Table:
    """Everybody while it is switched off; then no accounts, or accounts without one of the rubrics."""
    if not settings.switched_on:
        return inputs.subject.select("enterprise", reason=ibis.literal("model_unconfirmed"))
    rows = scores(inputs)
    return undecided(inputs, rows, rows.score < settings.below, rubrics="9072, 9076")


INDICATOR = Indicator(
    slug="ov82_falingsprofiel",
    family="financieel",
    settings=FailureModel,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=("nbb",),
    texts={
        "nl": Texts(
            name="Falingsprofiel volgens Ooghe-Verbaere (1982)",
            fact="Modelwaarde van {score} duizendsten op {closed}.",
            threshold="Onder {below} duizendsten (half); volledig bij de laagste 5 % van vergelijkbare ondernemingen. Het model staat uit tot een tweede bron zijn coëfficiënten bevestigt.",
            innocent="Een oud model, gemaakt op industriële ondernemingen; een start of een eenmalig verlies volstaat.",
            clears="Een nieuwe jaarrekening met betere verhoudingen.",
        ),
        "fr": Texts(
            name="Profil de défaillance selon Ooghe-Verbaere (1982)",
            fact="Valeur du modèle de {score} millièmes au {closed}.",
            threshold="Sous {below} millièmes (moitié) ; plein parmi les 5 % les plus bas des entreprises comparables. Le modèle reste éteint jusqu'à ce qu'une deuxième source confirme ses coefficients.",
            innocent="Un modèle ancien, établi sur des entreprises industrielles ; un démarrage ou une perte unique suffit.",
            clears="De nouveaux comptes avec de meilleurs ratios.",
        ),
        "en": Texts(
            name="Failure profile after Ooghe and Verbaere (1982)",
            fact="Model value of {score} thousandths on {closed}.",
            threshold="Below {below} thousandths (half); in full among the lowest 5 % of comparable companies. The model is switched off until a second source confirms its coefficients.",
            innocent="An old model, made on manufacturing companies; a start or a single loss is enough.",
            clears="New accounts with better ratios.",
        ),
    },
)
