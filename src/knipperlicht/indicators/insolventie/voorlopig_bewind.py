"""Provisional administrator: a court took the management of this company out of its directors' hands.

Question: did the gazette announce within the window that an enterprise court appointed a provisional administrator,
and no end of that task since? Administrators of persons (justice of the peace) are not meant and not read.
Source: notices of the enterprise courts. Law: Gerechtelijk Wetboek art. 584 and 1039, WER art. XX.30 to XX.32.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, hit_rows
from knipperlicht.indicators.gazette import NOTICE_MONTHS, notice_rows, without_notices


class ProvisionalAdministrator(Settings):
    """How long an appointment counts; no longer than the notices are asked to go back."""

    window_months: int = Field(NOTICE_MONTHS, ge=1, le=NOTICE_MONTHS)


def hits(inputs: Inputs, settings: ProvisionalAdministrator) -> ir.Table:
    """Severity 1, dated by the decision."""
    state = inputs.table("court_state")
    rows = state.filter(state.administrator_day > inputs.ago(settings.window_months))
    rows = rows.semi_join(inputs.subject, "enterprise")
    return hit_rows(
        rows, severity=ibis.literal(1.0), since=rows.administrator_day,
        facts=facts(decided=rows.administrator_day, published=rows.administrator_published),
    )  # fmt: skip


def evidence(inputs: Inputs, settings: ProvisionalAdministrator, hits: ir.Table) -> ir.Table:
    """The notices of the appointment."""
    return notice_rows(inputs, hits, "provisional_administrator")


INDICATOR = Indicator(
    slug="voorlopig_bewind",
    family="insolventie",
    settings=ProvisionalAdministrator,
    hits=hits,
    evidence=evidence,
    unknown=without_notices,
    sources=("court_notices",),
    texts={
        "nl": Texts(
            name="Voorlopig bewindvoerder aangesteld",
            fact="De ondernemingsrechtbank stelde op {decided} een voorlopig bewindvoerder aan (bekendgemaakt op {published}).",
            threshold="Telt {window_months} maanden, zolang geen einde van de opdracht is bekendgemaakt.",
            innocent="Een onenigheid tussen aandeelhouders, of een bestuurder die ziek of overleden is.",
            clears="De bekendmaking dat de opdracht ten einde is.",
        ),
        "fr": Texts(
            name="Administrateur provisoire désigné",
            fact="Le tribunal de l'entreprise a désigné un administrateur provisoire le {decided} (publié le {published}).",
            threshold="Compte {window_months} mois, tant que la fin de la mission n'est pas publiée.",
            innocent="Un différend entre actionnaires, ou un administrateur malade ou décédé.",
            clears="La publication de la fin de la mission.",
        ),
        "en": Texts(
            name="Provisional administrator appointed",
            fact="The enterprise court appointed a provisional administrator on {decided} (published on {published}).",
            threshold="Counts for {window_months} months, while no end of the task was published.",
            innocent="A dispute between shareholders, or a director who is ill or has died.",
            clears="The publication that the task has ended.",
        ),
    },
)
