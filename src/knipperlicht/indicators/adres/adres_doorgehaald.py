"""Seat struck off ex officio: address.DateStrikingOff of the registered office.

Question: did the authority strike the seat off because the company was not found there? Half as strong for
an establishment alone. A strike-off of the last weeks does not count: a move may be under way. A seat row
without a strike-off beside it is a newer seat, and clears.
Source: KBO Open Data, address rows of type REGO (seat) and BAET (establishment).
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
)  # fmt: skip


class AddressStruckOff(Settings):
    """Days to wait after the strike-off, and what an establishment alone weighs."""

    wait_days: int = Field(60, ge=0)
    establishment_severity: float = Field(0.5, gt=0, le=1)


def struck(inputs: Inputs, settings: AddressStruckOff) -> ir.Table:
    """Struck address rows that count: enterprise, entity, type_of_address, date_striking_off, valid_from."""
    address = inputs.table("address")
    rows = address.filter(
        address.date_striking_off.notnull() & address.type_of_address.isin(("REGO", "BAET"))
    )
    rows = rows.filter(inputs.days_since(rows.date_striking_off) >= settings.wait_days)
    newer = address.filter(
        address.date_striking_off.isnull() & address.type_of_address.isin(("REGO", "BAET"))
    )
    newer = newer.semi_join(rows, "entity")
    rows = rows.anti_join(newer, ["entity", "type_of_address"])
    own = (rows.type_of_address == "BAET") | (rows.entity == rows.enterprise)
    return (
        rows.filter(own)
        .semi_join(inputs.subject, "enterprise")
        .select("enterprise", "entity", "type_of_address", "date_striking_off", "valid_from")
    )


def hits(inputs: Inputs, settings: AddressStruckOff) -> ir.Table:
    """1 for the seat, half for an establishment only; a state of now, so without a day."""
    rows = struck(inputs, settings)
    seat = rows.type_of_address == "REGO"
    each = rows.group_by("enterprise").agg(
        seats=seat.cast("int64").sum(),
        establishments=(~seat).cast("int64").sum(),
        first=rows.date_striking_off.min(),
    )
    severity = ibis.ifelse(each.seats > 0, 1.0, settings.establishment_severity)
    counted = facts(struck=each["first"], seats=each.seats, establishments=each.establishments)
    return hit_rows(each, severity=severity, facts=counted)


def evidence(inputs: Inputs, settings: AddressStruckOff, hits: ir.Table) -> ir.Table:
    """The struck rows, the seat first."""
    rows = struck(inputs, settings).semi_join(hits, "enterprise")
    blocks = [
        evidence_rows(
            part, table="address", field=f"DateStrikingOff ({kind})", key=part.entity,
            value=part.date_striking_off, valid_from=part.valid_from, order=order,
        )
        for order, kind in enumerate(("REGO", "BAET"))
        for part in [rows.filter(rows.type_of_address == kind)]
    ]  # fmt: skip
    return first_rows(ibis.union(*blocks))


def unknown(inputs: Inputs, settings: AddressStruckOff) -> ir.Table:
    """Subjects without any seat row."""
    subject = inputs.subject
    return subject.filter(subject.seat_since.isnull()).select("enterprise", reason=ibis.literal("no_seat"))


INDICATOR = Indicator(
    slug="adres_doorgehaald",
    family="adres",
    settings=AddressStruckOff,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    texts={
        "nl": Texts(
            name="Adres ambtshalve doorgehaald",
            fact="Adres in de KBO ambtshalve doorgehaald sinds {struck} (zetel: {seats}, vestigingen: {establishments}).",
            threshold="Telt vanaf {wait_days} dagen na de doorhaling; een vestiging alleen telt voor {establishment_severity}.",
            innocent="Een verhuizing die nog niet is ingeschreven, of post die door een fout terugkwam.",
            clears="Inschrijving van een nieuw adres, of intrekking van de doorhaling in de KBO.",
        ),
        "fr": Texts(
            name="Adresse radiée d'office",
            fact="Adresse radiée d'office à la BCE depuis le {struck} (siège : {seats}, établissements : {establishments}).",
            threshold="Compte dès {wait_days} jours après la radiation ; un établissement seul compte pour {establishment_severity}.",
            innocent="Un déménagement pas encore inscrit, ou un courrier revenu par erreur.",
            clears="L'inscription d'une nouvelle adresse, ou le retrait de la radiation à la BCE.",
        ),
        "en": Texts(
            name="Address struck off ex officio",
            fact="Address struck off ex officio in the register since {struck} (seat: {seats}, establishments: {establishments}).",
            threshold="Counts from {wait_days} days after the strike-off; an establishment alone counts for {establishment_severity}.",
            innocent="A move that is not registered yet, or post returned by mistake.",
            clears="Registration of a new address, or withdrawal of the strike-off in the register.",
        ),
    },
)
