"""Accounts not deposited: a financial year closed long ago and nothing was deposited for it.

Question: does this company owe a deposit, and do the lists show, nine months or more after the closing day, that there
is none? The one case in which what is absent counts; so the duty must be certain (`filing_duty`), the closing day the
latest one possible, and the lists of this very company recent. The law's own term is seven months.
Source: NBB reference lists; KBO Open Data for form, situation and start; WVV art. 3:10.
"""

from __future__ import annotations

from typing import Self

import ibis.expr.types as ir
from pydantic import Field, model_validator

from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, hit_rows, steps
from knipperlicht.indicators.neerlegging._duty import absence, absent, undecided


class AccountsMissing(Settings):
    """Months since the closing day for each step."""

    first_months: int = Field(9, ge=8)
    second_months: int = Field(12, ge=9)
    full_months: int = Field(24, ge=10)

    @model_validator(mode="after")
    def _rising(self) -> Self:
        if not self.first_months < self.second_months < self.full_months:
            raise ValueError("first_months < second_months < full_months is needed")
        return self


def hits(inputs: Inputs, settings: AccountsMissing) -> ir.Table:
    """0.3, 0.6 and 1; a state of now, so without a day."""
    rows = absent(inputs, months=settings.first_months)
    severity = steps(
        rows.seen_months,
        (settings.first_months, 0.3),
        (settings.second_months, 0.6),
        (settings.full_months, 1.0),
    )
    told = facts(closing=rows.closing, months=rows.seen_months, seen=rows.seen_until)
    return hit_rows(rows, severity=severity, facts=told)


def evidence(inputs: Inputs, settings: AccountsMissing, hits: ir.Table) -> ir.Table:
    """The last deposit, the day the lists were asked, and the form that carries the duty."""
    return absence(inputs, hits)


def unknown(inputs: Inputs, settings: AccountsMissing) -> ir.Table:
    """A duty that is not certain, or lists that do not show the absence."""
    return undecided(inputs.table("filing_duty"), months=settings.first_months)


INDICATOR = Indicator(
    slug="jaarrekening_ontbreekt",
    family="neerlegging",
    settings=AccountsMissing,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=("nbb",),
    texts={
        "nl": Texts(
            name="Jaarrekening niet neergelegd",
            fact="Voor het boekjaar dat uiterlijk op {closing} eindigde, was op {seen} geen jaarrekening neergelegd (minstens {months} maanden later).",
            threshold="Vanaf {first_months} maanden na het einde van het boekjaar; zwaarder vanaf {second_months} en het zwaarst vanaf {full_months} maanden.",
            innocent="Een achterstand bij de boekhouder, ziekte, of een boekjaar dat verlengd werd zonder dat wij het konden zien.",
            clears="De neerlegging van de ontbrekende jaarrekening.",
        ),
        "fr": Texts(
            name="Comptes annuels non déposés",
            fact="Pour l'exercice clos au plus tard le {closing}, aucun compte annuel n'était déposé le {seen} (au moins {months} mois plus tard).",
            threshold="Dès {first_months} mois après la fin de l'exercice ; plus lourd dès {second_months} et le plus lourd dès {full_months} mois.",
            innocent="Un retard chez le comptable, une maladie, ou un exercice prolongé sans que nous ayons pu le voir.",
            clears="Le dépôt des comptes annuels manquants.",
        ),
        "en": Texts(
            name="Accounts not deposited",
            fact="For the financial year that ended on {closing} at the latest, no accounts were deposited by {seen} (at least {months} months later).",
            threshold="From {first_months} months after the end of the year; heavier from {second_months} and heaviest from {full_months} months.",
            innocent="A backlog at the accountant's, illness, or a year that was lengthened without our being able to see it.",
            clears="The deposit of the missing accounts.",
        ),
    },
)
