"""Seat that the Flemish address register does not know, by two ways of looking.

Question: did the VKBO find neither a place nor a house number for the seat, and is no other company in what we take to
be the same building placed either? An address without house number is not asked: nobody can find that one. A seat that
appeared lately is waited for, because new streets and numbers reach the address register later.
Source: VKBO (address match), KBO Open Data address.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.adres._vkbo import answerable, seats
from knipperlicht.indicators.framework import (
    Indicator,
    Inputs,
    Settings,
    Texts,
    evidence_rows,
    facts,
    first_rows,
    hit_rows,
)  # fmt: skip


class SeatNotFound(Settings):
    """Days to wait after a seat appeared in the register."""

    wait_days: int = Field(90, ge=0)


def not_found(inputs: Inputs, settings: SeatNotFound) -> ir.Table:
    """Answerable seats that stand long enough, were not found, and in whose building nobody else was either."""
    rows = seats(inputs)
    rows = rows.filter(answerable(rows) & ~rows.address_matched)
    fresh = (rows.seat_since > ibis.literal(inputs.first_day, "date")) & (
        inputs.days_since(rows.seat_since) < settings.wait_days
    )
    rows = rows.filter(~fresh)
    beside = inputs.table("address").semi_join(rows.filter(rows.building_key.notnull()), "building_key")
    placed = inputs.table("vkbo_entity").filter(lambda t: t.address_matched).select(entity="number")
    houses = beside.semi_join(placed, "entity").select("building_key").distinct()
    return rows.anti_join(houses, "building_key")


def hits(inputs: Inputs, settings: SeatNotFound) -> ir.Table:
    """1; a state of now."""
    rows = not_found(inputs, settings)
    return hit_rows(rows, severity=ibis.literal(1.0), facts=facts(told=rows.told, seat_since=rows.seat_since))


def evidence(inputs: Inputs, settings: SeatNotFound, hits: ir.Table) -> ir.Table:
    """The point the VKBO gives to what it did not find, and the address as registered."""
    said = inputs.table("vkbo_entity").rename(enterprise="number").semi_join(hits, "enterprise")
    seat = inputs.table("register_address").filter(lambda t: t.type_of_address == "REGO")
    seat = seat.rename(enterprise="entity").semi_join(hits, "enterprise")
    street = ibis.coalesce(seat.street_nl, seat.street_fr, "")
    return first_rows(ibis.union(
        evidence_rows(
            said, table="VKBO", field="SHAPE (Lambert 72)", key=said.enterprise, value=ibis.literal("(0, 0)"),
            valid_from=said.seen,
        ),
        evidence_rows(
            seat, table="address", field="StreetNL, HouseNumber (REGO)", key=seat.enterprise,
            value=street + " " + seat.house_number.fill_null(""),
            valid_from=seat.valid_from, order=1,
        ),
    ))  # fmt: skip


def unknown(inputs: Inputs, settings: SeatNotFound) -> ir.Table:
    """No seat, not (yet) in the VKBO, without house number, or of which the VKBO answers nothing."""
    rows = seats(inputs)
    rows = rows.filter(~answerable(rows).fill_null(False))
    reason = ibis.cases(
        (rows.seat_since.isnull(), "no_seat"),
        (~rows.known, "not_in_vkbo"),
        (rows.seat_since > rows.told, "seat_newer_than_vkbo"),
        (~rows.numbered, "seat_without_number"),
        else_="address_match_unclear",
    )
    return rows.select("enterprise", reason=reason)


INDICATOR = Indicator(
    slug="zetel_onvindbaar",
    family="adres",
    settings=SeatNotFound,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=("vkbo",),
    texts={
        "nl": Texts(
            name="Zetel niet in het adressenregister",
            fact="Het Vlaamse adressenregister kent het adres van de zetel niet (VKBO van {told}).",
            threshold="Het adres heeft een huisnummer, staat minstens {wait_days} dagen in de KBO, en ook geen buur in hetzelfde gebouw werd gevonden.",
            innocent="Een tikfout in straat of huisnummer, een nieuwe straat, of een gebouw dat een ander nummer kreeg.",
            clears="Een verbeterd adres in de KBO, of het adres in het adressenregister.",
        ),
        "fr": Texts(
            name="Siège absent du registre des adresses",
            fact="Le registre flamand des adresses ne connaît pas l'adresse du siège (VKBO du {told}).",
            threshold="L'adresse a un numéro, figure à la BCE depuis {wait_days} jours au moins, et aucun voisin du même bâtiment n'a été trouvé non plus.",
            innocent="Une faute dans la rue ou le numéro, une rue nouvelle, ou un bâtiment renuméroté.",
            clears="Une adresse corrigée à la BCE, ou l'adresse au registre des adresses.",
        ),
        "en": Texts(
            name="Seat not in the address register",
            fact="The Flemish address register does not know the seat's address (VKBO of {told}).",
            threshold="The address has a house number, has stood in the register for {wait_days} days at least, and no neighbour in the same building was found either.",
            innocent="A typing error in street or number, a new street, or a building that was renumbered.",
            clears="A corrected address in the register, or the address in the address register.",
        ),
    },
)
