"""Director with a series of bankruptcies in other companies.

Question: did several other companies go bankrupt while a standing director of this one was, or had just been, a director
there? A first bankruptcy never counts, nor one older than five years (second chance).
Source: KBO Select, or the reuse file for directors that are companies; legal situations and court notices.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.bestuur._series import (
    LIMIT_MONTHS,
    around,
    failed,
    failed_rows,
    heaviest,
    seats_before,
    served,
)
from knipperlicht.indicators.boards import REGISTERS, without_identifiers
from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, hit_rows

KEPT = "director_bankruptcy"


class DirectorBankruptcies(Settings):
    """Weights (time in office in the last year before each bankruptcy) for 0.6 and 1; one company never suffices."""

    window_months: int = Field(60, ge=1, le=LIMIT_MONTHS)
    some_weight: float = Field(1.5, gt=1)
    some_severity: float = Field(0.6, gt=0, le=1)
    many_weight: float = Field(2.5, gt=1)


def hits(inputs: Inputs, settings: DirectorBankruptcies) -> ir.Table:
    """By the weight of the standing director with most of it; dated by the last failure."""
    gone = failed(inputs, "bankruptcy", months=settings.window_months)
    pairs = inputs.bench.keep(KEPT, around(inputs, served(seats_before(inputs, gone))))
    rows = heaviest(pairs)
    severity = ibis.cases(
        ((rows.failed >= 2) & (rows.weight >= settings.many_weight), 1.0),
        ((rows.failed >= 2) & (rows.weight >= settings.some_weight), settings.some_severity),
        else_=0.0,
    )
    told = facts(failed=rows.failed, weight=(rows.weight * 100).round().cast("int64"), last=rows["last"])
    return hit_rows(rows, severity=severity, since=rows["last"], facts=told)


def evidence(inputs: Inputs, settings: DirectorBankruptcies, hits: ir.Table) -> ir.Table:
    """The companies that failed; nobody's name."""
    return failed_rows(inputs.table(KEPT).semi_join(hits, "enterprise"), "bankruptcy")


INDICATOR = Indicator(
    slug="bestuurder_reeks_faillissementen",
    family="bestuur",
    settings=DirectorBankruptcies,
    hits=hits,
    evidence=evidence,
    unknown=without_identifiers,
    sources=REGISTERS,
    texts={
        "nl": Texts(
            name="Bestuurder met een reeks faillissementen",
            fact="Een bestuurder was bestuurder in {failed} andere ondernemingen die failliet gingen, laatst op {last} (gewicht naar tijd in functie: {weight} %).",
            threshold="{some_severity} vanaf gewicht {some_weight} in {window_months} maanden, 1 vanaf {many_weight}; een eerste faillissement telt nooit.",
            innocent="Een tweede kans is gewild beleid; ook saneerders en groepen kennen meer faillissementen.",
            clears="Verdwijnt vijf jaar na de faillissementen, of als de bestuurder vertrekt.",
        ),
        "fr": Texts(
            name="Administrateur lié à une série de faillites",
            fact="Un administrateur l'était dans {failed} autres entreprises tombées en faillite, la dernière le {last} (poids selon la durée en fonction : {weight} %).",
            threshold="{some_severity} dès un poids de {some_weight} en {window_months} mois, 1 dès {many_weight} ; une première faillite ne compte jamais.",
            innocent="La seconde chance est une politique voulue ; les redresseurs et les groupes connaissent plus de faillites.",
            clears="Disparaît cinq ans après les faillites, ou au départ de l'administrateur.",
        ),
        "en": Texts(
            name="Director with a series of bankruptcies",
            fact="A director was a director of {failed} other companies that went bankrupt, the last on {last} (weight by time in office: {weight} %).",
            threshold="{some_severity} from weight {some_weight} in {window_months} months, 1 from {many_weight}; a first bankruptcy never counts.",
            innocent="A second chance is wanted policy; rescuers and groups too see more bankruptcies.",
            clears="Gone five years after the bankruptcies, or when the director leaves.",
        ),
    },
)
