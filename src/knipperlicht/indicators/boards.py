"""What the indicators on boards share: whose board is known, the mandates as evidence, changes near a day.

Tables of `warehouse/topics/mandates.py`. Names identify the holder of a function within one company only.
"""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir

from knipperlicht.indicators.failures import ALIVE
from knipperlicht.indicators.framework import Inputs, evidence_rows

REGISTERS = ("kbo_xml/kbo_select",)
TABLES = {"kbo_xml": "xml_function", "kbo_select": "select_mandate", "nbb": "nbb_officer"}
NEARBY = ("seat_move", "name_change")
NEARBY_ACTS = ("seat", "name", "object")


def living(inputs: Inputs) -> ir.Table:
    """Subjects in a normal situation or in reorganisation: of others, a court or liquidator is in charge."""
    return inputs.subject.filter(inputs.subject.juridical_situation.isin(ALIVE))


def without_board(inputs: Inputs, settings: Any) -> ir.Table:
    """Subjects of which no source ever named a director."""
    known = inputs.table("board").filter(lambda t: t.ever > 0)
    rows = inputs.subject.anti_join(known, "enterprise")
    return rows.select("enterprise", reason=ibis.literal("no_board"))


def without_changes(inputs: Inputs, settings: Any) -> ir.Table:
    """Subjects without a board, or whose board is known as a state only (a list, or accounts)."""
    state = inputs.table("board").filter(lambda t: (t.ever > 0) & (t.source != "kbo_xml"))
    rows = inputs.subject.semi_join(state, "enterprise")
    return ibis.union(
        without_board(inputs, settings),
        rows.select("enterprise", reason=ibis.literal("board_without_history")),
    )


def without_identifiers(inputs: Inputs, settings: Any) -> ir.Table:
    """Subjects without a board, or with a standing director who has no exact identifier."""
    partly = inputs.table("board").filter(lambda t: (t.ever > 0) & (t.identified < t.directors))
    rows = inputs.subject.semi_join(partly, "enterprise")
    return ibis.union(
        without_board(inputs, settings), rows.select("enterprise", reason=ibis.literal("identifier_missing"))
    )


def changed_nearby(inputs: Inputs, rows: ir.Table, *, days: int) -> ir.Table:
    """enterprise: those of `rows` (enterprise, day) whose seat, name or object changed within `days` of the day."""
    events = inputs.table("event").filter(lambda t: t.kind.isin(NEARBY)).select("enterprise", other="day")
    if "staatsblad" in inputs.sources:
        acts = inputs.table("gazette_event").filter(lambda t: t.kind.isin(NEARBY_ACTS))
        events = ibis.union(events, acts.select("enterprise", other="day"))
    near = rows.select("enterprise", "day").inner_join(events, "enterprise")
    apart = near.other.delta(near.day, unit="day")
    return near.filter((apart <= days) & (apart >= -days)).select("enterprise").distinct()


def mandate_rows(
    inputs: Inputs, hits: ir.Table, *, months: int, role: str = "director", order: int = 0
) -> ir.Table:
    """Evidence: mandates of this role that stand, or ended in the last `months`, as the register writes them."""
    rows = inputs.table("mandate").semi_join(hits, "enterprise")
    rows = rows.filter((rows.role == role) & (rows.end_date.isnull() | (rows.end_date > inputs.ago(months))))
    return ibis.union(
        *(
            evidence_rows(
                part, table=table, field=role, key=part.enterprise, value=part.holder_name.fill_null("?"),
                valid_from=part.start_date, valid_to=ibis.coalesce(part.end_date, part.term_end), order=order,
            )
            for source, table in TABLES.items()
            for part in [rows.filter(rows.source == source)]
        )
    )  # fmt: skip
