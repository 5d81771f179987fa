"""`python -m benchmarks.polars_twenty.compare DATA FOLDER RESULT`: ours and theirs in one run, over the same Parquet.

The canonical tables of the served snapshot are written to Parquet once. Then, three times in turn: ours through Ibis on
DuckDB (planning included; ours also writes the facts of every hit, theirs does not), theirs through `collect_all`. The
faster of three counts for both. Every hit must be equal: enterprise, severity, day.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir
import polars as pl

from benchmarks.polars_twenty import accounts, boards, deposits, register
from benchmarks.polars_twenty.shape import Day, Question
from knipperlicht.engine import configure, literal, no_collecting
from knipperlicht.history.records import read_back
from knipperlicht.history.store import Store
from knipperlicht.indicators.framework import Inputs
from knipperlicht.indicators.registry import indicators
from knipperlicht.indicators.run import validated_settings
from knipperlicht.scoring.card import score_card
from knipperlicht.warehouse.pipeline import PipelinedWorkbench
from knipperlicht.warehouse.records import open_records
from knipperlicht.warehouse.snapshot import Snapshot, current
from knipperlicht.warehouse.workbench import Workbench

QUESTIONS: dict[str, Question] = (
    register.QUESTIONS | boards.QUESTIONS | accounts.QUESTIONS | deposits.QUESTIONS
)
BY_HAND = (
    "subject", "building", "allowed_building", "address", "establishment_past", "activity_profile", "contact", "court_state",
    "main_activity_past", "main_activity_touched", "board", "board_change", "board_replacement", "mandate", "director",
    "event", "gazette_event", "last_accounts", "accounts", "peer", "peer_limit", "size_test", "withholding_answer",
    "filing_duty", "accounting_year", "nbb_reference", "nbb_filing", "nbb_officer",
)  # fmt: skip
"""Tables that the Polars side reads; what ours reads, its indicators say."""
SOURCES = frozenset(("nbb", "kbo_xml", "staatsblad", "court_notices", "withholding"))
TIMES = 3
PLANNING: list[float] = []
"""CPU seconds of Ibis' planning in each of our turns."""


def main(data: Path, folder: Path, result: Path) -> None:
    snapshot = current(Store(data))
    day = Day(folder, snapshot.as_of)
    overrides = {slug: entry.settings for slug, entry in score_card().indicators.items() if entry.settings}
    settings = validated_settings(indicators().values(), overrides)
    names = written(snapshot, settings, folder)
    costs: dict[str, list[tuple[float, float]]] = {"ours": [], "polars": []}
    ibis.options.sql.fuse_selects = False
    for _ in range(TIMES):
        with no_collecting():
            mine, cost = timed(lambda: ours(names, snapshot, settings, folder))
        costs["ours"].append(cost)
        theirs, cost = timed(lambda: by_hand(day, settings))
        costs["polars"].append(cost)
    rows = [(slug, equal(slug, mine[slug], theirs[slug])) for slug in QUESTIONS]
    best = {name: min(found) for name, found in costs.items()}
    markdown = "| indicator | equal hits |\n|---|--:|\n" + "".join(
        f"| {slug} | {count:,} |\n" for slug, count in rows
    )
    answer: dict[str, Any] = {
        name: {"seconds": round(seconds, 2), "cpu": round(cpu, 2)} for name, (seconds, cpu) in best.items()
    }
    answer |= {"indicators": len(rows), "hits": sum(count for _, count in rows), "markdown": markdown}
    answer["ours"]["planning"] = round(min(PLANNING), 2)
    answer["parquet_gib"] = round(sum(path.stat().st_size for path in folder.glob("*.parquet")) / 2**30, 3)
    result.write_text(json.dumps(answer), "utf-8")
    print(json.dumps({name: value for name, value in answer.items() if name != "markdown"}), costs)


