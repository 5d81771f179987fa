"""Recently founded: months since enterprise.StartDate.

Question: did this legal person start only recently? Source: KBO Open Data, enterprise.StartDate
(first day of the legal person as announced or active). A start in the future counts as new.
"""

from __future__ import annotations

import ibis.expr.types as ir
from pydantic import model_validator

from knipperlicht.indicators.framework import (
    Indicator,
    Inputs,
    Settings,
    Texts,
    evidence_rows,
    facts,
    hit_rows,
)  # fmt: skip


class RecentlyFounded(Settings):
    """Full severity up to `full_months`, none from `none_months` on, a straight line between."""

    full_months: int = 6
    none_months: int = 24

    @model_validator(mode="after")
    def _ordered(self) -> RecentlyFounded:
        if not 0 <= self.full_months < self.none_months:
            raise ValueError("full_months must be at least 0 and below none_months")
        return self


def hits(inputs: Inputs, settings: RecentlyFounded) -> ir.Table:
    """Severity 1 falling to 0 between the two ages."""
    subject = inputs.subject
    full, none = inputs.ago(settings.full_months), inputs.ago(settings.none_months)
    span = full.delta(none, unit="day")
    young = subject.filter(subject.start_date > none)
    severity = (young.start_date.delta(none, unit="day") / span).clip(upper=1.0)
    days = inputs.days_since(young.start_date)
    return hit_rows(young, severity=severity, facts=facts(start=young.start_date, days=days))


def evidence(inputs: Inputs, settings: RecentlyFounded, hits: ir.Table) -> ir.Table:
    """The start date in the register."""
    rows = inputs.subject.semi_join(hits, "enterprise")
    return evidence_rows(
        rows, table="enterprise", field="StartDate", key=rows.enterprise, value=rows.start_date,
        valid_from=rows.valid_from,
    )  # fmt: skip


INDICATOR = Indicator(
    slug="recent_opgericht",
    family="levensloop",
    settings=RecentlyFounded,
    hits=hits,
    evidence=evidence,
    texts={
        "nl": Texts(
            name="Recent opgericht",
            fact="Gestart op {start}.",
            threshold="Telt volledig tot {full_months} maanden na de start, niet meer vanaf {none_months} maanden.",
            innocent="Elke starter voldoet hieraan; op zichzelf zegt dit niets.",
            clears="Verdwijnt vanzelf {none_months} maanden na de start.",
        ),
        "fr": Texts(
            name="Récemment constituée",
            fact="Début le {start}.",
            threshold="Compte entièrement jusqu'à {full_months} mois après le début, plus du tout dès {none_months} mois.",
            innocent="Toute jeune entreprise y répond ; seul, ce constat ne dit rien.",
            clears="Disparaît de lui-même {none_months} mois après le début.",
        ),
        "en": Texts(
            name="Recently founded",
            fact="Started on {start}.",
            threshold="Counts in full up to {full_months} months after the start, no longer from {none_months} months.",
            innocent="Every start-up meets this; alone it says nothing.",
            clears="Goes by itself {none_months} months after the start.",
        ),
    },
)
