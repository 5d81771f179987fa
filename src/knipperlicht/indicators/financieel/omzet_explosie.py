"""Turnover that explodes in a young or hardly active company.

Question: did the turnover (70; purchases 60/61 where it is not disclosed in both years) of a company younger than three
years, or of one that hardly traded the year before, grow many times over and by a large amount within one year?
Both years are cut down to twelve months, so that a long year is no growth. Half as strong where the accounts were
audited or staff grew in step. A year before without turnover in the accounts is not taken for nought; a young company
that says it had none has only just started, which is no explosion.
Source: NBB annual accounts, rubrics 70, 60/61 and 9087 with the column of the preceding year. Idea: S39, S13.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.accounts import euros, figures, known, last_accounts, undecided
from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, hit_rows
from knipperlicht.warehouse.account_measures import per_year


class TurnoverExplosion(Settings):
    """Times and euros of growth that count and weigh in full; age in months on the closing day that is young.

    `asleep_below`: turnover (euros a year) below which an older company hardly traded. `mild`: factor where the accounts
    were audited or staff grew in step.
    """

    times: int = Field(5, ge=2)
    growth: int = Field(500_000, gt=0)
    high_times: int = Field(10, ge=2)
    high_growth: int = Field(2_000_000, gt=0)
    young_months: int = Field(36, gt=0)
    asleep_below: int = Field(25_000, gt=0)
    mild: float = Field(0.5, gt=0, le=1)


def asked(inputs: Inputs, settings: TurnoverExplosion) -> ir.Table:
    """Last accounts with `now`, `before` (cents), `rubric` and `answer`."""
    started = inputs.subject.select("enterprise", founded="start_date")
    rows = last_accounts(inputs).inner_join(started, "enterprise")
    both = rows.turnover.notnull() & rows.prior_turnover.notnull()
    rows = rows.mutate(
        rubric=ibis.ifelse(both, "70", "60/61"),
        now=per_year(ibis.ifelse(both, rows.turnover, rows.purchases), rows.months),
        before=ibis.ifelse(both, rows.prior_turnover, rows.prior_purchases).cast("float64"),
    )
    young = rows.founded > rows.end_date - ibis.interval(months=settings.young_months)
    grown = _grown(rows, settings.times, settings.growth)
    asleep = rows.before < settings.asleep_below * 100
    return rows.mutate(answer=grown & ((young & (rows.before > 0)) | asleep & ~young))


def _grown(rows: ir.Table, times: int, growth: int) -> ir.BooleanValue:
    return (rows.now >= rows.before * times) & (rows.now - rows.before >= growth * 100)


def hits(inputs: Inputs, settings: TurnoverExplosion) -> ir.Table:
    """0.6 or 1, milder where the accounts were audited or staff grew in step; dated on the closing day."""
    rows = asked(inputs, settings)
    rows = rows.filter(known(rows.answer))
    strong = _grown(rows, settings.high_times, settings.high_growth)
    step = known(rows.fte * rows.before * 2 >= rows.prior_fte * rows.now) & known(rows.prior_fte >= 1)
    calm = step | rows.auditor_opinion.notnull()
    severity = ibis.ifelse(strong, 1.0, 0.6) * ibis.ifelse(calm, settings.mild, 1.0)
    told = facts(
        now=_whole(rows.now), before=_whole(rows.before), rubric=rows.rubric, closed=rows.end_date,
        founded=rows.founded,
    )  # fmt: skip
    return hit_rows(rows, severity=severity, facts=told, since=rows.end_date)


def _whole(cents: ir.FloatingValue) -> ir.IntegerValue:
    return euros(cents.floor().cast("int64"))


def evidence(inputs: Inputs, settings: TurnoverExplosion, hits: ir.Table) -> ir.Table:
    """Turnover and purchases of both years."""
    rows = last_accounts(inputs).semi_join(hits, "enterprise")
    return figures(rows, turnover="70", prior_turnover="70", purchases="60/61", prior_purchases="60/61")


def unknown(inputs: Inputs, settings: TurnoverExplosion) -> ir.Table:
    """No accounts, or a turnover and purchases that are not disclosed for both years."""
    rows = asked(inputs, settings)
    return undecided(inputs, rows, rows.answer, rubrics="70 / 60/61")


INDICATOR = Indicator(
    slug="omzet_explosie",
    family="financieel",
    settings=TurnoverExplosion,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=("nbb",),
    texts={
        "nl": Texts(
            name="Omzetexplosie bij een jonge of herlevende vennootschap",
            fact="Rubriek {rubric} ging in één jaar van {before} naar {now} euro op jaarbasis (afgesloten op {closed}, gestart op {founded}).",
            threshold="Minstens {times} keer meer en {growth} euro erbij (zwaar: {high_times} keer en {high_growth} euro), bij een vennootschap jonger dan {young_months} maanden of met minder dan {asleep_below} euro in het jaar ervoor. Telt voor {mild} na een audit of als het personeel mee groeide.",
            innocent="Een snelle groeier, een eerste groot contract, of een overgenomen activiteit.",
            clears="Contracten of facturen die de groei verklaren, of een jaarrekening met een commissaris of met personeel dat mee groeide.",
        ),
        "fr": Texts(
            name="Explosion du chiffre d'affaires d'une société jeune ou ranimée",
            fact="La rubrique {rubric} est passée en un an de {before} à {now} euros sur base annuelle (clôture le {closed}, début le {founded}).",
            threshold="Au moins {times} fois plus et {growth} euros de plus (fort : {high_times} fois et {high_growth} euros), dans une société de moins de {young_months} mois ou sous {asleep_below} euros l'année précédente. Compte pour {mild} après un audit ou si le personnel a suivi.",
            innocent="Une croissance rapide, un premier grand contrat, ou une activité reprise.",
            clears="Des contrats ou factures qui expliquent la croissance, ou des comptes avec commissaire ou avec un personnel qui a suivi.",
        ),
        "en": Texts(
            name="Turnover explosion in a young or reviving company",
            fact="Rubric {rubric} went from {before} to {now} euros on a yearly basis within one year (closed on {closed}, started on {founded}).",
            threshold="At least {times} times more and {growth} euros more (high: {high_times} times and {high_growth} euros), in a company younger than {young_months} months or below {asleep_below} euros the year before. Counts for {mild} after an audit or where staff grew in step.",
            innocent="A fast grower, a first large contract, or a business taken over.",
            clears="Contracts or invoices that explain the growth, or accounts with an auditor or with staff that grew in step.",
        ),
    },
)