class Asking(Workbench):
    """Makes nothing, but notes which tables are asked for."""

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        self._tables[name] = expression
        return expression

    @property
    def asked(self) -> set[str]:
        """Names of tables that stood there already."""
        return {name for name, table in self._tables.items() if isinstance(table.op(), ops.DatabaseTable)}


def written(snapshot: Snapshot, settings: dict[str, Any], folder: Path) -> list[str]:
    """Every table that either side reads as Parquet; gives their names."""
    backend = ibis.duckdb.connect(snapshot.database, read_only=True)
    configure(backend.con, folder / "spill")
    open_records(
        backend.con, layers=snapshot.folder / "records", taken=read_back(snapshot.manifest["records"])
    )
    bench = Asking(backend)
    for slug in QUESTIONS:
        bench.keep(f"hit_{slug}", indicators()[slug].hits(inputs_of(bench, snapshot), settings[slug]))
    names = sorted({*BY_HAND, *bench.asked})
    for name in names:
        backend.con.execute(f'COPY (FROM "{name}") TO {literal(folder / f"{name}.parquet")} (FORMAT parquet)')
    backend.disconnect()
    return names


def inputs_of(bench: Workbench, snapshot: Snapshot) -> Inputs:
    """What the indicators get."""
    return Inputs(bench, snapshot.as_of, date.fromisoformat(snapshot.manifest["first_day"]), SOURCES)


def timed(run: Callable[[], dict[str, pl.DataFrame]]) -> tuple[dict[str, pl.DataFrame], tuple[float, float]]:
    """The answer, and its wall and CPU seconds."""
    began, cpu = time.perf_counter(), time.process_time()
    found = run()
    return found, (time.perf_counter() - began, time.process_time() - cpu)


def ours(
    names: list[str], snapshot: Snapshot, settings: dict[str, Any], folder: Path
) -> dict[str, pl.DataFrame]:
    """Hits by slug, as the build makes them."""
    with tempfile.TemporaryDirectory() as spill:
        backend = ibis.duckdb.connect()
        configure(backend.con, Path(spill))
        for name in names:
            path = literal(folder / f"{name}.parquet")
            backend.con.execute(f'CREATE VIEW "{name}" AS FROM read_parquet({path})')
        bench = PipelinedWorkbench(backend)
        try:
            inputs = inputs_of(bench, snapshot)
            planned = time.thread_time()
            for slug in QUESTIONS:
                bench.keep(f"hit_{slug}", indicators()[slug].hits(inputs, settings[slug]))
            PLANNING.append(time.thread_time() - planned)
            bench.settle()
            found = {
                slug: pl.from_arrow(
                    backend.con.sql(f"SELECT enterprise, severity, since FROM hit_{slug}").to_arrow_table()
                )
                for slug in QUESTIONS
            }
        finally:
            bench.close()
            backend.disconnect()
    return {slug: rows for slug, rows in found.items() if isinstance(rows, pl.DataFrame)}


def by_hand(day: Day, settings: dict[str, Any]) -> dict[str, pl.DataFrame]:
    """Hits by slug, all plans together."""
    found = pl.collect_all([question(day, settings[slug]) for slug, question in QUESTIONS.items()])
    return dict(zip(QUESTIONS, found, strict=True))


def equal(slug: str, mine: pl.DataFrame, theirs: pl.DataFrame) -> int:
    """How many hits there are, the same on both sides; raises AssertionError with the first that differ."""
    both = mine.join(theirs, on="enterprise", how="full", coalesce=True, suffix="_theirs")
    same = ((pl.col("severity") - pl.col("severity_theirs")).abs() < 1e-9) & pl.col("since").eq_missing(
        pl.col("since_theirs")
    )
    odd = both.filter(~same.fill_null(False))
    if len(odd) or len(mine) != len(both):
        raise AssertionError(f"{slug}: {len(odd)} of {len(both)} hits differ: {odd.head(5).to_dicts()}")
    return len(both)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
