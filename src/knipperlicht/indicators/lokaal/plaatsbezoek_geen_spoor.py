"""Visit without a trace: an officer found no name plate, no bell, no mailbox and no activity.

Question: did an authorised officer, by the form, find nothing of the company at its registered place? One visit weighs
`one_severity`; two at the same place, `days_apart` or more days apart, weigh in full. A visit on which any trace was
seen at that place, or one in order anywhere, clears what went before it, and so does a seat registered since.
Source: forms of visits (sources/municipal_observations).
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, hit_rows
from knipperlicht.indicators.observations import (
    SOURCE,
    at_present_seat,
    observation_rows,
    unvisited,
    visits,
    without_later,
    without_later_anywhere,
)


class VisitWithoutTrace(Settings):
    """How long a visit counts, how far apart two must lie, and what one alone weighs."""

    months: int = Field(18, ge=1, le=60)
    days_apart: int = Field(14, ge=1)
    one_severity: float = Field(0.6, gt=0, le=1)


def without_trace(inputs: Inputs, settings: VisitWithoutTrace) -> ir.Table:
    """Visits without a trace that nothing contradicts since."""
    every = visits(inputs)
    rows = visits(inputs, months=settings.months)
    rows = without_later(rows.filter(~rows.trace), every.filter(every.trace))
    return at_present_seat(inputs, without_later_anywhere(rows, every.filter(every.in_order)))


def hits(inputs: Inputs, settings: VisitWithoutTrace) -> ir.Table:
    """1 for two visits apart at one place, less for one; since the last visit."""
    rows = without_trace(inputs, settings)
    places = rows.group_by("enterprise", "place").agg(
        visits=rows.reference.count(), first_day=rows.day.min(), last_day=rows.day.max()
    )
    apart = places.last_day.delta(places.first_day, unit="day") >= settings.days_apart
    each = places.group_by("enterprise").agg(
        twice=apart.any(),
        visits=places.visits.sum(),
        first_day=places.first_day.min(),
        last_day=places.last_day.max(),
    )
    severity = ibis.ifelse(each.twice, 1.0, settings.one_severity)
    told = facts(visits=each.visits, first=each.first_day, last=each.last_day)
    return hit_rows(each, severity=severity, facts=told, since=each.last_day)


def evidence(inputs: Inputs, settings: VisitWithoutTrace, hits: ir.Table) -> ir.Table:
    """The visits."""
    return observation_rows(without_trace(inputs, settings), hits)


def unknown(inputs: Inputs, settings: VisitWithoutTrace) -> ir.Table:
    """Subjects that were never visited."""
    return unvisited(inputs)


INDICATOR = Indicator(
    slug="plaatsbezoek_geen_spoor",
    family="lokaal",
    settings=VisitWithoutTrace,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=(SOURCE,),
    texts={
        "nl": Texts(
            name="Plaatsbezoek: geen spoor",
            fact="Bij {visits} plaatsbezoek(en), het laatst op {last}, was geen naamplaat, bel, brievenbus of activiteit te zien.",
            threshold="Eén bezoek in {months} maanden telt voor {one_severity}, twee met {days_apart} dagen ertussen volledig.",
            innocent="Wie thuis of bij klanten werkt, hangt vaak geen naam uit; een verhuizing kan nog niet ingeschreven zijn.",
            clears="Een later bezoek waarop de onderneming wel te vinden is, of een nieuwe zetel in de KBO.",
        ),
        "fr": Texts(
            name="Visite sur place : aucune trace",
            fact="Lors de {visits} visite(s), la dernière le {last}, ni plaque, ni sonnette, ni boîte aux lettres, ni activité.",
            threshold="Une visite en {months} mois compte pour {one_severity}, deux à {days_apart} jours d'intervalle en plein.",
            innocent="Qui travaille chez soi ou chez ses clients n'affiche souvent pas de nom ; un déménagement peut ne pas être inscrit.",
            clears="Une visite ultérieure où l'entreprise est trouvée, ou un nouveau siège à la BCE.",
        ),
        "en": Texts(
            name="Visit: no trace",
            fact="On {visits} visit(s), the last on {last}, there was no name plate, bell, mailbox or activity to see.",
            threshold="One visit in {months} months counts for {one_severity}, two that lie {days_apart} days apart in full.",
            innocent="Who works at home or at clients often shows no name; a move may not be registered yet.",
            clears="A later visit on which the company is found, or a new seat in the register.",
        ),
    },
)
