"""Questions to the deposits of annual accounts: late, corrected, copied."""

from __future__ import annotations

from datetime import date

import polars as pl

from benchmarks.polars_twenty.shape import Day, Question, Settings, hits

LENGTHENED = (date(2019, 10, 1), date(2020, 6, 30))
YEAR = ["enterprise", "end_date"]


def chronisch_laat(day: Day, settings: Settings) -> pl.LazyFrame:
    end = pl.col("end_date")
    years = day.table("accounting_year").filter(
        (pl.col("rank") <= settings.filings)
        & (end > day.ago(settings.window_months))
        & ~end.is_between(*LENGTHENED)
    )
    after, first = end + pl.duration(days=1), pl.col("first_deposit_date")
    late = first >= after.dt.offset_by(f"{settings.late_months}mo")
    each = years.group_by("enterprise").agg(
        n=pl.len(), late=late.sum(), very_late=(first >= after.dt.offset_by(f"{settings.very_late_months}mo")).sum(),
        last=first.filter(late).max(),
    )  # fmt: skip
    duty = day.table("filing_duty").filter(pl.col("duty") == "yes")
    rows = each.join(duty, on="enterprise", how="semi").filter(
        (pl.col("n") >= settings.least_filings) & (pl.col("late") * 100 >= pl.col("n") * settings.percent)
    )
    return hits(rows, pl.when(pl.col("very_late") > 0).then(1.0).otherwise(0.5), pl.col("last"))


def verbeterde_neerlegging(day: Day, settings: Settings) -> pl.LazyFrame:
    listed, filing = day.table("nbb_reference"), day.table("nbb_filing")
    columns = [*YEAR, "reference", "deposit_date", "correction", "consolidated"]
    figures = filing.filter(pl.col("equity").is_not_null()).select(
        *YEAR, "reference", "equity", "deposit_date", "correction"
    )
    alone = listed.select(columns).join(filing, on=["enterprise", "reference"], how="anti")
    rows = pl.concat([alone, filing.select(columns)]).filter(
        pl.col("correction").fill_null(False) & ~pl.col("consolidated").fill_null(False)
        & (pl.col("deposit_date") > day.ago(settings.window_months)) & (pl.col("deposit_date") <= day.at)
    ).join(day.subject, on="enterprise", how="semi")  # fmt: skip
    first = figures.filter(~pl.col("correction").fill_null(False)).join(rows, on=YEAR, how="semi")
    first = first.group_by(YEAR).agg(before=pl.col("equity").sort_by("deposit_date").first())
    own = figures.select(*YEAR, "reference", after="equity")
    rows = rows.join(first, on=YEAR, how="left").join(own, on=[*YEAR, "reference"], how="left")
    change = (pl.col("after") - pl.col("before")).abs()
    much = (change * 100 > pl.col("before").abs() * settings.restated_percent) & (
        change >= settings.restated_euros * 100
    )
    rows = rows.with_columns(change=pl.when(much.fill_null(False)).then(change).otherwise(0))
    each = rows.group_by("enterprise").agg(
        n=pl.len(), change=pl.col("change").max(), last=pl.col("deposit_date").max()
    )
    severity = (
        pl.when(pl.col("change") > 0)
        .then(1.0)
        .when(pl.col("n") >= settings.at_least)
        .then(0.6)
        .otherwise(0.0)
    )
    return hits(each, severity, pl.col("last"))


def jaarrekening_gekopieerd(day: Day, settings: Settings) -> pl.LazyFrame:
    rows = day.table("accounts").filter(
        (pl.col("end_date") > day.ago(settings.months)) & (pl.col("rubrics") >= settings.rubrics)
        & pl.col("fingerprint").is_not_null()
    ).select(*YEAR, "fingerprint", "deposit_date", "first_deposit_date")  # fmt: skip
    several = rows.group_by("fingerprint").agg(n=pl.len()).filter(pl.col("n") > 1)
    each = rows.join(several, on="fingerprint", how="semi").group_by("fingerprint", "enterprise").agg(
        first=pl.col("first_deposit_date").min(), day=pl.col("deposit_date").max(), closed=pl.col("end_date").max(),
        opened=pl.col("end_date").min(),
    )  # fmt: skip
    shared = each.group_by("fingerprint").agg(enterprises=pl.len(), earliest=pl.col("first").min())
    both = each.join(shared, on="fingerprint")
    ties = both.filter(pl.col("first") == pl.col("earliest")).group_by("fingerprint").agg(ties=pl.len())
    both = both.join(ties, on="fingerprint")
    other = (pl.col("enterprises") > 1) & ((pl.col("first") > pl.col("earliest")) | (pl.col("ties") > 1))
    own = (pl.col("closed") - pl.col("opened")).dt.total_days() >= settings.apart_days
    rated = both.with_columns(
        severity=pl.when(other).then(1.0).when(own).then(settings.own_severity).otherwise(0.0)
    )
    rated = rated.filter(pl.col("severity") > 0).join(day.subject, on="enterprise", how="semi")
    best = rated.group_by("enterprise").agg(
        pl.col("severity").max(),
        day=pl.col("day").filter(pl.col("severity") == pl.col("severity").max()).max(),
    )
    return hits(best, pl.col("severity"), pl.col("day"))


QUESTIONS: dict[str, Question] = {
    question.__name__: question
    for question in (chronisch_laat, verbeterde_neerlegging, jaarrekening_gekopieerd)
}  # fmt: skip
