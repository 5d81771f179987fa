"""What the gazette says as of a day: acts, notices of courts, and where each company stands before a court.

`gazette_known`: enterprise, first_day, last_day: whose publications were brought at all, and how far they go.
`gazette_event`: enterprise, day, kind, reference, for the time line: acts (announcements of annual accounts left out)
and notices of courts.
`court_state`, one row per enterprise with a notice. Days are those of the judgment (of publication where the notice
gives none), NULL where it does not hold or was ended by a later notice:

| column | what |
|---|---|
| bankruptcy_day, bankruptcy_published | bankruptcy opened, neither closed nor revoked since |
| bankruptcy_closed | bankruptcy closed (not revoked) |
| reorganisation_day, reorganisation_until | suspension, transfer under authority of court; until: its last end, or NULL |
| dissolution_day, dissolution_published, dissolution_closed | dissolution by a court, and the end of its liquidation |
| administrator_day, administrator_published | provisional administrator, whose task has not ended |

Bankruptcies older than five years stand nowhere here, open or closed (second chance).
"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from knipperlicht.core.clock import add_months
from knipperlicht.warehouse.record_changes import changed_owners
from knipperlicht.warehouse.workbench import Workbench, among

NEEDS = ("staatsblad", "court_notices")
FORGOTTEN_MONTHS = 60
BANKRUPTCY = ("bankruptcy_open", "bankruptcy_close", "bankruptcy_revoked")
REORGANISATION = ("reorganisation_open", "reorganisation_extended", "transfer_under_authority")


def build(bench: Workbench, at: date) -> None:
    """Keep the three tables."""
    acts = bench.table("gazette_act").filter(lambda t: t.day <= at)
    notices = bench.table("court_notice").filter(lambda t: t.day <= at)
    bench.keep(
        "gazette_known",
        acts.group_by("enterprise").agg(first_day=acts.day.min(), last_day=acts.day.max()),
    )

    def events(only: ir.Table | None) -> ir.Table:
        own = among(acts.filter(acts.act != "accounts"), only)
        own = own.select("enterprise", "day", kind="act", reference="number")
        return ibis.union(own, among(notices, only).select("enterprise", "day", "kind", "reference"))

    changed = changed_owners(
        bench, "gazette_event", at=at, tables=("gazette_act", "court_notice"),
        dated=[rows.select("enterprise", "day") for rows in (acts, notices)],
    )  # fmt: skip
    bench.amend("gazette_event", events, changed=changed)
    bench.keep("court_state", _state(notices, at))


def _state(notices: ir.Table, at: date) -> ir.Table:
    rows = notices.mutate(fact=ibis.coalesce(notices.judgment_day, notices.day))
    forgotten = add_months(day=at, months=-FORGOTTEN_MONTHS)
    rows = rows.filter(rows.kind.notin(BANKRUPTCY) | (rows.fact > forgotten))

    def last(day: ir.DateColumn, *kinds: str) -> ir.DateScalar:
        return day.max(where=rows.kind.isin(kinds))

    each = rows.group_by("enterprise").agg(
        bankrupt=last(rows.fact, "bankruptcy_open"), bankrupt_out=last(rows.day, "bankruptcy_open"),
        closed=last(rows.fact, "bankruptcy_close"), revoked=last(rows.fact, "bankruptcy_revoked"),
        suspended=last(rows.fact, *REORGANISATION), until=last(rows.end_day, *REORGANISATION),
        resumed=last(rows.fact, "reorganisation_closed"),
        dissolved=last(rows.fact, "dissolution"), dissolved_out=last(rows.day, "dissolution"),
        liquidated=last(rows.fact, "dissolution_closed"),
        administered=last(rows.fact, "provisional_administrator"),
        administered_out=last(rows.day, "provisional_administrator"),
        freed=last(rows.fact, "provisional_administrator_end"),
    )  # fmt: skip

    def standing(day: ir.DateColumn, *ends: ir.DateColumn) -> ir.BooleanValue:
        """Begun, and no end on that day or later."""
        holds = day.notnull()
        for end in ends:
            holds = holds & (end.isnull() | (end < day))
        return holds

    none = ibis.null("date")
    bankrupt = standing(each.bankrupt, each.closed, each.revoked)
    dissolved = standing(each.dissolved, each.liquidated)
    administered = standing(each.administered, each.freed)
    over = each.until.notnull() & (each.until >= each.suspended) & (each.until < at)
    suspended = standing(each.suspended, each.resumed, each.bankrupt) & ~over
    return each.select(
        "enterprise",
        bankruptcy_day=ibis.ifelse(bankrupt, each.bankrupt, none),
        bankruptcy_published=ibis.ifelse(bankrupt, each.bankrupt_out, none),
        bankruptcy_closed=ibis.ifelse(standing(each.closed, each.revoked), each.closed, none),
        reorganisation_day=ibis.ifelse(suspended, each.suspended, none),
        reorganisation_until=ibis.ifelse(suspended, each.until, none),
        dissolution_day=ibis.ifelse(dissolved, each.dissolved, none),
        dissolution_published=ibis.ifelse(dissolved, each.dissolved_out, none),
        dissolution_closed=each.liquidated,
        administrator_day=ibis.ifelse(administered, each.administered, none),
        administrator_published=ibis.ifelse(administered, each.administered_out, none),
    )
