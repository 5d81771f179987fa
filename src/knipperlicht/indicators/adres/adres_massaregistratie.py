"""Mass registration at one address: active legal persons with their seat in the same building.

Question: do unusually many legal persons have their seat in this building? The box is ignored for the
building, but where the register shows boxes, the number of seats is divided by the number of boxes in
use: an apartment tower with one company a flat is no mass registration.
Source: KBO Open Data, address rows of type REGO. Thresholds: Czech open tool (indicators.md S54).
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.indicators.framework import (
    Indicator,
    Inputs,
    Settings,
    Texts,
    evidence_rows,
    facts,
    first_rows,
    hit_rows,
    steps,
    without_building,
)  # fmt: skip
from knipperlicht.warehouse.places import allowed_buildings


class MassRegistration(Settings):
    """Seats per unit from which each severity holds; `provider_cap` for addresses on the public list."""

    mild: int = 10
    medium: int = 50
    high: int = 200
    provider_cap: float = 0.5


def hits(inputs: Inputs, settings: MassRegistration) -> ir.Table:
    """Severity 0.3 / 0.7 / 1 by seats per unit."""
    subject = inputs.subject
    building = inputs.table("building")
    crowded = building.filter(building.n_seats >= settings.mild)
    rows = subject.inner_join(crowded, "building_key")
    listed = allowed_buildings(inputs.bench)
    rows = rows.left_join(listed, rows.building_key == listed.listed_key)
    units = ibis.greatest(rows.n_units, 1)
    per_unit = (rows.n_seats / units).floor().cast("int64")
    severity = steps(per_unit, (settings.mild, 0.3), (settings.medium, 0.7), (settings.high, 1.0))
    severity = ibis.ifelse(rows.listed_key.notnull(), severity.clip(upper=settings.provider_cap), severity)
    return hit_rows(rows, severity=severity, facts=facts(seats=rows.n_seats, units=units, per_unit=per_unit))


def evidence(inputs: Inputs, settings: MassRegistration, hits: ir.Table) -> ir.Table:
    """The company's own seat row, then the first other seats in the building."""
    seat = inputs.table("address").filter(lambda t: t.type_of_address == "REGO")
    own = seat.semi_join(hits, "enterprise")
    seat = seat.semi_join(own, "building_key").semi_join(inputs.subject, "enterprise")
    mine = evidence_rows(
        own, table="address", field="REGO", key=own.entity, value=own.unit_key, valid_from=own.valid_from
    )
    order = ibis.window(group_by="building_key", order_by="entity")
    shown = seat.mutate(rank=ibis.row_number().over(order)).filter(lambda t: t.rank < 6)
    shown = shown.select("building_key", other="entity", other_unit="unit_key", other_from="valid_from")
    pairs = own.select("enterprise", "building_key").inner_join(shown, "building_key")
    pairs = pairs.filter(pairs.enterprise != pairs.other)
    others = evidence_rows(
        pairs, table="address", field="REGO", key=pairs.other, value=pairs.other_unit,
        valid_from=pairs.other_from, order=1,
    )  # fmt: skip
    return first_rows(ibis.union(mine, others))


INDICATOR = Indicator(
    slug="adres_massaregistratie",
    family="adres",
    settings=MassRegistration,
    hits=hits,
    evidence=evidence,
    unknown=without_building,
    texts={
        "nl": Texts(
            name="Massaregistratie op één adres",
            fact="{seats} rechtspersonen hebben hun zetel in dit gebouw ({units} bekende bussen of eenheden).",
            threshold="Vanaf {mild} zetels per eenheid licht, vanaf {medium} middel, vanaf {high} zwaar.",
            innocent="Bedrijvencentra, boekhouders, advocaten, torengebouwen, havens en luchthavens.",
            clears="Een bewezen eigen kantoor of vestiging, of opname van het adres in de openbare lijst van dienstverleners.",
        ),
        "fr": Texts(
            name="Enregistrement en masse à une adresse",
            fact="{seats} personnes morales ont leur siège dans ce bâtiment ({units} boîtes ou unités connues).",
            threshold="Léger dès {mild} sièges par unité, moyen dès {medium}, fort dès {high}.",
            innocent="Centres d'affaires, comptables, avocats, tours, ports et aéroports.",
            clears="Un bureau ou établissement propre prouvé, ou l'inscription de l'adresse sur la liste publique des prestataires.",
        ),
        "en": Texts(
            name="Mass registration at one address",
            fact="{seats} legal persons have their seat in this building ({units} known boxes or units).",
            threshold="Mild from {mild} seats a unit, medium from {medium}, high from {high}.",
            innocent="Business centres, accountants, law firms, towers, ports and airports.",
            clears="A proven own office or establishment, or the address entering the public list of service providers.",
        ),
    },
)
