"""Exceptionally large cash holdings, two years in a row.

Question: are current investments and cash (50/53, 54/58) a larger share of total assets (20/58) than in 97.5 % of
comparable companies, on both closing days, in a company with total assets above a floor on both?
Weak alone: prudent firms and companies between two investments look the same.
Source: NBB annual accounts, rubrics 50/53, 54/58 and 20/58 with the column of the preceding year. Idea: S31.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.accounts import figures, known
from knipperlicht.indicators.financieel._peers import activity, compared, undecided_among_peers
from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, hit_rows


class HighCash(Settings):
    """Total assets (euros) above which it is asked."""

    total_assets: int = Field(100_000, ge=0)


def asked(inputs: Inputs, settings: HighCash) -> ir.Table:
    """Last accounts with peers and `answer`."""
    rows = compared(inputs, "cash_share")
    floor = settings.total_assets * 100
    large = (rows.total_assets > floor) & (rows.prior_total_assets > floor)
    return rows.mutate(answer=large & (rows.cash_share > rows.p975) & (rows.prior_cash_share > rows.p975))


def hits(inputs: Inputs, settings: HighCash) -> ir.Table:
    """1 where both years lie above the limit of peers."""
    rows = asked(inputs, settings)
    rows = rows.filter(known(rows.answer))
    told = facts(
        share=_percent(rows.cash_share), before=_percent(rows.prior_cash_share), limit=_percent(rows.p975),
        peers=rows.companies, group=rows.peer_group, closed=rows.end_date,
    )  # fmt: skip
    return hit_rows(rows, severity=ibis.literal(1.0), facts=told, since=rows.end_date)


def _percent(permille: ir.IntegerValue) -> ir.IntegerValue:
    return (permille / 10).floor().cast("int64")


def evidence(inputs: Inputs, settings: HighCash, hits: ir.Table) -> ir.Table:
    """Cash, investments and total assets of both years, and the activity that chose the peers."""
    rows = compared(inputs, "cash_share").semi_join(hits, "enterprise")
    shown = figures(
        rows, cash="54/58", investments="50/53", total_assets="20/58", prior_cash="54/58", prior_investments="50/53",
        prior_total_assets="20/58",
    )  # fmt: skip
    return ibis.union(shown, activity(rows, order=6))


def unknown(inputs: Inputs, settings: HighCash) -> ir.Table:
    """No accounts, cash of either year not disclosed, no activity or too few peers."""
    rows = asked(inputs, settings)
    disclosed = rows.cash_share.notnull() & rows.prior_cash_share.notnull()
    return undecided_among_peers(inputs, rows, rows.answer, rubrics="54/58, 50/53", disclosed=disclosed)


INDICATOR = Indicator(
    slug="liquide_middelen_hoog",
    family="financieel",
    settings=HighCash,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=("nbb",),
    texts={
        "nl": Texts(
            name="Uitzonderlijk veel liquide middelen",
            fact="Geld en geldbeleggingen zijn {share} % van het balanstotaal (jaar ervoor {before} %, afgesloten op {closed}); van {peers} vergelijkbare ondernemingen (NACE {group}) blijft 97,5 % onder {limit} %.",
            threshold="Twee jaar boven het percentiel 97,5 van vergelijkbare ondernemingen, bij een balanstotaal boven {total_assets} euro.",
            innocent="Een voorzichtig beleid, een verkocht pand, of een vennootschap van een vrij beroep die spaart.",
            clears="Uitleg over de herkomst van de middelen, of een jaarrekening met een gewone verhouding.",
        ),
        "fr": Texts(
            name="Trésorerie exceptionnellement élevée",
            fact="La trésorerie et les placements font {share} % du total du bilan (année précédente {before} %, clôture le {closed}) ; sur {peers} entreprises comparables (NACE {group}), 97,5 % restent sous {limit} %.",
            threshold="Deux ans au-dessus du percentile 97,5 des entreprises comparables, avec un total du bilan supérieur à {total_assets} euros.",
            innocent="Une gestion prudente, un immeuble vendu, ou une société de profession libérale qui épargne.",
            clears="Une explication sur l'origine des moyens, ou des comptes au rapport habituel.",
        ),
        "en": Texts(
            name="Exceptionally large cash holdings",
            fact="Cash and investments are {share} % of total assets (year before {before} %, closed on {closed}); of {peers} comparable companies (NACE {group}) 97.5 % stay below {limit} %.",
            threshold="Two years above the 97.5th percentile of comparable companies, with total assets above {total_assets} euros.",
            innocent="A prudent policy, a building sold, or the company of a professional who saves.",
            clears="An account of where the means come from, or accounts with a usual proportion.",
        ),
    },
)
