"""Who holds which function in which company, from every source that says so, and what changed in the boards.

`mandate`, one row per function and holder:

| column | what |
|---|---|
| enterprise, role | company; group of functions (`reference/functions.yml`; NULL: a code without a meaning) |
| holder | exact identifier: `E…` enterprise number, `P…` keyed person number; NULL where there is none |
| who | the holder within this one company: identifier, or `N` and the name as written |
| holder_kind, holder_name | person or entity; the name or number as the register writes it |
| represents | enterprise for which a permanent representative acts |
| start_date, end_date | end NULL: stands on the day of the build; of a KBO Select list the last day it was seen |
| term_end | planned or real end as published |
| source, stated | kbo_xml, kbo_select or nbb; the day the source last said so |

A company's mandates come from one source: the reuse file, else KBO Select, else its last annual accounts. Numbers of
KBO Select are put beside the same name in the same company. Names never join two companies.

`director`: standing directors, one row per enterprise and who. `board`: counts per enterprise. `board_change`:
enterprise, who, holder, day, kind (appointment, resignation) of directors in the last five years; a renewal or another
seat of the same holder is no change, nor is the first board. `board_replacement`: enterprise, day, old, new: days on
which nobody of the board of 90 days before was left and others had come within 90 days.
"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from knipperlicht.core.clock import add_months
from knipperlicht.warehouse.mandate_sources import deposited, function_roles, registered, selected
from knipperlicht.warehouse.record_changes import changed_owners
from knipperlicht.warehouse.workbench import Workbench, among

NEEDS = ("kbo_xml", "kbo_select", "nbb")
EVENT_MONTHS = 60
RENEWAL_DAYS = 31
REPLACED_DAYS = 90
TABLES = (
    "xml_enterprise",
    "xml_function",
    "select_enterprise",
    "select_mandate",
    "nbb_filing",
    "nbb_officer",
)
COLUMNS = (
    "enterprise", "role", "holder", "who", "holder_kind", "holder_name", "represents", "start_date", "end_date",
    "term_end", "source", "stated",
)  # fmt: skip


def build(bench: Workbench, at: date) -> None:
    """Keep the five tables, and `function_role`: what each code of a function in the reuse file means (code, role)."""
    bench.keep("function_role", function_roles(bench))
    changed = _changed(bench, at)
    mandate = bench.amend("mandate", lambda only: _mandates(bench, at, only), changed=changed)
    director = bench.amend("director", lambda only: _directors(among(mandate, only)), changed=changed)
    bench.amend("board", lambda only: _boards(among(mandate, only), among(director, only)), changed=changed)
    moved = None if changed is None else _moved(bench, changed, at)
    change = bench.amend(
        "board_change", lambda only: _changes(bench, among(mandate, only), at), changed=moved
    )
    bench.amend(
        "board_replacement",
        lambda only: _replacements(among(mandate, only), among(change, only)),
        changed=moved,
    )


def _mandates(bench: Workbench, at: date, only: ir.Table | None) -> ir.Table:
    today = ibis.literal(at, "date")
    picked = selected(bench, today, only)
    register = registered(bench, today, picked, only)
    known, chosen = (
        among(bench.table(name), only).select("enterprise")
        for name in ("xml_enterprise", "select_enterprise")
    )
    only_picked = picked.anti_join(known, "enterprise")
    accounts = deposited(bench, today, only).anti_join(ibis.union(known, chosen, distinct=True), "enterprise")
    return ibis.union(*(rows.select(*COLUMNS) for rows in (register, only_picked, accounts)))


def _changed(bench: Workbench, at: date) -> ir.Table | None:
    """Whose mandates can differ from the previous build's: also those with a code that got another meaning."""
    if bench.previous is None or not bench.previous.has("function_role"):
        return None
    was, now = bench.earlier("function_role"), bench.table("function_role")
    other = ibis.union(was.anti_join(now, ["code", "role"]), now.anti_join(was, ["code", "role"]))
    rows, picked, filing = (bench.table(name) for name in ("xml_function", "select_mandate", "nbb_filing"))
    coded = rows.select("enterprise", code=ibis.coalesce(rows.function_cac, rows.function))
    days = ((rows, "start_date"), (rows, "end_date"), (picked, "start_date"), (filing, "deposit_date"))
    return changed_owners(
        bench, "mandate", at=at, tables=TABLES, also=(coded.semi_join(other, "code"),),
        dated=[table.select("enterprise", day=day) for table, day in days],
    )  # fmt: skip


def _moved(bench: Workbench, changed: ir.Table, at: date) -> ir.Table | None:
    """Whose changes can differ: also where the founding day did, and those of which a change got too old."""
    old = bench.earlier("board_change")
    old = old.filter(old.day <= ibis.literal(add_months(day=at, months=-EVENT_MONTHS), "date"))
    return changed_owners(
        bench, "board_change", at=at, tables=(), also=(changed, bench.table("subject_changed"), old)
    )


def _directors(mandate: ir.Table) -> ir.Table:
    """enterprise, who, holder, holder_kind, start_date, term_end (NULL: open), source of standing directors."""
    rows = mandate.filter((mandate.role == "director") & mandate.end_date.isnull())
    each = rows.group_by("enterprise", "who").agg(
        holder=rows.holder.max(), holder_kind=rows.holder_kind.max(), start_date=rows.start_date.min(),
        last_term=rows.term_end.max(), open_ended=rows.term_end.isnull().any(), source=rows.source.max(),
    )  # fmt: skip
    return each.mutate(term_end=ibis.ifelse(each.open_ended, ibis.null("date"), each.last_term)).drop(
        "last_term", "open_ended"
    )


