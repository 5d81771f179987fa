"""A final decision of a municipality: permit refused, permit withdrawn, establishment closed.

Question: did a municipality take such a decision about this company, and is it final? One that can still be appealed
does not count, and one that was annulled is deleted. The decision is a reasoned, public act; it was taken for its own
reasons and stands on its own.
Source: decisions that services export (sources/municipal_observations); the Central Register of Integrity
Investigations (Act of 15 January 2024) for users who are entitled to it, through the same export.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, hit_rows
from knipperlicht.indicators.observations import SOURCE, observation_rows, observed, unobserved

KINDS = ("permit_refused", "permit_withdrawn", "closed_by_decision")


class PermitRefused(Settings):
    """How long a decision counts."""

    months: int = Field(36, ge=1, le=60)


def hits(inputs: Inputs, settings: PermitRefused) -> ir.Table:
    """1; since the last decision."""
    rows = observed(inputs, *KINDS, months=settings.months)
    each = rows.group_by("enterprise").agg(decisions=rows.reference.count(), last_day=rows.day.max())
    told = facts(decisions=each.decisions, last=each.last_day)
    return hit_rows(each, severity=ibis.literal(1.0), facts=told, since=each.last_day)


def evidence(inputs: Inputs, settings: PermitRefused, hits: ir.Table) -> ir.Table:
    """The decisions."""
    return observation_rows(observed(inputs, *KINDS, months=settings.months), hits)


def unknown(inputs: Inputs, settings: PermitRefused) -> ir.Table:
    """Subjects of whom no service recorded anything."""
    return unobserved(inputs)


INDICATOR = Indicator(
    slug="vergunning_geweigerd",
    family="lokaal",
    settings=PermitRefused,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=(SOURCE,),
    texts={
        "nl": Texts(
            name="Vergunning geweigerd of ingetrokken, of zaak gesloten",
            fact="{decisions} definitieve beslissing(en) tot weigering, intrekking of sluiting, de laatste op {last}.",
            threshold="Een definitieve beslissing van de laatste {months} maanden die niet vernietigd is.",
            innocent="Een dossier kan om een vormvereiste of een stedenbouwkundige reden geweigerd zijn.",
            clears="Vernietiging van de beslissing; anders vervalt ze na {months} maanden.",
        ),
        "fr": Texts(
            name="Autorisation refusée ou retirée, ou établissement fermé",
            fact="{decisions} décision(s) définitive(s) de refus, de retrait ou de fermeture, la dernière le {last}.",
            threshold="Une décision définitive des {months} derniers mois qui n'est pas annulée.",
            innocent="Un dossier peut être refusé pour une raison de forme ou d'urbanisme.",
            clears="L'annulation de la décision ; sinon elle s'efface après {months} mois.",
        ),
        "en": Texts(
            name="Permit refused or withdrawn, or establishment closed",
            fact="{decisions} final decision(s) of refusal, withdrawal or closure, the last on {last}.",
            threshold="A final decision of the last {months} months that was not annulled.",
            innocent="A file may be refused for a reason of form or of town planning.",
            clears="Annulment of the decision; otherwise it lapses after {months} months.",
        ),
    },
)
