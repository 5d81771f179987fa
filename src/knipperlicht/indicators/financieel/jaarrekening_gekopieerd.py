"""Copied accounts: the same figures in another year, or in the accounts of another company.

Question: do the accounts of the last years repeat, figure by figure, those of another financial year of the company, or
those that another company deposited before (or on the same day)? The fingerprint covers all non-zero amounts of the
current year; it counts from twelve of them on, so that empty shells with a capital and a cash balance are no copies.
Who deposited first did not copy and is not hit. Closing days close together are one year filed twice, not a copy.
Source: NBB annual accounts, all rubrics. Idea: S16.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.accounts import TABLE, without_accounts
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


class CopiedAccounts(Settings):
    """Non-zero rubrics needed, months looked back (closing day), days between two closing days that are two years."""

    rubrics: int = Field(12, ge=5)
    months: int = Field(60, gt=0)
    apart_days: int = Field(300, gt=0)
    own_severity: float = Field(0.6, gt=0, le=1)


def repeated(inputs: Inputs, settings: CopiedAccounts) -> ir.Table:
    """Accounts whose fingerprint is not alone, with its `enterprises`, `earliest` day and how many deposited then."""
    rows = inputs.table("accounts")
    rows = rows.filter(
        rows.end_date > inputs.ago(settings.months),
        rows.rubrics >= settings.rubrics,
        rows.fingerprint.notnull(),
    )
    rows = rows.select(
        "enterprise", "end_date", "fingerprint", "rubrics", "reference", "deposit_date", "first_deposit_date"
    )
    several = rows.group_by("fingerprint").agg(n=rows.count()).filter(lambda t: t.n > 1)
    return rows.semi_join(several, "fingerprint")


def copies(inputs: Inputs, settings: CopiedAccounts) -> ir.Table:
    """Per subject the strongest copy: fingerprint, severity, filings, others, another, closed, day."""
    rows = repeated(inputs, settings)
    each = rows.group_by("fingerprint", "enterprise").agg(
        filings=rows.count(), first=rows.first_deposit_date.min(), day=rows.deposit_date.max(), closed=rows.end_date.max(),
        opened=rows.end_date.min(), rubrics=rows.rubrics.max(),
    )  # fmt: skip
    shared = each.group_by("fingerprint").agg(
        enterprises=each.count(),
        earliest=each["first"].min(),
        low=each.enterprise.min(),
        high=each.enterprise.max(),
    )
    both = each.inner_join(shared, "fingerprint")
    tied = (
        both.filter(both["first"] == both.earliest).group_by(tied="fingerprint").agg(ties=lambda t: t.count())
    )
    both = both.inner_join(tied, both.fingerprint == tied.tied)
    other = (both.enterprises > 1) & ((both["first"] > both.earliest) | (both.ties > 1))
    own = both.closed.delta(both.opened, unit="day") >= settings.apart_days
    rated = both.mutate(
        severity=ibis.cases((other, 1.0), (own, settings.own_severity), else_=0.0),
        others=both.enterprises - 1,
        another=ibis.ifelse(
            both.enterprises == 1,
            ibis.null("int64"),
            ibis.ifelse(both.enterprise == both.low, both.high, both.low),
        ),
    )
    rated = rated.filter(rated.severity > 0).semi_join(inputs.subject, "enterprise")
    strongest = ibis.window(
        group_by="enterprise", order_by=[ibis.desc("severity"), ibis.desc("day"), "fingerprint"]
    )
    return rated.mutate(place=ibis.row_number().over(strongest)).filter(lambda t: t.place == 0)


def hits(inputs: Inputs, settings: CopiedAccounts) -> ir.Table:
    """1 for another company's figures, less for those of an own year; dated on the deposit."""
    rows = copies(inputs, settings)
    told = facts(rubrics=rows.rubrics, filings=rows.filings, others=rows.others, closed=rows.closed)
    return hit_rows(rows, severity=rows.severity, facts=told, since=rows.day)


def evidence(inputs: Inputs, settings: CopiedAccounts, hits: ir.Table) -> ir.Table:
    """The own deposits with these figures, and those of one other company."""
    found = copies(inputs, settings).select("fingerprint", "another", hit="enterprise")
    found = found.semi_join(hits, found.hit == hits.enterprise)
    rows = repeated(inputs, settings).select("fingerprint", "end_date", "deposit_date", owner="enterprise")
    rows = rows.inner_join(found, "fingerprint")
    whose = (rows.owner == rows.hit, rows.owner == rows.another)
    blocks = [
        evidence_rows(
            part, table=TABLE, field="ExerciseDates.endDate", key=part.owner, value=part.end_date,
            valid_from=part.deposit_date, order=order,
        )
        for order, part in enumerate(rows.rename(enterprise="hit").filter(own) for own in whose)
    ]  # fmt: skip
    return first_rows(ibis.union(*blocks))


INDICATOR = Indicator(
    slug="jaarrekening_gekopieerd",
    family="financieel",
    settings=CopiedAccounts,
    hits=hits,
    evidence=evidence,
    unknown=without_accounts,
    sources=("nbb",),
    texts={
        "nl": Texts(
            name="Jaarrekening met dezelfde cijfers als een andere",
            fact="Dezelfde {rubrics} bedragen staan in meer dan één jaarrekening: van deze onderneming {filings}, van andere ondernemingen {others} (laatste afsluiting {closed}).",
            threshold="Alle bedragen gelijk, minstens {rubrics} in getal, in de laatste {months} maanden; een eigen ander boekjaar telt voor {own_severity}, een eerder neergelegde jaarrekening van een ander voor 1.",
            innocent="Een vergissing van de boekhouder, die de cijfers van een ander dossier of jaar indiende.",
            clears="Een verbeterde neerlegging met de eigen cijfers.",
        ),
        "fr": Texts(
            name="Comptes aux mêmes chiffres que d'autres",
            fact="Les mêmes {rubrics} montants figurent dans plusieurs comptes annuels : {filings} de cette entreprise, {others} d'autres entreprises (dernière clôture {closed}).",
            threshold="Tous les montants égaux, au moins {rubrics}, dans les {months} derniers mois ; un autre exercice propre compte pour {own_severity}, des comptes déposés plus tôt par une autre pour 1.",
            innocent="Une erreur du comptable, qui a déposé les chiffres d'un autre dossier ou exercice.",
            clears="Un dépôt rectifié avec les chiffres propres.",
        ),
        "en": Texts(
            name="Accounts with the same figures as others",
            fact="The same {rubrics} amounts stand in more than one set of accounts: {filings} of this company, {others} of other companies (last closing day {closed}).",
            threshold="All amounts equal, at least {rubrics} of them, in the last {months} months; another year of its own counts for {own_severity}, accounts deposited earlier by another company for 1.",
            innocent="An error of the accountant, who filed the figures of another client or year.",
            clears="A corrected filing with the company's own figures.",
        ),
    },
)
