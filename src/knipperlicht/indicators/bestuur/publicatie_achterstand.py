"""Late publication of a change of directors: months between the decision and the gazette.

Question: how many days lie, in the middle case, between the decision on directors and its publication? Only
publications whose day of decision was read are counted; where the number is even, the shorter of the two middle ones
counts. Companies must deposit within thirty days, and a change binds others only once it is published.
Source: Belgisch Staatsblad, appointments and resignations; day of decision from the act. Law: WVV art. 2:8, 2:14, 2:18.
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
    first_rows,
    hit_rows,
    steps,
)
from knipperlicht.indicators.gazette import PUBLICATION, without_publications

KEPT = "board_publication"


class LatePublication(Settings):
    """More than `late_days` gives 0.5, more than `very_late_days` 1."""

    window_months: int = Field(36, ge=1)
    late_days: int = Field(180, ge=1)
    very_late_days: int = Field(365, ge=1)


def decisions(inputs: Inputs, settings: LatePublication) -> ir.Table:
    """enterprise, day, number, decided (may be NULL): publications about the board within the window."""
    publication = inputs.table(PUBLICATION)
    since = inputs.ago(settings.window_months)
    act = inputs.table("gazette_act").filter(lambda t: (t.act == "appointments") & (t.day > since))
    rows = publication.filter((publication.day > since) & (publication.day <= inputs.today))
    rows = rows.semi_join(act, ["enterprise", "day", "number"]).semi_join(inputs.subject, "enterprise")
    return rows.select("enterprise", "day", "number", "decided")


def hits(inputs: Inputs, settings: LatePublication) -> ir.Table:
    """Severity by the middle delay; dated by the last publication counted."""
    rows = inputs.bench.keep(KEPT, decisions(inputs, settings)).filter(lambda t: t.decided.notnull())
    rows = rows.mutate(delay=rows.day.delta(rows.decided, unit="day"))
    own = ibis.window(group_by="enterprise")
    placed = rows.mutate(
        place=ibis.row_number().over(group_by="enterprise", order_by=["delay", "day", "number"]),
        many=rows.delay.count().over(own),
        newest=rows.day.max().over(own),
    )
    middle = placed.filter(placed.place == ((placed.many - 1) / 2).floor().cast("int64"))
    severity = steps(middle.delay, (settings.late_days + 1, 0.5), (settings.very_late_days + 1, 1.0))
    return hit_rows(
        middle,
        severity=severity,
        since=middle.newest,
        facts=facts(delay=middle.delay, publications=middle.many),
    )


def evidence(inputs: Inputs, settings: LatePublication, hits: ir.Table) -> ir.Table:
    """Each publication with the day of its decision."""
    rows = inputs.table(KEPT).filter(lambda t: t.decided.notnull()).semi_join(hits, "enterprise")
    return first_rows(
        evidence_rows(
            rows, table=PUBLICATION, field="decided", key=rows.enterprise,
            value=rows.decided.cast("string") + " (" + rows.number + ")", valid_from=rows.day,
        )
    )  # fmt: skip


def unknown(inputs: Inputs, settings: LatePublication) -> ir.Table:
    """Without publications; or with publications about the board, of none of which the day of decision is known."""
    rows = inputs.table(KEPT)
    each = rows.group_by("enterprise").agg(read=rows.decided.count()).filter(lambda t: t.read == 0)
    unread = each.select("enterprise", reason=ibis.literal("decision_day_unknown"))
    return ibis.union(without_publications(inputs, settings), unread)


INDICATOR = Indicator(
    slug="publicatie_achterstand",
    family="bestuur",
    settings=LatePublication,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=("staatsblad",),
    texts={
        "nl": Texts(
            name="Laattijdige bekendmaking van bestuurswissel",
            fact="Tussen beslissing en bekendmaking over het bestuur lagen doorgaans {delay} dagen ({publications} bekendmakingen).",
            threshold="Vanaf meer dan {late_days} dagen, zwaar boven {very_late_days} dagen, over {window_months} maanden.",
            innocent="Een boekhouder of notaris die laat neerlegt.",
            clears="Nieuwe beslissingen die tijdig worden bekendgemaakt.",
        ),
        "fr": Texts(
            name="Publication tardive d'un changement d'administration",
            fact="Entre décision et publication sur l'administration, il s'est écoulé d'ordinaire {delay} jours ({publications} publications).",
            threshold="Au-delà de {late_days} jours, fort au-delà de {very_late_days} jours, sur {window_months} mois.",
            innocent="Un comptable ou un notaire qui dépose tard.",
            clears="De nouvelles décisions publiées à temps.",
        ),
        "en": Texts(
            name="Late publication of a change of directors",
            fact="Between decision and publication about the board lay {delay} days as a rule ({publications} publications).",
            threshold="From more than {late_days} days, high above {very_late_days} days, over {window_months} months.",
            innocent="An accountant or notary who deposits late.",
            clears="New decisions that are published in time.",
        ),
    },
)
