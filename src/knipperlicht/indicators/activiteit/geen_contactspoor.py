"""Consumer business without a contact trace: no telephone, mail or site, and a second sign of inactivity.

Question: does a business that receives the public show no way at all to reach it, while something else in
the register also suggests that it is not at work?
Source: KBO Open Data, contact, activity, establishment, address.

Contact details are optional and mostly empty, so their absence alone says nothing. At least `signs` of these
must hold as well, each a plain fact of the register:
- no active establishment unit;
- the seat address was struck off (DateStrikingOff) at least `struck_off_days` ago;
- the main activity on the VAT list ended (seen in our own history) and none stands there now.
Any detail of the enterprise, one of its establishments or branches is a trace, whatever its form.
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

VAT = "001"
SIGNS = {
    "no_unit": {"nl": "geen vestiging", "fr": "aucun établissement", "en": "no establishment"},
    "struck": {"nl": "zetel doorgehaald", "fr": "siège radié", "en": "seat struck off"},
    "vat": {"nl": "btw-activiteit beëindigd", "fr": "activité TVA terminée", "en": "VAT activity ended"},
}


class NoContactTrace(Settings):
    """Age below which nothing is asked, signs of inactivity needed, patience after a striking-off."""

    min_age_months: int = Field(6, ge=0)
    signs: int = Field(1, ge=1, le=3)
    struck_off_days: int = Field(60, ge=0)


def hits(inputs: Inputs, settings: NoContactTrace) -> ir.Table:
    """Severity 1: no contact detail at all and enough other signs."""
    subject = inputs.subject
    shops = subject.filter(subject.consumer & (subject.start_date <= inputs.ago(settings.min_age_months)))
    ended = _vat_ended(inputs).select(ended="enterprise")
    rows = shops.left_join(ended, shops.enterprise == ended.ended)
    rows = rows.mutate(
        no_unit=rows.n_establishments == 0,
        struck=_struck_off(inputs, settings, rows),
        vat=rows.ended.notnull(),
    )
    counted = sum((rows[name].cast("int64") for name in SIGNS), ibis.literal(0, "int64"))
    rows = rows.mutate(signs=counted).filter(lambda t: t.signs >= settings.signs)
    silent = rows.anti_join(_reachable(inputs), "enterprise")
    words = {f"which_{language}": _named(silent, language) for language in ("nl", "fr", "en")}
    return hit_rows(
        silent, severity=ibis.literal(1.0), facts=facts(signs=silent.signs, start=silent.start_date, **words)
    )


def evidence(inputs: Inputs, settings: NoContactTrace, hits: ir.Table) -> ir.Table:
    """The empty contact table, the activity that makes it a consumer business, and each sign."""
    rows = inputs.subject.semi_join(hits, "enterprise")
    struck = rows.filter(_struck_off(inputs, settings, rows))
    alone = rows.filter(rows.n_establishments == 0)
    ended = _vat_ended(inputs).semi_join(hits, "enterprise")
    none = ibis.literal("0")
    return first_rows(
        ibis.union(
            evidence_rows(rows, table="contact", field="rows", key=rows.enterprise, value=none),
            evidence_rows(rows, table="activity", field="NaceCode", key=rows.enterprise, value=rows.main_nace, order=1),
            evidence_rows(alone, table="establishment", field="rows", key=alone.enterprise, value=none, order=2),
            evidence_rows(
                struck, table="address", field="DateStrikingOff", key=struck.enterprise, value=struck.date_striking_off, order=3
            ),
            evidence_rows(
                ended, table="activity", field="NaceCode", key=ended.enterprise, value=ended.nace2025,
                valid_from=ended.valid_from, valid_to=ended.valid_to, order=4,
            ),
        )
    )  # fmt: skip


def unknown(inputs: Inputs, settings: NoContactTrace) -> ir.Table:
    """Without an activity nobody can say whether the public is received."""
    subject = inputs.subject
    return subject.filter(subject.main_nace.isnull()).select("enterprise", reason=ibis.literal("no_activity"))


def _struck_off(inputs: Inputs, settings: NoContactTrace, rows: ir.Table) -> ir.BooleanValue:
    """Long enough ago that no move can still be pending; false when the address stands."""
    return (inputs.days_since(rows.date_striking_off) >= settings.struck_off_days).fill_null(False)


def _named(rows: ir.Table, language: str) -> ir.StringValue:
    """The signs that hold, in words, with commas."""
    text: ir.StringValue = ibis.literal("")
    for name, words in SIGNS.items():
        text = text + ibis.ifelse(rows[name], f", {words[language]}", "")
    return text.substr(2)


def _reachable(inputs: Inputs) -> ir.Table:
    """Enterprises with any contact detail, of themselves or of an establishment or branch."""
    contact = inputs.table("contact")
    return contact.filter(contact.value.re_search("[^ \t\r\n]")).select("enterprise")


def _vat_ended(inputs: Inputs) -> ir.Table:
    """The main activities that ended last on the VAT list, of enterprises with none there now."""
    past = (
        inputs.table("main_activity_past")
        .filter(lambda t: t.activity_group == VAT)
        .rename(enterprise="entity")
    )
    standing = inputs.table("main_activity_touched").filter(lambda t: t.activity_group == VAT)
    left = past.anti_join(standing, past.enterprise == standing.entity)
    order = ibis.window(
        group_by="enterprise", order_by=[ibis.desc("valid_to"), "nace2025", "nace_version", "nace_code"]
    )
    return left.mutate(rank=ibis.row_number().over(order)).filter(lambda t: t["rank"] == 0)


INDICATOR = Indicator(
    slug="geen_contactspoor",
    family="activiteit",
    settings=NoContactTrace,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    texts={
        "nl": Texts(
            name="Publiekszaak zonder enig contactspoor",
            fact="Geen telefoon, e-mail of website in de KBO, en nog een teken van inactiviteit: {which_nl}.",
            threshold="Publiekszaak ouder dan {min_age_months} maanden, zonder enig contactgegeven, en met minstens zoveel andere tekenen van inactiviteit: {signs}.",
            innocent="Contactgegevens zijn in de KBO niet verplicht; een marktkramer of webwinkel kan zonder vestiging werken.",
            clears="Eén contactgegeven in de KBO, of een rechtzetting van het andere teken (bijvoorbeeld een ingeschreven vestiging).",
        ),
        "fr": Texts(
            name="Commerce ouvert au public sans aucun contact",
            fact="Ni téléphone, ni e-mail, ni site web dans la BCE, et un autre signe d'inactivité : {which_fr}.",
            threshold="Commerce ouvert au public de plus de {min_age_months} mois, sans aucune donnée de contact, et un nombre minimal d'autres signes d'inactivité : {signs}.",
            innocent="Les données de contact sont facultatives dans la BCE ; un marchand ambulant ou une boutique en ligne peut travailler sans établissement.",
            clears="Une seule donnée de contact dans la BCE, ou la rectification de l'autre signe (par exemple un établissement inscrit).",
        ),
        "en": Texts(
            name="Consumer business with no contact trace",
            fact="No telephone, mail or website in the register, and another sign of inactivity: {which_en}.",
            threshold="A business open to the public, older than {min_age_months} months, without any contact detail, and with at least this many other signs of inactivity: {signs}.",
            innocent="Contact details are optional in the register; a market trader or web shop can work without an establishment.",
            clears="One contact detail in the register, or putting the other sign right (for example a registered establishment).",
        ),
    },
)
