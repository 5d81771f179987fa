"""Assets emptied while the debts stay, in a company with a sign of distress.

Question: did tangible assets, stock and claims (22/27, 3, 40/41) drop by most of their value within one year while the
short-term debts (42/48) did not fall with them, and is there a sign of distress: negative equity, overdue tax or social
debts, bankruptcy, judicial dissolution or reorganisation?
What the accounts leave out is taken against a hit: at most what total assets leave room for now, nought the year before.
A voluntary liquidation sells its assets, that is its purpose; so does a merger or transfer announced in the gazette.
Source: NBB annual accounts; KBO legal situation; Belgisch Staatsblad where it is there. Idea: S38.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.accounts import (
    at_most,
    disclosed,
    euros,
    figures,
    known,
    last_accounts,
    percent,
    undecided,
)  # fmt: skip
from knipperlicht.indicators.failures import FAILED
from knipperlicht.indicators.framework import (
    Indicator,
    Inputs,
    Settings,
    Texts,
    evidence_rows,
    facts,
    hit_rows,
)  # fmt: skip
from knipperlicht.reference.situations import situation_codes

DISTRESS = (*FAILED, *situation_codes("reorganisation"))
LIQUIDATION = situation_codes("voluntary_liquidation", "merger_or_split")
OTHERS = ("intangible", "financial_fixed", "long_receivables", "investments", "cash", "accruals_assets")


class EmptiedAssets(Settings):
    """Percent of the drop, percent by which debts may fall, euros of assets before and of debts now, months around."""

    drop_percent: int = Field(70, gt=0, lt=100)
    debts_percent: int = Field(30, ge=0, lt=100)
    assets: int = Field(50_000, gt=0)
    debts: int = Field(25_000, gt=0)
    restructuring_months: int = Field(12, ge=0)


def asked(inputs: Inputs, settings: EmptiedAssets) -> ir.Table:
    """Last accounts with `now`, `before` (cents), `situation` and `answer`."""
    state = inputs.subject.select("enterprise", situation="juridical_situation")
    rows = last_accounts(inputs).inner_join(state, "enterprise")
    room = at_most(rows.total_assets, *(rows[name] for name in OTHERS))
    now = ibis.coalesce(rows.tangible + rows.stock + rows.receivables, room)
    before = disclosed(rows.prior_tangible, rows.prior_stock, rows.prior_receivables)
    emptied = (before >= settings.assets * 100) & (now * 100 < before * (100 - settings.drop_percent))
    owed = (rows.short_debts >= settings.debts * 100) & (
        rows.short_debts * 100 >= rows.prior_short_debts * (100 - settings.debts_percent)
    )
    overdue = known((rows.overdue_tax > 0) | (rows.overdue_social > 0))
    distress = (rows.equity < 0) | overdue | rows.situation.isin(DISTRESS).fill_null(False)
    answer = emptied & owed & distress & rows.situation.notin(LIQUIDATION).fill_null(True)
    rows = rows.mutate(now=now, before=before, answer=answer)
    return rows.mutate(answer=rows.answer & ~_restructured(inputs, rows, settings))


def _restructured(inputs: Inputs, rows: ir.Table, settings: EmptiedAssets) -> ir.BooleanValue:
    """Whether the gazette announced a merger, split or transfer around the year; false without the gazette."""
    if "staatsblad" not in inputs.sources:
        return ibis.literal(False)
    acts = inputs.table("gazette_act").filter(lambda t: t.act == "restructuring")
    around = ibis.interval(months=settings.restructuring_months)
    closing = rows.filter(known(rows.answer)).select("enterprise", "end_date")
    met = acts.inner_join(closing, "enterprise")
    met = met.filter(
        (met.day <= met.end_date + around) & (met.day > met.end_date - ibis.interval(months=12) - around)
    )
    return rows.enterprise.isin(met.enterprise)


def hits(inputs: Inputs, settings: EmptiedAssets) -> ir.Table:
    """1; dated on the closing day."""
    rows = asked(inputs, settings)
    rows = rows.filter(known(rows.answer))
    told = facts(
        now=euros(rows.now), before=euros(rows.before), drop=percent(rows.before - rows.now, rows.before),
        debts=euros(rows.short_debts), closed=rows.end_date,
    )  # fmt: skip
    return hit_rows(rows, severity=ibis.literal(1.0), facts=told, since=rows.end_date)


def evidence(inputs: Inputs, settings: EmptiedAssets, hits: ir.Table) -> ir.Table:
    """Assets and short-term debts of both years, equity, and the legal situation."""
    rows = last_accounts(inputs).semi_join(hits, "enterprise")
    shown = figures(
        rows, tangible="22/27", prior_tangible="22/27", stock="3", prior_stock="3", receivables="40/41",
        prior_receivables="40/41", short_debts="42/48", prior_short_debts="42/48", equity="10/15",
    )  # fmt: skip
    state = inputs.subject.semi_join(hits, "enterprise")
    return ibis.union(shown, evidence_rows(
        state, table="enterprise", field="JuridicalSituation", key=state.enterprise, value=state.juridical_situation,
        valid_from=state.valid_from, order=9,
    ))  # fmt: skip


def unknown(inputs: Inputs, settings: EmptiedAssets) -> ir.Table:
    """No accounts, or assets or debts that are not disclosed."""
    rows = asked(inputs, settings)
    return undecided(inputs, rows, rows.answer, rubrics="22/27, 3, 40/41, 42/48")


INDICATOR = Indicator(
    slug="activa_leeggehaald",
    family="financieel",
    settings=EmptiedAssets,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=("nbb",),
    texts={
        "nl": Texts(
            name="Activa sterk gedaald bij gelijke schulden",
            fact="Materiële activa, voorraad en vorderingen gingen in één jaar van {before} naar hoogstens {now} euro (min {drop} %), met {debts} euro schulden op korte termijn (afgesloten op {closed}).",
            threshold="Een daling van meer dan {drop_percent} % van minstens {assets} euro, terwijl de schulden op korte termijn (minstens {debts} euro) niet meer dan {debts_percent} % daalden, en een teken van moeilijkheden.",
            innocent="De verkoop van een bedrijfstak, een gebouw of materieel aan een ander, of een groot verlies na een afgesloten project.",
            clears="De verkoopakte of facturen van de verkochte activa, of schulden die daarmee betaald zijn.",
        ),
        "fr": Texts(
            name="Actifs en forte baisse à dettes égales",
            fact="Les immobilisations corporelles, stocks et créances sont passés en un an de {before} à {now} euros au plus (moins {drop} %), avec {debts} euros de dettes à court terme (clôture le {closed}).",
            threshold="Une baisse de plus de {drop_percent} % d'au moins {assets} euros, alors que les dettes à court terme (au moins {debts} euros) n'ont pas baissé de plus de {debts_percent} %, et un signe de difficulté.",
            innocent="La vente d'une branche d'activité, d'un immeuble ou de matériel, ou une lourde perte après un projet terminé.",
            clears="L'acte de vente ou les factures des actifs vendus, ou des dettes payées avec leur produit.",
        ),
        "en": Texts(
            name="Assets down sharply, debts unchanged",
            fact="Tangible assets, stock and claims went from {before} to {now} euros at most within one year (down {drop} %), with {debts} euros of short-term debts (closed on {closed}).",
            threshold="A drop of more than {drop_percent} % of at least {assets} euros, while short-term debts (at least {debts} euros) did not fall by more than {debts_percent} %, and a sign of distress.",
            innocent="The sale of a line of business, a building or equipment, or a heavy loss after a finished project.",
            clears="The deed of sale or invoices of what was sold, or debts paid with it.",
        ),
    },
)
