"""Parent companies, foreign ones too, by number: what GLEIF and ownership statements say of Belgian enterprises.

| table | one row per |
|---|---|
| gleif_parent | Belgian enterprise, kind (direct, ultimate, branch) and parent: its LEI, name, country, Belgian number if any |
| bods_parent | Belgian enterprise, interest and entity that holds it: name, jurisdiction, shares in %, days |

Only what stands on the day: active relations, no closed record, no interest that ended. Nothing about persons.
"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from knipperlicht.warehouse.workbench import Workbench

NEEDS = ("gleif", "gleif_relations", "bods")
NO_NUMBER = 0


def build(bench: Workbench, at: date) -> None:
    """Keep both tables."""
    bench.keep("gleif_parent", _gleif(bench, ibis.literal(at, "date")))
    bench.keep("bods_parent", _bods(bench, ibis.literal(at, "date")))


def _gleif(bench: Workbench, today: ir.DateScalar) -> ir.Table:
    entity = bench.table("gleif_entity")
    belgian = entity.filter(entity.enterprise != NO_NUMBER).select("enterprise", child="lei")
    relation = bench.table("gleif_relation")
    standing = relation.filter(relation.active & _stands(relation, today)).inner_join(belgian, "child")
    parents = entity.select(
        parent="lei", parent_name="name", parent_country="country",
        parent_enterprise=entity.enterprise.nullif(NO_NUMBER),
    )  # fmt: skip
    named = standing.left_join(parents, "parent")
    return named.select(
        "enterprise", "kind", "parent", "parent_name", "parent_country", "parent_enterprise", "since",
    )  # fmt: skip


def _bods(bench: Workbench, today: ir.DateScalar) -> ir.Table:
    entity = bench.table("bods_entity").filter(lambda t: ~t.closed)
    belgian = entity.filter(entity.enterprise != NO_NUMBER).select("enterprise", subject="record")
    interest = bench.table("bods_interest").filter(lambda t: ~t.closed & t.party.notnull())
    standing = interest.filter(_stands(interest, today)).inner_join(belgian, "subject")
    holders = entity.select(
        party="record", parent_name="name", parent_jurisdiction="jurisdiction",
        parent_enterprise=entity.enterprise.nullif(NO_NUMBER),
    )  # fmt: skip
    named = standing.inner_join(holders, "party")
    return named.select(
        "enterprise", "record", "place", "party", "parent_name", "parent_jurisdiction", "parent_enterprise",
        "interest", "direct", "share_exact", "share_from", "share_to", "since",
    )  # fmt: skip


def _stands(rows: ir.Table, today: ir.DateScalar) -> ir.BooleanValue:
    begun = rows.since.isnull() | (rows.since <= today)
    return begun & (rows.until.isnull() | (rows.until > today))
