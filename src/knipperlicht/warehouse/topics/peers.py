"""Comparable companies: who is compared with whom, and what is usual among them.

`peer`, one row per subject with last accounts: enterprise, main_nace, its division and section (NACE 2025; NULL when the
register gives no activity, or one without a 2025 code), size (`size_class`), stage (start, growth, settled: under 3 years, under 10, older) and
the measures below, BIGINT, NULL where the accounts do not disclose what they need.

`peer_limit`, one row per measure and cell (division, size, stage) that finds at least 50 comparable companies: level
(0 cell, 1 division and size, 2 division, 3 section: the first with enough), peer_group (division or section), companies
(how many) and the percentiles p1 … p99.

A percentile is the smallest value that covers that share of the companies, read from a histogram of whole numbers, so
that every engine gives the same one. Idea: peers of the domain catalogue §4.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import ibis
import ibis.expr.types as ir

from knipperlicht.core.clock import add_months
from knipperlicht.reference.nace import section_table
from knipperlicht.warehouse.account_measures import measures, size_class
from knipperlicht.warehouse.workbench import Workbench

NEEDS = ("nbb",)
AFTER = ("accounts",)
MIN_PEERS = 50
LEVELS = (("division", "size", "stage"), ("division", "size"), ("division",), ("section",))
CELL = ("division", "section", "size", "stage")
PERMILLE = {
    "p1": 10,
    "p2": 20,
    "p5": 50,
    "p25": 250,
    "p50": 500,
    "p75": 750,
    "p95": 950,
    "p975": 975,
    "p99": 990,
}
MEASURES = ("gross_share", "cash_share", "turnover_per_fte", "pay_per_hour")


def build(bench: Workbench, at: date) -> None:
    """Keep both tables."""
    peer = bench.keep("peer", _peers(bench, at))
    bench.keep("peer_limit", limits(peer, MEASURES))


def _peers(bench: Workbench, at: date) -> ir.Table:
    subject = bench.table("subject")
    subject = subject.select(
        "enterprise", "main_nace", started="start_date", code=subject.main_nace.substr(0, 2)
    )
    sections = ibis.memtable(section_table())
    rows = bench.table("last_accounts").inner_join(subject, "enterprise")
    rows = rows.left_join(sections, subject.code == sections.division)
    stage = ibis.cases(
        (rows.started > add_months(day=at, months=-36), "start"),
        (rows.started > add_months(day=at, months=-120), "growth"),
        else_="settled",
    )
    before = {f"prior_{name}": value for name, value in measures(rows, prior=True).items()}
    return rows.select(
        "enterprise", "main_nace", "division", "section", size=size_class(rows), stage=stage, **measures(rows), **before
    )  # fmt: skip


def limits(rows: ir.Table, measured: Sequence[str]) -> ir.Table:
    """`peer_limit` for whole-number columns of any rows that carry the columns of CELL; see the module docstring."""
    placed = rows.filter(rows.division.notnull())
    bars = ibis.union(
        *(
            placed.filter(placed[name].notnull())
            .group_by(*CELL, value=placed[name])
            .agg(n=lambda t: t.count())
            .mutate(measure=ibis.literal(name))
            for name in measured
        )
    )
    known = _percentiles(ibis.union(*(_at_level(bars, level) for level in range(len(LEVELS)))))
    cells = placed.select(*CELL).distinct()
    ladder = ibis.union(*(_rung(cells, level) for level in range(len(LEVELS))))
    found = ladder.inner_join(known, ["level", "key"])
    nearest = ibis.window(group_by=["measure", "division", "size", "stage"], order_by="level")
    first = found.mutate(place=ibis.row_number().over(nearest)).filter(lambda t: t.place == 0)
    return first.drop("place", "key")


def _key(rows: ir.Table, level: int) -> ir.StringValue:
    first, *others = (rows[name] for name in LEVELS[level])
    for part in others:
        first = first + " " + part
    return first


def _at_level(bars: ir.Table, level: int) -> ir.Table:
    rungs = bars.select("measure", "value", "n", level=ibis.literal(level, "int32"), key=_key(bars, level))
    return rungs.group_by("measure", "level", "key", "value").agg(n=rungs.n.sum())


def _rung(cells: ir.Table, level: int) -> ir.Table:
    group = cells[LEVELS[level][0]]
    return cells.select(
        "division",
        "size",
        "stage",
        level=ibis.literal(level, "int32"),
        key=_key(cells, level),
        peer_group=group,
    )


def _percentiles(bars: ir.Table) -> ir.Table:
    """measure, level, key, companies and percentiles of every group with enough companies."""
    group = ["measure", "level", "key"]
    sizes = bars.group_by(*group).agg(companies=bars.n.sum())
    bars = bars.inner_join(sizes.filter(sizes.companies >= MIN_PEERS), group)
    upto = ibis.cumulative_window(group_by=group, order_by="value")
    covered = bars.mutate(covered=bars.n.sum().over(upto) * 1000)
    return covered.group_by(*group, "companies").agg(
        **{
            name: covered.value.min(where=covered.covered >= covered.companies * share)
            for name, share in PERMILLE.items()
        }
    )
