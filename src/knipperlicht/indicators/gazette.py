"""What questions to the gazette share: whose publications are not known, and how far the notices of courts go back.

An enterprise without any publication is one whose list was not brought: not known, never clear. Notices come by
edition: who is in none is clear only as far as the editions go back.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.indicators.framework import Inputs, Settings, evidence_rows

PUBLICATION = "gazette_publication"
NOTICE = "court_notice"
NOTICE_MONTHS = 36
"""The longest window of the questions to court notices; all of them ask that the editions go back so far."""


def without_publications(inputs: Inputs, settings: Settings) -> ir.Table:
    """The `unknown` of questions to publications: subjects of whom none is held."""
    lacking = inputs.subject.anti_join(inputs.table("gazette_known"), "enterprise")
    return lacking.select("enterprise", reason=ibis.literal("no_publications"))


def without_notices(inputs: Inputs, settings: Settings) -> ir.Table:
    """The `unknown` of questions to court notices: everyone, while the oldest notice is too young."""
    notice = inputs.table(NOTICE)
    held = notice.filter(notice.day <= inputs.today).agg(first=notice.day.min())
    young = held.filter(held["first"].isnull() | (held["first"] > inputs.ago(NOTICE_MONTHS)))
    rows = inputs.subject.select("enterprise").cross_join(young)
    return rows.select("enterprise", reason=ibis.literal("notices_too_short"))


def act_rows(inputs: Inputs, rows: ir.Table, *, order: int = 0) -> ir.Table:
    """Evidence: rows of `gazette_act`, as printed, with the number of the publication."""
    value = rows.label + " (" + rows.number + ")"
    return evidence_rows(
        rows, table=PUBLICATION, field="label", key=rows.enterprise, value=value, valid_from=rows.day,
        order=order,
    )  # fmt: skip


def notice_rows(inputs: Inputs, hits: ir.Table, *kinds: str) -> ir.Table:
    """Evidence: the notices of these kinds about the enterprises in `hits`: court and reference."""
    notice = inputs.table(NOTICE)
    rows = notice.filter((notice.day <= inputs.today) & notice.kind.isin(kinds)).semi_join(hits, "enterprise")
    blocks = []
    for order, kind in enumerate(kinds):
        part = rows.filter(rows.kind == kind)
        value = part.court.fill_null("?") + " (" + part.reference + ")"
        day = ibis.coalesce(part.judgment_day, part.day)
        blocks.append(
            evidence_rows(
                part, table=NOTICE, field=kind, key=part.enterprise, value=value, valid_from=day, order=order
            )
        )
    return ibis.union(*blocks) if len(blocks) > 1 else blocks[0]
