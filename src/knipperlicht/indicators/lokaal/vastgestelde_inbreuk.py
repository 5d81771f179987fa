"""Established infringements: final administrative sanctions or orders after an inspection.

Question: did inspections of this company end in final sanctions? One in `months` months weighs `one_severity`, two on
different days within the last `recent_months` in full, unless most inspections found nothing: who is inspected more
often has more chances of being found at fault (selection bias). Annulled sanctions are deleted.
Source: sanctions and inspections that services export (sources/municipal_observations).
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, hit_rows
from knipperlicht.indicators.observations import SOURCE, observation_rows, observed, unobserved, visits

KIND = "infringement"


class Infringement(Settings):
    """How long a sanction counts, what one weighs, and the share of inspections that must have led to one."""

    months: int = Field(36, ge=1, le=60)
    recent_months: int = Field(24, ge=1, le=60)
    one_severity: float = Field(0.4, gt=0, le=1)
    least_share: float = Field(0.5, ge=0, le=1)


def hits(inputs: Inputs, settings: Infringement) -> ir.Table:
    """1 for two recent ones that are not the exception, less otherwise; since the last."""
    rows = observed(inputs, KIND, months=settings.months)
    recent = rows.day > inputs.ago(settings.recent_months)
    each = rows.group_by("enterprise").agg(
        days=rows.day.nunique(), recent=rows.day.nunique(where=recent), last_day=rows.day.max()
    )
    each = each.left_join(_inspections(inputs, settings), "enterprise").drop("enterprise_right")
    weighty = (each.recent >= 2) & (each.days >= settings.least_share * each.inspections)
    told = facts(infringements=each.days, inspections=each.inspections, last=each.last_day)
    severity = ibis.ifelse(weighty, 1.0, settings.one_severity)
    return hit_rows(each, severity=severity, facts=told, since=each.last_day)


def _inspections(inputs: Inputs, settings: Infringement) -> ir.Table:
    """enterprise, inspections: days in the window on which something was inspected, whatever came of it."""
    inspected = observed(inputs, KIND, "inspection_in_order", months=settings.months)
    visited = visits(inputs, months=settings.months).filter(lambda t: t.in_order)
    rows = ibis.union(*(part.select("enterprise", "day") for part in (inspected, visited)))
    return rows.group_by("enterprise").agg(inspections=rows.day.nunique())


def evidence(inputs: Inputs, settings: Infringement, hits: ir.Table) -> ir.Table:
    """The sanctions."""
    return observation_rows(observed(inputs, KIND, months=settings.months), hits)


def unknown(inputs: Inputs, settings: Infringement) -> ir.Table:
    """Subjects of whom no service recorded anything."""
    return unobserved(inputs)


INDICATOR = Indicator(
    slug="vastgestelde_inbreuk",
    family="lokaal",
    settings=Infringement,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=(SOURCE,),
    texts={
        "nl": Texts(
            name="Vastgestelde inbreuk bij controle",
            fact="Definitieve sancties op {infringements} dag(en), bij {inspections} controle(s); de laatste op {last}.",
            threshold=(
                "Eén in {months} maanden telt voor {one_severity}; twee in {recent_months} maanden volledig, als minstens "
                "{least_share} van de controles tot een sanctie leidde."
            ),
            innocent="Wie vaker gecontroleerd wordt, heeft vaker iets; veel inbreuken zijn klein en vlug rechtgezet.",
            clears="Vernietiging van de sanctie; anders vervalt ze na {months} maanden.",
        ),
        "fr": Texts(
            name="Infraction constatée lors d'un contrôle",
            fact="Sanctions définitives à {infringements} jour(s), sur {inspections} contrôle(s) ; la dernière le {last}.",
            threshold=(
                "Une en {months} mois compte pour {one_severity} ; deux en {recent_months} mois en plein, si au moins "
                "{least_share} des contrôles ont mené à une sanction."
            ),
            innocent="Qui est contrôlé plus souvent est plus souvent en défaut ; beaucoup d'infractions sont petites et vite réparées.",
            clears="L'annulation de la sanction ; sinon elle s'efface après {months} mois.",
        ),
        "en": Texts(
            name="Established infringement",
            fact="Final sanctions on {infringements} day(s), of {inspections} inspection(s); the last on {last}.",
            threshold=(
                "One in {months} months counts for {one_severity}; two in {recent_months} months in full, if at least "
                "{least_share} of the inspections led to a sanction."
            ),
            innocent="Who is inspected more often is more often at fault; many infringements are small and soon put right.",
            clears="Annulment of the sanction; otherwise it lapses after {months} months.",
        ),
    },
)
