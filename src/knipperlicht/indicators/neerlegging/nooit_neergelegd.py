"""Never deposited accounts: the longest first year and its term are over, and the list of deposits is empty.

Question: is this company, which must deposit, so old that its first accounts are due whatever first year it chose
(24 months) and the seven months after it are over, and has it never deposited any?
The catalogue says "older than 30 months"; the longest first year and the term make 31.
Source: NBB reference lists; KBO Open Data for form, situation and start; WVV art. 3:10.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, hit_rows
from knipperlicht.indicators.neerlegging._duty import absence, absent, undecided


class NeverDeposited(Settings):
    """Months after the latest possible end of the first year."""

    term_months: int = Field(7, ge=7)


def hits(inputs: Inputs, settings: NeverDeposited) -> ir.Table:
    """1; a state of now, so without a day."""
    rows = absent(inputs, months=settings.term_months)
    rows = rows.filter(rows.n_filings.isnull())
    told = facts(closing=rows.closing, months=rows.seen_months, seen=rows.seen_until)
    return hit_rows(rows, severity=ibis.literal(1.0), facts=told)


def evidence(inputs: Inputs, settings: NeverDeposited, hits: ir.Table) -> ir.Table:
    """The day the lists were asked, and the form that carries the duty."""
    return absence(inputs, hits)


def unknown(inputs: Inputs, settings: NeverDeposited) -> ir.Table:
    """Of those without any deposit: a duty that is not certain, or lists that do not show the absence."""
    duty = inputs.table("filing_duty")
    return undecided(duty.filter(duty.n_filings.isnull()), months=settings.term_months)


INDICATOR = Indicator(
    slug="nooit_neergelegd",
    family="neerlegging",
    settings=NeverDeposited,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=("nbb",),
    texts={
        "nl": Texts(
            name="Nooit een jaarrekening neergelegd",
            fact="Het eerste boekjaar eindigde uiterlijk op {closing}; op {seen}, minstens {months} maanden later, stond er geen enkele neerlegging.",
            threshold="Vanaf {term_months} maanden na het langst mogelijke eerste boekjaar van 24 maanden.",
            innocent="Een onderneming die nooit begon te werken, of die pas onlangs een vorm kreeg die moet neerleggen.",
            clears="De neerlegging van een eerste jaarrekening.",
        ),
        "fr": Texts(
            name="Jamais de comptes annuels déposés",
            fact="Le premier exercice s'est clos au plus tard le {closing} ; le {seen}, au moins {months} mois plus tard, il n'y avait aucun dépôt.",
            threshold="Dès {term_months} mois après le plus long premier exercice possible, de 24 mois.",
            innocent="Une entreprise qui n'a jamais commencé, ou qui n'a pris que récemment une forme tenue au dépôt.",
            clears="Le dépôt de premiers comptes annuels.",
        ),
        "en": Texts(
            name="Never deposited accounts",
            fact="The first financial year ended on {closing} at the latest; by {seen}, at least {months} months later, there was no deposit at all.",
            threshold="From {term_months} months after the longest possible first year of 24 months.",
            innocent="A company that never began to trade, or that took a form which must deposit only lately.",
            clears="The deposit of first accounts.",
        ),
    },
)
