"""What the indicators on the legal situation share: who stands in it, since when we see it, who has none.

Source: KBO Open Data, enterprise.JuridicalSituation; where taken in, notices of the enterprise courts. The register shows a state, not the day of the
judgment; `seen` is the first extract we hold that shows the present state, or the first extract of all.
"""

from __future__ import annotations

from collections.abc import Iterable

import ibis
import ibis.expr.types as ir

from knipperlicht.indicators.framework import Inputs, evidence_rows
from knipperlicht.indicators.gazette import notice_rows
from knipperlicht.reference.situations import situation_codes, situation_group_by_code

NORMAL = situation_codes("normal")


def standing(inputs: Inputs, codes: Iterable[str]) -> ir.Table:
    """enterprise, code, seen: subjects whose situation is one of `codes`, without a break since `seen`."""
    wanted = tuple(codes)
    subject = inputs.subject
    rows = subject.filter(subject.juridical_situation.isin(wanted)).select(
        "enterprise", "valid_from", code="juridical_situation"
    )
    change = inputs.table("situation_change")
    change = change.filter(change.after.isin(wanted) & change.before.notin(wanted))
    entered = change.group_by(of="enterprise").agg(entered=change.day.max())
    past = inputs.table("enterprise_past").semi_join(rows, "enterprise")
    oldest = past.group_by(past_of="enterprise").agg(oldest=past.valid_from.min())
    joined = rows.left_join(entered, rows.enterprise == entered["of"])
    joined = joined.left_join(oldest, joined.enterprise == oldest.past_of)
    seen = ibis.coalesce(joined.entered, joined.oldest, joined.valid_from)
    return joined.select("enterprise", "code", seen=seen)


def standing_or_announced(inputs: Inputs, codes: Iterable[str], *, day: str) -> ir.Table:
    """Same as `standing`, and subjects in a normal situation for whom `day` of `court_state` holds: `seen` is that day.

    The gazette is ahead of the register by days; where no court notices were taken in, the register speaks alone.
    """
    rows = standing(inputs, codes)
    if "court_notices" not in inputs.sources:
        return rows
    subject, state = inputs.subject, inputs.table("court_state")
    announced = state.filter(state[day].notnull()).select("enterprise", seen=day)
    normal = subject.filter(subject.juridical_situation.isin(NORMAL))
    normal = normal.select("enterprise", code="juridical_situation").inner_join(announced, "enterprise")
    return ibis.union(rows, normal.select("enterprise", "code", "seen"))


def rows_and_notices(inputs: Inputs, hits: ir.Table, *kinds: str) -> ir.Table:
    """Evidence: the situation in the register, and the notices of these kinds where any were taken in."""
    rows = situation_rows(inputs, hits)
    return ibis.union(rows, notice_rows(inputs, hits, *kinds)) if "court_notices" in inputs.sources else rows


def situation_rows(inputs: Inputs, hits: ir.Table) -> ir.Table:
    """Evidence: the situation as the standing row of the register shows it."""
    rows = inputs.subject.semi_join(hits, "enterprise")
    return evidence_rows(
        rows, table="enterprise", field="JuridicalSituation", key=rows.enterprise,
        value=rows.juridical_situation, valid_from=rows.valid_from,
    )  # fmt: skip


def without_situation(inputs: Inputs) -> ir.Table:
    """Subjects with no situation, or with a code whose meaning we do not know: unknown, not normal."""
    subject = inputs.subject
    known = tuple(sorted(situation_group_by_code()))
    odd = subject.filter(subject.juridical_situation.isnull() | subject.juridical_situation.notin(known))
    return odd.select("enterprise", reason=ibis.literal("situation_unknown"))
