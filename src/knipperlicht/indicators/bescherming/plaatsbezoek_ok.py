"""A recent visit in order: an officer found the company at work as registered, which lowers the score.

Question: was the last visit to this company one in order, not long ago? Any later visit, at whatever place, that was not
in order takes the protection away: it may only rest on the last word.
Source: forms of visits (sources/municipal_observations).
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, hit_rows
from knipperlicht.indicators.observations import (
    SOURCE,
    observation_rows,
    unvisited,
    visits,
    without_later_anywhere,
)


class VisitInOrder(Settings):
    """How long a visit protects."""

    months: int = Field(18, ge=1, le=60)


def in_order(inputs: Inputs, settings: VisitInOrder) -> ir.Table:
    """Visits in order that no other visit follows."""
    every = visits(inputs)
    rows = visits(inputs, months=settings.months)
    return without_later_anywhere(rows.filter(rows.in_order), every.filter(~every.in_order))


def hits(inputs: Inputs, settings: VisitInOrder) -> ir.Table:
    """Severity 1 (here: full protection); since the last visit."""
    rows = in_order(inputs, settings)
    each = rows.group_by("enterprise").agg(last_day=rows.day.max())
    return hit_rows(each, severity=ibis.literal(1.0), facts=facts(last=each.last_day), since=each.last_day)


def evidence(inputs: Inputs, settings: VisitInOrder, hits: ir.Table) -> ir.Table:
    """The visits."""
    return observation_rows(in_order(inputs, settings), hits)


def unknown(inputs: Inputs, settings: VisitInOrder) -> ir.Table:
    """Subjects that were never visited."""
    return unvisited(inputs)


INDICATOR = Indicator(
    slug="plaatsbezoek_ok",
    family="bescherming",
    kind="protective",
    settings=VisitInOrder,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=(SOURCE,),
    texts={
        "nl": Texts(
            name="Recent plaatsbezoek in orde",
            fact="Bij het plaatsbezoek van {last} was de onderneming aan het werk zoals ingeschreven.",
            threshold="Het laatste bezoek was in orde en dateert van de laatste {months} maanden.",
            innocent="Niet van toepassing: dit verlaagt de score.",
            clears="Vervalt na {months} maanden, of door een later bezoek dat niet in orde is.",
        ),
        "fr": Texts(
            name="Visite récente en ordre",
            fact="Lors de la visite du {last}, l'entreprise travaillait comme inscrit.",
            threshold="La dernière visite était en ordre et date des {months} derniers mois.",
            innocent="Sans objet : ceci abaisse le score.",
            clears="S'efface après {months} mois, ou par une visite ultérieure qui n'est pas en ordre.",
        ),
        "en": Texts(
            name="Recent visit in order",
            fact="On the visit of {last} the company was at work as registered.",
            threshold="The last visit was in order and dates from the last {months} months.",
            innocent="Does not apply: this lowers the score.",
            clears="Lapses after {months} months, or by a later visit that is not in order.",
        ),
    },
)
