"""Chronically late: most of the last deposits came when a surcharge was already due.

Question: of the last five closing days that were deposited, how many came in or after the ninth month after closing,
where the surcharge begins (art. 3:13 WVV), and was one later than thirteen months? The first deposit of a closing day
counts, not a later correction. Years that closed while terms were lengthened by law are left out (`filing_rules.yml`).
Source: NBB reference lists, DepositDate and ExerciseDates.
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
from knipperlicht.reference.filing_rules import filing_rules


class ChronicallyLate(Settings):
    """How many deposits are looked at, at least and at most, closed how long ago, and what is late."""

    filings: int = Field(5, ge=3)
    least_filings: int = Field(3, ge=3)
    window_months: int = Field(72, ge=36)
    late_months: int = Field(8, ge=8)
    very_late_months: int = Field(13, ge=9)
    percent: int = Field(60, ge=50, le=100)


def deposits(inputs: Inputs, settings: ChronicallyLate) -> ir.Table:
    """enterprise, end_date, first_deposit_date, late, very_late of the deposits that count."""
    years = inputs.table("accounting_year")
    years = years.filter(
        years["rank"] <= settings.filings, years.end_date > inputs.ago(settings.window_months)
    )
    for period in filing_rules().lengthened:
        years = years.filter(
            ~years.end_date.between(ibis.literal(period.since, "date"), ibis.literal(period.until, "date"))
        )
    after = years.end_date + ibis.interval(days=1)
    return years.select(
        "enterprise", "end_date", "first_deposit_date",
        late=years.first_deposit_date >= after + ibis.interval(months=settings.late_months),
        very_late=years.first_deposit_date >= after + ibis.interval(months=settings.very_late_months),
    )  # fmt: skip


def counted(inputs: Inputs, settings: ChronicallyLate) -> ir.Table:
    """Per enterprise that must deposit: n, late, very_late, and the day of the last late deposit."""
    rows = deposits(inputs, settings)
    each = rows.group_by("enterprise").agg(
        n=rows.count(), late=rows.late.cast("int64").sum(), very_late=rows.very_late.cast("int64").sum(),
        last=rows.first_deposit_date.max(where=rows.late),
    )  # fmt: skip
    duty = inputs.table("filing_duty")
    return each.semi_join(duty.filter(duty.duty == "yes"), "enterprise")


def hits(inputs: Inputs, settings: ChronicallyLate) -> ir.Table:
    """0.5; 1 where one of them was very late."""
    each = counted(inputs, settings)
    each = each.filter(each.n >= settings.least_filings, each.late * 100 >= each.n * settings.percent)
    told = facts(late=each.late, filings=each.n, last=each["last"])
    return hit_rows(each, severity=ibis.ifelse(each.very_late > 0, 1.0, 0.5), facts=told, since=each["last"])


def evidence(inputs: Inputs, settings: ChronicallyLate, hits: ir.Table) -> ir.Table:
    """Closing day and day of the deposit, of the late ones."""
    rows = deposits(inputs, settings).semi_join(hits, "enterprise")
    rows = rows.filter(rows.late)
    value = rows.end_date.cast("string") + " → " + rows.first_deposit_date.cast("string")
    return first_rows(
        evidence_rows(
            rows, table="nbb_reference", field="ExerciseDates.endDate → DepositDate", key=rows.enterprise,
            value=value, valid_from=rows.first_deposit_date,
        )
    )  # fmt: skip


def unknown(inputs: Inputs, settings: ChronicallyLate) -> ir.Table:
    """Too few deposits to see a habit, or a duty that is not certain."""
    duty = inputs.table("filing_duty")
    enough = counted(inputs, settings).filter(lambda t: t.n >= settings.least_filings)
    few = ibis.literal(f"too_few_filings:{settings.least_filings}")
    lacking = duty.filter(duty.duty != "no").anti_join(enough, "enterprise")
    return lacking.select("enterprise", reason=lacking.reason.fill_null(few))


INDICATOR = Indicator(
    slug="chronisch_laat",
    family="neerlegging",
    settings=ChronicallyLate,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=("nbb",),
    texts={
        "nl": Texts(
            name="Chronisch laattijdige neerlegging",
            fact="{late} van de laatste {filings} jaarrekeningen laattijdig neergelegd, het laatst op {last}.",
            threshold="Minstens {percent} % meer dan {late_months} maanden na het einde van het boekjaar (daar begint de tarieftoeslag); het zwaarst als er ook een meer dan {very_late_months} maanden later kwam.",
            innocent="Vaak een gewoonte of een tekort aan mensen bij het boekhoudkantoor.",
            clears="Neerleggingen op tijd in de volgende jaren.",
        ),
        "fr": Texts(
            name="Dépôts régulièrement tardifs",
            fact="{late} des {filings} derniers comptes annuels déposés en retard, la dernière fois le {last}.",
            threshold="Au moins {percent} % plus de {late_months} mois après la fin de l'exercice (là commence le supplément de tarif) ; le plus lourd si l'un est aussi venu plus de {very_late_months} mois après.",
            innocent="Souvent une habitude ou un manque de personnel au bureau comptable.",
            clears="Des dépôts à temps les années suivantes.",
        ),
        "en": Texts(
            name="Chronically late deposits",
            fact="{late} of the last {filings} accounts were deposited late, the last time on {last}.",
            threshold="At least {percent} % more than {late_months} months after the end of the year (where the surcharge begins); heaviest where one also came more than {very_late_months} months after it.",
            innocent="Often a habit, or a shortage of people, at the accountant's.",
            clears="Deposits in time in the years that follow.",
        ),
    },
)
