"""Statutory auditor who left before the end of the legal term of three years.

Question: did an auditor leave early? The term is three years (art. 3:61 WVV). Weaker when another auditor came within
sixty days: that may be the same network, which the sources do not say. Who goes on in another mandate did not leave.
Source: functions in the KBO reuse file, or lists of KBO Select.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.boards import REGISTERS, living, mandate_rows, without_changes
from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, first_rows, hit_rows


class AuditorLeft(Settings):
    """The term in days less some slack, and what a quick successor leaves of it."""

    window_months: int = Field(36, ge=1)
    term_days: int = Field(1095, ge=1)
    slack_days: int = Field(60, ge=0)
    successor_days: int = Field(60, ge=0)
    successor_severity: float = Field(0.4, gt=0, le=1)


def hits(inputs: Inputs, settings: AuditorLeft) -> ir.Table:
    """1, or less with a successor; dated by the departure."""
    auditors = inputs.table("mandate").filter(lambda t: (t.role == "auditor") & (t.source != "nbb"))
    auditors = auditors.select("enterprise", "who", "start_date", "end_date")
    served = auditors.end_date.delta(auditors.start_date, unit="day")
    left = auditors.filter(
        (auditors.end_date > inputs.ago(settings.window_months))
        & (served < settings.term_days - settings.slack_days)
    ).semi_join(living(inputs), "enterprise")
    left = left.select("enterprise", "who", "start_date", day="end_date")
    others = auditors.semi_join(left, "enterprise").select(
        "enterprise", other="who", came="start_date", gone="end_date"
    )
    pairs = left.inner_join(others, "enterprise")
    apart = pairs.came.delta(pairs.day, unit="day")
    soon = (apart <= settings.successor_days) & (apart >= -settings.successor_days)
    soon = soon & (pairs.gone.isnull() | (pairs.gone > pairs.day))
    same = pairs.filter((pairs.other == pairs.who) & soon)
    left = left.anti_join(same, ["enterprise", "who", "day"])
    next_one = pairs.filter((pairs.other != pairs.who) & soon).select(of="enterprise", at="day").distinct()
    rows = left.left_join(next_one, [left.enterprise == next_one["of"], left.day == next_one["at"]])
    rows = rows.group_by("enterprise").agg(
        day=rows.day.max(),
        begun=rows.start_date.argmax(rows.day),
        successors=rows["of"].notnull().all().cast("int64"),
    )
    severity = ibis.ifelse(rows.successors == 1, settings.successor_severity, 1.0)
    told = facts(day=rows.day, begun=rows.begun, successor=rows.successors)
    return hit_rows(rows, severity=severity, since=rows.day, facts=told)


def evidence(inputs: Inputs, settings: AuditorLeft, hits: ir.Table) -> ir.Table:
    """The auditors' mandates as the register writes them."""
    return first_rows(mandate_rows(inputs, hits, months=settings.window_months, role="auditor"))


INDICATOR = Indicator(
    slug="commissaris_vroegtijdig_weg",
    family="bestuur",
    settings=AuditorLeft,
    hits=hits,
    evidence=evidence,
    unknown=without_changes,
    sources=REGISTERS,
    texts={
        "nl": Texts(
            name="Commissaris vroegtijdig weg",
            fact="Een commissaris, benoemd op {begun}, vertrok op {day}, voor het einde van de termijn van drie jaar. Opvolger "
            "kort daarna: {successor} (1 = ja).",
            threshold="Aanwezig in {window_months} maanden; {successor_severity} als binnen {successor_days} dagen een opvolger kwam.",
            innocent="Een fusie van kantoren, of een commissaris die niet meer verplicht was.",
            clears="Het ontslag met zijn reden, of een nieuwe commissaris die de rekening goedkeurt.",
        ),
        "fr": Texts(
            name="Départ anticipé du commissaire",
            fact="Un commissaire nommé le {begun} est parti le {day}, avant la fin du terme de trois ans. Successeur peu après : "
            "{successor} (1 = oui).",
            threshold="Présent en {window_months} mois ; {successor_severity} si un successeur est venu dans les "
            "{successor_days} jours.",
            innocent="Une fusion de cabinets, ou un commissaire qui n'était plus obligatoire.",
            clears="La démission avec son motif, ou un nouveau commissaire qui approuve les comptes.",
        ),
        "en": Texts(
            name="Auditor left early",
            fact="An auditor appointed on {begun} left on {day}, before the term of three years ended. Successor soon after: "
            "{successor} (1 = yes).",
            threshold="Present within {window_months} months; {successor_severity} when a successor came within "
            "{successor_days} days.",
            innocent="A merger of firms, or an auditor who was no longer required.",
            clears="The resignation with its reason, or a new auditor who approves the accounts.",
        ),
    },
)
