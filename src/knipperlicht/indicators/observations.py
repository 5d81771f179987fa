"""What municipal services found, as families `lokaal` and `bescherming` read it.

Only final observations that were not annulled count, up to the reference day. A *place* is an establishment, or the
enterprise itself for its seat. A visit shows a *trace* when a name plate, a bell, a mailbox or activity was seen.
Source: table `municipal_observation` (sources/municipal_observations).
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.indicators.framework import Inputs, evidence_rows, first_rows

SOURCE = "municipal_observations"
VISIT = "visit"


def observed(inputs: Inputs, *kinds: str, months: int | None = None) -> ir.Table:
    """Observations of these kinds about subjects, of the last `months` months, with `place`."""
    rows = inputs.table("municipal_observation")
    rows = rows.filter(rows.kind.isin(kinds) & rows.final & ~rows.annulled & (rows.day <= inputs.today))
    if months is not None:
        rows = rows.filter(rows.day > inputs.ago(months))
    rows = rows.mutate(place=ibis.coalesce(rows.establishment, rows.enterprise))
    return rows.semi_join(inputs.subject, "enterprise")


def visits(inputs: Inputs, *, months: int | None = None) -> ir.Table:
    """Visits, with `trace`."""
    rows = observed(inputs, VISIT, months=months)
    return rows.mutate(trace=rows.name_plate | rows.bell | rows.mailbox | rows.activity)


def without_later(rows: ir.Table, later: ir.Table) -> ir.Table:
    """`rows` (enterprise, place, day) that no row of `later` at the same place answers, on that day or after."""
    last = later.group_by(later_enterprise=later.enterprise, later_place=later.place).agg(
        later_day=later.day.max()
    )
    joined = rows.left_join(last, [rows.enterprise == last.later_enterprise, rows.place == last.later_place])
    kept = joined.filter(joined.later_day.isnull() | (joined.later_day < joined.day))
    return kept.drop("later_enterprise", "later_place", "later_day")


def without_later_anywhere(rows: ir.Table, later: ir.Table) -> ir.Table:
    """`rows` (enterprise, day) that no row of `later` about the enterprise answers, on that day or after."""
    last = later.group_by(later_enterprise=later.enterprise).agg(later_day=later.day.max())
    joined = rows.left_join(last, rows.enterprise == last.later_enterprise)
    kept = joined.filter(joined.later_day.isnull() | (joined.later_day < joined.day))
    return kept.drop("later_enterprise", "later_day")


def at_present_seat(inputs: Inputs, rows: ir.Table) -> ir.Table:
    """`rows` without those about a seat that the company has left since, by a move that we saw."""
    moved = inputs.subject.filter(lambda t: t.seat_since > inputs.first_day)
    moved = moved.select(mover="enterprise", moved_on="seat_since")
    joined = rows.left_join(moved, rows.enterprise == moved.mover)
    left = (joined.place == joined.enterprise) & (joined.moved_on > joined.day)
    return joined.filter(joined.moved_on.isnull() | ~left).drop("mover", "moved_on")


def observation_rows(rows: ir.Table, hits: ir.Table) -> ir.Table:
    """Evidence: each observation with its kind, service, reference and day."""
    rows = rows.semi_join(hits, "enterprise")
    shown = evidence_rows(
        rows, table="municipal_observation", field="kind", key=rows.place,
        value=rows.kind + ": " + rows.service + " " + rows.reference, valid_from=rows.day,
    )  # fmt: skip
    return first_rows(shown)


def unobserved(inputs: Inputs) -> ir.Table:
    """The `unknown` of what any service may have recorded: subjects of whom none recorded anything."""
    rows = inputs.table("municipal_observation")
    rows = rows.filter(rows.final & ~rows.annulled & (rows.day <= inputs.today))
    return inputs.subject.anti_join(rows, "enterprise").select(
        "enterprise", reason=ibis.literal("not_observed")
    )


def unvisited(inputs: Inputs) -> ir.Table:
    """The `unknown` of what only a visit shows: subjects without one."""
    rows = observed(inputs, VISIT)
    return inputs.subject.anti_join(rows, "enterprise").select(
        "enterprise", reason=ibis.literal("not_visited")
    )
