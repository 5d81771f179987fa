"""Turned into a form that seldom publishes accounts: a company with limited liability became a partnership.

Question: did this company go, in the last months, from a form that must file annual accounts into one that
is exempt while it is small (VOF, CommV and the like)? A lawful choice; only the switch says something.
The catalogue also gives 0.2 to the mere form: left out here, because it would mark every freelancer's
CommV for a choice the law offers, and the same line says that only the switch informs.
Two changes of code are no switch: code 016, the cooperative of the old statute, whose liability could
already be unlimited, and a form that is only read otherwise (JuridicalFormCAC) while the statutes stay.
Source: KBO Open Data, enterprise.JuridicalForm in our own history, groups of `reference/legal_forms.yml`.
The conversion deed in the Staatsblad is not read, nor whether this company is in fact exempt.
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
from knipperlicht.reference.legal_forms import legal_form_codes, legal_form_groups

EXEMPT = legal_form_codes(*(group.group for group in legal_form_groups() if group.accounts == "small_exempt"))
FILING = tuple(code for code in legal_form_codes("capital_company") if code != "016")


class ExemptForm(Settings):
    """A switch within `window_months` counts."""

    window_months: int = Field(default=24, ge=1)


def switches(inputs: Inputs, settings: ExemptForm) -> ir.Table:
    """enterprise, day, before, after: changes of form in the window from a filing into an exempt form."""
    change = inputs.table("form_change")
    recent = (change.day > inputs.ago(settings.window_months)) & (change.day <= inputs.today)
    return change.filter(recent & change.before.isin(FILING) & change.after.isin(EXEMPT))


def exempt_now(inputs: Inputs) -> ir.Table:
    """Subjects whose own statutes have an exempt form, and whose form is to be read as one."""
    subject = inputs.subject
    return subject.filter(subject.form.isin(EXEMPT) & subject.juridical_form.isin(EXEMPT))


def hits(inputs: Inputs, settings: ExemptForm) -> ir.Table:
    """Severity 1 for a switch that still stands, dated by the last one."""
    rows = switches(inputs, settings).semi_join(exempt_now(inputs), "enterprise")
    order = ibis.window(group_by="enterprise", order_by=[ibis.desc("day"), "before", "after"])
    latest = rows.mutate(rank=ibis.row_number().over(order)).filter(lambda t: t["rank"] == 0)
    return hit_rows(
        latest, severity=ibis.literal(1.0), since=latest.day,
        facts=facts(before=latest.before, after=latest.after, day=latest.day),
    )  # fmt: skip


def evidence(inputs: Inputs, settings: ExemptForm, hits: ir.Table) -> ir.Table:
    """The change of form, old and new code."""
    rows = switches(inputs, settings).semi_join(hits, "enterprise")
    return first_rows(
        evidence_rows(
            rows, table="enterprise", field="JuridicalForm", key=rows.enterprise,
            value=rows.before + " → " + rows.after, valid_from=rows.day,
        )
    )  # fmt: skip


def unknown(inputs: Inputs, settings: ExemptForm) -> ir.Table:
    """Exempt forms that are older than our history, when that does not reach back the whole window.

    A company with another form now, or one that started since our first extract, is clear all the same.
    """
    held, needed = inputs.months_held, settings.window_months
    rows = exempt_now(inputs)
    older = rows.start_date.isnull() | (rows.start_date < ibis.literal(inputs.first_day, "date"))
    open_question = rows.filter(older & ibis.literal(held < needed))
    return open_question.select("enterprise", reason=ibis.literal(f"history_too_short:{held}:{needed}"))


INDICATOR = Indicator(
    slug="rechtsvorm_zonder_publicatie",
    family="levensloop",
    settings=ExemptForm,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    texts={
        "nl": Texts(
            name="Omzetting naar een vorm zonder publicatieplicht",
            fact="De rechtsvorm ging van {before} naar {after} (KBO-codes), voor het eerst te zien op {day}.",
            threshold="Een omzetting in de laatste {window_months} maanden van een vorm die een jaarrekening "
            "neerlegt naar een vorm die dat als kleine onderneming meestal niet moet.",
            innocent="Een wettige keuze, vaak uit eenvoud of bij een vrij beroep of een familiezaak.",
            clears="Verdwijnt {window_months} maanden na de omzetting, of wanneer de vorm opnieuw verandert.",
        ),
        "fr": Texts(
            name="Passage à une forme dispensée de publier",
            fact="La forme légale est passée de {before} à {after} (codes BCE), visible pour la première fois le {day}.",
            threshold="Un passage, dans les {window_months} derniers mois, d'une forme qui dépose ses comptes "
            "annuels à une forme qui, petite, n'y est le plus souvent pas tenue.",
            innocent="Un choix légal, souvent par simplicité, ou pour une profession libérale ou une affaire familiale.",
            clears="Disparaît {window_months} mois après le passage, ou si la forme change à nouveau.",
        ),
        "en": Texts(
            name="Turned into a form without duty to publish",
            fact="The legal form went from {before} to {after} (KBO codes), first seen on {day}.",
            threshold="A change in the last {window_months} months from a form that files annual accounts to one "
            "that mostly need not do so while it is small.",
            innocent="A lawful choice, often for simplicity, or in a liberal profession or a family business.",
            clears="Goes {window_months} months after the change, or when the form changes again.",
        ),
    },
)
