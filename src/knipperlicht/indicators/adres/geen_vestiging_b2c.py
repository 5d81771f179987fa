"""Consumer business without an establishment unit.

Question: does the company say it serves the public on premises, and has it registered none? Main activity (VAT
or employers' list) in a sector of `consumer_sectors.yml`, no establishment unit, `grace_days` after its start or
after its last unit closed. Shops weigh less than restaurants or salons: in NACE 2025 a webshop or market
stall has the code of a shop. Companies that are bankrupt or being wound up have closed their units: not asked.
Source: KBO Open Data, activity, establishment, enterprise.StartDate; duty: book III WER.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.failures import ALIVE
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


class ConsumerWithoutUnit(Settings):
    """Days a company gets to register a unit; severity of shops, which may be webshops."""

    grace_days: int = Field(90, ge=0)
    retail_severity: float = Field(0.5, gt=0, le=1)


def without_unit(inputs: Inputs, settings: ConsumerWithoutUnit) -> ir.Table:
    """Living subjects without establishment after the grace: subject columns, is_main, main_group, last_left."""
    subject = inputs.subject
    rows = subject.filter((subject.n_establishments == 0) & subject.juridical_situation.isin(ALIVE))
    rows = rows.filter(rows.consumer | rows.main_nace.isnull())
    rows = rows.filter(inputs.days_since(rows.start_date) > settings.grace_days)
    left = inputs.table("establishment_past").semi_join(rows, "enterprise")
    left = left.group_by(closer="enterprise").agg(last_left=left.valid_to.max())
    rows = rows.left_join(left, rows.enterprise == left.closer).drop("closer")
    rows = rows.filter(rows.last_left.isnull() | (inputs.days_since(rows.last_left) > settings.grace_days))
    profile = inputs.table("activity_profile").select(
        profiled="entity", is_main="is_main", main_group="main_group"
    )
    return rows.left_join(profile, rows.enterprise == profile.profiled).drop("profiled")


def sure(rows: ir.Table) -> ir.BooleanValue:
    """The main activity stands on the VAT or the employers' list; other lists mark many as main."""
    return rows.is_main.fill_null(False) & rows.main_group.isin(("001", "006")).fill_null(False)


def hits(inputs: Inputs, settings: ConsumerWithoutUnit) -> ir.Table:
    """1, or the lower severity of shops (division 47); a state of now."""
    rows = without_unit(inputs, settings)
    rows = rows.filter(rows.consumer & sure(rows))
    severity = ibis.ifelse(rows.main_nace.startswith("47"), settings.retail_severity, 1.0)
    told = facts(
        activity=rows.main_nace, start=rows.start_date, days=inputs.days_since(rows.start_date),
        closed_before=rows.last_left.notnull().cast("int64"),
    )  # fmt: skip
    return hit_rows(rows, severity=severity, facts=told)


def evidence(inputs: Inputs, settings: ConsumerWithoutUnit, hits: ir.Table) -> ir.Table:
    """The main activity, the start date, and the units that closed."""
    rows = inputs.subject.semi_join(hits, "enterprise")
    closed = inputs.table("establishment_past").semi_join(hits, "enterprise")
    return first_rows(ibis.union(
        evidence_rows(rows, table="activity", field="NaceCode (2025)", key=rows.enterprise, value=rows.main_nace),
        evidence_rows(
            rows, table="enterprise", field="StartDate", key=rows.enterprise, value=rows.start_date,
            valid_from=rows.valid_from, order=1,
        ),
        evidence_rows(
            closed, table="establishment", field="EstablishmentNumber", key=closed.establishment,
            value=closed.establishment, valid_from=closed.valid_from, valid_to=closed.valid_to, order=2,
        ),
    ))  # fmt: skip


def unknown(inputs: Inputs, settings: ConsumerWithoutUnit) -> ir.Table:
    """No establishment and no activity at all, or only a consumer activity on a list that does not settle it."""
    rows = without_unit(inputs, settings)
    reason = ibis.ifelse(rows.main_nace.isnull(), "no_activity", "main_activity_unsure")
    return rows.filter(rows.main_nace.isnull() | ~sure(rows)).select("enterprise", reason=reason)


INDICATOR = Indicator(
    slug="geen_vestiging_b2c",
    family="adres",
    settings=ConsumerWithoutUnit,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    texts={
        "nl": Texts(
            name="Publiekszaak zonder vestigingseenheid",
            fact="Hoofdactiviteit {activity} ontvangt gewoonlijk publiek; er is geen vestigingseenheid ingeschreven (gestart op {start}).",
            threshold="Vanaf {grace_days} dagen na de start of na de sluiting van de laatste vestiging; kleinhandel telt voor {retail_severity}.",
            innocent="Een webwinkel of marktkramer, een zaak die nog niet open is, of een onderneming die stopte.",
            clears="De inschrijving van een vestigingseenheid, of een hoofdactiviteit die klopt.",
        ),
        "fr": Texts(
            name="Commerce ouvert au public sans unité d'établissement",
            fact="L'activité principale {activity} reçoit d'ordinaire du public ; aucune unité d'établissement n'est inscrite (début le {start}).",
            threshold="Dès {grace_days} jours après le début ou la fermeture du dernier établissement ; le détail compte pour {retail_severity}.",
            innocent="Une boutique en ligne ou un marchand ambulant, un commerce pas encore ouvert, ou une activité arrêtée.",
            clears="L'inscription d'une unité d'établissement, ou une activité principale exacte.",
        ),
        "en": Texts(
            name="Consumer business without establishment",
            fact="Main activity {activity} usually receives the public; no establishment unit is registered (started on {start}).",
            threshold="From {grace_days} days after the start or after the last unit closed; retail counts for {retail_severity}.",
            innocent="A webshop or market trader, a business not open yet, or one that stopped.",
            clears="Registration of an establishment unit, or a correct main activity.",
        ),
    },
)
