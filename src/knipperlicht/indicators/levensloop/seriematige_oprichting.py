"""Batch incorporation: several companies in one building that started within a few days of each other.

Question: did this company start together with others whose first known seat is in the same building?
Counted are companies (not associations, co-owners or public bodies) whose StartDate lies at most `days`
away. The first known seat is the one before the first move we saw, else the seat of today.
A building where companies start all the time makes such meetings by chance; the batch must therefore also
be `times_usual` times what is usual there over the year before and after. A company younger than a year is
compared with the time it has lived so far. This also keeps towers with many tenants apart, box or no box.
Not computed: the same founder or director (Staatsblad), the exemption for a group with consolidated
accounts (NBB), and companies of the batch that have left the register.
Source: KBO Open Data, enterprise.StartDate, address rows of type REGO and our own history of seat moves.
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


def young(inputs: Inputs, months: int) -> ir.Table:
    """Companies younger than `months`, with `building_key` that of their first known seat (may be NULL)."""
    subject = inputs.subject
    rows = subject.filter(subject.form.isin(COMPANIES) & (subject.start_date > inputs.ago(months)))
    order = ibis.window(group_by="enterprise", order_by=["day", "before"])
    moved = inputs.table("seat_move").mutate(rank=ibis.row_number().over(order))
    moved = moved.filter(moved["rank"] == 0).select(mover="enterprise", left_key="before")
    rows = rows.left_join(moved, rows.enterprise == moved.mover)
    return rows.select(
        "enterprise", "start_date", "valid_from", age=inputs.days_since(rows.start_date),
        building_key=ibis.coalesce(rows.left_key, rows.building_key),
    )  # fmt: skip


def founded(inputs: Inputs, settings: BatchFoundation) -> ir.Table:
    """Those that can be placed, from the period looked at and the year before."""
    rows = young(inputs, settings.max_age_months + 14)
    return rows.filter(rows.building_key.notnull())


def hits(inputs: Inputs, settings: BatchFoundation) -> ir.Table:
    """Severity 0.4 or 1 by the size of the batch, dated by the company's own start."""
    rows = founded(inputs, settings)
    started = rows.group_by("building_key").agg(n=rows.count())
    rows = rows.semi_join(started.filter(started.n >= settings.companies), "building_key")
    near, wide = (
        ibis.range_window(group_by="building_key", order_by="age", preceding=days, following=days)
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
    """The company's own start and first known building, then the starts of the first others of the batch."""
    rows = founded(inputs, settings)
    rows = rows.semi_join(rows.semi_join(hits, "enterprise"), "building_key")
    own = rows.semi_join(hits, "enterprise")
    mine = evidence_rows(
        own, table="enterprise", field="StartDate", key=own.enterprise, value=own.start_date,
        valid_from=own.valid_from,
    )  # fmt: skip
    seat = evidence_rows(
        own, table="address", field="REGO", key=own.enterprise, value=own.building_key, order=1
    )
    same_day = ibis.window(group_by=["building_key", "age"], order_by="enterprise")
    shown = rows.mutate(rank=ibis.row_number().over(same_day)).filter(lambda t: t["rank"] < SHOWN_EVIDENCE)
    shown = shown.select(
        "building_key", other="enterprise", other_age="age", other_start="start_date", other_from="valid_from"
    )
    pairs = own.select("enterprise", "building_key", "age").inner_join(shown, "building_key")
    near = (pairs.age - pairs.other_age).abs() <= settings.days
    pairs = pairs.filter(near & (pairs.enterprise != pairs.other))
    others = evidence_rows(
        pairs, table="enterprise", field="StartDate", key=pairs.other, value=pairs.other_start,
        valid_from=pairs.other_from, order=2,
    )  # fmt: skip
    return first_rows(ibis.union(mine, seat, others))


def unknown(inputs: Inputs, settings: BatchFoundation) -> ir.Table:
    """Companies that started in the period looked at and have no seat that can be placed."""
    rows = young(inputs, settings.max_age_months)
    return rows.filter(rows.building_key.isnull()).select("enterprise", reason=ibis.literal("no_building"))


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
            fact="{companies} vennootschappen, deze inbegrepen, startten tussen {first} en {last} met hun eerst "
            "bekende zetel in hetzelfde gebouw.",
            threshold="Vanaf {companies} vennootschappen in hetzelfde gebouw die hooguit {days} dagen voor of na deze "
            "startten, zwaar vanaf {many_companies}; het moet daar ook minstens {times_usual} keer het gewone zijn.",
            innocent="Projectvennootschappen in vastgoed of energie, franchises en groepen die zich herschikken.",
            clears="Een groep die een gemeenschappelijke moeder en een doel per vennootschap toont; "
            "verdwijnt {max_age_months} maanden na de start.",
        ),
        "fr": Texts(
            name="Constitution en série",
            fact="{companies} sociétés, celle-ci comprise, ont débuté entre le {first} et le {last} avec leur premier "
            "siège connu dans le même bâtiment.",
            threshold="Dès {companies} sociétés dans le même bâtiment ayant débuté au plus {days} jours avant ou après "
            "celle-ci, fort dès {many_companies} ; il faut aussi au moins {times_usual} fois l'habitude du lieu.",
            innocent="Sociétés de projet en immobilier ou en énergie, franchises et groupes qui se réorganisent.",
            clears="Un groupe qui montre une mère commune et un but par société ; disparaît {max_age_months} mois "
            "après le début.",
        ),
        "en": Texts(
            name="Batch incorporation",
            fact="{companies} companies, this one included, started between {first} and {last} with their first "
            "known seat in the same building.",
            threshold="From {companies} companies in the same building that started at most {days} days before or "
            "after this one, high from {many_companies}; also at least {times_usual} times what is usual there.",
            innocent="Project companies in real estate or energy, franchises, and groups that reorganise.",
            clears="A group that shows a common parent and a purpose per company; goes {max_age_months} months "
            "after the start.",
        ),
    },
)
