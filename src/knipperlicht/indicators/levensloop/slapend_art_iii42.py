"""Dormant by the statutory strike-off pattern, as far as the KBO itself can show it.

Question: does the company show what art. III.42 WER asks before the register may strike it off: no
activity, function or active establishment for three years, no pending permit, no change of data and no
publication but annual accounts for seven years?
Of this the KBO Open Data show activities, establishments and changes of data. Functions, permits and
publications are not in them, so the full pattern is never established here: a company that meets every
part we can see gets 0.5 at most, and only when our own history saw it unchanged for `quiet_months`
(the catalogue's "4 of 5 and at least five years"). With less history that question stays open; a company
that visibly fails one part is clear at once.
Left out are forms that need no activity or establishment to live (associations, co-owners, public and
foreign bodies) and companies whose situation already says that they are being wound up.
Changes seen: enterprise row, addresses, replaced names, contact details, establishments, ended main
activities. Source: KBO Open Data in our own history.
"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.core.clock import add_months
from knipperlicht.indicators.framework import (
    Indicator,
    Inputs,
    Settings,
    Texts,
    evidence_rows,
    facts,
    hit_rows,
)
from knipperlicht.reference.legal_forms import legal_form_codes
from knipperlicht.reference.situations import situation_codes

COMPANIES = legal_form_codes("capital_company", "partnership", "unlimited_cooperative", "economic_grouping")
NORMAL = situation_codes("normal")


class Dormant(Settings):
    """Months without activity, establishment or change; the law asks three years of the first two."""

    quiet_months: int = Field(default=60, ge=36)
    severity: float = Field(default=0.5, gt=0, le=0.5)


def since_day(inputs: Inputs, settings: Dormant) -> date:
    """The day from which on nothing may have changed: the window, or our first extract when that is later."""
    return max(add_months(day=inputs.at, months=-settings.quiet_months), inputs.first_day)


def quiet(inputs: Inputs, settings: Dormant) -> ir.Table:
    """Companies that fail no part of the pattern we can see."""
    day = ibis.literal(since_day(inputs, settings), "date")
    subject = inputs.subject
    rows = subject.filter(
        subject.form.isin(COMPANIES) & subject.juridical_situation.isin(NORMAL)
        & (subject.n_codes == 0) & (subject.n_establishments == 0)
        & (subject.start_date <= inputs.ago(settings.quiet_months)) & (subject.valid_from <= day)
    )  # fmt: skip
    for name, column in (
        ("establishment_past", "enterprise"), ("address_past", "enterprise"),
        ("denomination_past", "entity"), ("main_activity_past", "entity"),
    ):  # fmt: skip
        ended = inputs.table(name).filter(lambda t: t.valid_to > day).select(changed=column)
        rows = rows.anti_join(ended, rows.enterprise == ended.changed)
    for name in ("address", "contact"):
        begun = inputs.table(name).filter(lambda t: t.valid_from > day).select(changed="enterprise")
        rows = rows.anti_join(begun, rows.enterprise == begun.changed)
    return rows


def hits(inputs: Inputs, settings: Dormant) -> ir.Table:
    """The fixed severity for companies quiet over a window that our history covers in full."""
    covered = inputs.months_held >= settings.quiet_months
    rows = quiet(inputs, settings).filter(ibis.literal(covered))
    day = ibis.literal(since_day(inputs, settings), "date")
    return hit_rows(
        rows,
        severity=ibis.literal(settings.severity),
        facts=facts(start=rows.start_date, unchanged_since=day),
    )


def evidence(inputs: Inputs, settings: Dormant, hits: ir.Table) -> ir.Table:
    """What stands unchanged: start and situation. What is absent has no row to show."""
    rows = inputs.subject.semi_join(hits, "enterprise")
    start = evidence_rows(
        rows, table="enterprise", field="StartDate", key=rows.enterprise, value=rows.start_date,
        valid_from=rows.valid_from,
    )  # fmt: skip
    situation = evidence_rows(
        rows, table="enterprise", field="JuridicalSituation", key=rows.enterprise,
        value=rows.juridical_situation, valid_from=rows.valid_from, order=1,
    )  # fmt: skip
    return ibis.union(start, situation)


def unknown(inputs: Inputs, settings: Dormant) -> ir.Table:
    """Companies quiet as far as we can see, when our history is shorter than the window."""
    held, needed = inputs.months_held, settings.quiet_months
    rows = quiet(inputs, settings).filter(ibis.literal(held < needed))
    return rows.select("enterprise", reason=ibis.literal(f"history_too_short:{held}:{needed}"))


INDICATOR = Indicator(
    slug="slapend_art_iii42",
    family="levensloop",
    settings=Dormant,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    texts={
        "nl": Texts(
            name="Slapend volgens het patroon van art. III.42 WER",
            fact="De KBO toont geen activiteit en geen vestiging, en sinds {unchanged_since} geen wijziging "
            "(start: {start}). Functies, vergunningen en publicaties in het Staatsblad zijn niet nagekeken.",
            threshold="Geen activiteit of vestiging en {quiet_months} maanden geen wijziging in de KBO; nooit meer "
            "dan de helft, omdat een deel van het wettelijke patroon niet in de KBO Open Data staat.",
            innocent="Patrimoniumvennootschappen, holdings en stille familiezaken hebben vaak niets te wijzigen.",
            clears="Een geregistreerde activiteit of vestiging, of een gewijzigd gegeven in de KBO.",
        ),
        "fr": Texts(
            name="Dormante selon le schéma de l'art. III.42 CDE",
            fact="La BCE ne montre ni activité ni établissement, et aucune modification depuis le "
            "{unchanged_since} (début : {start}). Fonctions, autorisations et publications au Moniteur belge "
            "n'ont pas été vérifiées.",
            threshold="Ni activité ni établissement et {quiet_months} mois sans modification à la BCE ; jamais plus "
            "de la moitié, car une partie du schéma légal ne figure pas dans la BCE Open Data.",
            innocent="Les sociétés patrimoniales, holdings et affaires familiales calmes n'ont souvent rien à modifier.",
            clears="Une activité ou un établissement enregistré, ou une donnée modifiée à la BCE.",
        ),
        "en": Texts(
            name="Dormant by the pattern of art. III.42 WER",
            fact="The KBO shows no activity and no establishment, and no change since {unchanged_since} (start: "
            "{start}). Functions, permits and publications in the Staatsblad were not checked.",
            threshold="No activity or establishment and {quiet_months} months without a change in the KBO; never more "
            "than half, because part of the statutory pattern is not in the KBO Open Data.",
            innocent="Companies that hold property, holdings and quiet family firms often have nothing to change.",
            clears="A registered activity or establishment, or a changed fact in the KBO.",
        ),
    },
)
