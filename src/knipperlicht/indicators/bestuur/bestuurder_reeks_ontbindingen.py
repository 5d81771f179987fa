"""Director of other companies that a court dissolved.

Question: were other companies dissolved by a court while a standing director of this one was, or had just been, a director
there? It says that companies were left to themselves, not why.
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

KEPT = "director_dissolution"


class DirectorDissolutions(Settings):
    """Weights (time in office in the last year before each dissolution) for 0.3, 0.7 and 1."""

    window_months: int = Field(60, ge=1, le=LIMIT_MONTHS)
    one_weight: float = Field(0.5, gt=0)
    one_severity: float = Field(0.3, gt=0, le=1)
    some_weight: float = Field(1.5, gt=0)
    some_severity: float = Field(0.7, gt=0, le=1)
    many_weight: float = Field(2.5, gt=0)


def hits(inputs: Inputs, settings: DirectorDissolutions) -> ir.Table:
    """By the weight of the standing director with most of it; dated by the last failure."""
    gone = failed(inputs, "dissolution", months=settings.window_months)
    pairs = inputs.bench.keep(KEPT, around(inputs, served(seats_before(inputs, gone))))
    rows = heaviest(pairs)
    severity = ibis.cases(
        (rows.weight >= settings.many_weight, 1.0),
        (rows.weight >= settings.some_weight, settings.some_severity),
        (rows.weight >= settings.one_weight, settings.one_severity),
        else_=0.0,
    )
    told = facts(failed=rows.failed, weight=(rows.weight * 100).round().cast("int64"), last=rows["last"])
    return hit_rows(rows, severity=severity, since=rows["last"], facts=told)


def evidence(inputs: Inputs, settings: DirectorDissolutions, hits: ir.Table) -> ir.Table:
    """The companies that failed; nobody's name."""
    return failed_rows(inputs.table(KEPT).semi_join(hits, "enterprise"), "dissolution")


INDICATOR = Indicator(
    slug="bestuurder_reeks_ontbindingen",
    family="bestuur",
    settings=DirectorDissolutions,
    hits=hits,
    evidence=evidence,
    unknown=without_identifiers,
    sources=REGISTERS,
    texts={
        "nl": Texts(
            name="Bestuurder met gerechtelijke ontbindingen",
            fact="Een bestuurder was bestuurder in {failed} andere rechtspersonen die de rechtbank ontbond, laatst op {last} (gewicht naar tijd in functie: {weight} %).",
            threshold="{one_severity} vanaf gewicht {one_weight} in {window_months} maanden, {some_severity} vanaf {some_weight}, 1 vanaf {many_weight}.",
            innocent="Nalatigheid: een vergeten vennootschap waarvoor geen rekening werd neergelegd.",
            clears="Verdwijnt vijf jaar na de ontbindingen, of als de bestuurder vertrekt.",
        ),
        "fr": Texts(
            name="Administrateur lié à des dissolutions judiciaires",
            fact="Un administrateur l'était dans {failed} autres personnes morales dissoutes par le tribunal, la dernière le {last} (poids selon la durée en fonction : {weight} %).",
            threshold="{one_severity} dès un poids de {one_weight} en {window_months} mois, {some_severity} dès {some_weight}, 1 dès {many_weight}.",
            innocent="Une négligence : une société oubliée dont les comptes ne furent pas déposés.",
            clears="Disparaît cinq ans après les dissolutions, ou au départ de l'administrateur.",
        ),
        "en": Texts(
            name="Director with dissolutions by a court",
            fact="A director was a director of {failed} other legal persons that a court dissolved, the last on {last} (weight by time in office: {weight} %).",
            threshold="{one_severity} from weight {one_weight} in {window_months} months, {some_severity} from {some_weight}, 1 from {many_weight}.",
            innocent="Neglect: a forgotten company whose accounts were not filed.",
            clears="Gone five years after the dissolutions, or when the director leaves.",
        ),
    },
)
