"""Signs around the day on which a whole board was replaced, for `stroman_gedragspatroon`. Conduct of the company only."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.bestuur._buying import group_builders
from knipperlicht.indicators.failures import failures
from knipperlicht.indicators.framework import Inputs, Settings

SIGNS = {
    "replaced": {"nl": "heel het bestuur vervangen", "fr": "toute l'administration remplacée", "en": "whole board replaced"},
    "alone": {"nl": "door één bestuurder", "fr": "par un seul administrateur", "en": "by one director"},
    "moved": {"nl": "zetel verplaatst", "fr": "siège déplacé", "en": "seat moved"},
    "renamed": {"nl": "naam of voorwerp gewijzigd", "fr": "nom ou objet modifié", "en": "name or object changed"},
    "elsewhere": {"nl": "ook elders benoemd", "fr": "nommé aussi ailleurs", "en": "appointed elsewhere too"},
    "failed": {"nl": "daarna failliet of ontbonden", "fr": "ensuite faillite ou dissolution", "en": "then bankrupt or dissolved"},
}  # fmt: skip


class Pattern(Settings):
    """Signs for 0.5, 0.8 and 1; days around the replacement; `elsewhere`: other companies in `elsewhere_days`."""

    window_months: int = Field(24, ge=1, le=48)
    some: int = Field(3, ge=3)
    many: int = Field(4, ge=3)
    most: int = Field(5, ge=3)
    near_days: int = Field(90, ge=0)
    elsewhere: int = Field(2, ge=1)
    elsewhere_days: int = Field(180, ge=0)
    failed_days: int = Field(365, ge=1)


def signed(inputs: Inputs, settings: Pattern) -> ir.Table:
    """enterprise, day (last replacement in the window), `named` (who came has an exact number), a boolean a sign, `signs`."""
    rows = inputs.table("board_replacement").filter(lambda t: t.day > inputs.ago(settings.window_months))
    rows = rows.group_by("enterprise").agg(day=rows.day.max(), old=rows.old.argmax(rows.day))
    rows = rows.semi_join(inputs.subject, "enterprise")
    came = _came(inputs, rows, settings)
    grouped = came.semi_join(group_builders(inputs), "holder") if "nbb" in inputs.sources else came.limit(0)
    rows = rows.anti_join(grouped, "enterprise")
    events = inputs.table("event").select("enterprise", "kind", other="day")
    if "staatsblad" in inputs.sources:
        acts = inputs.table("gazette_event").select("enterprise", "kind", other="day")
        events = ibis.union(events, acts)
    found = {
        "alone": _alone(inputs, rows),
        "moved": _near(rows, events.filter(events.kind.isin(("seat_move", "seat"))), settings),
        "renamed": _near(rows, events.filter(events.kind.isin(("name_change", "name", "object"))), settings),
        "elsewhere": _elsewhere(inputs, came, settings),
        "failed": _failed(inputs, rows, settings),
        "named": came.filter(came.holder.notnull()).select("enterprise"),
    }
    for name, who in found.items():
        rows = rows.left_join(
            who.distinct().rename(**{f"of_{name}": "enterprise"}), [("enterprise", f"of_{name}")]
        )
    rows = rows.select(
        "enterprise",
        "day",
        replaced=ibis.literal(True),
        **{name: rows[f"of_{name}"].notnull() for name in found},
    )
    return rows.mutate(signs=sum((rows[name].cast("int64") for name in SIGNS), ibis.literal(0, "int64")))


def _came(inputs: Inputs, rows: ir.Table, settings: Pattern) -> ir.Table:
    """enterprise, day, holder (may be NULL): standing directors appointed near the replacement."""
    stands = inputs.table("director").select("enterprise", "holder", begun="start_date")
    near = rows.select("enterprise", "day").inner_join(stands, "enterprise")
    return near.filter(_within(near.begun, near.day, settings.near_days)).select(
        "enterprise", "day", "holder"
    )


def _within(one: ir.DateValue, other: ir.DateValue, days: int) -> ir.BooleanValue:
    apart = one.delta(other, unit="day")
    return (apart <= days) & (apart >= -days)


def _alone(inputs: Inputs, rows: ir.Table) -> ir.Table:
    """One director in the place of several: where one follows one, that is said by the replacement already."""
    one = inputs.table("board").filter(lambda t: t.directors == 1)
    return rows.filter(rows.old > 1).semi_join(one, "enterprise").select("enterprise")


def _near(rows: ir.Table, events: ir.Table, settings: Pattern) -> ir.Table:
    joined = rows.select("enterprise", "day").inner_join(events, "enterprise")
    return joined.filter(_within(joined.other, joined.day, settings.near_days)).select("enterprise")


def _elsewhere(inputs: Inputs, came: ir.Table, settings: Pattern) -> ir.Table:
    """Where who came was appointed in several other companies about that time; by exact number only."""
    change = inputs.table("board_change").filter(lambda t: (t.kind == "appointment") & t.holder.notnull())
    others = change.select("holder", elsewhere="enterprise", other="day").inner_join(came, "holder")
    others = others.filter(
        (others.elsewhere != others.enterprise) & _within(others.other, others.day, settings.elsewhere_days)
    )
    counted = others.group_by("enterprise", "holder").agg(n=others.elsewhere.nunique())
    return counted.filter(counted.n >= settings.elsewhere).select("enterprise")


def _failed(inputs: Inputs, rows: ir.Table, settings: Pattern) -> ir.Table:
    seen = failures(inputs, months=settings.window_months).select("enterprise", other="day")
    if "court_notices" in inputs.sources:
        state = inputs.table("court_state")
        seen = ibis.union(seen, state.select("enterprise", other="bankruptcy_day"))
    joined = rows.select("enterprise", "day").inner_join(seen, "enterprise")
    after = joined.other.delta(joined.day, unit="day")
    return joined.filter((after >= 0) & (after <= settings.failed_days)).select("enterprise")
