"""Complete board replacement: nobody of the earlier board is left, and others came at about the same time.

Question: was the whole board replaced within ninety days? The board of ninety days before the last departure counts as
the earlier one; who is appointed again, or in another seat, stayed. Half as strong alone as with a new seat, name or
object beside it, and weak for large boards and for buyers that file consolidated accounts.
Source: functions in the KBO reuse file, or lists of KBO Select.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.boards import (
    REGISTERS,
    changed_nearby,
    living,
    mandate_rows,
    without_changes,
)
from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, first_rows, hit_rows


class BoardReplacement(Settings):
    """Severity alone, with another change within `near_days`, and for boards that change hands in the open."""

    window_months: int = Field(24, ge=1, le=60)
    alone: float = Field(0.6, gt=0, le=1)
    with_change: float = Field(1.0, gt=0, le=1)
    near_days: int = Field(90, ge=0)
    mild: float = Field(0.2, gt=0, le=1)
    large_board: int = Field(4, ge=2)


def hits(inputs: Inputs, settings: BoardReplacement) -> ir.Table:
    """The last replacement in the window; dated by the day the last of the earlier board left."""
    rows = inputs.table("board_replacement").filter(lambda t: t.day > inputs.ago(settings.window_months))
    rows = rows.group_by("enterprise").agg(
        day=rows.day.max(), old=rows.old.argmax(rows.day), new=rows.new.argmax(rows.day)
    )
    rows = rows.semi_join(living(inputs), "enterprise")
    near = changed_nearby(inputs, rows, days=settings.near_days).select(near_to="enterprise")
    group = _bought_by_group(inputs, rows).select(bought="enterprise")
    rows = rows.left_join(near, rows.enterprise == near.near_to)
    rows = rows.left_join(group, rows.enterprise == group.bought)
    severity = ibis.cases(
        (rows.bought.notnull() | (rows.old >= settings.large_board), settings.mild),
        (rows.near_to.notnull(), settings.with_change),
        else_=settings.alone,
    )
    told = facts(day=rows.day, old=rows.old, new=rows.new, near=rows.near_to.notnull().cast("int64"))
    return hit_rows(rows, severity=severity, since=rows.day, facts=told)


def _bought_by_group(inputs: Inputs, rows: ir.Table) -> ir.Table:
    """enterprise: those with a standing corporate director that deposited consolidated accounts."""
    director = inputs.table("director").semi_join(rows, "enterprise")
    if "nbb" not in inputs.sources:
        return director.filter(False).select("enterprise")
    filings = inputs.table("nbb_filing").filter(lambda t: t.consolidated)
    groups = filings.select(of=ibis.literal("E") + filings.enterprise.cast("string")).distinct()
    return director.semi_join(groups, director.holder == groups["of"]).select("enterprise").distinct()


def evidence(inputs: Inputs, settings: BoardReplacement, hits: ir.Table) -> ir.Table:
    """The mandates as the register writes them."""
    return first_rows(mandate_rows(inputs, hits, months=settings.window_months + 3))


INDICATOR = Indicator(
    slug="bestuur_volledig_vervangen",
    family="bestuur",
    settings=BoardReplacement,
    hits=hits,
    evidence=evidence,
    unknown=without_changes,
    sources=REGISTERS,
    texts={
        "nl": Texts(
            name="Volledige vervanging van het bestuur",
            fact="Op {day} was niemand van het vorige bestuur ({old}) nog in functie; er kwamen {new} anderen. "
            "Zetel, naam of doel veranderde rond die dag: {near} (1 = ja).",
            threshold="{alone} in {window_months} maanden, {with_change} met een nieuwe zetel, naam of een nieuw doel binnen "
            "{near_days} dagen; {mild} vanaf {large_board} bestuurders of bij een groep met geconsolideerde rekening.",
            innocent="Een gewone overname, of een opvolging in de familie.",
            clears="De akte van overdracht, of verloop van {window_months} maanden.",
        ),
        "fr": Texts(
            name="Remplacement complet de l'administration",
            fact="Le {day}, plus personne de l'administration précédente ({old}) n'était en fonction ; {new} autres sont "
            "arrivés. Siège, nom ou objet modifié autour de ce jour : {near} (1 = oui).",
            threshold="{alone} en {window_months} mois, {with_change} avec un nouveau siège, nom ou objet dans les "
            "{near_days} jours ; {mild} dès {large_board} administrateurs ou pour un groupe à comptes consolidés.",
            innocent="Une reprise ordinaire, ou une succession familiale.",
            clears="L'acte de cession, ou l'écoulement de {window_months} mois.",
        ),
        "en": Texts(
            name="Complete board replacement",
            fact="On {day} nobody of the earlier board ({old}) was left in office; {new} others came. Seat, name or "
            "object changed around that day: {near} (1 = yes).",
            threshold="{alone} within {window_months} months, {with_change} with a new seat, name or object within "
            "{near_days} days; {mild} from {large_board} directors or for a group with consolidated accounts.",
            innocent="An ordinary acquisition, or a succession in the family.",
            clears="The deed of transfer, or {window_months} months gone by.",
        ),
    },
)
