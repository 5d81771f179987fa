"""Failures of other companies around the people and companies that direct this one, by exact identifier.

Holders are known across companies by a keyed person number or an enterprise number only, never by name. A failure is
a bankruptcy or a dissolution by a court in the last five years (catalogue §5: older ones weigh nothing), dated by the
court's notice or the reuse file where they were taken in, else by the first extract that shows it. Its weight for a
holder is the share of the last twelve months before it in which the holder was a director there. Liquidators, trustees
and auditors are no directors; mandates begun after a reorganisation was opened are a rescuer's and do not count.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.indicators.boards import living
from knipperlicht.indicators.failures import failures
from knipperlicht.indicators.framework import Inputs, evidence_rows, first_rows
from knipperlicht.reference.situations import situation_codes

YEAR = 365
LIMIT_MONTHS = 60
SITUATIONS = {
    "bankruptcy": situation_codes("bankruptcy_open", "bankruptcy_closed"),
    "dissolution": situation_codes("judicial_dissolution"),
}
NOTICES = {"bankruptcy": "bankruptcy_open", "dissolution": "dissolution"}


def failed(inputs: Inputs, kind: str, *, months: int) -> ir.Table:
    """of (company that failed), day: once each, within the last `months`."""
    codes = SITUATIONS[kind]
    seen = failures(inputs, months=months)
    parts = [seen.filter(seen.situation.isin(codes)).select(of="enterprise", day="day")]
    if "kbo_xml" in inputs.sources:
        rows = inputs.table("xml_situation")
        parts.append(rows.filter(rows.code.isin(codes)).select(of="enterprise", day="start_date"))
    if "court_notices" in inputs.sources:
        rows = inputs.table("court_notice")
        revoked = rows.filter(rows.kind == "bankruptcy_revoked").select("enterprise").distinct()
        rows = rows.filter(rows.kind == NOTICES[kind]).anti_join(revoked, "enterprise")
        parts.append(rows.select(of="enterprise", day=ibis.coalesce(rows.judgment_day, rows.day)))
    every = ibis.union(*parts)
    each = every.group_by("of").agg(day=every.day.min())
    return each.filter((each.day > inputs.ago(months)) & (each.day <= inputs.today))


def seats_before(inputs: Inputs, gone: ir.Table) -> ir.Table:
    """of, day, holder, start_date, end_date: director mandates with an identifier in companies of `gone`."""
    mandate = inputs.table("mandate")
    mandate = mandate.filter((mandate.role == "director") & mandate.holder.notnull())
    rows = mandate.select("holder", "start_date", "end_date", of="enterprise").inner_join(gone, "of")
    rescue = inputs.table("situation_change")
    rescue = rescue.filter(rescue.after.isin(situation_codes("reorganisation")))
    rescue = rescue.group_by(of="enterprise").agg(rescue=rescue.day.min())
    rows = rows.left_join(rescue, "of")
    return rows.filter(
        rows.rescue.isnull() | rows.start_date.isnull() | (rows.start_date < rows.rescue)
    ).select("of", "day", "holder", "start_date", "end_date")


def served(rows: ir.Table) -> ir.Table:
    """of, day, holder, share: part of the year before the failure in which the holder was a director there."""
    from_day = ibis.ifelse(rows.start_date.isnull(), YEAR, rows.day.delta(rows.start_date, unit="day"))
    to_day = ibis.ifelse(rows.end_date.isnull(), 0, rows.day.delta(rows.end_date, unit="day"))
    days = ibis.least(from_day, YEAR) - ibis.greatest(to_day, 0)
    rows = rows.mutate(days=days).filter(lambda t: t.days > 0)
    return rows.group_by("of", "day", "holder").agg(share=rows.days.max() / float(YEAR))


def around(inputs: Inputs, rows: ir.Table) -> ir.Table:
    """enterprise, then the columns of `rows` (of, day, holder …): other companies a standing director was in."""
    director = inputs.table("director").filter(lambda t: t.holder.notnull()).select("enterprise", "holder")
    director = director.semi_join(living(inputs), "enterprise")
    pairs = director.inner_join(rows, "holder")
    return pairs.filter(pairs.enterprise != pairs["of"])


def heaviest(pairs: ir.Table) -> ir.Table:
    """enterprise, failed, weight, last: of the director with the most weight."""
    each = pairs.group_by("enterprise", "holder").agg(
        failed=pairs["of"].nunique(), weight=pairs.share.sum(), last=pairs.day.max()
    )
    order = ibis.window(group_by="enterprise", order_by=[ibis.desc("weight"), ibis.desc("last"), "holder"])
    ranked = each.mutate(place=ibis.row_number().over(order))
    return ranked.filter(ranked.place == 0).drop("place")


def failed_rows(pairs: ir.Table, kind: str) -> ir.Table:
    """Evidence: the companies that failed, without the name of anybody."""
    rows = pairs.select("enterprise", "of", "day").distinct()
    return first_rows(
        evidence_rows(
            rows, table="enterprise", field=f"JuridicalSituation ({kind})", key=rows["of"],
            value=ibis.literal(kind), valid_from=rows.day,
        )
    )  # fmt: skip
