"""An activity that cannot be in the premises of its establishment: vehicles on an upper floor of flats or offices.

Question: is the main activity of an establishment the trade, repair or washing of vehicles, or storage, while the municipality's
file of buildings has it in a flat or an office above the ground floor? The establishment is looked at, never the seat:
to run one's administration at home is allowed.
Source: premises of establishments (sources/premises); KBO Open Data, activity of the establishment, carried over to NACE 2025.
"""

from __future__ import annotations

from typing import Annotated

import ibis
import ibis.expr.types as ir
from pydantic import Field

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

SOURCE = "premises"


class UnfitPremises(Settings):
    """Starts of NACE 2025 codes that need room for vehicles or goods; premises without it above the ground floor."""

    codes: Annotated[tuple[str, ...], Field(min_length=1)] = ("4671", "4781", "521", "9531", "9532")
    premises: tuple[str, ...] = ("apartment", "office")


def placed(inputs: Inputs, settings: UnfitPremises) -> ir.Table:
    """Standing establishments of subjects with such an activity, with the premises known of them, if any.

    What was seen before the establishment came to its present address does not count.
    """
    profile = inputs.table("activity_profile")
    bulky = profile.filter(ibis.or_(*(profile.main_nace.startswith(code) for code in settings.codes)))
    units = (
        inputs.table("establishment")
        .semi_join(inputs.subject, "enterprise")
        .select("enterprise", "establishment")
    )
    units = units.inner_join(bulky.select("main_nace", establishment="entity"), "establishment")
    address = inputs.table("address").filter(lambda t: t.type_of_address == "BAET")
    moved = address.filter(address.valid_from > inputs.first_day)
    moved = moved.group_by(establishment=moved.entity).agg(moved_on=moved.valid_from.max())
    rows = inputs.table("establishment_premises").filter(lambda t: t.seen_on <= inputs.today)
    rows = rows.select("establishment", "premises", "floor", "seen_on", "service", "reference").left_join(
        moved, "establishment"
    )
    rows = rows.filter(rows.moved_on.isnull() | (rows.moved_on <= rows.seen_on))
    known = rows.select(unit="establishment", premises="premises", floor="floor", seen_on="seen_on",
                        said=rows.service + " " + rows.reference)  # fmt: skip
    return units.left_join(known, units.establishment == known.unit)


def unfit(inputs: Inputs, settings: UnfitPremises) -> ir.Table:
    """Those in premises that do not suit, `floor` above 0 or NULL."""
    return placed(inputs, settings).filter(lambda t: t.premises.isin(settings.premises))


def hits(inputs: Inputs, settings: UnfitPremises) -> ir.Table:
    """1; a state of now, so without a day."""
    rows = unfit(inputs, settings).filter(lambda t: t.floor > 0)
    each = rows.group_by("enterprise").agg(
        units=rows.count(), code=rows.main_nace.min(), floor=rows.floor.max()
    )
    return hit_rows(
        each, severity=ibis.literal(1.0), facts=facts(units=each.units, code=each.code, floor=each.floor)
    )


def evidence(inputs: Inputs, settings: UnfitPremises, hits: ir.Table) -> ir.Table:
    """The main activity of the establishment, and what the file of buildings says of it."""
    rows = unfit(inputs, settings).filter(lambda t: t.floor > 0).semi_join(hits, "enterprise")
    activity = evidence_rows(
        rows, table="activity", field="NaceCode (2025)", key=rows.establishment, value=rows.main_nace
    )
    seen = evidence_rows(
        rows, table="establishment_premises", field="premises", key=rows.establishment,
        value=rows.premises + " (" + rows.floor.cast("string") + "): " + rows.said, valid_from=rows.seen_on, order=1,
    )  # fmt: skip
    return first_rows(ibis.union(activity, seen))


def unknown(inputs: Inputs, settings: UnfitPremises) -> ir.Table:
    """Subjects with such an establishment whose premises, or floor, nobody knows."""
    rows = placed(inputs, settings)
    parts = (
        (rows.filter(rows.premises.isnull()), "premises_unknown"),
        (rows.filter(rows.premises.isin(settings.premises) & rows.floor.isnull()), "floor_unknown"),
    )
    return ibis.union(
        *(part.select("enterprise", reason=ibis.literal(reason)).distinct() for part, reason in parts)
    )


INDICATOR = Indicator(
    slug="activiteit_past_niet_bij_pand",
    family="adres",
    settings=UnfitPremises,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=(SOURCE,),
    texts={
        "nl": Texts(
            name="Activiteit past niet bij pand",
            fact="{units} vestiging(en) met hoofdactiviteit {code} op verdieping {floor} van een appartements- of kantoorgebouw.",
            threshold="Voertuigen of opslag als hoofdactiviteit van een vestiging in een appartement of kantoor boven het gelijkvloers.",
            innocent="Verkoop via internet met het voertuig elders, of een vestiging die enkel de administratie doet.",
            clears="Inschrijving van de plaats waar de activiteit echt gebeurt, of een juister pandgegeven.",
        ),
        "fr": Texts(
            name="Activité incompatible avec le local",
            fact="{units} établissement(s) ayant pour activité principale {code} à l'étage {floor} d'un immeuble d'appartements ou de bureaux.",
            threshold="Véhicules ou entreposage comme activité principale d'un établissement dans un appartement ou un bureau au-dessus du rez-de-chaussée.",
            innocent="Vente en ligne avec le véhicule ailleurs, ou un établissement qui ne fait que l'administration.",
            clears="L'inscription du lieu où l'activité s'exerce vraiment, ou une donnée plus exacte sur le local.",
        ),
        "en": Texts(
            name="Activity does not fit the premises",
            fact="{units} establishment(s) with main activity {code} on floor {floor} of a building of flats or offices.",
            threshold="Vehicles or storage as main activity of an establishment in a flat or office above the ground floor.",
            innocent="Sale over the internet with the vehicle elsewhere, or an establishment that does the administration only.",
            clears="Registration of the place where the work is really done, or better data on the premises.",
        ),
    },
)
