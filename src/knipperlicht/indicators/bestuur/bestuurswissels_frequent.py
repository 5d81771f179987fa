"""Frequent director changes: how often each seat of the board changed hands within a window.

Question: did directors come and go unusually often? One leaving and another coming is one change of hands, so the larger
of appointments and departures counts, per seat. Renewals, another seat for the same holder, and the first board are no
change. Source: functions in the KBO reuse file, or lists of KBO Select.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field, model_validator

from knipperlicht.indicators.boards import REGISTERS, living, mandate_rows, without_changes
from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, first_rows, hit_rows


class DirectorChanges(Settings):
    """Half from `per_seat` changes a seat, full from `many_per_seat`; never below `least` changes."""

    window_months: int = Field(24, ge=1, le=60)
    per_seat: float = Field(1.5, gt=0)
    many_per_seat: float = 3.0
    least: int = Field(2, ge=1)

    @model_validator(mode="after")
    def _ordered(self) -> DirectorChanges:
        if self.many_per_seat <= self.per_seat:
            raise ValueError("many_per_seat must be above per_seat")
        return self


def hits(inputs: Inputs, settings: DirectorChanges) -> ir.Table:
    """0.5 or 1 by changes per seat; the seats are the standing directors, at least one."""
    change = inputs.table("board_change").filter(lambda t: t.day > inputs.ago(settings.window_months))
    each = change.group_by("enterprise").agg(
        came=(change.kind == "appointment").cast("int64").sum(),
        left=(change.kind == "resignation").cast("int64").sum(),
        last=change.day.max(),
    )
    each = each.mutate(changes=ibis.greatest(each.came, each.left))
    each = each.filter(each.changes >= settings.least).semi_join(living(inputs), "enterprise")
    board = inputs.table("board").select(of="enterprise", seats="directors")
    rows = each.inner_join(board, each.enterprise == board["of"])
    seats = ibis.greatest(rows.seats, 1)
    severity = ibis.cases(
        (rows.changes >= settings.many_per_seat * seats, 1.0),
        (rows.changes >= settings.per_seat * seats, 0.5),
        else_=0.0,
    )
    told = facts(changes=rows.changes, seats=seats, came=rows.came, left=rows.left, last=rows["last"])
    return hit_rows(rows, severity=severity, since=rows["last"], facts=told)


def evidence(inputs: Inputs, settings: DirectorChanges, hits: ir.Table) -> ir.Table:
    """The mandates as the register writes them."""
    return first_rows(mandate_rows(inputs, hits, months=settings.window_months))


INDICATOR = Indicator(
    slug="bestuurswissels_frequent",
    family="bestuur",
    settings=DirectorChanges,
    hits=hits,
    evidence=evidence,
    unknown=without_changes,
    sources=REGISTERS,
    texts={
        "nl": Texts(
            name="Frequente bestuurswissels",
            fact="{changes} wissels op {seats} bestuurszetel(s): {came} benoemd, {left} vertrokken, laatst op {last}.",
            threshold="Half vanaf {per_seat} wissels per zetel in {window_months} maanden (minstens {least}), volledig vanaf "
            "{many_per_seat}.",
            innocent="Een groeiend bestuur, een vereniging met jaarlijkse verkiezingen.",
            clears="Geen verdere wissels gedurende {window_months} maanden.",
        ),
        "fr": Texts(
            name="Changements fréquents d'administrateurs",
            fact="{changes} changements pour {seats} siège(s) : {came} nommés, {left} partis, le dernier le {last}.",
            threshold="À moitié dès {per_seat} changements par siège en {window_months} mois (au moins {least}), entièrement "
            "dès {many_per_seat}.",
            innocent="Une administration qui s'élargit, une association aux élections annuelles.",
            clears="Plus aucun changement pendant {window_months} mois.",
        ),
        "en": Texts(
            name="Frequent director changes",
            fact="{changes} changes on {seats} seat(s) of the board: {came} appointed, {left} left, the last on {last}.",
            threshold="Half from {per_seat} changes a seat in {window_months} months (at least {least}), full from "
            "{many_per_seat}.",
            innocent="A growing board, an association with yearly elections.",
            clears="No further changes for {window_months} months.",
        ),
    },
)
