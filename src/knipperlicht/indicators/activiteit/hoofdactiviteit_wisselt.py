"""Main activity that changes repeatedly: moves to another NACE division within a window.

Question: did the main activity go to another field of business unusually often? Only a change of NACE
division (the first two digits, on 2025 codes) counts: a recoding, or a finer code in the same field, is no
change, and a code without a 2025 counterpart is compared with nothing.
Source: KBO Open Data, activity rows of class MAIN on the VAT and employer lists, in our own history.

The register keeps both lists. One real change often shows on both, so the list with the most changes
counts and the two are never added up.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field, model_validator

from knipperlicht.indicators.framework import (
    Indicator,
    Inputs,
    Settings,
    Texts,
    evidence_rows,
    facts,
    first_rows,
    hit_rows,
)  # fmt: skip


class MainActivityChanges(Settings):
    """`changes` within `window_months` gives 0.6, `many_changes` gives 1."""

    changes: int = Field(2, ge=1)
    many_changes: int = 3
    window_months: int = Field(24, ge=1)
    history_months: int = Field(12, ge=0)

    @model_validator(mode="after")
    def _ordered(self) -> MainActivityChanges:
        if self.many_changes <= self.changes:
            raise ValueError("many_changes must be above changes")
        return self


def hits(inputs: Inputs, settings: MainActivityChanges) -> ir.Table:
    """Severity 0.6 or 1 by the changes on the busiest list; dated by the last one."""
    rows = _busiest(inputs, settings).semi_join(inputs.subject, "enterprise")
    severity = ibis.cases(
        (rows.changes >= settings.many_changes, 1.0), (rows.changes >= settings.changes, 0.6), else_=0.0
    )
    return hit_rows(
        rows, severity=severity, since=rows["last"],
        facts=facts(changes=rows.changes, first=rows["first"], last=rows["last"]),
    )  # fmt: skip


def evidence(inputs: Inputs, settings: MainActivityChanges, hits: ir.Table) -> ir.Table:
    """Each change on that list: the code before and after, and the day it was first seen."""
    changes = _changes(inputs, settings).semi_join(hits, "enterprise")
    rows = changes.semi_join(_busiest(inputs, settings), ["enterprise", "activity_group"])
    return first_rows(
        evidence_rows(
            rows, table="activity", field="NaceCode", key=rows.enterprise, value=rows.before + " → " + rows.after,
            valid_from=rows.day,
        )
    )  # fmt: skip


def unknown(inputs: Inputs, settings: MainActivityChanges) -> ir.Table:
    """Subjects that stand on neither list now: there is no main activity to follow."""
    profile = inputs.table("activity_profile")
    listed = profile.filter(profile.is_main & profile.main_group.isin(("001", "006"))).select(
        enterprise="entity"
    )
    return inputs.subject.anti_join(listed, "enterprise").select(
        "enterprise", reason=ibis.literal("no_main_activity")
    )


def _changes(inputs: Inputs, settings: MainActivityChanges) -> ir.Table:
    """Changes of division in the window: enterprise, activity_group, day, before, after."""
    rows = inputs.table("main_activity_change").filter(lambda t: t.day > inputs.ago(settings.window_months))
    known = ~rows.before.startswith("?") & ~rows.after.startswith("?")
    return rows.filter(known & (rows.before.substr(0, 2) != rows.after.substr(0, 2)))


def _busiest(inputs: Inputs, settings: MainActivityChanges) -> ir.Table:
    """Per enterprise the list with most days of change: enterprise, activity_group, changes, first, last."""
    rows = _changes(inputs, settings)
    counted = rows.group_by("enterprise", "activity_group").agg(
        changes=rows.day.nunique(), first=rows.day.min(), last=rows.day.max()
    )
    order = ibis.window(group_by="enterprise", order_by=[ibis.desc("changes"), "activity_group"])
    return counted.mutate(rank=ibis.row_number().over(order)).filter(lambda t: t["rank"] == 0).drop("rank")


INDICATOR = Indicator(
    slug="hoofdactiviteit_wisselt",
    family="activiteit",
    settings=MainActivityChanges,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    history_months=lambda settings: settings.history_months,
    texts={
        "nl": Texts(
            name="Hoofdactiviteit wisselt herhaaldelijk",
            fact="De hoofdactiviteit ging tussen {first} en {last} {changes} keer naar een andere NACE-afdeling.",
            threshold="Vanaf {changes} wijzigingen in {window_months} maanden, zwaar vanaf {many_changes}.",
            innocent="Een jonge onderneming zoekt haar richting, of een verkeerde code werd rechtgezet.",
            clears="Geen verdere wijziging gedurende {window_months} maanden, of stukken die de omschakeling tonen.",
        ),
        "fr": Texts(
            name="Activité principale changeante",
            fact="Entre le {first} et le {last}, l'activité principale est passée {changes} fois à une autre division NACE.",
            threshold="Dès {changes} changements en {window_months} mois, fort dès {many_changes}.",
            innocent="Une jeune entreprise cherche sa voie, ou un code erroné a été rectifié.",
            clears="Plus aucun changement pendant {window_months} mois, ou des pièces qui montrent la reconversion.",
        ),
        "en": Texts(
            name="Main activity changes repeatedly",
            fact="Between {first} and {last} the main activity moved to another NACE division {changes} times.",
            threshold="From {changes} changes in {window_months} months, high from {many_changes}.",
            innocent="A young company finding its way, or a wrong code that was put right.",
            clears="No further change for {window_months} months, or papers that show the change of business.",
        ),
    },
)