def _boards(mandate: ir.Table, director: ir.Table) -> ir.Table:
    """Per enterprise with any mandate: what stands, and when the last director left."""
    stands = mandate.end_date.isnull()

    def standing(*roles: str) -> ir.IntegerScalar:
        return (stands & mandate.role.isin(roles)).fill_null(False).cast("int64").sum()

    each = mandate.group_by("enterprise").agg(
        ever=(mandate.role == "director").fill_null(False).cast("int64").sum(),
        last_end=mandate.end_date.max(where=mandate.role == "director"),
        representatives=standing("permanent_representative"), auditors=standing("auditor"),
        officials=standing("liquidator", "trustee"), source=mandate.source.max(), stated=mandate.stated.max(),
    )  # fmt: skip
    now = director.group_by(of="enterprise").agg(
        directors=director.count(), identified=director.holder.count(),
        entities=(director.holder_kind == "entity").cast("int64").sum(),
        open_ended=director.term_end.isnull().cast("int64").sum(), last_term=director.term_end.max(),
    )  # fmt: skip
    rows = each.left_join(now, each.enterprise == now["of"])
    counts = {name: rows[name].fill_null(0) for name in ("directors", "identified", "entities", "open_ended")}
    return rows.mutate(**counts).drop("of")


def _changes(bench: Workbench, mandate: ir.Table, at: date) -> ir.Table:
    """See the module docstring. Lists of the last accounts are states, so they show no changes."""
    rows = mandate.filter((mandate.role == "director") & (mandate.source != "nbb"))
    rows = rows.select("enterprise", "who", "holder", "start_date", "end_date")
    several = rows.group_by("enterprise", "who").agg(n=rows.count()).filter(lambda t: t.n > 1)
    twins = rows.semi_join(several, ["enterprise", "who"]).select(
        "enterprise", "who", other_start="start_date", other_end="end_date"
    )
    since = ibis.literal(add_months(day=at, months=-EVENT_MONTHS), "date")
    came = rows.filter(rows.start_date > since).mutate(day=rows.start_date)
    left = rows.filter(rows.end_date > since).mutate(day=rows.end_date)
    on = ["enterprise", "who"]
    before = came.inner_join(twins, on).filter(
        lambda t: (
            (t.other_start < t.day)
            & (t.other_end.isnull() | (t.day.delta(t.other_end, unit="day") <= RENEWAL_DAYS))
        )
    )
    after = left.inner_join(twins, on).filter(
        lambda t: (
            (t.other_start.isnull() | (t.other_start.delta(t.day, unit="day") <= RENEWAL_DAYS))
            & (t.other_end.isnull() | (t.other_end > t.day))
        )
    )
    founded = bench.table("enterprise").select(of="enterprise", founded="start_date")
    new = came.anti_join(before, [*on, "day"]).left_join(founded, came.enterprise == founded["of"])
    new = new.filter(new.founded.isnull() | (new.day.delta(new.founded, unit="day") > RENEWAL_DAYS))
    gone = left.anti_join(after, [*on, "day"])
    parts = [
        part.group_by("enterprise", "who", "day")
        .agg(holder=part.holder.max())
        .mutate(kind=ibis.literal(kind))
        for part, kind in ((new, "appointment"), (gone, "resignation"))
    ]
    return ibis.union(*parts)


def _replacements(mandate: ir.Table, change: ir.Table) -> ir.Table:
    came = change.filter(change.kind == "appointment").select("enterprise", came="day")
    left = change.filter(change.kind == "resignation").select("enterprise", "day").distinct()
    near = left.inner_join(came, "enterprise")
    apart = near.came.delta(near.day, unit="day")
    days = (
        near.filter((apart <= REPLACED_DAYS) & (apart >= -REPLACED_DAYS))
        .select("enterprise", "day")
        .distinct()
    )
    seats = mandate.filter((mandate.role == "director") & (mandate.source != "nbb"))
    seats = seats.select(
        "enterprise", "who", "end_date", begun=seats.start_date.fill_null(ibis.date(1900, 1, 1))
    )
    rows = days.inner_join(seats, "enterprise")
    age = rows.day.delta(rows.begun, unit="day")
    over = rows.day.delta(rows.end_date, unit="day")
    lasts = rows.end_date.isnull() | (over < 0)
    each = rows.group_by("enterprise", "day", "who").agg(
        was=((age >= REPLACED_DAYS) & (rows.end_date.isnull() | (over < REPLACED_DAYS))).any(),
        stays=((age >= -RENEWAL_DAYS) & lasts).any(),
        fresh=((age < REPLACED_DAYS) & (age >= -REPLACED_DAYS) & lasts).any(),
    )
    counted = each.group_by("enterprise", "day").agg(
        old=each.was.cast("int64").sum(),
        kept=(each.was & each.stays).cast("int64").sum(),
        new=(~each.was & each.fresh).cast("int64").sum(),
    )
    return counted.filter((counted.old > 0) & (counted.kept == 0) & (counted.new > 0)).drop("kept")
