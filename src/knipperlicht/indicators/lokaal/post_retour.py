"""Registered mail that came back from the company's seat.

Question: was a registered letter to the seat returned? One weighs `one_severity`, two of different days in full. A
later visit on which a trace of the company was seen at the seat clears it, and so does a seat registered since.
Source: returned mail that services recorded (sources/municipal_observations).
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
    observed,
    unobserved,
    visits,
    without_later,
)


class MailReturned(Settings):
    """How long a letter counts, and what one alone weighs."""

    months: int = Field(18, ge=1, le=60)
    one_severity: float = Field(0.4, gt=0, le=1)


def returned(inputs: Inputs, settings: MailReturned) -> ir.Table:
    """Letters to the present seat that came back, with no visit since that found the company there."""
    rows = observed(inputs, "mail_returned", months=settings.months)
    rows = rows.filter(rows.place == rows.enterprise)
    every = visits(inputs)
    return at_present_seat(inputs, without_later(rows, every.filter(every.trace)))


def hits(inputs: Inputs, settings: MailReturned) -> ir.Table:
    """1 for letters of two days, less for one; since the last."""
    rows = returned(inputs, settings)
    each = rows.group_by("enterprise").agg(letters=rows.day.nunique(), last_day=rows.day.max())
    severity = ibis.ifelse(each.letters >= 2, 1.0, settings.one_severity)
    return hit_rows(
        each, severity=severity, facts=facts(letters=each.letters, last=each.last_day), since=each.last_day
    )


def evidence(inputs: Inputs, settings: MailReturned, hits: ir.Table) -> ir.Table:
    """The letters."""
    return observation_rows(returned(inputs, settings), hits)


def unknown(inputs: Inputs, settings: MailReturned) -> ir.Table:
    """Subjects of whom no service recorded anything."""
    return unobserved(inputs)


INDICATOR = Indicator(
    slug="post_retour",
    family="lokaal",
    settings=MailReturned,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=(SOURCE,),
    texts={
        "nl": Texts(
            name="Aangetekende post komt terug",
            fact="Aangetekende post naar de zetel kwam terug: {letters} keer, het laatst op {last}.",
            threshold="Eén zending in {months} maanden telt voor {one_severity}, twee op verschillende dagen volledig.",
            innocent="Een fout bij de post, een afwezigheid, of een verhuizing die nog niet is ingeschreven.",
            clears="Een later bezoek waarop de onderneming op de zetel te vinden is, of een nieuwe zetel in de KBO.",
        ),
        "fr": Texts(
            name="Recommandé renvoyé",
            fact="Un recommandé adressé au siège est revenu : {letters} fois, la dernière le {last}.",
            threshold="Un envoi en {months} mois compte pour {one_severity}, deux à des jours différents en plein.",
            innocent="Une erreur de la poste, une absence, ou un déménagement pas encore inscrit.",
            clears="Une visite ultérieure où l'entreprise est trouvée au siège, ou un nouveau siège à la BCE.",
        ),
        "en": Texts(
            name="Registered mail returned",
            fact="Registered mail to the seat came back {letters} time(s), the last on {last}.",
            threshold="One letter in {months} months counts for {one_severity}, two on different days in full.",
            innocent="A mistake of the post, an absence, or a move that is not registered yet.",
            clears="A later visit on which the company is found at its seat, or a new seat in the register.",
        ),
    },
)
