"""Questions to the boards."""

from __future__ import annotations

import polars as pl

from benchmarks.polars_twenty.shape import Day, Question, Settings, hits, rungs

SEAT = ["enterprise", "who"]


def geen_actieve_bestuurder(day: Day, settings: Settings) -> pl.LazyFrame:
    rows = day.table("board").filter((pl.col("ever") > 0) & (pl.col("officials") == 0))
    rows = rows.join(day.living, on="enterprise", how="semi")
    waited = (pl.lit(day.at) - pl.col("last_end")).dt.total_days() > settings.wait_days
    left = (pl.col("directors") == 0) & waited
    out = (
        (pl.col("directors") > 0)
        & (pl.col("open_ended") == 0)
        & (pl.col("last_term") <= day.ago(settings.expired_months))
    )
    still = (pl.col("source") != "nbb") | (pl.col("stated") > pl.col("last_term"))
    severity = pl.when(left).then(1.0).when(out & still).then(settings.expired_severity).otherwise(0.0)
    return hits(rows, severity, pl.when(left).then("last_end").otherwise("last_term"))


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
    change = day.table("board_change").join(day.living, on="enterprise", how="semi")
    left = change.filter(
        (pl.col("kind") == "resignation") & (pl.col("day") > day.ago(settings.window_months))
    )
    seats = day.table("mandate").filter((pl.col("role") == "director") & pl.col("start_date").is_not_null())
    seats = seats.join(left, on="enterprise", how="semi").select(*SEAT, "start_date", "end_date")
    own = left.select(*SEAT, "day").join(seats, on=SEAT)
    rows = own.group_by(*SEAT, "day").agg(begun=pl.col("start_date").min())
    came = change.filter(pl.col("kind") == "appointment").select(*SEAT, back="day")
    back = (
        came.join(seats, on=SEAT)
        .filter(pl.col("end_date") < pl.col("back"))
        .select("enterprise", "back")
        .unique()
    )
    apart = (pl.col("day") - pl.col("back")).dt.total_days()
    stood_in = rows.join(back, on="enterprise").filter(apart.abs() <= settings.return_days)
    rows = rows.join(stood_in, on=[*SEAT, "day"], how="anti")
    length = (pl.col("day") - pl.col("begun")).dt.total_days()
    each = rows.group_by("enterprise").agg(
        ended=pl.len(), short=(length < settings.short_days).sum(), very_short=(length < settings.very_short_days).sum(),
        last=pl.col("day").max(),
    )  # fmt: skip
    enough = (pl.col("ended") >= settings.least) & (pl.col("short") >= settings.share * pl.col("ended"))
    worst = pl.col("very_short") >= settings.least
    return hits(each, pl.when(worst).then(1.0).when(enough).then(0.5).otherwise(0.0), pl.col("last"))


def bestuurder_veel_mandaten(day: Day, settings: Settings) -> pl.LazyFrame:
    seats = day.table("director").filter(pl.col("holder").is_not_null()).select("enterprise", "holder")
    seats = seats.join(day.living, on="enterprise", how="semi")
    left_out = day.subject.filter(pl.col("main_nace").str.slice(0, 3).is_in(settings.left_out))
    left_out = left_out.select(holder=pl.concat_str(pl.lit("E"), pl.col("enterprise").cast(pl.String)))
    busy = seats.group_by("holder").agg(companies=pl.len()).filter(pl.col("companies") >= settings.some)
    seats = seats.join(busy.join(left_out, on="holder", how="anti"), on="holder", how="semi")
    held = day.table("nbb_participation").filter(pl.col("held").is_not_null() & (pl.col("direct") >= 0.5))
    parent = held.group_by(enterprise="held").agg(parent=pl.col("enterprise").max())
    grouped = seats.join(parent, on="enterprise", how="left").with_columns(
        group=pl.coalesce("parent", "enterprise")
    )
    counted = grouped.group_by("holder").agg(companies=pl.col("group").n_unique())
    rows = seats.join(counted, on="holder").group_by("enterprise").agg(pl.col("companies").max())
    return hits(
        rows,
        rungs(pl.col("companies"), (settings.some, 0.3), (settings.many, 0.7), (settings.very_many, 1.0)),
    )


QUESTIONS: dict[str, Question] = {
    question.__name__: question
    for question in (geen_actieve_bestuurder, bestuurswissels_frequent, mandaat_zeer_kort, bestuurder_veel_mandaten)
}  # fmt: skip
