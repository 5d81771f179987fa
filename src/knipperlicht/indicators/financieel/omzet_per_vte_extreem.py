"""Turnover per full-time equivalent far above that of peers.

Question: is the turnover (70) a year per FTE (9087) beyond what comparable companies reach, on a logarithmic scale
(above Q3 x (Q3/Q1)^3, which is Q3 + 3 x IQR of the logarithms), and more than ten times their median?
Companies of less than one FTE are not asked: those without staff are the question of `omzet_zonder_personeel`.
Source: NBB annual accounts, rubrics 70 and 9087. Idea: S29, S37.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.accounts import figures, known
from knipperlicht.indicators.financieel._peers import activity, compared, undecided_among_peers
from knipperlicht.indicators.framework import (
    Indicator,
    Inputs,
    Settings,
    Texts,
    evidence_rows,
    facts,
    hit_rows,
)  # fmt: skip
from knipperlicht.warehouse.account_measures import MIN_FTE


class ExtremeTurnoverPerHead(Settings):
    """Times the IQR of the logarithms above the third quartile, and times the median from which it weighs in full."""

    iqr: int = Field(3, ge=1, le=10)
    median_times: int = Field(10, ge=2)


def asked(inputs: Inputs, settings: ExtremeTurnoverPerHead) -> ir.Table:
    """Last accounts with the limits of peers and `answer`."""
    rows = compared(inputs, "turnover_per_fte")
    q1, q3 = (ibis.ifelse(rows[name] < 1, 1, rows[name]).cast("float64") for name in ("p25", "p75"))
    fence: ir.FloatingValue = q3
    for _ in range(settings.iqr):
        fence = fence * q3 / q1
    staff = (rows.fte.fill_null(0) >= MIN_FTE) & (rows.turnover > 0)
    return rows.mutate(answer=staff & (rows.turnover_per_fte > fence))


def hits(inputs: Inputs, settings: ExtremeTurnoverPerHead) -> ir.Table:
    """0.6 above the fence; 1 where it is many times the median as well."""
    rows = asked(inputs, settings)
    rows = rows.filter(known(rows.answer))
    severity = ibis.ifelse(rows.turnover_per_fte > rows.p50 * settings.median_times, 1.0, 0.6)
    told = facts(
        per_fte=rows.turnover_per_fte * 100, usual=rows.p50 * 100, peers=rows.companies, group=rows.peer_group,
        closed=rows.end_date,
    )  # fmt: skip
    return hit_rows(rows, severity=severity, facts=told, since=rows.end_date)


def evidence(inputs: Inputs, settings: ExtremeTurnoverPerHead, hits: ir.Table) -> ir.Table:
    """Turnover, FTE and the activity that chose the peers."""
    rows = compared(inputs, "turnover_per_fte").semi_join(hits, "enterprise")
    fte = evidence_rows(
        rows, table="nbb_filing", field="9087", key=rows.enterprise, value=rows.fte,
        valid_from=rows.deposit_date, order=1,
    )  # fmt: skip
    return ibis.union(figures(rows, turnover="70"), fte, activity(rows, order=2))


def unknown(inputs: Inputs, settings: ExtremeTurnoverPerHead) -> ir.Table:
    """No accounts, turnover not disclosed though there is staff, no activity or too few peers."""
    rows = asked(inputs, settings)
    return undecided_among_peers(
        inputs, rows, rows.answer, rubrics="70", disclosed=rows.turnover_per_fte.notnull()
    )


INDICATOR = Indicator(
    slug="omzet_per_vte_extreem",
    family="financieel",
    settings=ExtremeTurnoverPerHead,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=("nbb",),
    texts={
        "nl": Texts(
            name="Extreme omzet per VTE",
            fact="Omzet van {per_fte} euro per VTE per jaar (afgesloten op {closed}); de middelste van {peers} vergelijkbare ondernemingen (NACE {group}) haalt {usual} euro.",
            threshold="Boven de bovengrens van vergelijkbare ondernemingen (derde kwartiel plus {iqr} keer de spreiding, op logaritmische schaal); zwaar boven {median_times} keer de mediaan.",
            innocent="Grondstoffenhandel, uitbesteed werk, of uitzendkrachten die niet in het eigen VTE-cijfer staan.",
            clears="Uitleg over uitbesteding of uitzendwerk, of een jaarrekening met een gewone verhouding.",
        ),
        "fr": Texts(
            name="Chiffre d'affaires extrême par ETP",
            fact="Chiffre d'affaires de {per_fte} euros par ETP et par an (clôture le {closed}) ; la médiane de {peers} entreprises comparables (NACE {group}) est de {usual} euros.",
            threshold="Au-dessus de la limite des entreprises comparables (troisième quartile plus {iqr} fois l'écart, en échelle logarithmique) ; fort au-dessus de {median_times} fois la médiane.",
            innocent="Le négoce de matières premières, la sous-traitance, ou des intérimaires absents du chiffre d'ETP.",
            clears="Une explication sur la sous-traitance ou l'intérim, ou des comptes au rapport habituel.",
        ),
        "en": Texts(
            name="Extreme turnover per FTE",
            fact="Turnover of {per_fte} euros per FTE a year (closed on {closed}); the median of {peers} comparable companies (NACE {group}) is {usual} euros.",
            threshold="Above the upper limit of comparable companies (third quartile plus {iqr} times the spread, on a logarithmic scale); high above {median_times} times the median.",
            innocent="Commodity trade, subcontracted work, or agency workers who are not in the company's own FTE.",
            clears="An account of subcontracting or agency work, or accounts with a usual proportion.",
        ),
    },
)
