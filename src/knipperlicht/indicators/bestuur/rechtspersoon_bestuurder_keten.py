"""Companies that direct companies: a chain of corporate directors, or none who acts for them.

Question: how many companies stand between this one and people? A level counts when all directors of a company are
companies; one or two levels are everyday practice in Belgium. And does a corporate director have a permanent
representative, a natural person, as art. 2:55 WVV requires?
Source: functions in the KBO reuse file, or lists of KBO Select.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.boards import REGISTERS, living, mandate_rows, without_board
from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, first_rows, hit_rows

KEPT = "corporate_link"
"""Companies whose directors are all companies, and those directors."""


class DirectorChain(Settings):
    """What three levels weigh, what a missing representative weighs, and how long one may be late."""

    chain_severity: float = Field(0.6, gt=0, le=1)
    absent_severity: float = Field(1.0, gt=0, le=1)
    wait_days: int = Field(90, ge=0)


def hits(inputs: Inputs, settings: DirectorChain) -> ir.Table:
    """A state of now, so without a day. Only where the register names representatives at all."""
    board = inputs.table("board").filter(lambda t: (t.entities > 0) & (t.source != "nbb"))
    rows = board.semi_join(living(inputs), "enterprise")
    deep = _three_levels(inputs).select(deep="enterprise")
    rows = rows.left_join(deep, rows.enterprise == deep.deep)
    director = inputs.table("director").filter(lambda t: t.holder_kind == "entity")
    since = director.group_by(of="enterprise").agg(since=director.start_date.max())
    rows = rows.left_join(since, rows.enterprise == since["of"])
    named_anywhere = inputs.table("board").representatives.max().as_scalar() > 0
    late = rows.since.isnull() | (inputs.days_since(rows.since) > settings.wait_days)
    absent = (rows.representatives == 0) & late & named_anywhere
    severity = ibis.cases(
        (absent, settings.absent_severity), (rows.deep.notnull(), settings.chain_severity), else_=0.0
    )
    told = facts(
        companies=rows.entities,
        representatives=rows.representatives,
        levels=ibis.ifelse(rows.deep.notnull(), 3, 1),
    )
    return hit_rows(rows, severity=severity, facts=told)


def _three_levels(inputs: Inputs) -> ir.Table:
    """enterprise: companies without a natural person as director, three companies deep."""
    board = inputs.table("board")
    closed = board.filter((board.directors > 0) & (board.entities == board.directors))
    link = inputs.table("director").filter(lambda t: (t.holder_kind == "entity") & t.holder.notnull())
    link = link.semi_join(closed, "enterprise")
    first = inputs.bench.keep(KEPT, link.select("enterprise", step=link.holder.substr(1).cast("int64")))
    second = first.select(further="step", step="enterprise")
    third = first.select(further="enterprise").distinct()
    rows = first.inner_join(second, "step").select("enterprise", "further")
    return rows.semi_join(third, "further").select("enterprise").distinct()


def evidence(inputs: Inputs, settings: DirectorChain, hits: ir.Table) -> ir.Table:
    """The standing directors as the register writes them, then their representatives."""
    parts = [
        mandate_rows(inputs, hits, months=0, role=role, order=order)
        for order, role in enumerate(("director", "permanent_representative"))
    ]
    return first_rows(ibis.union(*parts))


INDICATOR = Indicator(
    slug="rechtspersoon_bestuurder_keten",
    family="bestuur",
    settings=DirectorChain,
    hits=hits,
    evidence=evidence,
    unknown=without_board,
    sources=REGISTERS,
    texts={
        "nl": Texts(
            name="Keten van rechtspersoon-bestuurders",
            fact="Bestuurders die zelf een rechtspersoon zijn: {companies}; vaste vertegenwoordigers: {representatives}; niveaus "
            "zonder natuurlijke persoon: minstens {levels}.",
            threshold="{absent_severity} zonder vaste vertegenwoordiger (na {wait_days} dagen), {chain_severity} vanaf drie niveaus.",
            innocent="Managementvennootschappen zijn gewoon; een vertegenwoordiger is soms niet ingeschreven.",
            clears="Inschrijving van de vaste vertegenwoordiger, of een bestuurder die een mens is.",
        ),
        "fr": Texts(
            name="Chaîne d'administrateurs personnes morales",
            fact="Administrateurs personnes morales : {companies} ; représentants permanents : {representatives} ; niveaux sans "
            "personne physique : au moins {levels}.",
            threshold="{absent_severity} sans représentant permanent (après {wait_days} jours), {chain_severity} dès trois niveaux.",
            innocent="Les sociétés de management sont courantes ; un représentant n'est parfois pas inscrit.",
            clears="L'inscription du représentant permanent, ou un administrateur personne physique.",
        ),
        "en": Texts(
            name="Chain of corporate directors",
            fact="Directors that are companies themselves: {companies}; permanent representatives: {representatives}; levels "
            "without a natural person: at least {levels}.",
            threshold="{absent_severity} without a permanent representative (after {wait_days} days), {chain_severity} from three "
            "levels.",
            innocent="Management companies are common; a representative is sometimes not registered.",
            clears="Registration of the permanent representative, or a director who is a natural person.",
        ),
    },
)
