"""A food business none of whose establishments the Food Agency lists.

Question: is the main activity (VAT or employers' list) one for which each place must be known to the Food Agency
(`reference/food_registration.yml`), and is no establishment on its list? Weaker where some are and others with a food
activity of their own are not. A place gets `grace_days` before the list's own day. A company that the list names at
another place is not hit: numbers often differ between the registers.
Source: FAVV active operators; KBO Open Data activity, establishment.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.activiteit._food import food_units, in_doubt
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


class RegulatedWithoutRegistration(Settings):
    """Days a place gets after its start, and what it weighs when only some places are not listed."""

    grace_days: int = Field(90, ge=0)
    partial_severity: float = Field(0.5, gt=0, le=1)


def counted(inputs: Inputs, settings: RegulatedWithoutRegistration) -> ir.Table:
    """One row per food business with places: enterprise, main_nace, list_day, places, absent, elsewhere."""
    rows = food_units(inputs, grace_days=settings.grace_days)
    each = rows.group_by("enterprise").agg(
        main_nace=rows.main_nace.min(),
        list_day=rows.list_day.min(),
        places=rows.count(),
        absent=rows.absent.cast("int64").sum(),
        own_absent=(rows.absent & rows.own_food).cast("int64").sum(),
        elsewhere=rows.owner_listed.any(),
    )
    none = each.absent == each.places
    return each.mutate(none=none, partly=~none & (each.own_absent > 0))


def hits(inputs: Inputs, settings: RegulatedWithoutRegistration) -> ir.Table:
    """1 where no place is listed, less where only some are; a state of now."""
    rows = counted(inputs, settings)
    rows = rows.filter((rows.none & ~rows.elsewhere) | rows.partly)
    told = facts(
        activity=rows.main_nace, places=rows.places, list_day=rows.list_day,
        absent=ibis.ifelse(rows.none, rows.absent, rows.own_absent),
    )  # fmt: skip
    return hit_rows(rows, severity=ibis.ifelse(rows.none, 1.0, settings.partial_severity), facts=told)


def evidence(inputs: Inputs, settings: RegulatedWithoutRegistration, hits: ir.Table) -> ir.Table:
    """The main activity, and the places that are not on the list of that day."""
    rows = food_units(inputs, grace_days=settings.grace_days).semi_join(hits, "enterprise")
    main = rows.group_by("enterprise").agg(main_nace=rows.main_nace.min())
    absent = rows.filter(rows.absent)
    return first_rows(ibis.union(
        evidence_rows(main, table="activity", field="NaceCode (2025)", key=main.enterprise, value=main.main_nace),
        evidence_rows(
            absent, table="establishment", field="EstablishmentNumber", key=absent.establishment,
            value=absent.establishment, valid_from=absent.start_date, order=1,
        ),
        evidence_rows(
            absent, table="FAVV", field="OP Uniek Nr Id (rows)", key=absent.establishment,
            value=ibis.literal("0"), valid_from=absent.list_day, order=2,
        ),
    ))  # fmt: skip


def unknown(inputs: Inputs, settings: RegulatedWithoutRegistration) -> ir.Table:
    """A food activity on a list that does not settle it, no place to look up, or a listed place we do not know."""
    rows = counted(inputs, settings)
    elsewhere = rows.filter(rows.none & rows.elsewhere)
    return ibis.union(
        in_doubt(inputs),
        elsewhere.select("enterprise", reason=ibis.literal("operator_elsewhere")),
    )


INDICATOR = Indicator(
    slug="gereglementeerd_zonder_toelating",
    family="activiteit",
    settings=RegulatedWithoutRegistration,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=("favv",),
    texts={
        "nl": Texts(
            name="Voedingszaak niet bij het Voedselagentschap gevonden",
            fact="Hoofdactiviteit {activity}; van {places} vestigingen staan er {absent} niet in de lijst van het FAVV van {list_day}.",
            threshold="Vestigingen die {grace_days} dagen voor de lijst gestart zijn; staan er slechts enkele niet in, dan telt het voor {partial_severity}.",
            innocent="Een andere vestiging is aangemeld, er wordt geen voeding verkocht, of de aanmelding is nog niet verwerkt.",
            clears="De vestiging in de lijst van het FAVV, een bewijs van registratie, of een hoofdactiviteit die klopt.",
        ),
        "fr": Texts(
            name="Commerce alimentaire introuvable à l'Agence alimentaire",
            fact="Activité principale {activity} ; sur {places} établissements, {absent} ne figurent pas dans la liste de l'AFSCA du {list_day}.",
            threshold="Établissements ouverts {grace_days} jours avant la liste ; si seuls certains manquent, cela compte pour {partial_severity}.",
            innocent="Un autre établissement est déclaré, on n'y vend pas de denrées, ou l'enregistrement n'est pas encore traité.",
            clears="L'établissement dans la liste de l'AFSCA, une preuve d'enregistrement, ou une activité principale exacte.",
        ),
        "en": Texts(
            name="Food business not found with the Food Agency",
            fact="Main activity {activity}; of {places} establishments {absent} are not on the Food Agency's list of {list_day}.",
            threshold="Establishments started {grace_days} days before the list; where only some are missing it counts for {partial_severity}.",
            innocent="Another establishment is registered, no food is sold there, or the registration is not processed yet.",
            clears="The establishment on the Food Agency's list, proof of registration, or a correct main activity.",
        ),
    },
)
