"""Operator carousel: one business after another in the same premises, in the same line of trade.

Question: did unusually many operators take over from each other here? A take-over is counted when an
enterprise opens a unit after every earlier one in these premises with the same three NACE digits has left (or
leaves within `overlap_days`): neighbours who work side by side, such as a group practice, are no carousel.
Premises are the unit (box), or the building where it has no boxes; buildings of more than `most_units` units are left
out. Only who stands there now is hit: an operator who left may simply have sold. Sole traders count as operators
but are never a subject and never shown.
Source: KBO Open Data, establishment and BAET address rows in our own history; activity of the unit, else of its
enterprise.
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
)

KEPT = "premises_turn"
FOREVER = ibis.date(9999, 12, 31)


class Carousel(Settings):
    """Operators within the short window for half severity, within the long one for full."""

    operators: int = Field(3, ge=2)
    window_months: int = Field(24, ge=1)
    many_operators: int = 4
    long_window_months: int = 36
    overlap_days: int = Field(90, ge=0)
    most_units: int = Field(15, ge=1)
    history_months: int = Field(12, ge=0)

    @model_validator(mode="after")
    def _ordered(self) -> Carousel:
        if self.operators >= self.many_operators or self.window_months > self.long_window_months:
            raise ValueError(
                "operators must be below many_operators, and window_months at most long_window_months"
            )
        return self


def owned(inputs: Inputs, settings: Carousel) -> ir.Table:
    """entity, enterprise, building_key, unit_key, valid_from, valid_to: who had a unit where, and when.

    Only in buildings where at least two units closed, moved out or changed hands in the long window.
    """
    since = inputs.ago(settings.long_window_months)
    standing = inputs.table("establishment").select(
        "establishment", "enterprise", "start_date", "valid_from", valid_to=FOREVER
    )
    past = inputs.table("establishment_past").select(
        "establishment", "enterprise", "start_date", "valid_from", "valid_to"
    )
    now = inputs.table("address").select(
        "entity", "type_of_address", "building_key", "unit_key", at_from="valid_from", at_to=FOREVER
    )
    before = inputs.table("address_past").select(
        "entity", "type_of_address", "building_key", "unit_key", at_from="valid_from", at_to="valid_to"
    )
    now, before = (t.filter((t.type_of_address == "BAET") & t.building_key.notnull()) for t in (now, before))
    ended = past.filter(past.valid_to > since).select(ended="establishment")
    moved_on = ibis.union(
        before.filter(before.at_to > since).select("building_key", "entity"),
        now.inner_join(ended, now.entity == ended.ended).select("building_key", "entity"),
    )
    restless = moved_on.group_by("building_key").agg(n=moved_on.count()).filter(lambda t: t.n >= 2)
    small = inputs.table("building").filter(lambda t: t.n_units <= settings.most_units)
    restless = restless.inner_join(small, "building_key").select("building_key", "n_units")
    places = ibis.union(now, before).inner_join(restless, "building_key")
    states = ibis.union(standing, past)
    rows = places.inner_join(states, places.entity == states.establishment)
    rows = rows.mutate(
        begins=ibis.greatest(rows.at_from, rows.valid_from), ends=ibis.least(rows.at_to, rows.valid_to)
    )
    rows = rows.filter((rows.begins < rows.ends) & (rows.ends > since))
    oldest = rows.begins <= ibis.literal(inputs.first_day, "date")
    return rows.select(
        "enterprise", "entity", "building_key", "unit_key",
        premises=ibis.ifelse(rows.n_units <= 1, rows.building_key, rows.unit_key),
        begins=ibis.ifelse(oldest, ibis.least(rows.start_date, rows.begins).fill_null(rows.begins), rows.begins),
        ends=rows.ends,
    )  # fmt: skip


def with_trade(inputs: Inputs, rows: ir.Table) -> ir.Table:
    """Add trade: first three NACE digits of the unit, else of its enterprise, now or when it was last known."""
    profile = inputs.table("activity_profile").select("entity", nace="main_nace")
    past = inputs.table("main_activity_past")
    for key in ("entity", "enterprise"):
        wanted = rows.select(wanted=key).distinct()
        now = profile.inner_join(wanted, profile.entity == wanted.wanted).select("entity", "nace")
        ended = past.inner_join(wanted, past.entity == wanted.wanted)
        rank = ended.valid_to.cast("string") + ended.nace_version
        last = ended.group_by("entity").agg(nace=ended.nace2025.argmax(rank + ended.nace2025))
        known = ibis.union(now, last.anti_join(now, "entity")).filter(lambda t: ~t.nace.startswith("?"))
        known = known.select(known="entity", **{f"{key}_trade": known.nace.substr(0, 3)})
        rows = rows.left_join(known, rows[key] == known.known).drop("known")
    return rows.mutate(trade=ibis.coalesce(rows.entity_trade, rows.enterprise_trade))


def turns(inputs: Inputs, settings: Carousel) -> ir.Table:
    """One row per operator of premises and trade: begins, ends, took_over, last_one, recent and total operators."""
    rows = with_trade(inputs, inputs.bench.keep("premises_stay", owned(inputs, settings))).filter(
        lambda t: t.trade.notnull()
    )
    stays = rows.group_by("premises", "trade", "enterprise").agg(
        begins=rows.begins.min(), ends=rows.ends.max(), entity=rows.entity.max(), unit_key=rows.unit_key.max()
    )
    order = ["begins", "ends", "enterprise"]
    group = ["premises", "trade"]
    earlier = ibis.window(group_by=group, order_by=order, preceding=(None, 1))
    stays = stays.mutate(freed=stays.ends.max().over(earlier))
    gap = stays.begins.delta(stays.freed, unit="day")
    took_over = stays.freed.notnull() & (gap >= -settings.overlap_days)
    stays = stays.mutate(
        short=(took_over & (stays.begins > inputs.ago(settings.window_months))).cast("int64"),
        long=(took_over & (stays.begins > inputs.ago(settings.long_window_months))).cast("int64"),
        took_over=took_over,
        position=ibis.row_number().over(ibis.window(group_by=group, order_by=[ibis.desc(c) for c in order])),
    )
    whole = ibis.window(group_by=group)
    return stays.mutate(recent=stays.short.sum().over(whole) + 1, total=stays.long.sum().over(whole) + 1)


def hits(inputs: Inputs, settings: Carousel) -> ir.Table:
    """Severity 0.5 or 1 by operators in the windows; only the last one, who stands there; dated by its arrival."""
    rows = inputs.bench.keep(KEPT, turns(inputs, settings))
    rows = rows.filter((rows.position == 0) & rows.took_over & (rows.ends == FOREVER))
    rows = rows.filter((rows.recent >= settings.operators) | (rows.total >= settings.many_operators))
    rows = rows.semi_join(inputs.subject, "enterprise")
    best = ibis.window(
        group_by="enterprise", order_by=[ibis.desc("total"), ibis.desc("begins"), "premises", "trade"]
    )
    rows = rows.mutate(best=ibis.row_number().over(best)).filter(lambda t: t.best == 0)
    severity = ibis.ifelse(rows.total >= settings.many_operators, 1.0, 0.5)
    told = facts(operators=rows.total, premises=rows.premises, trade=rows.trade, arrived=rows.begins)
    return hit_rows(rows, severity=severity, since=rows.begins, facts=told)


def evidence(inputs: Inputs, settings: Carousel, hits: ir.Table) -> ir.Table:
    """The units of the operators that are legal persons: own first, then those before it, latest first."""
    rows = inputs.table(KEPT)
    own = rows.filter((rows.position == 0) & rows.took_over).semi_join(hits, "enterprise")
    own = own.filter((own.recent >= settings.operators) | (own.total >= settings.many_operators))
    mine = evidence_rows(
        own,
        table="establishment",
        field="EnterpriseNumber",
        key=own.entity,
        value=own.enterprise,
        valid_from=own.begins,
    )
    legal = ibis.union(
        *(
            inputs.table(t).filter(lambda t: t.is_legal).select("enterprise")
            for t in ("enterprise", "enterprise_past")
        )
    )
    before = rows.filter((rows.position > 0) & (rows.position < 12)).semi_join(legal, "enterprise")
    before = before.select(
        "premises", "trade", other="enterprise", unit="entity", opened="begins", closed="ends"
    )
    pairs = own.select("enterprise", "premises", "trade").inner_join(before, ["premises", "trade"])
    closed = ibis.ifelse(pairs.closed == FOREVER, ibis.null("date"), pairs.closed)
    others = evidence_rows(
        pairs, table="establishment", field="EnterpriseNumber", key=pairs.unit, value=pairs.other,
        valid_from=pairs.opened, valid_to=closed, order=1,
    )  # fmt: skip
    return first_rows(ibis.union(mine, others))


def unknown(inputs: Inputs, settings: Carousel) -> ir.Table:
    """Subjects with establishments, none of which can be placed in a building."""
    placed = inputs.table("address").filter(
        lambda t: (t.type_of_address == "BAET") & t.building_key.notnull()
    )
    subject = inputs.subject.filter(lambda t: t.n_establishments > 0).anti_join(placed, "enterprise")
    return subject.select("enterprise", reason=ibis.literal("no_building"))


INDICATOR = Indicator(
    slug="pand_carrousel",
    family="adres",
    settings=Carousel,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    history_months=lambda settings: settings.history_months,
    texts={
        "nl": Texts(
            name="Uitbaterscarrousel op hetzelfde pand",
            fact="{operators} uitbaters volgden elkaar in hetzelfde pand op met dezelfde soort zaak; deze sinds {arrived}.",
            threshold=(
                "Half vanaf {operators} uitbaters in {window_months} maanden, volledig vanaf {many_operators} "
                "in {long_window_months} maanden; niet in gebouwen met meer dan {most_units} eenheden."
            ),
            innocent="Een verhuurder die een handelspand telkens opnieuw verhuurt, of een uitbater die zijn zaak inbracht.",
            clears="De huidige uitbater blijft tot de vorige overnames buiten de termijn vallen.",
        ),
        "fr": Texts(
            name="Carrousel d'exploitants dans les mêmes locaux",
            fact="{operators} exploitants se sont succédé dans les mêmes locaux avec le même genre de commerce ; celui-ci depuis le {arrived}.",
            threshold=(
                "À moitié dès {operators} exploitants en {window_months} mois, entièrement dès {many_operators} "
                "en {long_window_months} mois ; pas dans les bâtiments de plus de {most_units} unités."
            ),
            innocent="Un bailleur qui reloue chaque fois un local commercial, ou un exploitant passé en société.",
            clears="L'exploitant actuel reste jusqu'à ce que les reprises précédentes sortent du délai.",
        ),
        "en": Texts(
            name="Operator carousel in the same premises",
            fact="{operators} operators followed one another in the same premises with the same kind of business; this one since {arrived}.",
            threshold=(
                "Half from {operators} operators in {window_months} months, full from {many_operators} "
                "in {long_window_months} months; not in buildings of more than {most_units} units."
            ),
            innocent="A landlord who lets commercial premises again and again, or a trader who became a company.",
            clears="The present operator stays until the earlier take-overs leave the window.",
        ),
    },
)
