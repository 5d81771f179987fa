"""Questions to the last annual accounts."""

from __future__ import annotations

import polars as pl

from benchmarks.polars_twenty.shape import Day, Question, Settings, hits, nought
from knipperlicht.warehouse.topics.settled_accounts import PARTS

CLOSED = pl.col("end_date")
PEERS = ["division", "size", "stage"]


def last(day: Day) -> pl.LazyFrame:
    """Last accounts of subjects."""
    return day.table("last_accounts").join(day.subject, on="enterprise", how="semi")


def negatief_eigen_vermogen(day: Day, settings: Settings) -> pl.LazyFrame:
    rows = last(day).filter(pl.col("equity") < 0)
    twice = (pl.col("prior_equity") < 0).fill_null(False)
    deep = twice & (pl.col("equity") * -100 > pl.col("total_assets") * settings.deep_percent).fill_null(False)
    return hits(rows, pl.when(deep).then(1.0).when(twice).then(0.8).otherwise(0.4), CLOSED)


def vervallen_schulden_fiscus_rsz(day: Day, settings: Settings) -> pl.LazyFrame:
    rows = last(day)
    for total, parts in PARTS.items():
        gap = pl.when(pl.col(total) == nought(*parts)).then(0)
        rows = rows.with_columns(pl.coalesce(part, gap).alias(part) for part in parts)
    there = (pl.col("overdue_tax") > 0) | (pl.col("overdue_social") > 0)
    rows = rows.filter(there.fill_null(False)).with_columns(overdue=nought("overdue_tax", "overdue_social"))
    debts = pl.col("short_debts")
    heavy = ((debts > 0) & (pl.col("overdue") * 100 > debts * settings.heavy_percent)).fill_null(False)
    return hits(rows, pl.when(heavy).then(1.0).otherwise(0.5), CLOSED)


def liquide_middelen_hoog(day: Day, settings: Settings) -> pl.LazyFrame:
    peer = day.table("peer").select("enterprise", *PEERS, "cash_share", "prior_cash_share")
    limit = day.table("peer_limit").filter(pl.col("measure") == "cash_share").select(*PEERS, "p975")
    rows = last(day).join(peer, on="enterprise").join(limit, on=PEERS)
    floor = settings.total_assets * 100
    large = (pl.col("total_assets") > floor) & (pl.col("prior_total_assets") > floor)
    high = (pl.col("cash_share") > pl.col("p975")) & (pl.col("prior_cash_share") > pl.col("p975"))
    return hits(rows.filter(large & high), 1.0, CLOSED)


def personeel_stabiel(day: Day, settings: Settings) -> pl.LazyFrame:
    answer = day.table("withholding_answer").filter(
        (pl.col("asked_on") > day.ago(settings.answer_months)) & (pl.col("asked_on") <= day.at)
        & (pl.col("social").fill_null(False) | pl.col("tax").fill_null(False))
    )  # fmt: skip
    rows = day.table("size_test").join(day.subject, on="enterprise", how="semi")
    rows = rows.join(answer, on="enterprise", how="anti")
    return hits(rows.filter(pl.col(f"fte_{year}") >= settings.at_least for year in range(3)), 1.0)


def omzet_zonder_personeel(day: Day, settings: Settings) -> pl.LazyFrame:
    rows = day.table("last_accounts").join(
        day.table("peer").select("enterprise", "main_nace", "division"), on="enterprise", how="left"
    )
    months = pl.max_horizontal(pl.col("months").fill_null(12), pl.lit(12))
    yearly = pl.coalesce("turnover", "gross_margin") * 12 / months
    limit = settings.staff_cost * 100
    room = pl.max_horizontal(
        pl.col("gross_margin") - pl.col("operating_result") - pl.col("depreciation").fill_null(0),
        0 * pl.col("gross_margin"),
    )
    told = pl.coalesce("staff_cost", "staff_cost_total") < limit
    cheap = pl.coalesce(told, pl.when(room < limit).then(True))
    rows = rows.with_columns(yearly=yearly).filter(pl.col("yearly") > settings.turnover * 100)
    rows = rows.with_columns(alone=((pl.col("fte").fill_null(0) == 0) & cheap).fill_null(False))
    counted = (
        rows.filter(pl.col("division").is_not_null())
        .group_by("division")
        .agg(companies=pl.len(), without=pl.col("alone").sum())
    )
    usual = counted.filter(
        (pl.col("without") * 100 >= pl.col("companies") * settings.usual_percent)
        & (pl.col("without") >= settings.usual_companies)
    )
    holding = pl.any_horizontal(
        pl.col("main_nace").str.starts_with(code) for code in ("642", "643", "68", "701")
    )
    rows = rows.filter(pl.col("alone") & pl.col("division").is_not_null() & ~holding)
    rows = rows.join(usual, on="division", how="anti")
    large = pl.col("yearly") > settings.high_turnover * 100
    return hits(rows, pl.when(large).then(1.0).otherwise(0.5), CLOSED)


QUESTIONS: dict[str, Question] = {
    question.__name__: question
    for question in (
        negatief_eigen_vermogen, vervallen_schulden_fiscus_rsz, liquide_middelen_hoog, personeel_stabiel,
        omzet_zonder_personeel,
    )
}  # fmt: skip
