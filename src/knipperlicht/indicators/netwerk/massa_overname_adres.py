"""Address that collects companies: the seat moved to a building that received many older companies in a year.

Question: did this company, no starter any more, move its seat to a building to which many others like it moved
within the same twelve months, each from another building? Companies that come from one building count once: a
group that moves, or a street that is renamed, is one arrival.
The catalogue asks for a full replacement of the board as well. Directors are not in KBO Open Data, so this is the
seat-move part only, at a low severity; it is higher where at least half of the arrivals also changed name or
main activity around the move, as in the take-overs CTIF-CFI describes. An address on the public list counts only then.
Source: KBO Open Data, REGO addresses, names and main activities in our own history.
"""

from __future__ import annotations

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
    without_building,
)
from knipperlicht.warehouse.changes import seat_moves
from knipperlicht.warehouse.places import allowed_buildings

KEPT = "seat_arrival"
DAYS_A_MONTH = 365.25 / 12


class CollectingAddress(Settings):
    """Arrivals within `span_months` for each severity, without and with other changes around the moves."""

    some: int = Field(5, ge=2)
    many: int = 15
    span_months: int = Field(12, ge=1)
    window_months: int = Field(24, ge=1)
    age_months: int = Field(36, ge=0)
    change_months: int = Field(6, ge=0)
    changed_share: float = Field(0.5, gt=0, le=1)
    some_severity: float = Field(0.2, gt=0, le=1)
    many_severity: float = Field(0.4, gt=0, le=1)
    changed_some_severity: float = Field(0.4, gt=0, le=1)
    changed_many_severity: float = Field(0.7, gt=0, le=1)
    history_months: int = Field(12, ge=0)

    @model_validator(mode="after")
    def _ordered(self) -> CollectingAddress:
        if self.some >= self.many:
            raise ValueError("some must be below many")
        if self.some_severity > self.many_severity or self.changed_some_severity > self.changed_many_severity:
            raise ValueError("a severity of many arrivals may not be below that of some")
        if self.some_severity > self.changed_some_severity or self.many_severity > self.changed_many_severity:
            raise ValueError("a severity with changes may not be below that without")
        return self

    def days(self, months: int) -> int:
        """Whole days of so many months."""
        return round(months * DAYS_A_MONTH)


def arrivals(inputs: Inputs, settings: CollectingAddress) -> ir.Table:
    """enterprise, day, before, after, changed: seat moves of companies old enough, the last into each building."""
    since = inputs.ago(settings.window_months + settings.span_months)
    moves = seat_moves(inputs.bench).filter(lambda t: t.day > since)
    busy = moves.group_by("after").agg(n=moves.before.nunique()).filter(lambda t: t.n >= settings.some)
    moves = moves.semi_join(busy, "after")
    started = ibis.union(
        inputs.subject.select("enterprise", "start_date"),
        inputs.table("enterprise_past")
        .filter(lambda t: t.gone & t.is_legal)
        .select("enterprise", "start_date"),
    ).distinct()
    rows = moves.inner_join(started, "enterprise")
    rows = rows.filter(rows.day.delta(rows.start_date, unit="day") > settings.days(settings.age_months))
    changes = ibis.union(
        *(
            inputs.table(t).select(changer="enterprise", changed_on="day")
            for t in ("name_change", "main_activity_change")
        )
    )
    joined = rows.left_join(changes, rows.enterprise == changes.changer)
    near = joined.changed_on.delta(joined.day, unit="day").abs() <= settings.days(settings.change_months)
    rows = joined.mutate(near=near.fill_null(False).cast("int64"))
    rows = rows.group_by("enterprise", "before", "after", "day").agg(changed=rows.near.max())
    last = ibis.window(group_by=["enterprise", "after"], order_by=[ibis.desc("day"), "before"])
    return rows.mutate(rank=ibis.row_number().over(last)).filter(lambda t: t["rank"] == 0).drop("rank")


def busiest_year(rows: ir.Table, settings: CollectingAddress) -> ir.Table:
    """after, before, arrived, most, changed: per seat left the fullest span it is part of, and its changed arrivals."""
    leavings = rows.group_by("after", "before").agg(day=rows.day.max(), changed=rows.changed.max())
    number = leavings.day.delta(ibis.date(2000, 1, 1), unit="day")
    leavings = leavings.mutate(number=number.cast("int64"))
    span = settings.days(settings.span_months) - 1
    back = ibis.range_window(group_by="after", order_by="number", preceding=span, following=0)
    leavings = leavings.mutate(n=leavings.count().over(back), m=leavings.changed.sum().over(back))
    leavings = leavings.mutate(score=leavings.n * 1_000_000 + leavings.m)
    ahead = ibis.range_window(group_by="after", order_by="number", preceding=0, following=span)
    best = leavings.score.max().over(ahead)
    return leavings.select(
        "before",
        building="after",
        most=(best / 1_000_000).floor().cast("int64"),
        with_change=best % 1_000_000,
    )


