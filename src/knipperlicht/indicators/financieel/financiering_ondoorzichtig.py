"""Large investment financed by debts other than to banks and suppliers.

Question: did fixed assets grow by a lot within a year while no bank lends to the company, and are most of its debts
other loans (174/0, 439) or other debts (47/48), of which the accounts do not say to whom? Asked in every integrity
investigation: where does the money come from? No bank debt must be disclosed, or follow from the totals.
Source: NBB annual accounts, rubrics 17/49 with its parts, and 21/28 of both years.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.accounts import (
    CENTS,
    at_most,
    disclosed,
    euros,
    figures,
    known,
    more_than,
    percent,
    settled_accounts,
    undecided,
)
from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, hit_rows


class OpaqueFinancing(Settings):
    """Percent of the debts, and growth of fixed assets in euros, above which it counts."""

    share_percent: int = Field(60, gt=0, le=100)
    invested: int = Field(100_000, ge=0)


def with_parts(inputs: Inputs) -> ir.Table:
    """Last accounts with, in cents: other (disclosed), other_most, bank (NULL if not known), invested."""
    rows = settled_accounts(inputs)
    banks = (rows.bank_long, rows.bank_short)
    return rows.mutate(
        other=disclosed(rows.other_loans, rows.other_financial, rows.other_debts),
        other_most=at_most(rows.debts, *banks, rows.trade_debts, rows.tax_social, rows.accruals_liabilities),
        lent=known((rows.bank_long > 0) | (rows.bank_short > 0)),
        bank=rows.bank_long + rows.bank_short,
        grown=rows.fixed_assets - rows.prior_fixed_assets,
    )


def opaque(rows: ir.Table, settings: OpaqueFinancing) -> ir.BooleanValue:
    """The whole question over `with_parts`; NULL where what is disclosed does not settle it."""
    share = more_than(rows.other, settings.share_percent, rows.debts)
    possible = more_than(rows.other_most, settings.share_percent, rows.debts)
    mostly_other = share | (possible & ibis.null("boolean"))
    return mostly_other & (rows.grown > settings.invested * CENTS) & ~rows.lent & (rows.bank == 0)


def hits(inputs: Inputs, settings: OpaqueFinancing) -> ir.Table:
    """1 where all of it is certain."""
    rows = with_parts(inputs)
    rows = rows.filter(known(opaque(rows, settings)))
    told = facts(
        other=euros(rows.other), share=percent(rows.other, rows.debts), invested=euros(rows.grown),
        closed=rows.end_date,
    )  # fmt: skip
    return hit_rows(rows, severity=ibis.literal(1.0), facts=told, since=rows.end_date)


def evidence(inputs: Inputs, settings: OpaqueFinancing, hits: ir.Table) -> ir.Table:
    """The debts, their parts, and fixed assets of both years."""
    rows = inputs.table("last_accounts").semi_join(hits, "enterprise")
    return figures(
        rows, debts="17/49", other_loans="174/0", other_financial="439", other_debts="47/48", bank_long="172/3",
        bank_short="430/8", fixed_assets="21/28", prior_fixed_assets="21/28",
    )  # fmt: skip


def unknown(inputs: Inputs, settings: OpaqueFinancing) -> ir.Table:
    """No accounts, or accounts that leave the question open."""
    rows = with_parts(inputs)
    return undecided(inputs, rows, opaque(rows, settings), rubrics="17/49, 21/28")


INDICATOR = Indicator(
    slug="financiering_ondoorzichtig",
    family="financieel",
    settings=OpaqueFinancing,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=("nbb",),
    texts={
        "nl": Texts(
            name="Financiering waarvan de herkomst niet blijkt",
            fact="Andere leningen en schulden van {other} euro op {closed}, {share} % van de schulden, zonder bankschuld; de vaste activa stegen met {invested} euro.",
            threshold="Boven {share_percent} % van de schulden, geen bankschuld, en meer dan {invested} euro toename van de vaste activa in een jaar.",
            innocent="Een lening van familie, van de zaakvoerder of van een verbonden vennootschap.",
            clears="Stukken over de herkomst van het geld: een leningsovereenkomst, de betalingen.",
        ),
        "fr": Texts(
            name="Financement dont l'origine n'apparaît pas",
            fact="Autres emprunts et dettes de {other} euros au {closed}, soit {share} % des dettes, sans dette bancaire ; les actifs immobilisés ont augmenté de {invested} euros.",
            threshold="Au-delà de {share_percent} % des dettes, sans dette bancaire, et plus de {invested} euros de hausse des actifs immobilisés en un an.",
            innocent="Un prêt de la famille, du gérant ou d'une société liée.",
            clears="Des pièces sur l'origine des fonds : un contrat de prêt, les paiements.",
        ),
        "en": Texts(
            name="Financing whose origin does not show",
            fact="Other loans and debts of {other} euros on {closed}, {share} % of the debts, without bank debt; fixed assets grew by {invested} euros.",
            threshold="Above {share_percent} % of the debts, no bank debt, and fixed assets that grew by more than {invested} euros in a year.",
            innocent="A loan from family, from the manager or from a related company.",
            clears="Documents on the origin of the money: a loan agreement, the payments.",
        ),
    },
)
