"""Companies of which somebody became the only director, by exact identifier: for `bedrijvenopkoper`."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.boards import living
from knipperlicht.indicators.framework import Inputs, Settings


class SerialBuyer(Settings):
    """`some` companies within `within_days` give 0.6, `many` 1; each at least `age_years` old when taken over."""

    window_months: int = Field(24, ge=1, le=60)
    within_days: int = Field(365, ge=1)
    age_years: int = Field(3, ge=0)
    some: int = Field(3, ge=2)
    some_severity: float = Field(0.6, gt=0, le=1)
    many: int = Field(5, ge=2)
    moved_share: float = Field(0.5, ge=0, le=1)
    near_days: int = Field(180, ge=0)


def bought(inputs: Inputs, settings: SerialBuyer) -> ir.Table:
    """holder, enterprise, day, nace, moved: companies in which the holder became and is the only director."""
    change = inputs.table("board_change")
    came = change.filter(
        (change.kind == "appointment")
        & change.holder.notnull()
        & (change.day > inputs.ago(settings.window_months))
    ).select("enterprise", "holder", "day")
    several = came.group_by("holder").agg(n=came.enterprise.nunique()).filter(lambda t: t.n >= settings.some)
    came = came.semi_join(several, "holder")
    alone = inputs.table("board").filter(lambda t: t.directors == 1).select("enterprise")
    stands = inputs.table("director").select("enterprise", "holder")
    came = came.semi_join(alone, "enterprise").semi_join(stands, ["enterprise", "holder"])
    about = living(inputs).select("enterprise", "start_date", nace=living(inputs).main_nace.substr(0, 3))
    rows = came.inner_join(about, "enterprise")
    rows = rows.filter(rows.day.delta(rows.start_date, unit="day") >= settings.age_years * 365)
    moves = (
        inputs.table("seat_move")
        .select("enterprise", moved_on="day")
        .inner_join(rows.select("enterprise", "day"), "enterprise")
    )
    apart = moves.moved_on.delta(moves.day, unit="day")
    near = moves.filter((apart <= settings.near_days) & (apart >= -settings.near_days))
    near = near.select(moved="enterprise").distinct()
    rows = rows.left_join(near, rows.enterprise == near.moved)
    return rows.select("holder", "enterprise", "day", "nace", moved=rows.moved.notnull().cast("int64"))


def group_builders(inputs: Inputs) -> ir.Table:
    """holder: companies that deposited consolidated accounts."""
    filings = inputs.table("nbb_filing").filter(lambda t: t.consolidated)
    return filings.select(holder=ibis.literal("E") + filings.enterprise.cast("string")).distinct()
