"""Unusually wide bundle of activities: NACE sections of a company against those of its peers.

Question: does this company list activities in far more sectors than comparable companies do?
Peers have the same NACE division (2025) as main activity; with fewer than `min_peers` of them the section
is taken, then all legal persons. Fence = Q3 + 1.5 x IQR of the number of sections among the peers.
Source: KBO Open Data, activity rows MAIN and SECO, never ANCI. Idea: Cardinal R048 (indicators.md S37).

Two choices. A quartile is the smallest count that covers a quarter of the peers, read from a histogram with
whole numbers only, so every engine gives the same one. And the fence never lies below `lowest_fence`: where
almost everybody has one section the IQR is 0, and two ordinary sections would have been a full hit.
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
    hit_rows,
)  # fmt: skip
from knipperlicht.reference.nace import section_table


class WideBundle(Settings):
    """Peers needed for a fence, and the sections up to which a bundle is never called wide."""

    min_peers: int = Field(50, ge=4)
    lowest_fence: int = Field(4, ge=1)


def hits(inputs: Inputs, settings: WideBundle) -> ir.Table:
    """Severity 0.5 above the fence, 1 from twice the fence on."""
    rows = _compared(inputs, settings)
    severity = ibis.cases(
        (rows.n_sections >= rows.twice_fence, 1.0), (rows.n_sections * 2 > rows.twice_fence, 0.5), else_=0.0
    )
    shown = facts(
        sections=rows.n_sections,
        usual=rows.twice_fence // 2,
        peers=rows.size,
        group=rows.peer_group,
        main=rows.main_nace,
    )
    return hit_rows(rows, severity=severity, facts=shown)


def evidence(inputs: Inputs, settings: WideBundle, hits: ir.Table) -> ir.Table:
    """The number of sections the activity rows cover, and the main activity that chose the peers."""
    rows = inputs.subject.semi_join(hits, "enterprise")
    shape = {"table": "activity", "key": rows.enterprise}
    count = evidence_rows(rows, field="sections", value=rows.n_sections, **shape)
    return ibis.union(count, evidence_rows(rows, field="NaceCode", value=rows.main_nace, order=1, **shape))


def unknown(inputs: Inputs, settings: WideBundle) -> ir.Table:
    """Nothing to count, a main activity without a 2025 code, or too few legal persons to compare with."""
    subject = inputs.subject
    listed = subject.main_nace.notnull() & (subject.n_sections > 0)
    reason = ibis.cases(
        (~listed, "no_activity"),
        (subject.main_nace.startswith("?"), "activity_unmapped"),
        else_="too_few_peers",
    )
    rows = subject.select("enterprise", reason=reason, division=subject.main_nace.substr(0, 2))
    known = _fences(_countable(inputs), settings)
    alone = (rows.reason == "too_few_peers") & rows.division.notin(known.division)
    return rows.filter((rows.reason != "too_few_peers") | alone).select("enterprise", "reason")


def _countable(inputs: Inputs) -> ir.Table:
    """Subjects with sections to count and a main activity on 2025 codes."""
    subject = inputs.subject.filter(lambda t: (t.n_sections > 0) & ~t.main_nace.startswith("?"))
    return subject.select("enterprise", "n_sections", "main_nace", division=subject.main_nace.substr(0, 2))


def _compared(inputs: Inputs, settings: WideBundle) -> ir.Table:
    """Subjects with their peers: enterprise, n_sections, main_nace, peer_group, size, twice_fence."""
    rows = _countable(inputs)
    return rows.inner_join(_fences(rows, settings), "division")


def _fences(rows: ir.Table, settings: WideBundle) -> ir.Table:
    """Per division its peer group (division, section or all): size, and twice the fence, an integer."""
    counted = rows.group_by("division", "n_sections").agg(n=rows.count())
    counted = counted.inner_join(ibis.memtable(section_table()), "division")
    levels = (counted.division, counted.section, ibis.literal("A-V"))
    histogram = ibis.union(
        *(
            counted.select("division", "n_sections", "n", level=index, peer_group=group)
            for index, group in enumerate(levels)
        )
    )
    groups = histogram.select("level", "peer_group", "division").distinct()
    bars = histogram.group_by("level", "peer_group", "n_sections").agg(n=histogram.n.sum())
    whole = ibis.window(group_by=["level", "peer_group"])
    upto = ibis.cumulative_window(group_by=["level", "peer_group"], order_by="n_sections")
    bars = bars.mutate(size=bars.n.sum().over(whole), covered=bars.n.sum().over(upto))
    quartiles = bars.group_by("level", "peer_group", "size").agg(
        q1=bars.n_sections.min(where=bars.covered * 4 >= bars["size"]),
        q3=bars.n_sections.min(where=bars.covered * 4 >= bars["size"] * 3),
    )
    fence = ibis.greatest(quartiles.q3 * 5 - quartiles.q1 * 3, settings.lowest_fence * 2)
    enough = quartiles.mutate(twice_fence=fence).filter(lambda t: t["size"] >= settings.min_peers)
    choices = groups.inner_join(enough, ["level", "peer_group"])
    nearest = ibis.window(group_by="division", order_by="level")
    choices = choices.mutate(rank=ibis.row_number().over(nearest)).filter(lambda t: t["rank"] == 0)
    return choices.select("division", "peer_group", "size", "twice_fence")


INDICATOR = Indicator(
    slug="activiteiten_onsamenhangend",
    family="activiteit",
    settings=WideBundle,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    texts={
        "nl": Texts(
            name="Onsamenhangend activiteitenpakket",
            fact="De ingeschreven activiteiten liggen in {sections} NACE-sectoren; bij de {peers} vergelijkbare ondernemingen (NACE {group}) is tot {usual} gewoon.",
            threshold="Boven de bovengrens van vergelijkbare ondernemingen (minstens {min_peers}; nooit lager dan {lowest_fence} sectoren), zwaar vanaf het dubbele.",
            innocent="Bij de oprichting worden vaak ruime lijsten overgenomen; ook een groep met echt verschillende takken voldoet hieraan.",
            clears="Activiteiten schrappen die niet worden uitgeoefend, of tonen dat ze echt worden uitgeoefend.",
        ),
        "fr": Texts(
            name="Éventail d'activités peu cohérent",
            fact="Les activités inscrites relèvent de {sections} sections NACE ; chez les {peers} entreprises comparables (NACE {group}), jusqu'à {usual} est habituel.",
            threshold="Au-dessus de la limite des entreprises comparables (au moins {min_peers} ; jamais sous {lowest_fence} sections), fort dès le double.",
            innocent="De longues listes sont souvent reprises telles quelles à la constitution ; un groupe aux branches vraiment diverses y répond aussi.",
            clears="Radier les activités non exercées, ou montrer qu'elles le sont réellement.",
        ),
        "en": Texts(
            name="Incoherent bundle of activities",
            fact="The listed activities fall in {sections} NACE sections; among {peers} comparable companies (NACE {group}) up to {usual} is usual.",
            threshold="Above the upper limit of comparable companies (at least {min_peers}; never below {lowest_fence} sections), high from twice that.",
            innocent="Long lists are often copied at foundation; a group with truly different branches meets this as well.",
            clears="Striking activities that are not carried on, or showing that they are.",
        ),
    },
)
