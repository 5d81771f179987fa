"""Shared contact details: one telephone, e-mail address or website with many unrelated companies.

Question: is the company reached through details that many unrelated companies use? Compared are whole e-mail
addresses (never the domain), websites with their path, and the last eight digits of telephones.
Parents and common directors are not in KBO Open Data, so "unrelated" is approached: companies with their seat in
one building count as one, as a group at its head office would. Only legal persons are compared.
Left out: details of the enterprise counters (`service_domains`), bare addresses of large platforms
(`platform_domains`), and numbers that stand for "none".
Source: KBO Open Data, contact.
"""

from __future__ import annotations

from typing import Annotated

import ibis
import ibis.expr.types as ir
from pydantic import Field, model_validator

from knipperlicht.indicators.framework import (
    Indicator,
    Inputs,
    Settings,
    Texts,
    evidence_rows,
    facts,
    first_rows,
    hit_rows,
    steps,
)

KEPT = "shared_contact_row"
SHARED = "shared_contact"
Domain = Annotated[str, Field(pattern=r"^[a-z0-9-]+([.][a-z0-9-]+)+$")]
NO_NUMBER = (*(str(digit) * 8 for digit in range(10)), "12345678", "01234567", "23456789")


class SharedContact(Settings):
    """Unrelated companies from which each severity holds, and domains that belong to others."""

    some: int = Field(5, ge=2)
    many: int = 15
    service_domains: tuple[Domain, ...] = (
        "acerta.be", "eunomia.be", "formalis.be", "liantis.be", "partena-professional.be",
        "securex.be", "ucm.be", "xerius.be",
    )  # fmt: skip
    platform_domains: tuple[Domain, ...] = (
        "facebook.com", "instagram.com", "linkedin.com", "google.com", "google.be", "twitter.com", "x.com",
        "youtube.com", "tiktok.com", "gmail.com", "hotmail.com", "outlook.com", "telenet.be", "skynet.be",
        "proximus.be",
    )  # fmt: skip

    @model_validator(mode="after")
    def _ordered(self) -> SharedContact:
        if self.some >= self.many:
            raise ValueError("some must be below many")
        return self


def telling(inputs: Inputs, settings: SharedContact) -> ir.Table:
    """Contact rows of subjects that can tell companies apart: whose, the detail, since when, and `roof`, the building."""
    contact = inputs.table("contact")
    rows = contact.filter(contact.value_key.notnull() & contact.contact_type.isin(("TEL", "EMAIL", "WEB")))
    kind, value = rows.contact_type, rows.value_key
    theirs = "|".join(domain.replace(".", "[.]") for domain in settings.service_domains)
    served = value.re_search(f"(^|[@.])({theirs})($|[/?#:])") if theirs else ibis.literal(False)
    empty = ibis.cases(
        (kind == "TEL", value.isin(NO_NUMBER)),
        (kind == "EMAIL", ~value.contains("@") | served),
        else_=value.isin(settings.platform_domains) | served,
    )
    rows = rows.filter(~empty)
    subject = inputs.subject.select("enterprise", "building_key")
    rows = rows.inner_join(subject, "enterprise")
    return rows.select(
        "enterprise", "entity", "contact_type", "value_key", "valid_from",
        roof=ibis.coalesce(rows.building_key, rows.enterprise.cast("string")),
    )  # fmt: skip


def shared(rows: ir.Table, settings: SharedContact) -> ir.Table:
    """One row per company: the detail it shares with most: contact_type, value_key, companies, roofs."""
    often = (
        rows.group_by("contact_type", "value_key").agg(n=rows.count()).filter(lambda t: t.n >= settings.some)
    )
    rows = rows.semi_join(often, ["contact_type", "value_key"])
    keys = rows.group_by("contact_type", "value_key").agg(
        companies=rows.enterprise.nunique(), roofs=rows.roof.nunique()
    )
    keys = keys.filter(keys.roofs >= settings.some)
    rows = rows.select("enterprise", "contact_type", "value_key").distinct()
    rows = rows.inner_join(keys, ["contact_type", "value_key"])
    order = ibis.window(
        group_by="enterprise",
        order_by=[ibis.desc("roofs"), ibis.desc("companies"), "contact_type", "value_key"],
    )
    return rows.mutate(rank=ibis.row_number().over(order)).filter(lambda t: t["rank"] == 0).drop("rank")


