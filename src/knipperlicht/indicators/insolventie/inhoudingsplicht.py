"""Withholding duty: a client must withhold part of the invoice, because the company has social or tax debts.

Question: did the last answer, not older than `valid_days`, say that withholding is due? One of the two debts weighs
`one_severity`; both, or `row_months` calendar months in a row without an answer of no, weigh in full. A payment plan that
is kept counts as no duty. Only works on immovables, security and meat know the duty, and only those asked about can be
answered: for all others this is not computable, never clear.
Source: answers of RSZ and FPS Finance (sources/withholding); arts. 30bis and 30ter of the Act of 27 June 1969, arts. 53-54
of the Code of amicable and enforced collection.
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
)
from knipperlicht.indicators.insolventie._withholding import SOURCE, months_in_a_row, standing, unanswered


class Withholding(Settings):
    """How long an answer holds, what one debt weighs, and after how many months in a row it weighs in full."""

    valid_days: int = Field(92, ge=1, le=366)
    one_severity: float = Field(0.7, gt=0, le=1)
    row_months: int = Field(3, ge=2, le=12)


def hits(inputs: Inputs, settings: Withholding) -> ir.Table:
    """1 for both debts or a row of months, less for one debt; since the last answer."""
    each = months_in_a_row(standing(inputs, settings.valid_days), settings.row_months)
    weighty = (each.social & each.tax) | (each.months >= settings.row_months)
    severity = ibis.ifelse(weighty, 1.0, settings.one_severity)
    told = facts(
        asked=each.last_day, social=each.social.cast("int64"), tax=each.tax.cast("int64"), months=each.months
    )
    return hit_rows(each, severity=severity, facts=told, since=each.last_day)


def evidence(inputs: Inputs, settings: Withholding, hits: ir.Table) -> ir.Table:
    """The answers, with the debts they name."""
    rows = standing(inputs, settings.valid_days).semi_join(hits, "enterprise")
    debts = ibis.cases((rows.social & rows.tax, "social + tax"), (rows.social, "social"), else_="tax")
    shown = evidence_rows(
        rows,
        table="withholding_answer",
        field="due",
        key=rows.enterprise,
        value=debts,
        valid_from=rows.asked_on,
    )
    return first_rows(shown)


def unknown(inputs: Inputs, settings: Withholding) -> ir.Table:
    """Subjects that were never asked about, and those whose last answer is too old."""
    return unanswered(inputs, settings.valid_days)


INDICATOR = Indicator(
    slug="inhoudingsplicht",
    family="insolventie",
    settings=Withholding,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=(SOURCE,),
    texts={
        "nl": Texts(
            name="Inhoudingsplicht voor sociale of fiscale schulden",
            fact="Op {asked} gold een inhoudingsplicht (sociaal: {social}, fiscaal: {tax}); maanden op rij: {months}.",
            threshold=(
                "Eén schuld telt voor {one_severity}; beide, of {row_months} maanden op rij, volledig. Een antwoord geldt "
                "{valid_days} dagen; een nageleefd afbetalingsplan telt als neen."
            ),
            innocent="Een late aangifte of een betwiste aanslag; de plicht bestaat alleen in werken, bewaking en vlees.",
            clears="Een nieuw antwoord dat niet moet worden ingehouden.",
        ),
        "fr": Texts(
            name="Obligation de retenue pour dettes sociales ou fiscales",
            fact="Le {asked}, une obligation de retenue existait (sociale : {social}, fiscale : {tax}) ; mois de suite : {months}.",
            threshold=(
                "Une dette compte pour {one_severity} ; les deux, ou {row_months} mois de suite, en plein. Une réponse vaut "
                "{valid_days} jours ; un plan de paiement respecté compte comme non."
            ),
            innocent="Une déclaration tardive ou un impôt contesté ; l'obligation n'existe que dans les travaux, le gardiennage et la viande.",
            clears="Une nouvelle réponse selon laquelle il ne faut pas retenir.",
        ),
        "en": Texts(
            name="Withholding duty for social or tax debts",
            fact="On {asked} withholding was due (social: {social}, tax: {tax}); months in a row: {months}.",
            threshold=(
                "One debt counts for {one_severity}; both, or {row_months} months in a row, in full. An answer holds for "
                "{valid_days} days; a payment plan that is kept counts as no."
            ),
            innocent="A late return or a contested assessment; the duty exists in works, security and meat only.",
            clears="A new answer that nothing need be withheld.",
        ),
    },
)
