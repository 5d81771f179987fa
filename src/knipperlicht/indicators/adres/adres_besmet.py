"""Many insolvencies in one building: failures of other companies with their seat there, against the usual rate.

Question: did unusually many other legal persons fail while seated in this building? `k` failures (bankruptcy or
judicial dissolution, last 60 months, first seen while the seat stood there) among `n` legal persons that ever
had their seat there. The share is shrunk toward the usual rate with the weight of `prior` companies,
(k + prior * rate) / (n + prior), and compared with that rate. The usual rate is the municipality's, or the
whole register's where that is higher: a quiet village must not make one ordinary building stand out.
Source: KBO Open Data, enterprise.JuridicalSituation and REGO addresses in our own history.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field, model_validator

from knipperlicht.indicators.failures import failures
from knipperlicht.indicators.framework import (
    Indicator,
    Inputs,
    Settings,
    Texts,
    evidence_rows,
    facts,
    first_rows,
    hit_rows,
    without_building,
)  # fmt: skip

KEPT = "failed_seat"


class FailingBuilding(Settings):
    """Half severity from `few` failures at `few_times` the rate, full from `many` at `many_times`."""

    window_months: int = Field(60, ge=1, le=60)
    few: int = Field(3, ge=2)
    few_times: float = Field(3.0, gt=1)
    many: int = 8
    many_times: float = 6.0
    prior: int = Field(20, ge=1)
    elsewhere_cap: float = Field(0.3, gt=0, le=1)
    history_months: int = Field(12, ge=0)

    @model_validator(mode="after")
    def _ordered(self) -> FailingBuilding:
        if not (self.few < self.many and self.few_times < self.many_times):
            raise ValueError("few and few_times must be below many and many_times")
        return self


def failed_seats(inputs: Inputs, settings: FailingBuilding) -> ir.Table:
    """enterprise, day, situation, left_day, building_key, nis: each failure in the building of that day."""
    failed = failures(inputs, months=settings.window_months)
    wanted = ["entity", "building_key", "nis", "valid_from", "valid_to"]
    now = inputs.table("address").mutate(valid_to=ibis.null("date"))
    seats = ibis.union(
        *(
            rows.filter((rows.type_of_address == "REGO") & rows.building_key.notnull()).select(wanted)
            for rows in (now, inputs.table("address_past"))
        )
    )
    rows = failed.inner_join(seats, failed.enterprise == seats.entity)
    then = (rows.valid_from <= rows.day) & (rows.valid_to.isnull() | (rows.valid_to >= rows.day))
    order = ibis.window(group_by="enterprise", order_by=["valid_from", "building_key"])
    rows = rows.filter(then).mutate(rank=ibis.row_number().over(order))
    return rows.filter(rows["rank"] == 0).select(
        "enterprise", "day", "situation", "left_day", "building_key", "nis"
    )


def ever_seated(inputs: Inputs, failed: ir.Table, key: str) -> ir.Table:
    """`key`, ever: distinct legal persons that ever had their seat in each building or municipality of `failed`."""
    subject = inputs.subject
    past = inputs.table("address_past").filter(lambda t: (t.type_of_address == "REGO") & t[key].notnull())
    gone = past.semi_join(failed, key).select("enterprise", key).distinct()
    gone = gone.anti_join(subject, ["enterprise", key])
    now = subject.filter(subject[key].notnull()).semi_join(failed, key).select("enterprise", key)
    both = ibis.union(now, gone)
    return both.group_by(key).agg(ever=both.count())


def bad_buildings(inputs: Inputs, settings: FailingBuilding, failed: ir.Table) -> ir.Table:
    """building_key, failures, ever, rate, last: buildings with enough failures."""
    counted = failed.group_by("building_key").agg(
        failures=failed.count(), nis=failed.nis.max(), last=failed.day.max()
    )
    counted = counted.filter(counted.failures >= settings.few)
    here = failed.group_by("nis").agg(failed_here=failed.count())
    seated = ever_seated(inputs, failed, "nis").rename(seated_here="ever", place="nis")
    places = here.inner_join(seated, here.nis == seated.place)
    places = places.select("place", "failed_here", "seated_here")
    everywhere = places.failed_here.sum() / ibis.greatest(places.seated_here.sum(), 1)
    places = places.mutate(usual=ibis.greatest(places.failed_here / places.seated_here, everywhere.over()))
    rows = counted.inner_join(ever_seated(inputs, counted, "building_key"), "building_key")
    rows = rows.left_join(places, rows.nis == places.place)
    return rows.select("building_key", "failures", "ever", "last", rate=rows.usual)


def hits(inputs: Inputs, settings: FailingBuilding) -> ir.Table:
    """Severity 0.5 or 1 by failures and rate, at most 0.3 with an establishment elsewhere; dated by the last failure."""
    failed = inputs.bench.keep(KEPT, failed_seats(inputs, settings))
    rows = inputs.subject.inner_join(bad_buildings(inputs, settings, failed), "building_key")
    own = failed.select(own="enterprise", own_building="building_key")
    rows = rows.left_join(own, [rows.enterprise == own.own, rows.building_key == own.own_building])
    others = rows.failures - rows.own.notnull().cast("int64")
    around = ibis.greatest(rows.ever - 1, others)
    times = (others + settings.prior * rows.rate) / (around + settings.prior) / rows.rate
    rows = rows.select("enterprise", "building_key", "last", others=others, around=around, times=times)
    units = inputs.table("address").filter(lambda t: (t.type_of_address == "BAET") & t.building_key.notnull())
    units = units.select("enterprise", unit_building="building_key").inner_join(rows, "enterprise")
    away = units.filter(units.unit_building != units.building_key).select(away="enterprise").distinct()
    rows = rows.left_join(away, rows.enterprise == away.away)
    severity = ibis.cases(
        ((rows.others >= settings.many) & (rows.times >= settings.many_times), 1.0),
        ((rows.others >= settings.few) & (rows.times >= settings.few_times), 0.5),
        else_=0.0,
    )
    severity = ibis.ifelse(rows.away.notnull(), severity.clip(upper=settings.elsewhere_cap), severity)
    told = facts(
        failures=rows.others, others=rows.around, times=rows.times.floor().cast("int64"),
        last=rows["last"], elsewhere=rows.away.notnull().cast("int64"),
    )  # fmt: skip
    return hit_rows(rows, severity=severity, since=rows["last"], facts=told)


def evidence(inputs: Inputs, settings: FailingBuilding, hits: ir.Table) -> ir.Table:
    """The company's own seat, then the latest failures of others in that building."""
    own = inputs.subject.semi_join(hits, "enterprise").select("enterprise", "building_key", "seat_since")
    mine = evidence_rows(
        own,
        table="address",
        field="REGO",
        key=own.enterprise,
        value=own.building_key,
        valid_from=own.seat_since,
    )
    order = ibis.window(group_by="building_key", order_by=[ibis.desc("day"), "other"])
    failed = inputs.table(KEPT).rename(other="enterprise").drop("nis")
    failed = failed.mutate(rank=ibis.row_number().over(order)).filter(lambda t: t["rank"] < 12)
    pairs = own.inner_join(failed, "building_key").filter(lambda t: t.enterprise != t.other)
    others = evidence_rows(
        pairs, table="enterprise", field="JuridicalSituation", key=pairs.other, value=pairs.situation,
        valid_from=pairs.day, valid_to=pairs.left_day, order=1,
    )  # fmt: skip
    return first_rows(ibis.union(mine, others))


