"""Closed during the posted opening hours, on several days.

Question: was a place found closed at its posted hours on at least `few` different days, without having been found open
since? Different days are asked, not only different hours: three closed doors on one day tell of one day. A place found
open, or a visit on which activity was seen there, starts the count anew.
Source: observations by services (sources/municipal_observations).
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field, model_validator

from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, hit_rows, steps
from knipperlicht.indicators.observations import SOURCE, observation_rows, observed, visits, without_later

CLOSED, OPEN = "closed_at_posted_hours", "open_at_posted_hours"


class ClosedAtHours(Settings):
    """How long an observation counts, and from how many days it weighs half and in full."""

    months: int = Field(12, ge=1, le=60)
    few: int = Field(3, ge=2)
    many: int = Field(5, ge=2)

    @model_validator(mode="after")
    def _ordered(self) -> ClosedAtHours:
        if self.few > self.many:
            raise ValueError("few may not be above many")
        return self


def closed(inputs: Inputs, settings: ClosedAtHours) -> ir.Table:
    """Closed doors since the place was last found open."""
    rows = observed(inputs, CLOSED, months=settings.months)
    every = visits(inputs)
    at_work = every.filter(every.activity).select("enterprise", "place", "day")
    found_open = observed(inputs, OPEN).select("enterprise", "place", "day")
    return without_later(rows, ibis.union(at_work, found_open))


def hits(inputs: Inputs, settings: ClosedAtHours) -> ir.Table:
    """Half from `few` days at one place, 1 from `many`; since the last."""
    rows = closed(inputs, settings)
    places = rows.group_by("enterprise", "place").agg(days=rows.day.nunique(), last_day=rows.day.max())
    each = places.group_by("enterprise").agg(days=places.days.max(), last_day=places.last_day.max())
    severity = steps(each.days, (settings.few, 0.5), (settings.many, 1.0))
    return hit_rows(
        each, severity=severity, facts=facts(days=each.days, last=each.last_day), since=each.last_day
    )


def evidence(inputs: Inputs, settings: ClosedAtHours, hits: ir.Table) -> ir.Table:
    """The observations."""
    return observation_rows(closed(inputs, settings), hits)


def unknown(inputs: Inputs, settings: ClosedAtHours) -> ir.Table:
    """Subjects at whose door nobody looked at posted hours, nor on a visit."""
    seen = observed(inputs, CLOSED, OPEN, "visit")
    return inputs.subject.anti_join(seen, "enterprise").select(
        "enterprise", reason=ibis.literal("hours_not_seen")
    )


INDICATOR = Indicator(
    slug="gesloten_openingsuren",
    family="lokaal",
    settings=ClosedAtHours,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=(SOURCE,),
    texts={
        "nl": Texts(
            name="Gesloten tijdens openingsuren",
            fact="Op {days} dagen gesloten tijdens de uitgehangen openingsuren, het laatst op {last}.",
            threshold="Half vanaf {few} verschillende dagen in {months} maanden, volledig vanaf {many}.",
            innocent="Vakantie, ziekte, een familiale gebeurtenis, of uren die niet meer kloppen.",
            clears="Een vaststelling dat de zaak open is, of een bezoek waarop activiteit te zien is.",
        ),
        "fr": Texts(
            name="Fermé pendant les heures d'ouverture",
            fact="Fermé pendant les heures affichées lors de {days} jours, le dernier le {last}.",
            threshold="À moitié dès {few} jours différents en {months} mois, en plein dès {many}.",
            innocent="Vacances, maladie, un événement familial, ou des heures qui ne sont plus exactes.",
            clears="Un constat que le commerce est ouvert, ou une visite où une activité est vue.",
        ),
        "en": Texts(
            name="Closed during posted hours",
            fact="Closed during the posted hours on {days} days, the last on {last}.",
            threshold="Half from {few} different days in {months} months, in full from {many}.",
            innocent="Holidays, illness, a family event, or hours that no longer hold.",
            clears="An observation that it is open, or a visit on which activity is seen.",
        ),
    },
)
