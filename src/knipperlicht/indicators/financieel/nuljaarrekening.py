"""Accounts in which nothing happened.

Question: do the last accounts show no turnover or margin (70, 9900), purchases (60/61), staff (62) and operating
result (9901), and next to no assets (20/58)? A sign of dormancy only. Filers leave out what is nought, so that nothing
happened must also show: from margin and operating result given as nought, or from equity that did not move by a cent.
Source: NBB annual accounts, rubrics 70, 9900, 60/61, 62, 9901, 20/58 and 10/15 of two years.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.accounts import (
    CENTS,
    euros,
    figures,
    known,
    last_accounts,
    undecided,
)
from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, hit_rows

FLOWS = ("turnover", "gross_margin", "purchases", "staff_cost", "operating_result")


class NilAccounts(Settings):
    """Euros of total assets below which it counts."""

    assets: int = Field(5_000, gt=0)


def nil(
    rows: ir.Table, settings: NilAccounts, *, prefix: str = "", before: str = "prior_equity"
) -> ir.BooleanValue:
    """The question for the year of the columns with this prefix; `before`: the column with equity a year earlier."""
    answer = rows[f"{prefix}total_assets"] < settings.assets * CENTS
    for flow in FLOWS:
        answer = answer & (rows[f"{prefix}{flow}"].fill_null(0) == 0)
    margin = (rows[f"{prefix}gross_margin"] == 0) | (rows[f"{prefix}turnover"] == 0)
    said = margin & (rows[f"{prefix}operating_result"] == 0)
    unmoved = rows[f"{prefix}equity"] == rows[before]
    return answer & (known(said) | known(unmoved) | ibis.null("boolean"))


def nil_rows(inputs: Inputs, settings: NilAccounts) -> ir.Table:
    """Last accounts that are nil, with older_equity: that of the year before the preceding one, in cents."""
    rows = last_accounts(inputs)
    rows = rows.filter(known(nil(rows, settings)))
    accounts = inputs.table("accounts")
    accounts = accounts.filter(accounts["rank"] == 2).semi_join(rows, "enterprise")
    older = accounts.select(
        older=accounts.enterprise, older_end=accounts.end_date, older_equity=accounts.prior_equity
    )
    touches = older.older_end + ibis.interval(days=1) == rows.start_date
    return rows.left_join(older, (rows.enterprise == older.older) & touches).drop("older")


def hits(inputs: Inputs, settings: NilAccounts) -> ir.Table:
    """0.4 for one year, 1 for two in a row."""
    rows = nil_rows(inputs, settings)
    twice = known(nil(rows, settings, prefix="prior_", before="older_equity"))
    told = facts(assets=euros(rows.total_assets), closed=rows.end_date, years=ibis.ifelse(twice, 2, 1))
    return hit_rows(rows, severity=ibis.ifelse(twice, 1.0, 0.4), facts=told, since=rows.end_date)


def evidence(inputs: Inputs, settings: NilAccounts, hits: ir.Table) -> ir.Table:
    """Total assets, operating result and equity of both years, as far as disclosed."""
    rows = inputs.table("last_accounts").semi_join(hits, "enterprise")
    return figures(
        rows, total_assets="20/58", prior_total_assets="20/58", gross_margin="9900", operating_result="9901",
        equity="10/15", prior_equity="10/15",
    )  # fmt: skip


def unknown(inputs: Inputs, settings: NilAccounts) -> ir.Table:
    """No accounts, or small accounts that show neither that something happened nor that nothing did."""
    rows = last_accounts(inputs)
    return undecided(inputs, rows, nil(rows, settings), rubrics="9900, 9901")


INDICATOR = Indicator(
    slug="nuljaarrekening",
    family="financieel",
    settings=NilAccounts,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=("nbb",),
    texts={
        "nl": Texts(
            name="Nuljaarrekening",
            fact="Geen omzet, aankopen, personeel of bedrijfsresultaat en een balanstotaal van {assets} euro op {closed} (aantal jaren op rij: {years}).",
            threshold="Alles nul en minder dan {assets} euro balanstotaal; volledig bij twee jaren op rij.",
            innocent="Een vennootschap die nog moet starten of die haar activiteit afbouwt.",
            clears="Een jaarrekening waaruit activiteit blijkt, of een regelmatige vereffening.",
        ),
        "fr": Texts(
            name="Comptes annuels à zéro",
            fact="Ni chiffre d'affaires, ni achats, ni personnel, ni résultat d'exploitation, et un total du bilan de {assets} euros au {closed} (nombre d'années de suite : {years}).",
            threshold="Tout à zéro et moins de {assets} euros au bilan ; plein deux années de suite.",
            innocent="Une société qui doit encore démarrer ou qui met fin à son activité.",
            clears="Des comptes qui montrent une activité, ou une liquidation régulière.",
        ),
        "en": Texts(
            name="Nil accounts",
            fact="No turnover, purchases, staff or operating result, and total assets of {assets} euros on {closed} (years in a row: {years}).",
            threshold="All nought and less than {assets} euros of total assets; in full for two years in a row.",
            innocent="A company that has yet to start, or that is closing down.",
            clears="Accounts that show activity, or a regular winding-up.",
        ),
    },
)
