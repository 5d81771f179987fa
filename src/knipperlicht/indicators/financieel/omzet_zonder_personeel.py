"""Large turnover without staff.

Question: do the last accounts show a turnover (70; where it is not disclosed the gross margin 9900) of more than a
million a year, no full-time equivalents and hardly any staff cost, in an activity that needs hands?
Staff cost that is left out counts as small only where it must be: gross margin less operating result and depreciation
leaves no room for it. Holdings and real estate are left out, and so is every activity in which most companies of this
turnover have no staff.
Source: NBB annual accounts, rubrics 70, 9900, 9901, 630, 62, 1023 and 9087; KBO main activity. Idea: S29.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.accounts import at_most, euros, figures, known
from knipperlicht.indicators.financieel._peers import activity, undecided_among_peers, with_activity
from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, hit_rows
from knipperlicht.warehouse.account_measures import per_year

EXEMPT = ("642", "643", "68", "701")
"""NACE 2025: holdings and financing conduits, funds, real estate, head offices."""


class TurnoverWithoutStaff(Settings):
    """Turnover from which it counts and weighs in full, staff cost below which there is no staff (euros).

    An activity is left out where at least `usual_percent` of its companies of this turnover, and at least
    `usual_companies` in number, have no staff.
    """

    turnover: int = Field(1_000_000, gt=0)
    high_turnover: int = Field(5_000_000, gt=0)
    staff_cost: int = Field(25_000, gt=0)
    usual_percent: int = Field(50, gt=0, le=100)
    usual_companies: int = Field(50, gt=0)


def asked(inputs: Inputs, settings: TurnoverWithoutStaff) -> ir.Table:
    """Last accounts with `yearly` (cents) and `answer`."""
    rows = with_activity(inputs)
    rows = rows.mutate(yearly=per_year(ibis.coalesce(rows.turnover, rows.gross_margin), rows.months))
    limit = settings.staff_cost * 100
    most = at_most(rows.gross_margin - rows.operating_result, rows.depreciation)
    room = ibis.ifelse(most < limit, True, ibis.null("boolean"))
    cheap = ibis.coalesce(ibis.coalesce(rows.staff_cost, rows.staff_cost_total) < limit, room)
    large = rows.yearly > settings.turnover * 100
    rows = rows.mutate(large=large, alone=large & (rows.fte.fill_null(0) == 0) & cheap)
    exempt = ibis.ifelse(
        rows.division.isnull(),
        ibis.null("boolean"),
        ibis.or_(*(rows.main_nace.startswith(code) for code in EXEMPT)),
    )
    usual = _usual(rows, settings).select(usual_division="division")
    rows = rows.left_join(usual, rows.division == usual.usual_division)
    return rows.mutate(answer=rows.alone & ~exempt & rows.usual_division.isnull())


def _usual(rows: ir.Table, settings: TurnoverWithoutStaff) -> ir.Table:
    """Divisions in which most companies of this turnover have no staff."""
    big = rows.filter(known(rows.large) & rows.division.notnull())
    counted = big.group_by("division").agg(companies=big.count(), alone=known(big.alone).cast("int64").sum())
    often = counted.alone * 100 >= counted.companies * settings.usual_percent
    return counted.filter(often & (counted.alone >= settings.usual_companies))


def hits(inputs: Inputs, settings: TurnoverWithoutStaff) -> ir.Table:
    """0.5, or 1 above the high turnover."""
    rows = asked(inputs, settings)
    rows = rows.filter(known(rows.answer))
    severity = ibis.ifelse(rows.yearly > settings.high_turnover * 100, 1.0, 0.5)
    told = facts(
        amount=euros(ibis.coalesce(rows.turnover, rows.gross_margin)),
        rubric=ibis.ifelse(rows.turnover.notnull(), "70", "9900"), months=rows.months.fill_null(12), closed=rows.end_date,
    )  # fmt: skip
    return hit_rows(rows, severity=severity, facts=told, since=rows.end_date)


def evidence(inputs: Inputs, settings: TurnoverWithoutStaff, hits: ir.Table) -> ir.Table:
    """Turnover or margin, what shows that there is no staff, and the activity."""
    rows = with_activity(inputs).semi_join(hits, "enterprise")
    shown = figures(
        rows, turnover="70", gross_margin="9900", staff_cost="62", staff_cost_total="1023", depreciation="630",
        operating_result="9901",
    )  # fmt: skip
    return ibis.union(shown, activity(rows, order=9))


def unknown(inputs: Inputs, settings: TurnoverWithoutStaff) -> ir.Table:
    """No accounts, no turnover or margin, staff cost left out where there is room for it, or no activity."""
    rows = asked(inputs, settings)
    return undecided_among_peers(inputs, rows, rows.answer, rubrics="70 / 9900, 62")


INDICATOR = Indicator(
    slug="omzet_zonder_personeel",
    family="financieel",
    settings=TurnoverWithoutStaff,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=("nbb",),
    texts={
        "nl": Texts(
            name="Grote omzet zonder personeel",
            fact="Rubriek {rubric} bedraagt {amount} euro over {months} maanden (afgesloten op {closed}), zonder personeel en met hoogstens een kleine personeelskost.",
            threshold="Boven {turnover} euro per jaar zonder VTE en met minder dan {staff_cost} euro personeelskost; zwaar boven {high_turnover} euro. Niet waar minstens {usual_percent} % (en minstens {usual_companies}) van zulke ondernemingen in de sector zonder personeel werkt.",
            innocent="Een handelshuis, een onderneming die alles uitbesteedt, of zaakvoerders die als zelfstandige werken.",
            clears="Uitleg over wie het werk doet (contracten met onderaannemers of uitzendkantoor), of een jaarrekening met personeel.",
        ),
        "fr": Texts(
            name="Chiffre d'affaires élevé sans personnel",
            fact="La rubrique {rubric} atteint {amount} euros sur {months} mois (clôture le {closed}), sans personnel et avec tout au plus de faibles frais de personnel.",
            threshold="Au-dessus de {turnover} euros par an sans ETP et avec moins de {staff_cost} euros de frais de personnel ; fort au-dessus de {high_turnover} euros. Pas là où au moins {usual_percent} % (et au moins {usual_companies}) de ces entreprises du secteur travaillent sans personnel.",
            innocent="Une maison de négoce, une entreprise qui sous-traite tout, ou des gérants indépendants.",
            clears="Une explication sur qui fait le travail (contrats de sous-traitance ou d'intérim), ou des comptes avec du personnel.",
        ),
        "en": Texts(
            name="Large turnover without staff",
            fact="Rubric {rubric} comes to {amount} euros over {months} months (closed on {closed}), without staff and with a small staff cost at most.",
            threshold="Above {turnover} euros a year without FTE and with less than {staff_cost} euros of staff cost; high above {high_turnover} euros. Not where at least {usual_percent} % (and at least {usual_companies}) of such companies in the sector work without staff.",
            innocent="A trading house, a company that subcontracts everything, or self-employed managers.",
            clears="An account of who does the work (contracts with subcontractors or agencies), or accounts with staff.",
        ),
    },
)
