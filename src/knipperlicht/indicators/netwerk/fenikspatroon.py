"""Phoenix pattern: a company that started around the failure of another and shares several traits with it.

Question: did this company start between `before_months` before and `after_months` after the bankruptcy or judicial
dissolution of another legal person, and share at least two of: the same place (unit, or building without
boxes), the first four NACE digits of the main activity, a similar name, a contact detail?
The catalogue's fifth trait, directors and founders, is not in KBO Open Data. Place and activity alone are what
any new tenant of a shop has in common with the last one: they weigh little until name or contact joins them.
Candidates come only through a shared place or contact detail that few use (`most_sharing`). Only failures whose first day
we saw count: the period is measured from it. A transfer under judicial authority (WER XX) is not visible here.
Source: KBO Open Data: enterprise, address, activity, denomination, contact, and our own history.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field, model_validator

from knipperlicht.indicators.failures import failures
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
from knipperlicht.warehouse.address_text import fold_expression
from knipperlicht.warehouse.changes import LEGAL_FORM_WORDS

DAYS_A_MONTH = 365.25 / 12
KEPT = "phoenix_pair"
TRAITS = ("place", "activity", "name", "contact")


class Phoenix(Settings):
    """The period around the failure, how alike names must be, and how many may share a trait."""

    before_months: int = Field(9, ge=0)
    after_months: int = Field(18, ge=0)
    window_months: int = Field(60, ge=1, le=60)
    name_likeness: float = Field(0.8, gt=0.5, le=1)
    name_letters: int = Field(5, ge=3)
    most_sharing: int = Field(10, ge=2)
    premises_severity: float = Field(0.2, gt=0, le=1)
    two_severity: float = Field(0.6, gt=0, le=1)
    history_months: int = Field(12, ge=0)

    @model_validator(mode="after")
    def _ordered(self) -> Phoenix:
        if self.premises_severity > self.two_severity:
            raise ValueError("premises_severity may not be above two_severity")
        return self


def folded(name: ir.StringValue) -> ir.StringValue:
    """A name without legal form, accents and signs."""
    return fold_expression(name).re_replace(LEGAL_FORM_WORDS, " ").re_replace(" +", " ").strip()


def fallen(inputs: Inputs, settings: Phoenix) -> ir.Table:
    """failed, day, situation, left_day: failures whose first day we saw."""
    rows = failures(inputs, months=settings.window_months).filter(lambda t: t.start_seen)
    return rows.select("day", "situation", "left_day", failed="enterprise")


def risen(inputs: Inputs, settings: Phoenix) -> ir.Table:
    """Subjects that started late enough to follow a failure in the window."""
    earliest = inputs.ago(settings.window_months + settings.before_months)
    new = inputs.subject.filter(lambda t: t.start_date > earliest)
    return new.select("enterprise", "start_date", "building_key")


def places(inputs: Inputs, settings: Phoenix, failed: ir.Table, new: ir.Table) -> ir.Table:
    """failed, enterprise: both ever had seat or establishment in one place that few share now."""
    building = inputs.table("building").select("building_key", "n_units")
    now, past = inputs.table("address"), inputs.table("address_past")
    old = ibis.union(
        *(
            t.filter(t.building_key.notnull()).select("enterprise", "building_key", "unit_key")
            for t in (now, past)
        )
    )
    old = old.inner_join(failed.select("failed"), old.enterprise == failed.failed)
    old = old.select("failed", "building_key", "unit_key").distinct().inner_join(building, "building_key")
    place = ibis.ifelse(old.n_units <= 1, old.building_key, old.unit_key)
    old = old.select("failed", "building_key", "n_units", place=place).distinct()
    here = now.inner_join(old.select("building_key", "n_units").distinct(), "building_key")
    place = ibis.ifelse(here.n_units <= 1, here.building_key, here.unit_key)
    here = here.select("enterprise", place=place).distinct()
    few = here.group_by("place").agg(n=here.count()).filter(lambda t: t.n <= settings.most_sharing)
    here = here.semi_join(few, "place").semi_join(new, "enterprise")
    return old.inner_join(here, "place").select("failed", "enterprise").distinct()


def contacts(inputs: Inputs, settings: Phoenix, failed: ir.Table, new: ir.Table) -> ir.Table:
    """failed, enterprise: both carry one telephone, mail or website that few share."""
    rows = inputs.table("contact").filter(lambda t: t.value_key.notnull())
    rows = rows.filter(rows.contact_type.isin(("TEL", "EMAIL", "WEB")))
    key = ["contact_type", "value_key"]
    old = rows.inner_join(failed, rows.enterprise == failed.failed).select("failed", *key).distinct()
    near = rows.semi_join(old, key).select("enterprise", *key).distinct()
    few = near.group_by(key).agg(n=near.count()).filter(lambda t: t.n <= settings.most_sharing)
    near = near.semi_join(few, key).semi_join(new, "enterprise")
    return old.inner_join(near, key).select("failed", "enterprise").distinct()


def old_activity(inputs: Inputs, failed: ir.Table) -> ir.Table:
    """failed, old_nace: the main activity now, or the last one known."""
    profile = inputs.table("activity_profile").select("entity", nace="main_nace")
    now = profile.semi_join(failed, profile.entity == failed.failed)
    ended = inputs.table("main_activity_past")
    ended = ended.semi_join(failed, ended.entity == failed.failed)
    order = ended.valid_to.cast("string") + ended.nace_version + ended.nace2025
    last = ended.group_by("entity").agg(nace=ended.nace2025.argmax(order))
    known = ibis.union(now, last.anti_join(now, "entity"))
    return known.filter(~known.nace.startswith("?")).select(active="entity", old_nace="nace")


def old_names(inputs: Inputs, failed: ir.Table) -> ir.Table:
    """failed, old_name: registered names it has or had, folded."""
    now, past = inputs.table("name"), inputs.table("denomination_past")
    past = past.filter(past.type_of_denomination == "001").select("entity", name="denomination")
    both = ibis.union(now.select("entity", "name"), past)
    both = both.semi_join(failed, both.entity == failed.failed)
    return both.select(named="entity", old_name=folded(both.name)).distinct()


def pairs(inputs: Inputs, settings: Phoenix) -> ir.Table:
    """failed, enterprise, day, situation, left_day, the four traits as 0 or 1, and links, their sum."""
    failed = inputs.bench.keep("phoenix_failure", fallen(inputs, settings))
    new = inputs.bench.keep("phoenix_start", risen(inputs, settings).drop("building_key"))
    by_place = places(inputs, settings, failed, new).mutate(place=1, contact=0)
    by_contact = contacts(inputs, settings, failed, new).mutate(place=0, contact=1)
    found = ibis.union(by_place, by_contact)
    found = found.group_by("failed", "enterprise").agg(place=found.place.max(), contact=found.contact.max())
    rows = found.filter(found.failed != found.enterprise).inner_join(failed, "failed")
    rows = rows.inner_join(new, "enterprise")
    after = rows.start_date.delta(rows.day, unit="day")
    rows = rows.filter(
        (after >= -round(settings.before_months * DAYS_A_MONTH))
        & (after <= round(settings.after_months * DAYS_A_MONTH))
    )
    about = inputs.subject.select("enterprise", "main_nace", "name")
    rows = inputs.bench.keep("phoenix_candidate", rows.inner_join(about, "enterprise"))
    failed = rows.select("failed").distinct()
    activity = old_activity(inputs, failed)
    rows = rows.left_join(activity, rows.failed == activity.active)
    known = ~rows.main_nace.startswith("?")
    same = known & (rows.main_nace.substr(0, 4) == rows.old_nace.substr(0, 4))
    rows = rows.mutate(activity=same.fill_null(False).cast("int64"), new_name=folded(rows.name))
    names = old_names(inputs, failed)
    rows = rows.left_join(names, rows.failed == names.named)
    longest = ibis.greatest(rows.new_name.length(), rows.old_name.length())
    shortest = ibis.least(rows.new_name.length(), rows.old_name.length())
    alike = 1 - rows.new_name.levenshtein(rows.old_name) / ibis.greatest(longest, 1) >= settings.name_likeness
    similar = ibis.ifelse(
        shortest >= settings.name_letters, alike, (rows.new_name == rows.old_name) & (shortest > 0)
    )
    rows = rows.mutate(name_alike=similar.fill_null(False).cast("int64"))
    rows = rows.group_by("failed", "enterprise", "day", "situation", "left_day", "start_date").agg(
        place=rows.place.max().cast("int64"), activity=rows.activity.max(), name=rows.name_alike.max(),
        contact=rows.contact.max().cast("int64"),
    )  # fmt: skip
    rows = rows.mutate(links=rows.place + rows.activity + rows["name"] + rows.contact)
    return rows.filter(rows.links >= 2)


def hits(inputs: Inputs, settings: Phoenix) -> ir.Table:
    """1 with three traits; 0.6 with two; 0.2 when those are place and activity. Dated by the failure."""
    rows = inputs.bench.keep(KEPT, pairs(inputs, settings))
    premises_only = (rows.links == 2) & (rows.place == 1) & (rows.activity == 1)
    rows = rows.mutate(
        severity=ibis.cases(
            (rows.links >= 3, 1.0), (premises_only, settings.premises_severity), else_=settings.two_severity
        )
    )
    best = ibis.window(
        group_by="enterprise",
        order_by=[ibis.desc("severity"), ibis.desc("links"), ibis.desc("day"), "failed"],
    )
    whole = ibis.window(group_by="enterprise")
    rows = rows.mutate(best=ibis.row_number().over(best), failures=rows.failed.count().over(whole))
    rows = rows.filter(rows.best == 0)
    told = facts(
        start=rows.start_date, failed=rows.failed, failed_on=rows.day, links=rows.links, failures=rows.failures,
        **{trait: rows[trait] for trait in TRAITS},
    )  # fmt: skip
    return hit_rows(rows, severity=rows.severity, since=rows.day, facts=told)


def evidence(inputs: Inputs, settings: Phoenix, hits: ir.Table) -> ir.Table:
    """The start of the company, each failure around it, and which traits are shared with it."""
    rows = inputs.table(KEPT).semi_join(hits, "enterprise")
    own = inputs.subject.semi_join(hits, "enterprise")
    shared = ibis.literal("")
    for trait, field in zip(TRAITS, ("address", "activity", "denomination", "contact"), strict=True):
        shared = shared + ibis.ifelse(rows[trait] == 1, f" {field}", "")
    blocks = [
        evidence_rows(
            own, table="enterprise", field="StartDate", key=own.enterprise, value=own.start_date, valid_from=own.valid_from
        ),
        evidence_rows(
            rows, table="enterprise", field="JuridicalSituation", key=rows.failed, value=rows.situation,
            valid_from=rows.day, valid_to=rows.left_day, order=1,
        ),
        evidence_rows(rows, table="enterprise", field="shared", key=rows.failed, value=shared.strip(), order=2),
    ]  # fmt: skip
    return first_rows(ibis.union(*blocks))


def unknown(inputs: Inputs, settings: Phoenix) -> ir.Table:
    """New companies with neither a seat that can be placed nor a contact detail: nothing to compare."""
    new = risen(inputs, settings).filter(lambda t: t.building_key.isnull())
    placed = inputs.table("address").filter(lambda t: t.building_key.notnull())
    reached = inputs.table("contact").filter(lambda t: t.value_key.notnull())
    rows = new.anti_join(placed, "enterprise").anti_join(reached, "enterprise")
    return rows.select("enterprise", reason=ibis.literal("no_building_or_contact"))


INDICATOR = Indicator(
    slug="fenikspatroon",
    family="netwerk",
    settings=Phoenix,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    history_months=lambda settings: settings.history_months,
    texts={
        "nl": Texts(
            name="Fenikspatroon",
            fact=(
                "Gestart op {start}, rond het faillissement of de gerechtelijke ontbinding van {failed} ({failed_on}), "
                "waarmee {links} van de vier vergeleken kenmerken overeenkomen (plaats, activiteit, naam, contact)."
            ),
            threshold=(
                "Start van {before_months} maanden voor tot {after_months} maanden na het falen van de andere; twee kenmerken, "
                "volledig vanaf drie; alleen plaats en activiteit telt voor {premises_severity}."
            ),
            innocent="Een doorstart of overname die de curator of de rechtbank goedkeurde, of een nieuwe huurder in dezelfde branche.",
            clears="Het overdrachtsakkoord van de curator of de rechtbank; verdwijnt {window_months} maanden na het falen.",
        ),
        "fr": Texts(
            name="Schéma du phénix",
            fact=(
                "Début le {start}, autour de la faillite ou dissolution judiciaire de {failed} ({failed_on}), avec qui "
                "{links} des quatre traits comparés concordent (lieu, activité, nom, contact)."
            ),
            threshold=(
                "Début de {before_months} mois avant à {after_months} mois après la défaillance de l'autre ; deux traits, "
                "entier dès trois ; lieu et activité seuls comptent pour {premises_severity}."
            ),
            innocent="Une relance ou reprise approuvée par le curateur ou le tribunal, ou un nouveau locataire du même secteur.",
            clears="La convention de transfert du curateur ou du tribunal ; disparaît {window_months} mois après la défaillance.",
        ),
        "en": Texts(
            name="Phoenix pattern",
            fact=(
                "Started on {start}, around the bankruptcy or judicial dissolution of {failed} ({failed_on}), with which "
                "{links} of the four compared traits agree (place, activity, name, contact)."
            ),
            threshold=(
                "A start from {before_months} months before to {after_months} months after the other failed; two traits, "
                "full from three; place and activity alone count for {premises_severity}."
            ),
            innocent="A restart or take-over the receiver or court approved, or a new tenant in the same line of trade.",
            clears="The transfer agreement of the receiver or court; goes {window_months} months after the failure.",
        ),
    },
)
