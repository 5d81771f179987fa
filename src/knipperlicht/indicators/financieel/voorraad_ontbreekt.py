"""Trader in goods with almost no stock, two years in a row.

Question: does a company in wholesale or retail of goods that buys or sells much (60/61, else 70) have a stock (3) of
next to nothing on both closing days?
A stock that is left out counts only as far as the balance sheet proves it: current assets (29/58) less their other
parts are the most it can be. Agents and platforms hold no goods of their own and are not asked.
Source: NBB annual accounts, rubrics 3, 29/58 and its parts, 60/61 and 70; KBO main activity. Idea: S31.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.accounts import at_most, euros, figures, known
from knipperlicht.indicators.financieel._peers import activity, undecided_among_peers, with_activity
from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, hit_rows
from knipperlicht.warehouse.account_measures import per_year

GOODS = ("46", "47")
WITHOUT_STOCK = ("461", "479")
"""NACE 2025: agents in wholesale trade; intermediation for retail trade."""
OTHER_CURRENT = ("long_receivables", "receivables", "investments", "cash", "accruals_assets")


class NoStock(Settings):
    """Volume (euros a year) above which it is asked, and the thousandths of it below which there is almost no stock."""

    volume: int = Field(250_000, gt=0)
    stock_permille: int = Field(5, gt=0, lt=1000)


def asked(inputs: Inputs, settings: NoStock) -> ir.Table:
    """Last accounts with `volume`, `most` (the most that the stock can be, cents) and `answer`."""
    rows = with_activity(inputs)
    goods = rows.division.isin(GOODS) & ~ibis.or_(*(rows.main_nace.startswith(c) for c in WITHOUT_STOCK))
    goods = ibis.ifelse(rows.division.isnull(), ibis.null("boolean"), goods)
    rows = rows.mutate(
        volume=_volume(rows),
        most=_most(rows),
        before=_volume(rows, "prior_"),
        most_before=_most(rows, "prior_"),
    )
    now = _empty(rows.volume, rows.most, rows.stock, settings)
    return rows.mutate(answer=goods & now & _empty(rows.before, rows.most_before, rows.prior_stock, settings))


def _volume(rows: ir.Table, prefix: str = "") -> ir.FloatingValue:
    bought = ibis.coalesce(rows[f"{prefix}purchases"], rows[f"{prefix}turnover"])
    return per_year(bought, rows.months)


def _most(rows: ir.Table, prefix: str = "") -> ir.IntegerValue:
    rest = at_most(rows[f"{prefix}current_assets"], *(rows[prefix + name] for name in OTHER_CURRENT))
    return ibis.coalesce(rows[f"{prefix}stock"], rest)


def _empty(
    volume: ir.FloatingValue, most: ir.IntegerValue, stock: ir.IntegerValue, settings: NoStock
) -> ir.BooleanValue:
    """True or false where the figures settle it: room for a stock that is left out settles nothing."""
    small = most * 1000 < volume * settings.stock_permille
    sure = ibis.ifelse(small | stock.notnull(), small, ibis.null("boolean"))
    return (volume > settings.volume * 100) & sure


def hits(inputs: Inputs, settings: NoStock) -> ir.Table:
    """1 where both years show it."""
    rows = asked(inputs, settings)
    rows = rows.filter(known(rows.answer))
    told = facts(
        stock=euros(rows.most), volume=euros(rows.volume.floor().cast("int64")), closed=rows.end_date,
        rubric=ibis.ifelse(rows.purchases.notnull(), "60/61", "70"), activity=rows.main_nace,
    )  # fmt: skip
    return hit_rows(rows, severity=ibis.literal(1.0), facts=told, since=rows.end_date)


def evidence(inputs: Inputs, settings: NoStock, hits: ir.Table) -> ir.Table:
    """Volume, stock and current assets of both years, and the activity."""
    rows = with_activity(inputs).semi_join(hits, "enterprise")
    shown = figures(
        rows, purchases="60/61", turnover="70", stock="3", current_assets="29/58", receivables="40/41", cash="54/58",
        prior_purchases="60/61", prior_turnover="70", prior_stock="3", prior_current_assets="29/58",
    )  # fmt: skip
    return ibis.union(shown, activity(rows, order=10))


def unknown(inputs: Inputs, settings: NoStock) -> ir.Table:
    """No accounts, volume or stock not disclosed for both years, or no activity."""
    rows = asked(inputs, settings)
    return undecided_among_peers(inputs, rows, rows.answer, rubrics="60/61 / 70, 3")


INDICATOR = Indicator(
    slug="voorraad_ontbreekt",
    family="financieel",
    settings=NoStock,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=("nbb",),
    texts={
        "nl": Texts(
            name="Handelszaak (bijna) zonder voorraad",
            fact="Voorraad van hoogstens {stock} euro bij {volume} euro op jaarbasis in rubriek {rubric} (hoofdactiviteit {activity}, afgesloten op {closed}), twee jaar op rij.",
            threshold="Handel in goederen boven {volume} euro per jaar, met een voorraad onder {stock_permille} duizendsten daarvan, twee jaar op rij.",
            innocent="Levering rechtstreeks van de leverancier, verkoop in consignatie, of diensten onder een handelscode.",
            clears="Uitleg over de leveringen, een juiste hoofdactiviteit, of een jaarrekening met voorraad.",
        ),
        "fr": Texts(
            name="Commerce de biens (presque) sans stock",
            fact="Stock de {stock} euros au plus pour {volume} euros sur base annuelle en rubrique {rubric} (activité principale {activity}, clôture le {closed}), deux ans de suite.",
            threshold="Commerce de biens au-dessus de {volume} euros par an, avec un stock sous {stock_permille} millièmes de ce montant, deux ans de suite.",
            innocent="Une livraison directe par le fournisseur, une vente en consignation, ou des services sous un code de commerce.",
            clears="Une explication des livraisons, une activité principale exacte, ou des comptes avec un stock.",
        ),
        "en": Texts(
            name="Trader in goods with almost no stock",
            fact="Stock of {stock} euros at most on {volume} euros a year in rubric {rubric} (main activity {activity}, closed on {closed}), two years in a row.",
            threshold="Trade in goods above {volume} euros a year, with a stock below {stock_permille} thousandths of it, two years in a row.",
            innocent="Goods sent straight from the supplier, sale on consignment, or services under a code of trade.",
            clears="An account of the deliveries, a correct main activity, or accounts with a stock.",
        ),
    },
)
