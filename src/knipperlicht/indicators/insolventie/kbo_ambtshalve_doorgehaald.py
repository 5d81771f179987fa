"""Struck off ex officio: the register crossed out the company itself, as its registrar may do.

Question: was the last strike-off of this company within the window not withdrawn since? The reason matters: not having
filed accounts or beneficial owners is common and can be put right, and counts for `curable_severity`; so does a reason
that is not known. Not found at its address, dormant, or founders dead count in full. What follows a merger, a closed
bankruptcy or a closed liquidation is a formality and does not count.
Source: Belgisch Staatsblad, entries "KBO NR."; VKBO, Begindat_ambtsh_doorhaling. KBO Open Data have no code for it.
Law: WER art. III.42.
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
    hit_rows,
)
from knipperlicht.indicators.gazette import PUBLICATION
from knipperlicht.indicators.insolventie._strike_offs import STATE, strike_offs, unknown

KEPT = "strike_off_standing"
FORMAL = ("restructuring", "bankruptcy", "liquidation")
CURABLE = ("ubo", "accounts")


class StruckOff(Settings):
    """How long a strike-off counts, and what one weighs whose reason is curable or not known."""

    window_months: int = Field(60, ge=1)
    curable_severity: float = Field(0.5, gt=0, le=1)


def hits(inputs: Inputs, settings: StruckOff) -> ir.Table:
    """Severity by the reason, dated by the first day of the strike-off."""
    rows = inputs.bench.keep(KEPT, strike_offs(inputs, settings.window_months))
    severity = ibis.cases(
        (rows.reason.isin(FORMAL), 0.0),
        (rows.reason.isin((*CURABLE, "none")), settings.curable_severity),
        else_=1.0,
    )
    return hit_rows(
        rows, severity=severity, since=rows["first"],
        facts=facts(struck=rows["first"], published=rows.published, reason=rows.reason),
    )  # fmt: skip


def evidence(inputs: Inputs, settings: StruckOff, hits: ir.Table) -> ir.Table:
    """The publication, or the row of VKBO, with the reason as printed."""
    rows = inputs.table(KEPT).semi_join(hits, "enterprise")
    blocks = [
        evidence_rows(
            part,
            table=source,
            field=field,
            key=part.enterprise,
            value=part.printed,
            valid_from=part.published,
        )
        for source, field in ((PUBLICATION, "label"), (STATE, "Begindat_ambtsh_doorhaling"))
        for part in [rows.filter(rows.source == source)]
    ]
    return ibis.union(*blocks)


INDICATOR = Indicator(
    slug="kbo_ambtshalve_doorgehaald",
    family="insolventie",
    settings=StruckOff,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=("staatsblad/vkbo",),
    texts={
        "nl": Texts(
            name="Ambtshalve doorgehaald in KBO",
            fact="Ambtshalve doorgehaald sinds {struck}, bekendgemaakt op {published}.",
            threshold="Telt {window_months} maanden; voor {curable_severity} bij een reden die te herstellen of onbekend is "
            "(UBO-register, jaarrekening). Na fusie, faillissement of vereffening telt ze niet.",
            innocent="Een vergeten bevestiging in het UBO-register of jaarrekeningen die te laat zijn.",
            clears="De bekendmaking dat de doorhaling is ingetrokken.",
        ),
        "fr": Texts(
            name="Radiée d'office de la BCE",
            fact="Radiée d'office depuis le {struck}, publié le {published}.",
            threshold="Compte {window_months} mois ; pour {curable_severity} si le motif est régularisable ou inconnu "
            "(registre UBO, comptes annuels). Après fusion, faillite ou liquidation, elle ne compte pas.",
            innocent="Une confirmation oubliée au registre UBO ou des comptes annuels en retard.",
            clears="La publication du retrait de la radiation.",
        ),
        "en": Texts(
            name="Struck off ex officio in KBO",
            fact="Struck off ex officio since {struck}, published on {published}.",
            threshold="Counts for {window_months} months; for {curable_severity} where the reason can be put right or is "
            "not known (UBO register, accounts). After a merger, bankruptcy or liquidation it does not count.",
            innocent="A forgotten confirmation in the UBO register, or accounts that are late.",
            clears="The publication that the strike-off was withdrawn.",
        ),
    },
)
