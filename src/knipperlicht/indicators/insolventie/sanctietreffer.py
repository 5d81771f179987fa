"""Sanctions and exclusion lists with legal force in Belgium.

Question: is this company on such a list, by a number that the list gives, or by a match that a person confirmed? A name
that is alike is never scored, however alike; and a match that a person rejected is none, even by number. Only lists with
force here count: the EU, the UN, Belgium, and exclusion from European funds.
Source: OpenSanctions (sources/sanctions); confirmed matches (sources/sanction_confirmations). EU regulations under art.
215 TFEU; Act of 13 May 2003; art. 138 of Regulation (EU, Euratom) 2024/2509.
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
)

SOURCE = "sanctions"


class Sanctions(Settings):
    """The lists that count, by the names OpenSanctions gives them."""

    datasets: tuple[str, ...] = (
        "eu_fsf", "eu_journal_sanctions", "eu_sanctions_map", "un_sc_sanctions", "be_fod_sanctions", "eu_edes",
    )  # fmt: skip


def listed(inputs: Inputs, settings: Sanctions) -> ir.Table:
    """Listings of subjects that count: enterprise, entity_id, dataset, topic, how, first_seen."""
    listing = inputs.table("sanction_listing")
    listing = listing.filter(listing.dataset.isin(settings.datasets))
    decided = inputs.table("sanction_confirmation")
    decided = decided.filter(decided.confirmed_on <= inputs.today)
    columns = ("dataset", "topic", "first_seen")
    exact = listing.filter(listing.enterprise > 0).select(
        "enterprise", "entity_id", *columns, how="identifier_field"
    )
    rejected = decided.filter(decided.outcome == "rejected")
    exact = exact.anti_join(rejected, ["enterprise", "entity_id"])
    entities = listing.select("entity_id", *columns).distinct()
    confirmed = decided.filter(decided.outcome == "confirmed").inner_join(entities, "entity_id")
    confirmed = confirmed.anti_join(exact, ["enterprise", "entity_id"])
    confirmed = confirmed.select(
        "enterprise", "entity_id", *columns, how=ibis.literal("confirmed by ") + confirmed.confirmed_by
    )
    return ibis.union(exact, confirmed).semi_join(inputs.subject, "enterprise")


def hits(inputs: Inputs, settings: Sanctions) -> ir.Table:
    """1 while listed; a state of now, so without a day."""
    rows = listed(inputs, settings)
    each = rows.group_by("enterprise").agg(lists=rows.dataset.nunique(), entity=rows.entity_id.min())
    told = facts(lists=each.lists, entity=each.entity)
    return hit_rows(each, severity=ibis.literal(1.0), facts=told)


def evidence(inputs: Inputs, settings: Sanctions, hits: ir.Table) -> ir.Table:
    """Each list, the entity on it, and how the company was told: the field with its number, or who confirmed."""
    rows = listed(inputs, settings).semi_join(hits, "enterprise")
    value = rows.dataset + " (" + rows.topic + "): " + rows.entity_id + ", " + rows.how.fill_null("")
    shown = evidence_rows(
        rows,
        table="sanction_listing",
        field="dataset",
        key=rows.enterprise,
        value=value,
        valid_from=rows.first_seen,
    )
    return first_rows(shown)


INDICATOR = Indicator(
    slug="sanctietreffer",
    family="insolventie",
    settings=Sanctions,
    hits=hits,
    evidence=evidence,
    sources=(SOURCE,),
    texts={
        "nl": Texts(
            name="Sanctie- of uitsluitingslijst",
            fact="Vermeld op {lists} lijst(en) die hier gelden, als entiteit {entity}.",
            threshold="Een lijst met het ondernemingsnummer, of een door een mens bevestigde overeenkomst; een naam alleen telt nooit.",
            innocent="Een fout nummer op de lijst, of een vergissing bij het bevestigen: kijk de lijst zelf na.",
            clears="Schrapping van de lijst, of het verwerpen van de overeenkomst door wie ze nakeek.",
        ),
        "fr": Texts(
            name="Liste de sanctions ou d'exclusion",
            fact="Figure sur {lists} liste(s) applicable(s) ici, comme entité {entity}.",
            threshold="Une liste avec le numéro d'entreprise, ou une correspondance confirmée par une personne ; un nom seul ne compte jamais.",
            innocent="Un numéro erroné sur la liste, ou une erreur de confirmation : consultez la liste elle-même.",
            clears="La radiation de la liste, ou le rejet de la correspondance par qui l'a vérifiée.",
        ),
        "en": Texts(
            name="Sanctions or exclusion list",
            fact="Named on {lists} list(s) with force here, as entity {entity}.",
            threshold="A list with the enterprise number, or a match confirmed by a person; a name alone never counts.",
            innocent="A wrong number on the list, or a mistake in confirming: look at the list itself.",
            clears="Removal from the list, or rejection of the match by whoever checked it.",
        ),
    },
)
