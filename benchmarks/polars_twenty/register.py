"""Questions to the register: founding, seat, establishments, contacts, legal situation."""

from __future__ import annotations

import polars as pl

from benchmarks.polars_twenty.shape import Day, Question, Settings, hits, rungs

NO_NUMBER = [*(str(digit) * 8 for digit in range(10)), "12345678", "01234567", "23456789"]
BANKRUPT = ["048", "049", "050", "051", "052", "053"]
NORMAL = ["000", "001", "002", "003", "020", "042", "043", "090", "100"]
KEY = ["contact_type", "value_key"]


def recent_opgericht(day: Day, settings: Settings) -> pl.LazyFrame:
    full, none = day.ago(settings.full_months), day.ago(settings.none_months)
    young = day.subject.filter(pl.col("start_date") > none)
    age = (pl.col("start_date") - pl.lit(none)).dt.total_days() / (full - none).days
    return hits(young, age.clip(upper_bound=1.0))


def adres_massaregistratie(day: Day, settings: Settings) -> pl.LazyFrame:
    crowded = day.table("building").filter(pl.col("n_seats") >= settings.mild)
    crowded = crowded.select("building_key", "n_seats", "n_units")
    listed = day.table("allowed_building").select(building_key="listed_key", listed=pl.lit(True))
    rows = day.subject.select("enterprise", "building_key").join(crowded, on="building_key")
    rows = rows.join(listed, on="building_key", how="left")
    each = pl.col("n_seats") // pl.max_horizontal(pl.col("n_units"), pl.lit(1))
    severity = rungs(each, (settings.mild, 0.3), (settings.medium, 0.7), (settings.high, 1.0))
    capped = severity.clip(upper_bound=settings.provider_cap)
    return hits(rows, pl.when(pl.col("listed").is_not_null()).then(capped).otherwise(severity))


def geen_vestiging_b2c(day: Day, settings: Settings) -> pl.LazyFrame:
    def days_since(name: str) -> pl.Expr:
        return (pl.lit(day.at) - pl.col(name)).dt.total_days()

    rows = day.living.filter(
        (pl.col("n_establishments") == 0)
        & pl.col("consumer")
        & (days_since("start_date") > settings.grace_days)
    )
    left = day.table("establishment_past").group_by("enterprise").agg(last_left=pl.col("valid_to").max())
    rows = rows.join(left, on="enterprise", how="left")
    rows = rows.filter(pl.col("last_left").is_null() | (days_since("last_left") > settings.grace_days))
    sure = day.table("activity_profile").filter(
        pl.col("is_main") & pl.col("main_group").is_in(["001", "006"])
    )
    rows = rows.join(sure.select(enterprise="entity"), on="enterprise", how="semi")
    shop = pl.col("main_nace").str.starts_with("47")
    return hits(rows, pl.when(shop).then(settings.retail_severity).otherwise(1.0))


def gedeelde_contactgegevens(day: Day, settings: Settings) -> pl.LazyFrame:
    rows = day.table("contact").filter(
        pl.col("value_key").is_not_null() & pl.col("contact_type").is_in(["TEL", "EMAIL", "WEB"])
    )
    kind, value = pl.col("contact_type"), pl.col("value_key")
    theirs = "|".join(domain.replace(".", "[.]") for domain in settings.service_domains)
    served = value.str.contains(f"(^|[@.])({theirs})($|[/?#:])")
    empty = (
        pl.when(kind == "TEL")
        .then(value.is_in(NO_NUMBER))
        .when(kind == "EMAIL")
        .then(~value.str.contains("@", literal=True) | served)
        .otherwise(value.is_in(settings.platform_domains) | served)
    )
    rows = rows.filter(~empty).join(day.subject.select("enterprise", "building_key"), on="enterprise")
    rows = rows.select(
        "enterprise", *KEY, roof=pl.coalesce("building_key", pl.col("enterprise").cast(pl.String))
    )
    often = rows.group_by(KEY).agg(n=pl.len()).filter(pl.col("n") >= settings.some)
    rows = rows.join(often, on=KEY, how="semi")
    keys = rows.group_by(KEY).agg(roofs=pl.col("roof").n_unique()).filter(pl.col("roofs") >= settings.some)
    most = rows.join(keys, on=KEY).group_by("enterprise").agg(pl.col("roofs").max())
    return hits(most, rungs(pl.col("roofs"), (settings.some, 0.4), (settings.many, 1.0)))


def faillissement_status(day: Day, settings: Settings) -> pl.LazyFrame:
    announced = day.table("court_state").filter(pl.col("bankruptcy_day").is_not_null())
    said = day.subject.filter(pl.col("juridical_situation").is_in(BANKRUPT)).select("enterprise")
    normal = day.subject.filter(pl.col("juridical_situation").is_in(NORMAL))
    normal = normal.select("enterprise").join(announced, on="enterprise", how="semi")
    return hits(pl.concat([said, normal]), 1.0)


QUESTIONS: dict[str, Question] = {
    question.__name__: question
    for question in (
        recent_opgericht, adres_massaregistratie, geen_vestiging_b2c, gedeelde_contactgegevens, faillissement_status,
    )
}  # fmt: skip
