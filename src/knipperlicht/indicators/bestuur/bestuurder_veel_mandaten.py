"""Director with exceptionally many mandates in other, unrelated companies.

Question: in how many living companies is a standing director of this one a director at the same time? Companies held for
half or more by one parent count once. Liquidators, trustees and auditors are no directors; a corporate director whose
own business is holding, head office or accountancy is a professional and left out.
Source: KBO Select, or the reuse file for directors that are companies; participations in annual accounts.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field, model_validator

from knipperlicht.indicators.boards import REGISTERS, living, mandate_rows, without_identifiers
from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, first_rows, hit_rows


class ManyMandates(Settings):
    """Companies, groups counted once, for 0.3, 0.7 and 1; `left_out`: NACE of corporate directors not asked."""

    some: int = Field(10, ge=2)
    many: int = 25
    very_many: int = 50
    left_out: tuple[str, ...] = ("642", "692", "701")

    @model_validator(mode="after")
    def _ordered(self) -> ManyMandates:
        if not self.some < self.many < self.very_many:
            raise ValueError("some, many and very_many must rise")
        return self


def hits(inputs: Inputs, settings: ManyMandates) -> ir.Table:
    """By the director with most of them; a state of now, so without a day."""
    director = inputs.table("director").filter(lambda t: t.holder.notnull()).select("enterprise", "holder")
    seats = director.semi_join(living(inputs), "enterprise")
    plain = seats.group_by("holder").agg(companies=seats.count())
    busy = plain.filter(plain.companies >= settings.some).anti_join(
        _professionals(inputs, settings), "holder"
    )
    seats = seats.semi_join(busy, "holder")
    grouped = _with_group(inputs, seats)
    counted = grouped.group_by("holder").agg(companies=grouped["group"].nunique())
    each = seats.inner_join(counted, "holder")
    rows = each.group_by("enterprise").agg(companies=each.companies.max())
    severity = ibis.cases(
        (rows.companies >= settings.very_many, 1.0),
        (rows.companies >= settings.many, 0.7),
        (rows.companies >= settings.some, 0.3),
        else_=0.0,
    )
    return hit_rows(rows, severity=severity, facts=facts(companies=rows.companies))


def _professionals(inputs: Inputs, settings: ManyMandates) -> ir.Table:
    subject = inputs.subject
    of = subject.main_nace.substr(0, 3).isin(settings.left_out)
    return subject.filter(of).select(holder=ibis.literal("E") + subject.enterprise.cast("string"))


def _with_group(inputs: Inputs, seats: ir.Table) -> ir.Table:
    """Add `group`: the parent with half or more of the company, else the company itself."""
    if "nbb" not in inputs.sources:
        return seats.mutate(group=seats.enterprise)
    held = inputs.table("nbb_participation").filter(lambda t: t.held.notnull() & (t.direct >= 0.5))
    parent = held.group_by(of="held").agg(parent=held.enterprise.max())
    rows = seats.left_join(parent, seats.enterprise == parent["of"])
    return rows.mutate(group=ibis.coalesce(rows.parent, rows.enterprise))


def evidence(inputs: Inputs, settings: ManyMandates, hits: ir.Table) -> ir.Table:
    """The standing directors as the register writes them."""
    return first_rows(mandate_rows(inputs, hits, months=0))


INDICATOR = Indicator(
    slug="bestuurder_veel_mandaten",
    family="bestuur",
    settings=ManyMandates,
    hits=hits,
    evidence=evidence,
    unknown=without_identifiers,
    sources=REGISTERS,
    texts={
        "nl": Texts(
            name="Bestuurder met uitzonderlijk veel mandaten",
            fact="Een bestuurder zit tegelijk in het bestuur van {companies} ondernemingen (een groep telt eens).",
            threshold="0,3 vanaf {some} ondernemingen, 0,7 vanaf {many}, 1 vanaf {very_many}.",
            innocent="Beroepsbestuurders, investeerders en families met veel vennootschappen.",
            clears="Minder gelijktijdige mandaten, of een groep die uit de jaarrekeningen blijkt.",
        ),
        "fr": Texts(
            name="Administrateur aux mandats exceptionnellement nombreux",
            fact="Un administrateur siège en même temps dans {companies} entreprises (un groupe compte une fois).",
            threshold="0,3 dès {some} entreprises, 0,7 dès {many}, 1 dès {very_many}.",
            innocent="Administrateurs professionnels, investisseurs et familles à nombreuses sociétés.",
            clears="Moins de mandats simultanés, ou un groupe qui ressort des comptes annuels.",
        ),
        "en": Texts(
            name="Director with exceptionally many mandates",
            fact="A director sits on the boards of {companies} companies at the same time (a group counts once).",
            threshold="0.3 from {some} companies, 0.7 from {many}, 1 from {very_many}.",
            innocent="Professional directors, investors and families with many companies.",
            clears="Fewer mandates at the same time, or a group that annual accounts show.",
        ),
    },
)
