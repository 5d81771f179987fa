"""Margin that is hard to explain, against comparable companies.

Question: is the gross margin (9900; in the full model operating income less 60 and 61) as a share of turnover (70)
- above the 99th percentile of peers, in a business that receives the public and is paid in cash, or
- next to nothing and below the 5th percentile of peers, on a very large turnover,
in one year or in two years in a row on the same side? A loss is no sign here: distress has its own indicators.
Source: NBB annual accounts, rubrics 9900, 70, 60, 61; KBO main activity. Idea: S31, S30.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.accounts import figures, known
from knipperlicht.indicators.financieel._peers import activity, compared, undecided_among_peers
from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, hit_rows
from knipperlicht.warehouse.account_measures import per_year


class ImplausibleMargin(Settings):
    """Turnover (euros a year) from which a high and a thin margin count, thousandths up to which it is thin, one year."""

    high_from: int = Field(100_000, gt=0)
    thin_from: int = Field(5_000_000, gt=0)
    thin_permille: int = Field(20, ge=0, lt=1000)
    one_year_severity: float = Field(0.4, gt=0, le=1)


def asked(inputs: Inputs, settings: ImplausibleMargin) -> ir.Table:
    """Last accounts with peers, `high`, `thin` and `answer`."""
    public = inputs.subject.select("enterprise", "consumer")
    rows = compared(inputs, "gross_share").inner_join(public, "enterprise")
    yearly = per_year(rows.turnover, rows.months)
    rows = rows.mutate(
        high=rows.consumer & (yearly >= settings.high_from * 100) & _above(rows, "gross_share"),
        thin=(yearly >= settings.thin_from * 100) & _thin(rows, "gross_share", settings),
    )
    return rows.mutate(answer=rows.high | rows.thin)


def _above(rows: ir.Table, measure: str) -> ir.BooleanValue:
    return rows[measure] > rows.p99


def _thin(rows: ir.Table, measure: str, settings: ImplausibleMargin) -> ir.BooleanValue:
    return (rows[measure] >= 0) & (rows[measure] <= settings.thin_permille) & (rows[measure] < rows.p5)


def hits(inputs: Inputs, settings: ImplausibleMargin) -> ir.Table:
    """The lower severity for one year, 1 for two years on the same side."""
    rows = asked(inputs, settings)
    rows = rows.filter(known(rows.answer))
    high = known(rows.high)
    twice = ibis.ifelse(high, _above(rows, "prior_gross_share"), _thin(rows, "prior_gross_share", settings))
    severity = ibis.ifelse(known(twice), 1.0, settings.one_year_severity)
    told = facts(
        margin=(rows.gross_share / 10).floor().cast("int64"), usual=(rows.p50 / 10).floor().cast("int64"),
        peers=rows.companies, group=rows.peer_group, closed=rows.end_date, years=ibis.ifelse(known(twice), 2, 1),
    )  # fmt: skip
    return hit_rows(rows, severity=severity, facts=told, since=rows.end_date)


def evidence(inputs: Inputs, settings: ImplausibleMargin, hits: ir.Table) -> ir.Table:
    """Margin and turnover of both years, and the activity that chose the peers."""
    rows = compared(inputs, "gross_share").semi_join(hits, "enterprise")
    shown = figures(rows, gross_margin="9900", turnover="70", prior_gross_margin="9900", prior_turnover="70")
    return ibis.union(shown, activity(rows, order=4))


def unknown(inputs: Inputs, settings: ImplausibleMargin) -> ir.Table:
    """No accounts, turnover or margin not disclosed, no activity or too few peers."""
    rows = asked(inputs, settings)
    return undecided_among_peers(
        inputs, rows, rows.answer, rubrics="70, 9900", disclosed=rows.gross_share.notnull()
    )


INDICATOR = Indicator(
    slug="marge_implausibel",
    family="financieel",
    settings=ImplausibleMargin,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=("nbb",),
    texts={
        "nl": Texts(
            name="Ongewone brutomarge tegenover sectorgenoten",
            fact="Brutomarge van {margin} % van de omzet (afgesloten op {closed}, aantal jaren: {years}); de middelste van {peers} vergelijkbare ondernemingen (NACE {group}) heeft {usual} %.",
            threshold="Publiekszaak vanaf {high_from} euro omzet boven het 99e percentiel; of een marge tot {thin_permille} duizendsten en onder het 5e percentiel vanaf {thin_from} euro omzet. Eén jaar telt voor {one_year_severity}.",
            innocent="Een eigen niche, andere opbrengsten in de brutomarge, of een aankoopcentrale die tegen kostprijs levert.",
            clears="Uitleg over prijzen en aankopen, of een jaarrekening met een gewone marge.",
        ),
        "fr": Texts(
            name="Marge brute inhabituelle dans le secteur",
            fact="Marge brute de {margin} % du chiffre d'affaires (clôture le {closed}, nombre d'années : {years}) ; la médiane de {peers} entreprises comparables (NACE {group}) est de {usual} %.",
            threshold="Commerce ouvert au public dès {high_from} euros de chiffre d'affaires au-dessus du 99e percentile ; ou marge de {thin_permille} millièmes au plus et sous le 5e percentile dès {thin_from} euros. Une seule année compte pour {one_year_severity}.",
            innocent="Une niche propre, d'autres produits dans la marge brute, ou une centrale d'achat qui livre à prix coûtant.",
            clears="Une explication des prix et des achats, ou des comptes à marge habituelle.",
        ),
        "en": Texts(
            name="Unusual gross margin in the sector",
            fact="Gross margin of {margin} % of turnover (closed on {closed}, years: {years}); the median of {peers} comparable companies (NACE {group}) is {usual} %.",
            threshold="A business open to the public from {high_from} euros of turnover above the 99th percentile; or a margin of {thin_permille} thousandths at most and below the 5th percentile from {thin_from} euros. One year alone counts for {one_year_severity}.",
            innocent="A niche of its own, other income within the gross margin, or a purchasing centre that delivers at cost.",
            clears="An account of prices and purchases, or accounts with a usual margin.",
        ),
    },
)
