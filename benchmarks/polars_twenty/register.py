"""Questions to the register: founding, seat, establishments, contacts, legal form and situation."""

from __future__ import annotations

import polars as pl

from benchmarks.polars_twenty.shape import Day, Question, Settings, hits, rungs
from knipperlicht.reference.legal_forms import legal_form_codes

BANKRUPT = ["048", "049", "050", "051", "052", "053"]
NORMAL = ["000", "001", "002", "003", "020", "042", "043", "090", "100"]


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


def faillissement_status(day: Day, settings: Settings) -> pl.LazyFrame:
    announced = day.table("court_state").filter(pl.col("bankruptcy_day").is_not_null())
    said = day.subject.filter(pl.col("juridical_situation").is_in(BANKRUPT)).select("enterprise")
    normal = day.subject.filter(pl.col("juridical_situation").is_in(NORMAL))
    normal = normal.select("enterprise").join(announced, on="enterprise", how="semi")
    return hits(pl.concat([said, normal]), 1.0)


def adres_doorgehaald(day: Day, settings: Settings) -> pl.LazyFrame:
    places = day.table("address").filter(pl.col("type_of_address").is_in(["REGO", "BAET"]))
    struck = pl.col("date_striking_off")
    rows = places.filter((pl.lit(day.at) - struck).dt.total_days() >= settings.wait_days)
    rows = rows.join(places.filter(struck.is_null()), on=["entity", "type_of_address"], how="anti")
    seat = pl.col("type_of_address") == "REGO"
    rows = rows.filter(~seat | (pl.col("entity") == pl.col("enterprise")))
    rows = rows.join(day.subject, on="enterprise", how="semi")
    each = rows.group_by("enterprise").agg(seat=seat.any())
    return hits(each, pl.when("seat").then(1.0).otherwise(settings.establishment_severity))


def zetel_domiciliatie(day: Day, settings: Settings) -> pl.LazyFrame:
    listed = day.table("allowed_building").filter(pl.col("kind").is_in(settings.listed_kinds))
    listed = listed.select(building_key="listed_key", listed=pl.lit(True)).unique()
    units = pl.max_horizontal("n_units", pl.lit(1))
    crowded = (pl.col("n_seats") >= settings.seats) & (pl.col("n_seats") >= settings.per_unit * units)
    buildings = day.table("building").join(listed, on="building_key", how="left")
    buildings = buildings.filter(pl.col("listed").is_not_null() | crowded).select("building_key", "listed")
    code = pl.col("main_nace").fill_null("")
    usual = pl.any_horizontal(code.str.starts_with(prefix) for prefix in settings.left_out_nace)
    rows = day.subject.filter(~usual).join(buildings, on="building_key")
    own = day.table("address").filter(pl.col("type_of_address") == "BAET")
    own = own.select("enterprise", "building_key", own=pl.lit(True)).unique()
    rows = rows.join(own, on=["enterprise", "building_key"], how="left")
    half = pl.when("listed").then(settings.own_unit_severity).otherwise(0.0)
    return hits(rows, pl.when(pl.col("own").is_null()).then(1.0).otherwise(half))


def geen_contactspoor(day: Day, settings: Settings) -> pl.LazyFrame:
    ended, standing = (
        day.table(f"main_activity_{which}")
        .filter(pl.col("activity_group") == "001")
        .select("entity")
        .unique()
        for which in ("past", "touched")
    )
    ended = ended.join(standing, on="entity", how="anti").select(enterprise="entity", vat=pl.lit(True))
    rows = day.subject.filter(pl.col("consumer") & (pl.col("start_date") <= day.ago(settings.min_age_months)))
    rows = rows.join(ended, on="enterprise", how="left")
    struck = (pl.lit(day.at) - pl.col("date_striking_off")).dt.total_days() >= settings.struck_off_days
    signs = pl.sum_horizontal(
        pl.col("n_establishments") == 0, struck.fill_null(False), pl.col("vat").is_not_null()
    )
    contact = day.table("contact").filter(pl.col("value").str.strip_chars() != "")
    return hits(rows.filter(signs >= settings.signs).join(contact, on="enterprise", how="anti"), 1.0)


def publiek_of_genoteerd(day: Day, settings: Settings) -> pl.LazyFrame:
    forms = [*legal_form_codes("public_body"), *settings.extra_forms]
    return hits(day.subject.filter(pl.col("form").is_in(forms)), 1.0)


QUESTIONS: dict[str, Question] = {
    question.__name__: question
    for question in (
        recent_opgericht, adres_massaregistratie, adres_doorgehaald, zetel_domiciliatie, geen_vestiging_b2c,
        geen_contactspoor, publiek_of_genoteerd, faillissement_status,
    )
}  # fmt: skip
