"""Batch incorporation: several companies at one address that started within a few days of each other.

Question: did this company start together with others that have their seat at the same address? Counted
are companies (not associations, co-owners or public bodies) whose StartDate lies at most `days` away and
whose seat is the same unit: building and box, so that the tenants of one tower do not count for each other.
An address where companies start all the time makes such meetings by chance; the batch must therefore also
be `times_usual` times what is usual there over the year before and after.
A company younger than a year is compared with the time it has lived so far.
Not computed: the same founder or director (Staatsblad), the seat on the day of the foundation (the seat of
today is taken), and the exemption for a group with consolidated accounts (NBB).
Source: KBO Open Data, enterprise.StartDate and address rows of type REGO.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field, model_validator

from knipperlicht.indicators.framework import (
    SHOWN_EVIDENCE,
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
from knipperlicht.reference.legal_forms import legal_form_codes
from knipperlicht.warehouse.places import allowed_buildings

COMPANIES = legal_form_codes("capital_company", "partnership", "unlimited_cooperative", "economic_grouping")
YEAR = 365


class BatchFoundation(Settings):
    """Companies, this one included, from which 0.4 and 1 hold; `provider_cap` for listed addresses."""

    companies: int = Field(default=4, ge=2)
    many_companies: int = 8
    days: int = Field(default=15, ge=0, le=90)
    times_usual: int = Field(default=4, ge=1)
    max_age_months: int = Field(default=120, ge=1)
    provider_cap: float = Field(default=0.5, ge=0, le=1)

    @model_validator(mode="after")
    def _ordered(self) -> BatchFoundation:
        if self.companies >= self.many_companies:
            raise ValueError("companies must be below many_companies")
        return self


def founded(inputs: Inputs, settings: BatchFoundation) -> ir.Table:
    """Companies with a placed seat that started in the period looked at or the year before; `age` in days."""
    subject = inputs.subject
    rows = subject.filter(subject.form.isin(COMPANIES) & subject.unit_key.notnull())
    rows = rows.filter(rows.start_date > inputs.ago(settings.max_age_months + 14))
    columns = ("enterprise", "unit_key", "building_key", "start_date", "valid_from")
    return rows.select(*columns, age=inputs.days_since(rows.start_date))


def hits(inputs: Inputs, settings: BatchFoundation) -> ir.Table:
    """Severity 0.4 or 1 by the size of the batch, dated by the company's own start."""
    rows = founded(inputs, settings)
    started = rows.group_by("unit_key").agg(n=rows.count())
    rows = rows.semi_join(started.filter(started.n >= settings.companies), "unit_key")
    near, wide = (
        ibis.range_window(group_by="unit_key", order_by="age", preceding=days, following=days)
        for days in (settings.days, YEAR)
    )
    rows = rows.mutate(
        companies=rows.enterprise.count().over(near), in_years=rows.enterprise.count().over(wide),
        first_day=rows.start_date.min().over(near), last_day=rows.start_date.max().over(near),
    )  # fmt: skip
    rows = rows.filter(rows.start_date > inputs.ago(settings.max_age_months))
    lived = YEAR + 1 + rows.age.clip(lower=0, upper=YEAR)
    usual = rows.in_years * (2 * settings.days + 1)
    rows = rows.filter(rows.companies * lived >= usual * settings.times_usual)
    listed = allowed_buildings(inputs.bench).select("listed_key").distinct()
    rows = rows.left_join(listed, rows.building_key == listed.listed_key)
    severity = steps(rows.companies, (settings.companies, 0.4), (settings.many_companies, 1.0))
    severity = ibis.ifelse(rows.listed_key.notnull(), severity.clip(upper=settings.provider_cap), severity)
    return hit_rows(
        rows, severity=severity, since=ibis.least(rows.start_date, inputs.today),
        facts=facts(companies=rows.companies, first=rows.first_day, last=rows.last_day),
    )  # fmt: skip


def evidence(inputs: Inputs, settings: BatchFoundation, hits: ir.Table) -> ir.Table:
    """The company's own start, then the starts of the first others of the batch."""
    rows = founded(inputs, settings)
    rows = rows.semi_join(rows.semi_join(hits, "enterprise"), "unit_key")
    own = rows.semi_join(hits, "enterprise")
    mine = evidence_rows(
        own, table="enterprise", field="StartDate", key=own.enterprise, value=own.start_date,
        valid_from=own.valid_from,
    )  # fmt: skip
    same_day = ibis.window(group_by=["unit_key", "age"], order_by="enterprise")
    shown = rows.mutate(rank=ibis.row_number().over(same_day)).filter(lambda t: t["rank"] < SHOWN_EVIDENCE)
    shown = shown.select(
        "unit_key", other="enterprise", other_age="age", other_start="start_date", other_from="valid_from"
    )
    pairs = own.select("enterprise", "unit_key", "age").inner_join(shown, "unit_key")
    near = (pairs.age - pairs.other_age).abs() <= settings.days
    pairs = pairs.filter(near & (pairs.enterprise != pairs.other))
    others = evidence_rows(
        pairs, table="enterprise", field="StartDate", key=pairs.other, value=pairs.other_start,
        valid_from=pairs.other_from, order=1,
    )  # fmt: skip
    return first_rows(ibis.union(mine, others))


def unknown(inputs: Inputs, settings: BatchFoundation) -> ir.Table:
    """Companies that started in the period looked at and have no seat that can be placed."""
    subject = inputs.subject
    young = subject.form.isin(COMPANIES) & (subject.start_date > inputs.ago(settings.max_age_months))
    return subject.filter(young & subject.unit_key.isnull()).select(
        "enterprise", reason=ibis.literal("no_building")
    )


INDICATOR = Indicator(
    slug="seriematige_oprichting",
    family="levensloop",
    settings=BatchFoundation,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    texts={
        "nl": Texts(
            name="Seriematige oprichting",
            fact="{companies} vennootschappen met zetel op dit adres, deze inbegrepen, startten tussen {first} en {last}.",
            threshold="Vanaf {companies} vennootschappen op hetzelfde adres die hooguit {days} dagen voor of na deze "
            "startten, zwaar vanaf {many_companies}; het moet daar ook minstens {times_usual} keer het gewone zijn.",
            innocent="Projectvennootschappen in vastgoed of energie, franchises en groepen die zich herschikken.",
            clears="Een groep die een gemeenschappelijke moeder en een doel per vennootschap toont; "
            "verdwijnt {max_age_months} maanden na de start.",
        ),
        "fr": Texts(
            name="Constitution en série",
            fact="{companies} sociétés ayant leur siège à cette adresse, celle-ci comprise, ont débuté entre le "
            "{first} et le {last}.",
            threshold="Dès {companies} sociétés à la même adresse ayant débuté au plus {days} jours avant ou après "
            "celle-ci, fort dès {many_companies} ; il faut aussi au moins {times_usual} fois l'habitude du lieu.",
            innocent="Sociétés de projet en immobilier ou en énergie, franchises et groupes qui se réorganisent.",
            clears="Un groupe qui montre une mère commune et un but par société ; disparaît {max_age_months} mois "
            "après le début.",
        ),
        "en": Texts(
            name="Batch incorporation",
            fact="{companies} companies with their seat at this address, this one included, started between "
            "{first} and {last}.",
            threshold="From {companies} companies at the same address that started at most {days} days before or "
            "after this one, high from {many_companies}; also at least {times_usual} times what is usual there.",
            innocent="Project companies in real estate or energy, franchises, and groups that reorganise.",
            clears="A group that shows a common parent and a purpose per company; goes {max_age_months} months "
            "after the start.",
        ),
    },
)
