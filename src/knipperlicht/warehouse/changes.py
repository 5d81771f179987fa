"""What changed for an enterprise, from the canonical tables: seat, name, legal form, situation, activity.

Kept as `seat_move`, `name_change`, `form_change`, `situation_change`, `main_activity_change`,
`unit_change`, and together as `event`, the time line. Each row: enterprise, day (first extract that shows
it), before, after.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.warehouse.address_text import fold_expression
from knipperlicht.warehouse.workbench import Workbench

LEGAL_FORM_WORDS = (
    r"\b(bv|bvba|nv|vof|comm v|commv|cv|cvba|vzw|srl|sprl|sa|snc|sc|scrl|asbl|scomm|ebvba|sprlu|besloten vennootschap"
    r"|naamloze vennootschap|societe anonyme)\b"
)


def build_changes(bench: Workbench) -> None:
    """Make all change tables and `event`."""
    seat = bench.keep("seat_move", _seat_moves(bench))
    name = bench.keep("name_change", _name_changes(bench))
    form = bench.keep("form_change", _enterprise_changes(bench, "form"))
    situation = bench.keep("situation_change", _enterprise_changes(bench, "situation"))
    main = bench.keep("main_activity_change", _main_changes(bench))
    units = bench.keep("unit_change", _unit_changes(bench))
    kinds = {
        "seat_move": seat, "name_change": name, "form_change": form,
        "situation_change": situation, "main_activity_change": main,
    }  # fmt: skip
    parts = [
        rows.select("enterprise", "day", "before", "after", kind=ibis.literal(kind))
        for kind, rows in kinds.items()
    ]
    parts.append(units.select("enterprise", "day", "before", "after", "kind"))
    gone = bench.table("enterprise_past").filter(lambda t: t.gone)
    parts.append(
        gone.select(
            "enterprise",
            day="valid_to",
            before="juridical_situation",
            after=ibis.null("string"),
            kind=ibis.literal("left_register"),
        )
    )
    bench.keep("event", ibis.union(*parts))


def seat_moves(bench: Workbench) -> ir.Table:
    """enterprise, day, before, after (building keys): the seat went to another building."""
    return bench.table("seat_move")


def _successions(states: ir.Table, *, value: str, group: tuple[str, ...] = ("enterprise",)) -> ir.Table:
    """From intervals (valid_from, valid_to, value) the changes of value: day, before, after.

    Only where the value before had ended: two values that stand side by side are no change.
    """
    order = ibis.window(group_by=list(group), order_by=["valid_from", "valid_to", value])
    previous = states.mutate(before=states[value].lag().over(order), ended=states.valid_to.lag().over(order))
    changed = previous.filter((previous.before != previous[value]) & (previous.ended <= previous.valid_from))
    return changed.select(*group, "before", day="valid_from", after=value)


def _intervals(bench: Workbench, current: ir.Table, past: ir.Table, columns: list[str]) -> ir.Table:
    """Standing and past rows together; only entities with a past can have changed."""
    standing = current.semi_join(past, "enterprise").mutate(valid_to=ibis.date(9999, 12, 31))
    wanted = [*columns, "valid_from", "valid_to"]
    return ibis.union(standing.select(*wanted), past.select(*wanted))


def _seat_moves(bench: Workbench) -> ir.Table:
    def seats(rows: ir.Table) -> ir.Table:
        return rows.filter((rows.type_of_address == "REGO") & rows.building_key.notnull())

    rows = _intervals(
        bench,
        seats(bench.table("address")),
        seats(bench.table("address_past")),
        ["enterprise", "building_key"],
    )
    return _successions(rows, value="building_key")


def _name_changes(bench: Workbench) -> ir.Table:
    """Registered names (type 001) per language, folded, without legal form; a slip of two letters is no change."""

    def registered(rows: ir.Table) -> ir.Table:
        own = rows.filter((rows.type_of_denomination == "001") & (rows.entity < 2_000_000_000))
        return own.mutate(
            enterprise=own.entity,
            folded=fold_expression(own.denomination)
            .re_replace(LEGAL_FORM_WORDS, " ")
            .re_replace(" +", " ")
            .strip(),
        )

    past = registered(bench.table("denomination_past"))
    current = bench.table("register_denomination")
    current = registered(current.semi_join(past, "entity"))
    rows = _intervals(bench, current, past, ["enterprise", "language", "folded", "denomination"])
    order = ibis.window(group_by=["enterprise", "language"], order_by=["valid_from", "valid_to", "folded"])
    seen = rows.mutate(
        before=rows.denomination.lag().over(order),
        before_folded=rows.folded.lag().over(order),
        ended=rows.valid_to.lag().over(order),
    )
    changed = seen.filter((seen.before_folded.levenshtein(seen.folded) > 2) & (seen.ended <= seen.valid_from))
    return changed.select("enterprise", "language", "before", day="valid_from", after="denomination")


def _enterprise_changes(bench: Workbench, what: str) -> ir.Table:
    column = {"form": "form", "situation": "juridical_situation"}[what]

    def state(rows: ir.Table) -> ir.Table:
        return rows.mutate(form=ibis.coalesce(rows.juridical_form_cac, rows.juridical_form))

    rows = _intervals(
        bench, state(bench.table("enterprise")), state(bench.table("enterprise_past")), ["enterprise", column]
    )
    return _successions(rows, value=column)


def _main_changes(bench: Workbench) -> ir.Table:
    """Changes of main activity per list (VAT, employer), on 2025 codes: a recoding is no change.

    Entities carry rows in several NACE versions side by side; only those in the newest version the list
    ever showed are compared. A return to an earlier activity is not counted.
    """
    past = bench.table("main_activity_past").rename(enterprise="entity")
    past = past.filter(past.enterprise < 2_000_000_000)
    current = bench.table("main_activity_touched").rename(enterprise="entity")
    rows = _intervals(bench, current, past, ["enterprise", "activity_group", "nace_version", "nace2025"])
    newest = rows.nace_version.max().over(ibis.window(group_by=["enterprise", "activity_group"]))
    rows = rows.mutate(newest=newest).filter(lambda t: t.nace_version == t.newest)
    merged = rows.group_by("enterprise", "activity_group", "nace2025").agg(
        valid_from=rows.valid_from.min(), valid_to=rows.valid_to.max()
    )
    return _successions(merged, value="nace2025", group=("enterprise", "activity_group"))


def _unit_changes(bench: Workbench) -> ir.Table:
    """Establishments that closed or went to another owner: enterprise, establishment, kind, day.

    Standing ones are not repeated here: `establishment` has their start.
    """
    past = bench.table("establishment_past")
    return past.select(
        "enterprise", "establishment", kind=ibis.literal("establishment_left"), day="valid_to",
        before=past.establishment.cast("string"), after=ibis.null("string"),
    )  # fmt: skip