def hits(inputs: Inputs, settings: SharedContact) -> ir.Table:
    """Severity 0.4 or 1 by the number of unrelated companies; a state of now."""
    rows = inputs.bench.keep(SHARED, shared(inputs.bench.keep(KEPT, telling(inputs, settings)), settings))
    severity = steps(rows.roofs, (settings.some, 0.4), (settings.many, 1.0))
    told = facts(kind=rows.contact_type, companies=rows.companies, unrelated=rows.roofs)
    return hit_rows(rows, severity=severity, facts=told)


def evidence(inputs: Inputs, settings: SharedContact, hits: ir.Table) -> ir.Table:
    """The contact row of the company and of the first others that carry the same detail.

    The part of an e-mail address before @ is not copied: it can hold a person's name.
    """
    rows = inputs.table(KEPT)
    own = inputs.table(SHARED).semi_join(hits, "enterprise")
    rows = rows.semi_join(own, ["contact_type", "value_key"])
    order = ibis.window(group_by=["contact_type", "value_key"], order_by=["other", "holder"])
    others = rows.group_by("contact_type", "value_key", other="enterprise").agg(
        holder=rows.entity.min(), valid_from=rows.valid_from.min()
    )
    mine = own.inner_join(others, ["contact_type", "value_key"]).filter(lambda t: t.enterprise == t.other)
    few = others.mutate(rank=ibis.row_number().over(order)).filter(lambda t: t["rank"] < 12).drop("rank")
    pairs = own.inner_join(few, ["contact_type", "value_key"]).filter(lambda t: t.enterprise != t.other)
    blocks = [
        evidence_rows(
            part, table="contact", field="Value", key=part.holder,
            value=part.contact_type + " " + part.value_key.re_replace("^[^@]*@", "…@"),
            valid_from=part.valid_from, order=order_of,
        )
        for order_of, part in enumerate((mine, pairs))
    ]  # fmt: skip
    return first_rows(ibis.union(*blocks))


def unknown(inputs: Inputs, settings: SharedContact) -> ir.Table:
    """Subjects that gave the register no contact detail that can be compared."""
    rows = inputs.subject.anti_join(inputs.table(KEPT), "enterprise")
    return rows.select("enterprise", reason=ibis.literal("no_contact"))


INDICATOR = Indicator(
    slug="gedeelde_contactgegevens",
    family="netwerk",
    settings=SharedContact,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    texts={
        "nl": Texts(
            name="Gedeelde telefoon, mail of website",
            fact="Hetzelfde contactgegeven ({kind}) staat bij {companies} rechtspersonen op {unrelated} verschillende zeteladressen.",
            threshold="Licht vanaf {some} rechtspersonen met elk een eigen zeteladres, volledig vanaf {many}.",
            innocent="Een boekhouder, een franchiseketen of een groep die één nummer of website opgeeft.",
            clears="Een eigen contactgegeven in de KBO, of uitleg over de dienstverlener of de groep.",
        ),
        "fr": Texts(
            name="Téléphone, e-mail ou site partagés",
            fact="La même coordonnée ({kind}) figure chez {companies} personnes morales à {unrelated} adresses de siège différentes.",
            threshold="Léger dès {some} personnes morales ayant chacune son adresse de siège, entier dès {many}.",
            innocent="Un comptable, une franchise ou un groupe qui donne un seul numéro ou site.",
            clears="Une coordonnée propre à la BCE, ou une explication sur le prestataire ou le groupe.",
        ),
        "en": Texts(
            name="Shared telephone, e-mail or website",
            fact="The same contact detail ({kind}) stands with {companies} legal persons at {unrelated} different seat addresses.",
            threshold="Mild from {some} legal persons each with its own seat address, full from {many}.",
            innocent="An accountant, a franchise or a group that gives one number or website.",
            clears="A contact detail of its own in the register, or an explanation of the provider or group.",
        ),
    },
)
