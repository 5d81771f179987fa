"""Seat at a domiciliation address: a listed provider, or many seats and no premises of the company itself.

Question: does the company seem to use an address it does not work at? Either the building stands on the public
list as a business centre, mailbox, co-working space or accountant's office, or at least `seats` legal persons have their seat there,
`per_unit` or more for each box in use, and the company has no establishment unit in the building.
Liberal professions are left out: they share offices by custom. Legal everywhere; context only.
Source: KBO Open Data, REGO and BAET addresses; the curated list (sources/shared_addresses), where it was taken in.
"""

from __future__ import annotations

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
    without_building,
)  # fmt: skip
from knipperlicht.sources.shared_addresses import Kind
from knipperlicht.warehouse.places import allowed_buildings


class Domiciliation(Settings):
    """Seats in the building, and per box in use; kinds of listed addresses that mean domiciliation."""

    seats: int = Field(10, ge=2)
    per_unit: int = Field(2, ge=1)
    own_unit_severity: float = Field(0.5, gt=0, le=1)
    listed_kinds: tuple[Kind, ...] = ("business_centre", "mailbox", "coworking", "accountant")
    left_out_nace: tuple[str, ...] = ("69", "7111", "75", "862", "869")


def provider_buildings(inputs: Inputs, settings: Domiciliation) -> ir.Table:
    """listed_key of the listed addresses of the chosen kinds, each once."""
    listed = allowed_buildings(inputs.bench)
    chosen = listed.kind.isin(settings.listed_kinds)
    return listed.filter(chosen & listed.listed_key.notnull()).select("listed_key").distinct()


def candidates(inputs: Inputs, settings: Domiciliation) -> ir.Table:
    """Subjects at a listed or crowded address: enterprise, keys, n_seats, units, listed, own_units."""
    subject, building = inputs.subject, inputs.table("building")
    listed = provider_buildings(inputs, settings)
    building = building.left_join(listed, building.building_key == listed.listed_key)
    units = ibis.greatest(building.n_units, 1)
    crowded = (building.n_seats >= settings.seats) & (building.n_seats >= settings.per_unit * units)
    kept = inputs.bench.keep(
        "shared_building",
        building.filter(building.listed_key.notnull() | crowded).select(
            "building_key", "n_seats", listed=building.listed_key.notnull(), units=units
        ),
    )
    usual = ibis.or_(*(subject.main_nace.startswith(prefix) for prefix in settings.left_out_nace))
    subject = subject.filter(~usual.fill_null(False))
    rows = subject.inner_join(kept, "building_key").select(
        "enterprise", "building_key", "unit_key", "seat_since", "n_seats", "units", "listed"
    )
    own = inputs.table("address").filter(lambda t: t.type_of_address == "BAET")
    own = own.semi_join(kept, "building_key")
    own = own.group_by(owner="enterprise", own_building="building_key").agg(own_units=own.count())
    joined = rows.left_join(own, [rows.enterprise == own.owner, rows.building_key == own.own_building])
    return joined.drop("owner", "own_building").mutate(own_units=joined.own_units.fill_null(0))


def hits(inputs: Inputs, settings: Domiciliation) -> ir.Table:
    """1; half for a listed address where the company does have a unit of its own; a state of now."""
    rows = candidates(inputs, settings)
    severity = ibis.cases((rows.own_units == 0, 1.0), (rows.listed, settings.own_unit_severity), else_=0.0)
    told = facts(
        seats=rows.n_seats, units=rows.units, listed=rows.listed.cast("int64"), own_units=rows.own_units
    )
    return hit_rows(rows, severity=severity, facts=told)


def evidence(inputs: Inputs, settings: Domiciliation, hits: ir.Table) -> ir.Table:
    """The seat row, and the line of the public list."""
    rows = inputs.subject.semi_join(hits, "enterprise")
    seat = evidence_rows(
        rows,
        table="address",
        field="REGO",
        key=rows.enterprise,
        value=rows.unit_key,
        valid_from=rows.seat_since,
    )
    listed = allowed_buildings(inputs.bench).semi_join(provider_buildings(inputs, settings), "listed_key")
    listed = listed.group_by("listed_key").agg(reason=listed.reason.min())
    lines = rows.inner_join(listed, rows.building_key == listed.listed_key)
    line = evidence_rows(
        lines, table="shared_address", field="reason", key=lines.enterprise, value=lines.reason, order=1
    )
    return first_rows(ibis.union(seat, line))


INDICATOR = Indicator(
    slug="zetel_domiciliatie",
    family="adres",
    settings=Domiciliation,
    hits=hits,
    evidence=evidence,
    unknown=without_building,
    texts={
        "nl": Texts(
            name="Domiciliatie- of postbusadres",
            fact="Zetel in een gebouw met {seats} zetels op {units} bekende bussen; eigen vestigingen daar: {own_units}.",
            threshold=(
                "Een adres op de openbare lijst van dienstverleners, of vanaf {seats} zetels en {per_unit} per bus "
                "zonder eigen vestiging in het gebouw."
            ),
            innocent="Domiciliatie is wettelijk toegelaten; wie thuis, bij klanten of op afstand werkt, gebruikt ze vaak.",
            clears="Een eigen vestigingseenheid in het gebouw, of een zetel waar de onderneming zelf werkt.",
        ),
        "fr": Texts(
            name="Adresse de domiciliation ou boîte postale",
            fact="Siège dans un bâtiment avec {seats} sièges pour {units} boîtes connues ; établissements propres : {own_units}.",
            threshold=(
                "Une adresse sur la liste publique des prestataires, ou dès {seats} sièges et {per_unit} par boîte "
                "sans établissement propre dans le bâtiment."
            ),
            innocent="La domiciliation est légale ; qui travaille chez soi, chez ses clients ou à distance y recourt souvent.",
            clears="Une unité d'établissement propre dans le bâtiment, ou un siège où l'entreprise travaille elle-même.",
        ),
        "en": Texts(
            name="Domiciliation or mailbox address",
            fact="Seat in a building with {seats} seats on {units} known boxes; own establishments there: {own_units}.",
            threshold=(
                "An address on the public list of providers, or from {seats} seats and {per_unit} a box "
                "without an own establishment in the building."
            ),
            innocent="Domiciliation is legal; those who work at home, at clients or remotely often use it.",
            clears="An own establishment unit in the building, or a seat where the company itself works.",
        ),
    },
)
