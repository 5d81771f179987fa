"""Sector on a municipality's own attention list: context, off until a municipality gives its reasons.

Question: is this company active, on the territory of the municipality, in a sector for which the
municipality has adopted a reasoned and public list? The list (`sectors`) is empty by default, so nobody is
ever hit. Who fills it names the ordinance or risk analysis, a reason for each sector, the municipality and
the day of the next review.

Sectors correlate with the origin of owners, so this is kept near zero (2 points) and explains nothing by
itself. Three limits beyond the catalogue (indicators.md §4.4 and §5), all in favour of the company:
- an ordinance holds on its own territory: a seat with a listed activity, or an establishment unit with a
  listed main activity of its own, must lie in `municipality` (NIS code);
- only main activities count, never a line further down a list;
- after `review_before` the list is asleep until somebody reviews it.
Source: KBO Open Data, activity and address; settings of the municipality.
"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir
from pydantic import Field, model_validator

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


class Sector(Settings):
    """The start of a NACE 2025 code (two to five digits) and why the municipality watches it."""

    nace: str = Field(pattern=r"^[0-9]{2,5}$")
    reason: str = Field(min_length=10)


class SectorList(Settings):
    """The list, the ordinance it rests on, the municipality (NIS code) and the day of the next review."""

    sectors: tuple[Sector, ...] = ()
    ordinance: str = ""
    municipality: str = Field("", pattern=r"^([0-9]{5})?$")
    review_before: date | None = None

    @model_validator(mode="after")
    def _reasoned(self) -> SectorList:
        if self.sectors and not (self.ordinance.strip() and self.municipality and self.review_before):
            raise ValueError("a list of sectors needs ordinance, municipality and review_before")
        if len({sector.nace for sector in self.sectors}) < len(self.sectors):
            raise ValueError("a NACE code stands twice in sectors")
        return self

    def asleep(self, at: date) -> bool:
        """Empty, or its review is overdue."""
        return not self.sectors or self.review_before is None or at >= self.review_before


def hits(inputs: Inputs, settings: SectorList) -> ir.Table:
    """Severity 1 for a listed main activity on the territory."""
    rows = _listed(inputs, settings)
    first = rows.group_by("enterprise").agg(nace=rows.nace.min())
    shown = facts(
        nace=first.nace, reason=_reason(first.nace, settings), ordinance=ibis.literal(settings.ordinance),
        municipality=ibis.literal(settings.municipality),
    )  # fmt: skip
    return hit_rows(first, severity=ibis.literal(1.0), facts=shown)


def evidence(inputs: Inputs, settings: SectorList, hits: ir.Table) -> ir.Table:
    """The main activity of the seat or of each establishment on the territory."""
    rows = _listed(inputs, settings).semi_join(hits, "enterprise")
    return first_rows(
        evidence_rows(rows, table="activity", field="NaceCode", key=rows.entity, value=rows.nace)
    )


def unknown(inputs: Inputs, settings: SectorList) -> ir.Table:
    """With a list: companies seated here without activity, or all of them when the review is overdue."""
    seated = inputs.subject.filter(lambda t: t.nis == settings.municipality)
    if not settings.sectors:
        return seated.limit(0).select("enterprise", reason=ibis.literal("no_activity"))
    if settings.asleep(inputs.at):
        return seated.select("enterprise", reason=ibis.literal("list_review_overdue"))
    return seated.filter(seated.main_nace.isnull()).select("enterprise", reason=ibis.literal("no_activity"))


def _reason(nace: ir.StringValue, settings: SectorList) -> ir.StringValue:
    """The reason of the longest code that fits; NULL when none does."""
    longest = sorted(settings.sectors, key=lambda sector: (-len(sector.nace), sector.nace))
    branches = [(nace.startswith(sector.nace), ibis.literal(sector.reason)) for sector in longest]
    return ibis.cases(*branches, else_=ibis.null("string")) if branches else ibis.null("string")


def _listed(inputs: Inputs, settings: SectorList) -> ir.Table:
    """Seats and establishments on the territory with a listed main activity: enterprise, entity, nace."""
    subject = inputs.subject
    if settings.asleep(inputs.at):
        return subject.limit(0).select("enterprise", entity="enterprise", nace="main_nace")
    here = inputs.table("address").filter(
        lambda t: (t.nis == settings.municipality) & t.type_of_address.isin(("REGO", "BAET"))
    )
    places = here.semi_join(subject, "enterprise").select("enterprise", "entity").distinct()
    main = inputs.table("activity_profile").filter(lambda t: t.is_main).select("entity", nace="main_nace")
    rows = places.inner_join(main, "entity")
    return rows.filter(_reason(rows.nace, settings).notnull())


INDICATOR = Indicator(
    slug="gevoelige_sector_context",
    family="activiteit",
    settings=SectorList,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    texts={
        "nl": Texts(
            name="Sector met verhoogde aandacht (context)",
            fact="Hoofdactiviteit {nace} staat op de aandachtslijst van de gemeente ({ordinance}): {reason}",
            threshold="Staat uit zolang de gemeente geen gemotiveerde lijst heeft; telt dan enkel voor hoofdactiviteiten op haar grondgebied.",
            innocent="De overgrote meerderheid van de ondernemingen in elke sector is in orde; dit is alleen context.",
            clears="Een andere hoofdactiviteit, of de schrapping van de sector bij de jaarlijkse herziening van de lijst.",
        ),
        "fr": Texts(
            name="Secteur d'attention (contexte)",
            fact="L'activité principale {nace} figure sur la liste d'attention de la commune ({ordinance}) : {reason}",
            threshold="Inactif tant que la commune n'a pas de liste motivée ; ne compte alors que pour les activités principales sur son territoire.",
            innocent="Dans chaque secteur, la grande majorité des entreprises est en ordre ; ceci n'est qu'un contexte.",
            clears="Une autre activité principale, ou le retrait du secteur lors de la révision annuelle de la liste.",
        ),
        "en": Texts(
            name="Sector on local attention list (context)",
            fact="Main activity {nace} is on the attention list of the municipality ({ordinance}): {reason}",
            threshold="Off until the municipality has a reasoned list; then it counts only for main activities on its territory.",
            innocent="In every sector the great majority of companies is in order; this is context only.",
            clears="Another main activity, or the sector leaving the list at its yearly review.",
        ),
    },
)
