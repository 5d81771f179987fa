"""Questions to the last annual accounts."""

from __future__ import annotations

import polars as pl

from benchmarks.polars_twenty.shape import Day, Question, Settings, hits, nought

NV = ["014", "027", "214", "514", "614"]
FLOWS = ("turnover", "gross_margin", "purchases", "staff_cost", "operating_result")
PARTS = {
    "total_assets": ("fixed_assets", "current_assets"),
    "current_assets": ("long_receivables", "stock", "receivables", "investments", "cash", "accruals_assets"),
    "total_liabilities": ("equity", "provisions", "debts"),
    "equity": ("contribution", "reserves", "result_forward"),
    "debts": ("long_debts", "short_debts", "accruals_liabilities"),
    "long_debts": ("bank_long", "other_loans"),
    "short_debts": ("bank_short", "other_financial", "trade_debts", "tax_social", "other_debts"),
}
CLOSED = pl.col("end_date")
PEERS = ["division", "size", "stage"]


def last(day: Day) -> pl.LazyFrame:
    """Last accounts of subjects."""
    return day.table("last_accounts").join(day.subject, on="enterprise", how="semi")


def more(part: str, percent: int) -> pl.Expr:
    """Whether a part is more than so many percent of positive total assets."""
    return (pl.col("total_assets") > 0) & (pl.col(part) * 100 > pl.col("total_assets") * percent)


def negatief_eigen_vermogen(day: Day, settings: Settings) -> pl.LazyFrame:
    rows = last(day).filter(pl.col("equity") < 0)
    twice = (pl.col("prior_equity") < 0).fill_null(False)
    deep = twice & (pl.col("equity") * -100 > pl.col("total_assets") * settings.deep_percent).fill_null(False)
    return hits(rows, pl.when(deep).then(1.0).when(twice).then(0.8).otherwise(0.4), CLOSED)


def alarmbel_nv(day: Day, settings: Settings) -> pl.LazyFrame:
    forms = day.subject.filter(pl.col("form").is_in(NV))

    def below(percent: int) -> pl.Expr:
        return (pl.col("capital") > 0) & (pl.col("equity") * 100 < pl.col("capital") * percent)

    rows = (
        day.table("last_accounts")
        .join(forms, on="enterprise", how="semi")
        .filter(below(settings.half_percent))
    )
    return hits(rows, pl.when(below(settings.quarter_percent)).then(1.0).otherwise(0.5), CLOSED)


def nuljaarrekening(day: Day, settings: Settings) -> pl.LazyFrame:
    def nil(prefix: str, before: str) -> pl.Expr:
        answer: pl.Expr = pl.col(f"{prefix}total_assets") < settings.assets * 100
        for flow in FLOWS:
            answer &= pl.col(f"{prefix}{flow}").fill_null(0) == 0
        margin = (pl.col(f"{prefix}gross_margin") == 0) | (pl.col(f"{prefix}turnover") == 0)
        said = margin & (pl.col(f"{prefix}operating_result") == 0)
        unmoved = pl.col(f"{prefix}equity") == pl.col(before)
        return (answer & (said.fill_null(False) | unmoved.fill_null(False))).fill_null(False)

    rows = last(day).filter(nil("", "prior_equity"))
    older = day.table("accounts").filter(pl.col("rank") == 2).join(rows, on="enterprise", how="semi")
    older = older.select("enterprise", start_date=CLOSED + pl.duration(days=1), older_equity="prior_equity")
    rows = rows.join(older, on=["enterprise", "start_date"], how="left")
    return hits(rows, pl.when(nil("prior_", "older_equity")).then(1.0).otherwise(0.4), CLOSED)


def rc_bestuurder_hoog(day: Day, settings: Settings) -> pl.LazyFrame:
    claim = pl.col("director_claim")
    rows = last(day).filter(more("director_claim", settings.large_percent))
    thin = pl.col("equity") * 100 < pl.col("total_assets") * settings.thin_equity_percent
    severe = (
        more("director_claim", settings.very_large_percent) & (claim > pl.col("prior_director_claim")) & thin
    )
    return hits(rows, pl.when(severe.fill_null(False)).then(1.0).otherwise(0.4), CLOSED)


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


QUESTIONS: dict[str, Question] = {
    question.__name__: question
    for question in (
        negatief_eigen_vermogen, alarmbel_nv, nuljaarrekening, rc_bestuurder_hoog, vervallen_schulden_fiscus_rsz,
        liquide_middelen_hoog, personeel_stabiel,
    )
}  # fmt: skip
