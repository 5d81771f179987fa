"""No active director: a legal person whose last director left, or whose mandates all ran out.

Question: is there nobody who answers for the company? Full when the last director left more than ninety days ago and
nobody came; weaker when directors stand but all their published terms ended over a year ago, mostly a renewal that was
forgotten. Not asked where a liquidator, trustee or court is in charge.
Source: functions in the KBO reuse file, lists of KBO Select, or the directors named in the last annual accounts.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.boards import living, mandate_rows, without_board
from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, first_rows, hit_rows


class NoDirector(Settings):
    """Days to wait for a successor, months after the last published end, and what that alone weighs."""

    wait_days: int = Field(90, ge=0)
    expired_months: int = Field(12, ge=0)
    expired_severity: float = Field(0.4, gt=0, le=1)


def hits(inputs: Inputs, settings: NoDirector) -> ir.Table:
    """1 without a director, 0.4 where all terms ran out; dated by the last end."""
    board = inputs.table("board")
    rows = board.filter((board.ever > 0) & (board.officials == 0)).semi_join(living(inputs), "enterprise")
    left = (rows.directors == 0) & (inputs.days_since(rows.last_end) > settings.wait_days)
    out = (
        (rows.directors > 0)
        & (rows.open_ended == 0)
        & (rows.last_term <= inputs.ago(settings.expired_months))
    )
    still_said = (rows.source != "nbb") | (rows.stated > rows.last_term)
    severity = ibis.cases((left, 1.0), (out & still_said, settings.expired_severity), else_=0.0)
    day = ibis.ifelse(left, rows.last_end, rows.last_term)
    told = facts(day=day, expired=rows.directors, source=rows.source)
    return hit_rows(rows, severity=severity, since=day, facts=told)


def evidence(inputs: Inputs, settings: NoDirector, hits: ir.Table) -> ir.Table:
    """The last mandates as the register writes them."""
    return first_rows(mandate_rows(inputs, hits, months=1200))


INDICATOR = Indicator(
    slug="geen_actieve_bestuurder",
    family="bestuur",
    settings=NoDirector,
    hits=hits,
    evidence=evidence,
    unknown=without_board,
    sources=("kbo_xml/kbo_select/nbb",),
    texts={
        "nl": Texts(
            name="Geen actieve bestuurder",
            fact="Het laatste mandaat eindigde op {day}; bestuurders met een verstreken termijn: {expired}.",
            threshold="Volledig als er {wait_days} dagen na het vertrek niemand is; {expired_severity} als alle gepubliceerde "
            "termijnen meer dan {expired_months} maanden verstreken zijn.",
            innocent="Een herbenoeming die men vergat neer te leggen.",
            clears="Een bekendgemaakte benoeming of herbenoeming.",
        ),
        "fr": Texts(
            name="Aucun administrateur en fonction",
            fact="Le dernier mandat a pris fin le {day} ; administrateurs au terme échu : {expired}.",
            threshold="Entièrement s'il n'y a personne {wait_days} jours après le départ ; {expired_severity} si tous les termes "
            "publiés sont échus depuis plus de {expired_months} mois.",
            innocent="Un renouvellement qu'on a oublié de déposer.",
            clears="Une nomination ou un renouvellement publié.",
        ),
        "en": Texts(
            name="No active director",
            fact="The last mandate ended on {day}; directors whose term ran out: {expired}.",
            threshold="Full when nobody is there {wait_days} days after the departure; {expired_severity} when all published terms "
            "ran out more than {expired_months} months ago.",
            innocent="A renewal that nobody filed.",
            clears="A published appointment or renewal.",
        ),
    },
)