def hits(inputs: Inputs, settings: CollectingAddress) -> ir.Table:
    """Severity by arrivals, higher with changes; for companies that moved in lately and are there still."""
    rows = inputs.bench.keep(KEPT, arrivals(inputs, settings))
    best = busiest_year(rows, settings)
    best = best.filter(best.most >= settings.some).rename(left_seat="before")
    rows = rows.filter(rows.day > inputs.ago(settings.window_months))
    rows = rows.inner_join(best, [rows.after == best.building, rows.before == best.left_seat])
    seats = inputs.subject.select(seated="enterprise", seat="building_key")
    rows = rows.inner_join(seats, [rows.enterprise == seats.seated, rows.after == seats.seat])
    listed = allowed_buildings(inputs.bench).select("listed_key").distinct()
    rows = rows.left_join(listed, rows.after == listed.listed_key)
    plain = steps(rows.most, (settings.some, settings.some_severity), (settings.many, settings.many_severity))
    plain = ibis.ifelse(rows.listed_key.isnull(), plain, 0.0)
    serious = steps(
        rows.most,
        (settings.some, settings.changed_some_severity),
        (settings.many, settings.changed_many_severity),
    )
    severity = ibis.ifelse(rows.with_change >= rows.most * settings.changed_share, serious, plain)
    told = facts(moved=rows.day, arrivals=rows.most, changed=rows.with_change, own_change=rows.changed)
    return hit_rows(rows, severity=severity, since=rows.day, facts=told)


def evidence(inputs: Inputs, settings: CollectingAddress, hits: ir.Table) -> ir.Table:
    """The own move, then the latest moves of other companies into the building."""
    rows = inputs.table(KEPT)
    subject = inputs.subject.semi_join(hits, "enterprise").select("enterprise", "building_key")
    own = rows.inner_join(subject, "enterprise").filter(lambda t: t.after == t.building_key)
    mine = evidence_rows(
        own,
        table="address",
        field="REGO",
        key=own.enterprise,
        value=own.before + " → " + own.after,
        valid_from=own.day,
    )
    order = ibis.window(group_by="after", order_by=[ibis.desc("day"), "enterprise"])
    late = rows.mutate(rank=ibis.row_number().over(order)).filter(lambda t: t["rank"] < 12)
    late = late.select("after", other="enterprise", left_seat="before", moved="day")
    pairs = subject.inner_join(late, subject.building_key == late.after).filter(
        lambda t: t.enterprise != t.other
    )
    others = evidence_rows(
        pairs, table="address", field="REGO", key=pairs.other, value=pairs.left_seat + " → " + pairs.after,
        valid_from=pairs.moved, order=1,
    )  # fmt: skip
    return first_rows(ibis.union(mine, others))


INDICATOR = Indicator(
    slug="massa_overname_adres",
    family="netwerk",
    settings=CollectingAddress,
    hits=hits,
    evidence=evidence,
    unknown=without_building,
    history_months=lambda settings: settings.history_months,
    texts={
        "nl": Texts(
            name="Adres dat vennootschappen “verzamelt”",
            fact=(
                "De zetel verhuisde op {moved} naar een gebouw dat binnen een jaar {arrivals} oudere rechtspersonen van "
                "verschillende adressen ontving; bij {changed} daarvan wijzigde ook de naam of de hoofdactiviteit."
            ),
            threshold=(
                "Vanaf {some} aankomsten in {span_months} maanden, sterker vanaf {many}; hoger als minstens een deel van "
                "{changed_share} ook van naam of hoofdactiviteit veranderde. Of het bestuur wisselde, is niet te zien."
            ),
            innocent="De opening van een bedrijvencentrum, of een kantoor dat zijn cliënten op één adres inschrijft.",
            clears="Een huurcontract of eigen kantoor op het adres, of een verhuizing ouder dan {window_months} maanden.",
        ),
        "fr": Texts(
            name="Adresse qui « collectionne » des sociétés",
            fact=(
                "Le siège a été transféré le {moved} vers un bâtiment qui a reçu en un an {arrivals} personnes morales "
                "plus anciennes venant d'adresses différentes ; {changed} ont aussi changé de nom ou d'activité principale."
            ),
            threshold=(
                "Dès {some} arrivées en {span_months} mois, plus fort dès {many} ; plus haut si au moins une part de "
                "{changed_share} a aussi changé de nom ou d'activité. Un changement d'administrateurs n'est pas visible."
            ),
            innocent="L'ouverture d'un centre d'affaires, ou un cabinet qui inscrit ses clients à une seule adresse.",
            clears="Un bail ou un bureau propre à l'adresse, ou un transfert vieux de plus de {window_months} mois.",
        ),
        "en": Texts(
            name="Address that collects companies",
            fact=(
                "The seat moved on {moved} to a building that received {arrivals} older legal persons from different "
                "addresses within a year; {changed} of them also changed name or main activity."
            ),
            threshold=(
                "From {some} arrivals in {span_months} months, stronger from {many}; higher when at least a share of "
                "{changed_share} also changed name or activity. Whether the board changed cannot be seen."
            ),
            innocent="A business centre that opens, or an office that registers its clients at one address.",
            clears="A lease or own office at the address, or a move older than {window_months} months.",
        ),
    },
)
