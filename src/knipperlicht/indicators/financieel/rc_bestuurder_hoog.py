"""A large claim of the company on its directors or on who controls it.

Question: does rubric 9500 (amounts receivable from directors, managers and the persons who control the company) take
up a large part of all assets, does it grow, and is there little equity behind it? Where 9500 is left out, the other
receivables do not stand in for it: they only show how high it can be at most.
Source: NBB annual accounts, rubrics 9500, 20/58, 10/15 and the parts of 29/58.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.accounts import (
    at_most,
    euros,
    figures,
    known,
    last_accounts,
    more_than,
    percent,
    undecided,
)
from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, hit_rows


class ClaimOnDirectors(Settings):
    """Percents of total assets: a claim that counts, one that is very large, and equity that is thin."""

    large_percent: int = Field(30, gt=0, le=100)
    very_large_percent: int = Field(60, gt=0, le=100)
    thin_equity_percent: int = Field(10, ge=0, le=100)


def highest(rows: ir.Table) -> ir.IntegerValue:
    """The claim in cents, or, where it is left out, what receivables other than trade debts come to at most."""
    trade = ibis.coalesce(rows.trade_receivables, rows.receivables - rows.other_receivables)
    others = (rows.stock, trade, rows.investments, rows.cash, rows.accruals_assets)
    return ibis.coalesce(rows.director_claim, at_most(rows.current_assets, *others))


def large(rows: ir.Table, settings: ClaimOnDirectors) -> ir.BooleanValue:
    """Whether the claim is large; NULL where that is neither disclosed nor ruled out."""
    told = more_than(rows.director_claim, settings.large_percent, rows.total_assets)
    return told & more_than(highest(rows), settings.large_percent, rows.total_assets)


def hits(inputs: Inputs, settings: ClaimOnDirectors) -> ir.Table:
    """0.4, or 1 where the claim is very large, grew, and equity is thin or negative."""
    rows = last_accounts(inputs)
    rows = rows.filter(known(large(rows, settings)))
    grown = rows.director_claim > rows.prior_director_claim
    thin = rows.equity * 100 < rows.total_assets * settings.thin_equity_percent
    severe = more_than(rows.director_claim, settings.very_large_percent, rows.total_assets) & grown & thin
    told = facts(
        claim=euros(rows.director_claim), share=percent(rows.director_claim, rows.total_assets), closed=rows.end_date,
    )  # fmt: skip
    return hit_rows(rows, severity=ibis.ifelse(known(severe), 1.0, 0.4), facts=told, since=rows.end_date)


def evidence(inputs: Inputs, settings: ClaimOnDirectors, hits: ir.Table) -> ir.Table:
    """The claim of both years, total assets and equity."""
    rows = inputs.table("last_accounts").semi_join(hits, "enterprise")
    shown = {
        "director_claim": "9500",
        "prior_director_claim": "9500",
        "total_assets": "20/58",
        "equity": "10/15",
    }
    return figures(rows, **shown)


def unknown(inputs: Inputs, settings: ClaimOnDirectors) -> ir.Table:
    """No accounts, or accounts without rubric 9500 whose other receivables leave room for a large claim."""
    rows = last_accounts(inputs)
    return undecided(inputs, rows, large(rows, settings), rubrics="9500")


INDICATOR = Indicator(
    slug="rc_bestuurder_hoog",
    family="financieel",
    settings=ClaimOnDirectors,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=("nbb",),
    texts={
        "nl": Texts(
            name="Grote vordering op bestuurders of aandeelhouders",
            fact="Vordering op bestuurders of wie de vennootschap controleert: {claim} euro op {closed}, {share} % van het balanstotaal.",
            threshold="Boven {large_percent} % van het balanstotaal; volledig boven {very_large_percent} %, gestegen, en met een eigen vermogen onder {thin_equity_percent} %.",
            innocent="Een rekening-courant is in kleine vennootschappen gewoon, en een vordering op de moedervennootschap hoort bij een groep.",
            clears="Terugbetaling, of een nieuwe jaarrekening waarin de vordering kleiner is.",
        ),
        "fr": Texts(
            name="Créance importante sur les administrateurs ou actionnaires",
            fact="Créance sur les administrateurs ou sur qui contrôle la société : {claim} euros au {closed}, soit {share} % du total du bilan.",
            threshold="Au-delà de {large_percent} % du total du bilan ; plein au-delà de {very_large_percent} %, en hausse, et avec des fonds propres sous {thin_equity_percent} %.",
            innocent="Un compte courant est habituel dans les petites sociétés, et une créance sur la société mère relève d'un groupe.",
            clears="Un remboursement, ou de nouveaux comptes où la créance est plus petite.",
        ),
        "en": Texts(
            name="Large claim on directors or shareholders",
            fact="Claim on directors or on who controls the company: {claim} euros on {closed}, {share} % of total assets.",
            threshold="Above {large_percent} % of total assets; in full above {very_large_percent} %, grown, and with equity below {thin_equity_percent} %.",
            innocent="A current account is usual in small companies, and a claim on the parent company is part of a group.",
            clears="Repayment, or new accounts in which the claim is smaller.",
        ),
    },
)
