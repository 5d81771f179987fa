"""Accounting year changed repeatedly: several deposited years that did not last twelve months.

Question: in the last five years, how many financial years were shorter or longer than twelve months, the first year of
the company left out, and was one longer than eighteen? A change of the closing month always makes such a year, so it
is not counted apart.
Source: NBB reference lists, ExerciseDates. Changes of statutes in the gazette say only that there was one; not read.
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
)  # fmt: skip

FIRST_YEAR_DAYS = 92
"""A year that begins so soon after the company is its first one, of any length."""


class YearChanged(Settings):
    """How many irregular years within the window, and from which length one alone weighs in full."""

    window_months: int = Field(60, ge=24)
    at_least: int = Field(2, ge=2)
    long_months: int = Field(18, ge=13)


def years(inputs: Inputs, settings: YearChanged) -> ir.Table:
    """enterprise, start_date, end_date, deposit_date, months of all years in the window but first ones."""
    rows = inputs.table("accounts")
    rows = rows.filter(rows.end_date > inputs.ago(settings.window_months), rows.months.notnull())
    rows = rows.select("enterprise", "start_date", "end_date", "deposit_date", "months")
    subject = inputs.subject.select("enterprise", founded="start_date")
    rows = rows.inner_join(subject, "enterprise")
    first = rows.start_date <= rows.founded + ibis.interval(days=FIRST_YEAR_DAYS)
    return rows.filter(~first.fill_null(False))


def irregular(inputs: Inputs, settings: YearChanged) -> ir.Table:
    """Those that did not last twelve months."""
    rows = years(inputs, settings)
    return rows.filter(rows.months != 12)


def hits(inputs: Inputs, settings: YearChanged) -> ir.Table:
    """0.6 for several, 1 for a very long one."""
    rows = irregular(inputs, settings)
    each = rows.group_by("enterprise").agg(
        changed=rows.count(), longest=rows.months.max(), last=rows.end_date.max()
    )
    long = each.longest > settings.long_months
    severity = ibis.cases((long, 1.0), (each.changed >= settings.at_least, 0.6), else_=0.0)
    told = facts(changed=each.changed, longest=each.longest, last=each["last"])
    return hit_rows(each, severity=severity, facts=told, since=each["last"])


def evidence(inputs: Inputs, settings: YearChanged, hits: ir.Table) -> ir.Table:
    """First and last day of each irregular year."""
    rows = irregular(inputs, settings).semi_join(hits, "enterprise")
    return first_rows(
        evidence_rows(
            rows, table="nbb_reference", field="ExerciseDates", key=rows.enterprise,
            value=rows.start_date.cast("string") + " → " + rows.end_date.cast("string"), valid_from=rows.deposit_date,
        )
    )  # fmt: skip


def unknown(inputs: Inputs, settings: YearChanged) -> ir.Table:
    """Subjects of which fewer years were deposited than would have to be irregular."""
    rows = years(inputs, settings)
    each = rows.group_by("enterprise").agg(n=rows.count())
    lacking = inputs.subject.anti_join(each.filter(each.n >= settings.at_least), "enterprise")
    return lacking.select("enterprise", reason=ibis.literal(f"too_few_filings:{settings.at_least}"))


INDICATOR = Indicator(
    slug="boekjaar_gewijzigd",
    family="neerlegging",
    settings=YearChanged,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=("nbb",),
    texts={
        "nl": Texts(
            name="Boekjaar herhaaldelijk gewijzigd",
            fact="Aantal boekjaren die geen twaalf maanden duurden: {changed}; het langste {longest} maanden, het laatste tot {last}.",
            threshold="Minstens {at_least} in {window_months} maanden, of één van meer dan {long_months} maanden; het eerste boekjaar telt niet mee.",
            innocent="Aansluiten bij het boekjaar van een groep na een overname, of bij het seizoen van het vak.",
            clears="Verdwijnt wanneer de boekjaren opnieuw twaalf maanden duren, na {window_months} maanden.",
        ),
        "fr": Texts(
            name="Exercice comptable modifié à plusieurs reprises",
            fact="Nombre d'exercices qui n'ont pas duré douze mois : {changed} ; le plus long {longest} mois, le dernier jusqu'au {last}.",
            threshold="Au moins {at_least} en {window_months} mois, ou un seul de plus de {long_months} mois ; le premier exercice ne compte pas.",
            innocent="S'aligner sur l'exercice d'un groupe après une reprise, ou sur la saison du métier.",
            clears="Disparaît quand les exercices durent à nouveau douze mois, après {window_months} mois.",
        ),
        "en": Texts(
            name="Accounting year changed repeatedly",
            fact="Financial years that did not last twelve months: {changed}; the longest {longest} months, the last one until {last}.",
            threshold="At least {at_least} in {window_months} months, or one of more than {long_months} months; the first year does not count.",
            innocent="Following the year of a group after a take-over, or the season of the trade.",
            clears="Goes when years last twelve months again, after {window_months} months.",
        ),
    },
)
