"""Questions to the boards and the auditor."""

from __future__ import annotations

import polars as pl

from benchmarks.polars_twenty.shape import Day, Question, Settings, hits
from knipperlicht.reference.filing_rules import filing_forms
from knipperlicht.reference.functions import roles_by_nbb_code

SEAT = ["enterprise", "who"]


def bestuurswissels_frequent(day: Day, settings: Settings) -> pl.LazyFrame:
    change = day.table("board_change").filter(pl.col("day") > day.ago(settings.window_months))
    each = change.group_by("enterprise").agg(
        came=(pl.col("kind") == "appointment").sum(),
        left=(pl.col("kind") == "resignation").sum(),
        last=pl.col("day").max(),
    )
    each = each.with_columns(changes=pl.max_horizontal("came", "left")).filter(
        pl.col("changes") >= settings.least
    )
    each = each.join(day.living, on="enterprise", how="semi")
    rows = each.join(day.table("board").select("enterprise", "directors"), on="enterprise")
    seats = pl.max_horizontal(pl.col("directors"), pl.lit(1))
    many = pl.col("changes") >= settings.many_per_seat * seats
    some = pl.col("changes") >= settings.per_seat * seats
    return hits(rows, pl.when(many).then(1.0).when(some).then(0.5).otherwise(0.0), pl.col("last"))


def mandaat_zeer_kort(day: Day, settings: Settings) -> pl.LazyFrame:
    change = day.table("board_change")
    left = change.filter(
        (pl.col("kind") == "resignation") & (pl.col("day") > day.ago(settings.window_months))
    )
    seats = day.table("mandate").filter((pl.col("role") == "director") & pl.col("start_date").is_not_null())
    seats = seats.select(*SEAT, "start_date", "end_date")
    own = left.select(*SEAT, "day").join(seats, on=SEAT)
    rows = own.group_by(*SEAT, "day").agg(begun=pl.col("start_date").min())
    came = change.filter(pl.col("kind") == "appointment").select(*SEAT, back="day")
    near = came.join(left.select("enterprise", "day").unique(), on="enterprise")
    near = near.filter((pl.col("day") - pl.col("back")).dt.total_days().abs() <= settings.return_days)
    stood_in = near.join(seats, on=SEAT).filter(pl.col("end_date") < pl.col("back"))
    rows = rows.join(stood_in, on=["enterprise", "day"], how="anti")
    length = (pl.col("day") - pl.col("begun")).dt.total_days()
    each = rows.group_by("enterprise").agg(
        ended=pl.len(), short=(length < settings.short_days).sum(), very_short=(length < settings.very_short_days).sum(),
        last=pl.col("day").max(),
    )  # fmt: skip
    enough = (pl.col("ended") >= settings.least) & (pl.col("short") >= settings.share * pl.col("ended"))
    worst = pl.col("very_short") >= settings.least
    found = hits(each, pl.when(worst).then(1.0).when(enough).then(0.5).otherwise(0.0), pl.col("last"))
    return found.join(day.living, on="enterprise", how="semi")


def bestuur_volledig_vervangen(day: Day, settings: Settings) -> pl.LazyFrame:
    rows = day.table("board_replacement").filter(pl.col("day") > day.ago(settings.window_months))
    rows = rows.sort("day").group_by("enterprise").last().join(day.living, on="enterprise", how="semi")
    acts = day.table("gazette_event").filter(pl.col("kind").is_in(["seat", "name", "object"]))
    events = day.table("event").filter(pl.col("kind").is_in(["seat_move", "name_change"]))
    other = pl.concat([acts.select("enterprise", other="day"), events.select("enterprise", other="day")])
    near = rows.join(other, on="enterprise").filter(
        (pl.col("other") - pl.col("day")).dt.total_days().abs() <= settings.near_days
    )
    groups = day.table("nbb_filing").filter(pl.col("consolidated"))
    groups = groups.select(holder=pl.concat_str(pl.lit("E"), pl.col("enterprise").cast(pl.String)))
    bought = day.table("director").join(groups, on="holder", how="semi")
    for name, found in (("near", near), ("bought", bought)):
        rows = rows.join(
            found.select("enterprise", pl.lit(True).alias(name)).unique(), on="enterprise", how="left"
        )
    open_hands = pl.col("bought").is_not_null() | (pl.col("old") >= settings.large_board)
    severity = pl.when(open_hands).then(settings.mild).when("near").then(settings.with_change)
    return hits(rows, severity.otherwise(settings.alone), pl.col("day"))


def commissaris_ontbreekt(day: Day, settings: Settings) -> pl.LazyFrame:
    codes = [code for code, role in roles_by_nbb_code().items() if role == "auditor"]
    bound = day.subject.filter(pl.col("form").is_in(filing_forms()))
    rows = day.table("size_test").filter(pl.col("small_1") & pl.col("small_2"))
    rows = rows.join(bound, on="enterprise", how="semi").join(
        day.table("board").filter(pl.col("auditors") == 0), on="enterprise", how="semi"
    )
    named = day.table("nbb_officer").filter(pl.col("function").is_in(codes))
    opinion = day.table("last_accounts").filter(pl.col("auditor_opinion").is_not_null())
    for audited in (named, opinion):
        rows = rows.join(audited, on=["enterprise", "reference"], how="anti")
    return hits(rows, 1.0, pl.col("deposit_date"))


QUESTIONS: dict[str, Question] = {
    question.__name__: question
    for question in (bestuurswissels_frequent, mandaat_zeer_kort, bestuur_volledig_vervangen, commissaris_ontbreekt)
}  # fmt: skip