INDICATOR = Indicator(
    slug="adres_besmet",
    family="adres",
    settings=FailingBuilding,
    hits=hits,
    evidence=evidence,
    unknown=without_building,
    history_months=lambda settings: settings.history_months,
    texts={
        "nl": Texts(
            name="Adres met veel faillissementen of ontbindingen",
            fact=(
                "{failures} van de {others} andere rechtspersonen die hier hun zetel hadden, gingen failliet of werden "
                "gerechtelijk ontbonden, {times} keer zoveel als gebruikelijk in de gemeente; de laatste op {last}."
            ),
            threshold=(
                "Half vanaf {few} in {window_months} maanden en {few_times} keer het gebruikelijke aandeel, volledig vanaf "
                "{many} en {many_times} keer; hoogstens {elsewhere_cap} met een eigen vestiging elders."
            ),
            innocent="Een nieuwe, eerlijke huurder in een gebouw met een verleden; een bedrijvencentrum voor starters.",
            clears="Verdwijnt wanneer de insolventies ouder zijn dan {window_months} maanden, of na een verhuizing.",
        ),
        "fr": Texts(
            name="Adresse avec beaucoup de faillites ou dissolutions",
            fact=(
                "{failures} des {others} autres personnes morales ayant eu leur siège ici sont tombées en faillite ou ont été "
                "dissoutes par le tribunal, {times} fois plus que d'habitude dans la commune ; la dernière le {last}."
            ),
            threshold=(
                "À moitié dès {few} en {window_months} mois et {few_times} fois la part habituelle, entièrement dès "
                "{many} et {many_times} fois ; au plus {elsewhere_cap} avec un établissement propre ailleurs."
            ),
            innocent="Un nouveau locataire honnête dans un bâtiment qui a un passé ; un centre pour jeunes entreprises.",
            clears="Disparaît quand les insolvabilités ont plus de {window_months} mois, ou après un déménagement.",
        ),
        "en": Texts(
            name="Address with many bankruptcies or dissolutions",
            fact=(
                "{failures} of the {others} other legal persons that had their seat here went bankrupt or were dissolved "
                "by a court, {times} times the usual share in the municipality; the last on {last}."
            ),
            threshold=(
                "Half from {few} in {window_months} months and {few_times} times the usual share, full from "
                "{many} and {many_times} times; at most {elsewhere_cap} with an own establishment elsewhere."
            ),
            innocent="A new and honest tenant in a building with a past; a centre for start-ups.",
            clears="Goes when the insolvencies are older than {window_months} months, or after a move.",
        ),
    },
)
