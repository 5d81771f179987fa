"""Food businesses, their places, and whether the Food Agency's list has them."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.indicators.activiteit._listed import listed_codes, main_activities
from knipperlicht.indicators.framework import Inputs
from knipperlicht.reference.activity_lists import ListName

LIST: ListName = "food_registration"
SURE = ("001", "006")


def food_businesses(inputs: Inputs) -> ir.Table:
    """Living subjects whose own main activity needs to be known to the Food Agency: enterprise, main_nace, sure."""
    rows = main_activities(inputs)
    codes = listed_codes(inputs, LIST)
    rows = rows.semi_join(codes, rows.own_nace == codes.code)
    return rows.select("enterprise", main_nace="own_nace", sure=rows.is_main & rows.main_group.isin(SURE))


def food_units(inputs: Inputs, *, grace_days: int) -> ir.Table:
    """Places of sure food businesses that began `grace_days` before the list's day, but those of another activity.

    enterprise, main_nace, establishment, start_date, list_day, absent, own_food (its own activity needs it too),
    owner_listed (the list names the enterprise, wherever).
    """
    businesses = food_businesses(inputs).filter(lambda t: t.sure).drop("sure")
    operators = inputs.table("favv_operator")
    day = operators.agg(list_day=operators.seen.max())
    units = inputs.table("establishment").inner_join(businesses, "enterprise").cross_join(day)
    units = units.filter(units.list_day.delta(units.start_date, unit="day") > grace_days)
    profile = inputs.table("activity_profile").select(unit="entity", unit_nace="main_nace")
    units = units.left_join(profile, units.establishment == profile.unit)
    codes = listed_codes(inputs, LIST)
    units = units.left_join(codes, units.unit_nace == codes.code)
    units = units.filter(units.unit_nace.isnull() | units.code.notnull()).mutate(
        own_food=units.code.notnull()
    )
    places = operators.select(place="establishment").distinct()
    owners = operators.filter(operators.enterprise.notnull()).select(owner="enterprise").distinct()
    units = units.left_join(places, units.establishment == places.place)
    units = units.left_join(owners, units.enterprise == owners.owner)
    return units.select(
        "enterprise", "main_nace", "establishment", "start_date", "list_day", "own_food",
        absent=units.place.isnull(), owner_listed=units.owner.notnull(),
    )  # fmt: skip


def in_doubt(inputs: Inputs) -> ir.Table:
    """enterprise, reason: food businesses without establishment, and those whose main activity is not certain."""
    rows = food_businesses(inputs).anti_join(
        inputs.subject.filter(lambda t: t.n_establishments > 0).select("enterprise"), "enterprise"
    )
    unsure = food_businesses(inputs).filter(lambda t: ~t.sure)
    return ibis.union(
        rows.filter(rows.sure).select("enterprise", reason=ibis.literal("no_establishment")),
        unsure.select("enterprise", reason=ibis.literal("main_activity_unsure")),
    )
