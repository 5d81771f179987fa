"""Explosive growth of establishments: many new establishment units against what was there before.

Question: did the number of establishments multiply within a year? New: standing units that started in the
window. Before: units that started earlier and stood for some part of the window; at least 1 is assumed.
Source: KBO Open Data, establishment, with our own history for units that closed meanwhile.

The definition has a second half, equity (NBB rubric 10/15) below 25,000 euro. No accounts are read yet, so a
hit has `severity_without_accounts` (0.5, not 1) and says nothing about the company's means.
Two things make the count meaningless, and are then not computable: a company that itself started within
the window has no earlier stock, and with less history than the window units that were only renumbered (the
old one closed, a new one opened) would look new.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.framework import (
    Indicator,
    Inputs,
    Settings,
    Texts,
    evidence_rows,
    facts,
    first_rows,
    hit_rows,
)  # fmt: skip


class EstablishmentGrowth(Settings):
    """New units needed, times the earlier stock, the window, and the severity while equity is unknown."""

    min_new: int = Field(5, ge=2)
    times_before: int = Field(3, ge=1)
    window_months: int = Field(12, ge=1)
    severity_without_accounts: float = Field(0.5, gt=0, le=1)


def hits(inputs: Inputs, settings: EstablishmentGrowth) -> ir.Table:
    """The severity of the half that is computed; dated by the newest unit."""
    rows = _grown(inputs, settings)
    rows = rows.filter(rows.start_date <= inputs.ago(settings.window_months))
    if _too_short(inputs, settings):
        rows = rows.limit(0)
    return hit_rows(
        rows, severity=ibis.literal(settings.severity_without_accounts), since=rows["last"],
        facts=facts(new=rows.n_new, before=rows.n_before, first=rows["first"], last=rows["last"]),
    )  # fmt: skip


def evidence(inputs: Inputs, settings: EstablishmentGrowth, hits: ir.Table) -> ir.Table:
    """The start days of the new units."""
    rows = _new_units(inputs, settings).semi_join(hits, "enterprise")
    return first_rows(
        evidence_rows(
            rows, table="establishment", field="StartDate", key=rows.establishment, value=rows.start_date,
            valid_from=rows.valid_from,
        )
    )  # fmt: skip


def unknown(inputs: Inputs, settings: EstablishmentGrowth) -> ir.Table:
    """Companies with enough new units whose earlier stock cannot be known."""
    rows = _grown(inputs, settings)
    if _too_short(inputs, settings):
        reason = f"history_too_short:{inputs.months_held}:{settings.window_months}"
        return rows.select("enterprise", reason=ibis.literal(reason))
    young = rows.start_date.isnull() | (rows.start_date > inputs.ago(settings.window_months))
    return rows.filter(young).select("enterprise", reason=ibis.literal("no_earlier_stock"))


def _too_short(inputs: Inputs, settings: EstablishmentGrowth) -> bool:
    return inputs.months_held < settings.window_months


def _new_units(inputs: Inputs, settings: EstablishmentGrowth) -> ir.Table:
    """Standing units that started in the window."""
    begin, today = inputs.ago(settings.window_months), inputs.today
    return inputs.table("establishment").filter(lambda t: (t.start_date > begin) & (t.start_date <= today))


def _grown(inputs: Inputs, settings: EstablishmentGrowth) -> ir.Table:
    """Subjects over both thresholds: enterprise, start_date, n_new, n_before, first, last."""
    begin = inputs.ago(settings.window_months)
    new = _new_units(inputs, settings)
    many = new.group_by("enterprise").agg(
        n_new=new.count(), first=new.start_date.min(), last=new.start_date.max()
    )
    many = many.filter(many.n_new >= settings.min_new)
    standing = inputs.table("establishment").filter(lambda t: t.start_date <= begin)
    closed = inputs.table("establishment_past").filter(
        lambda t: (t.start_date <= begin) & (t.valid_to > begin)
    )
    older = ibis.union(
        standing.select("enterprise", "establishment"), closed.select("enterprise", "establishment")
    )
    older = older.semi_join(many, "enterprise")
    before = older.group_by(owner="enterprise").agg(n_before=older.establishment.nunique())
    rows = inputs.subject.select("enterprise", "start_date").inner_join(many, "enterprise")
    rows = rows.left_join(before, rows.enterprise == before.owner).drop("owner")
    rows = rows.mutate(n_before=rows.n_before.fill_null(0))
    return rows.filter(rows.n_new >= ibis.greatest(rows.n_before, 1) * settings.times_before)


INDICATOR = Indicator(
    slug="vestigingen_explosie",
    family="activiteit",
    settings=EstablishmentGrowth,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    texts={
        "nl": Texts(
            name="Explosieve groei van vestigingen",
            fact="Tussen {first} en {last} kwamen er {new} vestigingen bij; daarvoor waren er {before}. Het eigen vermogen is niet nagekeken.",
            threshold="Vanaf {min_new} nieuwe vestigingen in {window_months} maanden en minstens {times_before} keer het vorige aantal.",
            innocent="Een winkelketen of franchise die uitrolt, of een overgenomen keten.",
            clears="Tonen hoe de groei wordt gefinancierd; of tijd: na {window_months} maanden tellen de vestigingen niet meer als nieuw.",
        ),
        "fr": Texts(
            name="Multiplication des établissements",
            fact="Entre le {first} et le {last}, {new} établissements se sont ajoutés ; il y en avait {before} auparavant. Les fonds propres n'ont pas été vérifiés.",
            threshold="Dès {min_new} nouveaux établissements en {window_months} mois et au moins {times_before} fois le nombre précédent.",
            innocent="Une chaîne ou une franchise en déploiement, ou une chaîne reprise.",
            clears="Montrer le financement de la croissance ; ou le temps : après {window_months} mois, les établissements ne sont plus nouveaux.",
        ),
        "en": Texts(
            name="Explosive growth in establishments",
            fact="Between {first} and {last} {new} establishments were added; there were {before} before. Equity was not looked at.",
            threshold="From {min_new} new establishments in {window_months} months and at least {times_before} times the earlier number.",
            innocent="A retail chain or franchise rolling out, or a chain taken over.",
            clears="Showing how the growth is paid for; or time: after {window_months} months the establishments are no longer new.",
        ),
    },
)
