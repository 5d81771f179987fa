"""Staff cost below the legal minimum wage, or far below that of peers.

Question: is the staff cost (62, or 1023 of the social balance sheet) per hour worked (9088/1013) below the guaranteed
minimum income per hour, or below what 98 % of comparable companies pay? Where the hours are left out or cannot belong
to the FTE: per FTE (9087/1003) and month, against the minimum only.
The minimum is that of the first day of the financial year, the lowest of that year. Employers' contributions count for
nothing by default: reductions for first recruits and low pay can take them away (`charges_percent` changes that). Hours
worked leave out paid holidays, so a lawful cost per hour worked is higher still: the comparison is mild.
Source: NBB annual accounts and `reference/minimum_wage.yml` (CAO 43, Act of 10-8-2001). Idea: S26.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.accounts import figures, known
from knipperlicht.indicators.financieel._peers import compared, undecided_among_peers
from knipperlicht.indicators.framework import (
    Indicator,
    Inputs,
    Settings,
    Texts,
    evidence_rows,
    facts,
    hit_rows,
)  # fmt: skip
from knipperlicht.reference.minimum_wage import wage_list
from knipperlicht.warehouse.account_measures import hours_fit, staff_cost


class PayBelowMinimum(Settings):
    """FTE from which it is asked; severity against peers only; percent of the employers' contributions that counts."""

    min_fte: float = Field(2.0, ge=1)
    peer_severity: float = Field(0.5, gt=0, le=1)
    charges_percent: int = Field(0, ge=0, le=100)


def asked(inputs: Inputs, settings: PayBelowMinimum) -> ir.Table:
    """Last accounts with `paid` and `floor` (cents an hour), `below`, `low` (against peers) and `answer`."""
    rows = compared(inputs, "pay_per_hour")
    month_hours = wage_list().weekly_hours * 52 / 12
    cost, months = staff_cost(rows), rows.months.fill_null(12)
    per_hour = cost / rows.hours.nullif(0)
    per_fte = cost / (rows.fte.nullif(0) * months) / month_hours
    exact = known(hours_fit(rows))
    rows = rows.mutate(
        exact=exact,
        paid=ibis.ifelse(exact, per_hour, per_fte),
        floor=_minimum(ibis.coalesce(rows.start_date, rows.end_date), settings) / month_hours,
    )
    rows = rows.mutate(
        below=(rows.paid < rows.floor) & (rows.paid > 0),
        low=rows.exact & (rows.paid > 0) & (rows.pay_per_hour < rows.p2),
    )
    staff = rows.fte.fill_null(0) >= settings.min_fte
    return rows.mutate(answer=staff & (rows.below | rows.low))


def _minimum(day: ir.DateValue, settings: PayBelowMinimum) -> ir.FloatingValue:
    """Pay a month in cents, with the part of the contributions that counts; NULL before the list."""
    lists = wage_list()
    wage = ibis.cases(*((day >= w.since, w.cents) for w in reversed(lists.wages)), else_=ibis.null("int64"))
    charge = ibis.cases(*((day >= c.since, c.percent) for c in reversed(lists.employer_charges)), else_=0)
    return wage * (charge * settings.charges_percent + 10_000) / 10_000


def hits(inputs: Inputs, settings: PayBelowMinimum) -> ir.Table:
    """1 below the legal minimum, less where it is only below that of peers."""
    rows = asked(inputs, settings)
    rows = rows.filter(known(rows.answer))
    severity = ibis.ifelse(known(rows.below), 1.0, settings.peer_severity)
    told = facts(
        paid=_cents(rows.paid), minimum=_cents(rows.floor), usual=rows.p50, closed=rows.end_date,
        fte=rows.fte.floor().cast("int64"),
    )  # fmt: skip
    return hit_rows(rows, severity=severity, facts=told, since=rows.end_date)


def _cents(amount: ir.FloatingValue) -> ir.IntegerValue:
    return amount.floor().cast("int64")


def evidence(inputs: Inputs, settings: PayBelowMinimum, hits: ir.Table) -> ir.Table:
    """Staff cost, FTE and hours."""
    rows = compared(inputs, "pay_per_hour").semi_join(hits, "enterprise")
    blocks = [
        evidence_rows(
            part, table="nbb_filing", field=code, key=part.enterprise, value=part[name],
            valid_from=part.deposit_date, order=order,
        )
        for order, (name, code) in enumerate((("fte", "9087"), ("hours", "9088")), start=2)
        for part in [rows.filter(rows[name].notnull())]
    ]  # fmt: skip
    return ibis.union(figures(rows, staff_cost="62", staff_cost_total="1023"), *blocks)


def unknown(inputs: Inputs, settings: PayBelowMinimum) -> ir.Table:
    """No accounts, staff whose cost is not disclosed, no activity or too few peers."""
    rows = asked(inputs, settings)
    return undecided_among_peers(
        inputs, rows, rows.answer, rubrics="62, 9088", disclosed=rows.pay_per_hour.notnull()
    )


INDICATOR = Indicator(
    slug="loonkost_onder_minimum",
    family="financieel",
    settings=PayBelowMinimum,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=("nbb",),
    texts={
        "nl": Texts(
            name="Loonkost onder het minimum",
            fact="Personeelskost van {paid} cent per uur bij {fte} VTE (afgesloten op {closed}); het gewaarborgd minimum was {minimum} cent per uur.",
            threshold="Vanaf {min_fte} VTE, onder het gewaarborgd minimuminkomen per uur (werkgeversbijdragen tellen voor {charges_percent} %); alleen onder het 2e percentiel van vergelijkbare ondernemingen telt voor {peer_severity}.",
            innocent="Een fout in de uren of de VTE van de sociale balans, leerlingen en studenten, of loon dat een andere vennootschap van de groep betaalt.",
            clears="Loonfiches of de RSZ-aangifte, of een verbeterde sociale balans.",
        ),
        "fr": Texts(
            name="Frais de personnel sous le minimum",
            fact="Frais de personnel de {paid} cents par heure pour {fte} ETP (clôture le {closed}) ; le minimum garanti était de {minimum} cents par heure.",
            threshold="Dès {min_fte} ETP, sous le revenu minimum garanti par heure (les cotisations patronales comptent pour {charges_percent} %) ; seulement sous le 2e percentile des entreprises comparables compte pour {peer_severity}.",
            innocent="Une erreur dans les heures ou les ETP du bilan social, des apprentis et étudiants, ou un salaire payé par une autre société du groupe.",
            clears="Des fiches de paie ou la déclaration ONSS, ou un bilan social rectifié.",
        ),
        "en": Texts(
            name="Staff cost below the minimum",
            fact="Staff cost of {paid} cents an hour for {fte} FTE (closed on {closed}); the guaranteed minimum was {minimum} cents an hour.",
            threshold="From {min_fte} FTE, below the guaranteed minimum income per hour (employers' contributions count for {charges_percent} %); below the 2nd percentile of comparable companies alone counts for {peer_severity}.",
            innocent="An error in the hours or FTE of the social balance sheet, apprentices and students, or pay borne by another company of the group.",
            clears="Payslips or the social security return, or a corrected social balance sheet.",
        ),
    },
)
