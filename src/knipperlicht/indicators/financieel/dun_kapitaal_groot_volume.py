"""Hardly any contribution, large volume, in the first years.

Question: does a young company with limited liability, to which its shareholders contributed next to nothing (10/11),
already show a large turnover (70) or large short-term debts (42/48)? First years: accounts closed within three years
of its start; accounting years cannot be counted, since the first may be short or long and filings may be missing.
Source: NBB annual accounts, rubrics 10/11, 70, 42/48; KBO Open Data, enterprise.StartDate and JuridicalForm.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.accounts import CENTS, euros, figures, known, settled_accounts, undecided
from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, hit_rows
from knipperlicht.reference.legal_forms import legal_form_codes
from knipperlicht.warehouse.topics.accounts import RECENT


class ThinCapital(Settings):
    """Euros of contribution at most, euros of volume above which it counts, months from start to closing day."""

    contribution: int = Field(1_000, ge=0)
    volume: int = Field(500_000, gt=0)
    first_months: int = Field(36, gt=0)


def limited(inputs: Inputs) -> ir.Table:
    """Subjects with limited liability."""
    return inputs.subject.filter(lambda t: t.form.isin(legal_form_codes("capital_company")))


def young(inputs: Inputs, settings: ThinCapital) -> ir.Table:
    """Last accounts, closed in the first months, of companies with limited liability; with start_date as `founded`."""
    subject = limited(inputs)
    started = subject.select(founder=subject.enterprise, founded=subject.start_date)
    rows = settled_accounts(inputs)
    rows = rows.inner_join(started, rows.enterprise == started.founder).drop("founder")
    limit = rows.founded + ibis.interval(months=settings.first_months)
    return rows.filter(rows.end_date <= limit.cast("date"))


def thin(rows: ir.Table, settings: ThinCapital) -> ir.BooleanValue:
    """The question; NULL where what is disclosed does not settle it."""
    limit = settings.volume * CENTS
    large = (rows.turnover > limit) | (rows.short_debts > limit)
    return (rows.contribution <= settings.contribution * CENTS) & large


def hits(inputs: Inputs, settings: ThinCapital) -> ir.Table:
    """1."""
    rows = young(inputs, settings)
    rows = rows.filter(known(thin(rows, settings)))
    volume = ibis.greatest(rows.turnover.fill_null(0), rows.short_debts.fill_null(0))
    told = facts(
        contribution=euros(rows.contribution), volume=euros(volume), start=rows.founded, closed=rows.end_date,
    )  # fmt: skip
    return hit_rows(rows, severity=ibis.literal(1.0), facts=told, since=rows.end_date)


def evidence(inputs: Inputs, settings: ThinCapital, hits: ir.Table) -> ir.Table:
    """Contribution, turnover and short-term debts."""
    rows = inputs.table("last_accounts").semi_join(hits, "enterprise")
    return figures(rows, contribution="10/11", turnover="70", short_debts="42/48")


def unknown(inputs: Inputs, settings: ThinCapital) -> ir.Table:
    """Companies so young that the question arises: no accounts, or accounts that leave it open."""
    rows = young(inputs, settings)
    lacking = undecided(inputs, rows, thin(rows, settings), rubrics="10/11, 70, 42/48")
    since = inputs.ago(settings.first_months + RECENT)
    return lacking.semi_join(limited(inputs).filter(lambda t: t.start_date >= since), "enterprise")


INDICATOR = Indicator(
    slug="dun_kapitaal_groot_volume",
    family="financieel",
    settings=ThinCapital,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=("nbb",),
    texts={
        "nl": Texts(
            name="Minimale inbreng, groot volume",
            fact="Inbreng van {contribution} euro tegenover een omzet of kortlopende schulden van {volume} euro op {closed} (gestart op {start}).",
            threshold="Hoogstens {contribution} euro inbreng en meer dan {volume} euro omzet of schulden op hoogstens één jaar, in de eerste {first_months} maanden.",
            innocent="De wet vraagt voor een BV geen minimumkapitaal; een onderneming zonder investeringen heeft er weinig nodig.",
            clears="Een bijkomende inbreng, of het verstrijken van de eerste {first_months} maanden.",
        ),
        "fr": Texts(
            name="Apport minimal, grand volume",
            fact="Apport de {contribution} euros face à un chiffre d'affaires ou des dettes à court terme de {volume} euros au {closed} (début le {start}).",
            threshold="Apport de {contribution} euros au plus et plus de {volume} euros de chiffre d'affaires ou de dettes à un an au plus, dans les {first_months} premiers mois.",
            innocent="La loi ne demande pas de capital minimum pour une SRL ; une entreprise sans investissements en a peu besoin.",
            clears="Un apport supplémentaire, ou la fin des {first_months} premiers mois.",
        ),
        "en": Texts(
            name="Minimal contribution, large volume",
            fact="Contribution of {contribution} euros against a turnover or short-term debts of {volume} euros on {closed} (started on {start}).",
            threshold="At most {contribution} euros of contribution and more than {volume} euros of turnover or of debts within one year, in the first {first_months} months.",
            innocent="The law asks no minimum capital of a BV; a business without investments needs little.",
            clears="A further contribution, or the end of the first {first_months} months.",
        ),
    },
)
