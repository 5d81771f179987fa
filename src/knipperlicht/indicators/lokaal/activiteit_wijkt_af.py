"""Activity on the spot that is clearly another than the registered one.

Question: did an officer, by the form, see an activity that is clearly other than what the register shows? Only the last
visit at a place counts, and only while none of the company's registered codes, there or of the company itself, lies in
the division that was seen: who registers the activity afterwards is clear.
Source: forms of visits (sources/municipal_observations); KBO Open Data, activity, carried over to NACE 2025.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, hit_rows
from knipperlicht.indicators.observations import SOURCE, observation_rows, unvisited, visits, without_later


class OtherActivity(Settings):
    """How long a visit counts."""

    months: int = Field(18, ge=1, le=60)


def other_seen(inputs: Inputs, settings: OtherActivity) -> ir.Table:
    """Last visits with a clearly other activity, in a division in which nothing is registered."""
    every = visits(inputs)
    rows = visits(inputs, months=settings.months)
    rows = without_later(rows.filter(rows.clearly_other), every.filter(~every.clearly_other))
    held = _registered(inputs, rows)
    joined = rows.anti_join(held.rename(place="entity"), ["place", "observed_nace"])
    return joined.anti_join(held.rename(enterprise="entity"), ["enterprise", "observed_nace"])


def _registered(inputs: Inputs, rows: ir.Table) -> ir.Table:
    """entity, observed_nace: divisions of NACE 2025 registered for these enterprises and places."""
    entities = ibis.union(rows.select(entity="place"), rows.select(entity="enterprise"), distinct=True)
    codes = inputs.table("register_activity").semi_join(entities, "entity")
    named = codes.inner_join(
        inputs.table("nace_map").select("nace_version", "nace_code", "nace2025"),
        ["nace_version", "nace_code"],
    )
    return named.select("entity", observed_nace=named.nace2025.substr(0, 2)).distinct()


def hits(inputs: Inputs, settings: OtherActivity) -> ir.Table:
    """1; since the visit."""
    rows = other_seen(inputs, settings)
    each = rows.group_by("enterprise").agg(last_day=rows.day.max(), division=rows.observed_nace.min())
    told = facts(last=each.last_day, division=each.division)
    return hit_rows(each, severity=ibis.literal(1.0), facts=told, since=each.last_day)


def evidence(inputs: Inputs, settings: OtherActivity, hits: ir.Table) -> ir.Table:
    """The visits."""
    return observation_rows(other_seen(inputs, settings), hits)


def unknown(inputs: Inputs, settings: OtherActivity) -> ir.Table:
    """Subjects that were never visited."""
    return unvisited(inputs)


INDICATOR = Indicator(
    slug="activiteit_wijkt_af",
    family="lokaal",
    settings=OtherActivity,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=(SOURCE,),
    texts={
        "nl": Texts(
            name="Activiteit ter plaatse wijkt af",
            fact="Op {last} was ter plaatse een duidelijk andere activiteit te zien (NACE-afdeling {division}) dan in de KBO staat.",
            threshold="Een bezoek van de laatste {months} maanden waarop de vaststeller “duidelijk anders” koos.",
            innocent="NACE-codes zijn ruim en worden bij de start gekozen; een nevenactiviteit is vlug vergeten.",
            clears="Inschrijving van de activiteit in de KBO, of een later bezoek waarop ze overeenstemt.",
        ),
        "fr": Texts(
            name="Activité différente sur place",
            fact="Le {last}, une activité nettement autre (division NACE {division}) que celle de la BCE a été vue sur place.",
            threshold="Une visite des {months} derniers mois où l'agent a choisi « nettement autre ».",
            innocent="Les codes NACE sont larges et choisis au départ ; une activité accessoire s'oublie vite.",
            clears="L'inscription de l'activité à la BCE, ou une visite ultérieure où elle correspond.",
        ),
        "en": Texts(
            name="Activity differs on site",
            fact="On {last} an activity clearly other (NACE division {division}) than in the register was seen on the spot.",
            threshold="A visit of the last {months} months on which the officer chose “clearly other”.",
            innocent="NACE codes are wide and chosen at the start; a side activity is soon forgotten.",
            clears="Registration of the activity, or a later visit on which it agrees.",
        ),
    },
)
