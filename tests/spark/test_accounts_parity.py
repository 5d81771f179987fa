"""Questions on annual accounts give the same rows on DuckDB and on Spark: peers, hits, evidence and gaps.

The companies are those of all golden cases of these questions, together in one register, so that both engines see
every branch; what the cases expect is tested elsewhere.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import ibis

from knipperlicht.indicators.framework import Inputs
from knipperlicht.indicators.registry import indicators
from knipperlicht.warehouse.topics import peers
from knipperlicht.warehouse.workbench import Workbench
from tests.indicators.harness import Register, fill, golden_files, load, workbench
from tests.spark.both_engines import counted, duckdb_rows, spark_rows

SLUGS = (
    "activa_leeggehaald", "jaarrekening_gekopieerd", "liquide_middelen_hoog", "loonkost_onder_minimum",
    "marge_implausibel", "omzet_explosie", "omzet_per_vte_extreem", "omzet_zonder_personeel", "voorraad_ontbreekt",
    "werkgeverschap_tegenstrijdig",
)  # fmt: skip
GIVEN = (
    "subject", "accounts", "last_accounts", "owner", "register_activity", "register_activity_past", "gazette_act",
)  # fmt: skip


def companies() -> Register:
    """All golden cases of these questions in one register."""
    files = [load(path) for path in golden_files() if path.stem in SLUGS]
    register = Register(at=files[0]["at"], first_day=max(data.get("first_day", data["at"]) for data in files))
    cases = [case for data in files for case in data["cases"]]
    for number, case in enumerate(cases):
        fill(register, number, case["register"])
    return register


def answers(bench: Workbench, register: Register) -> list[str]:
    """Ask all of it; gives the names of the kept tables."""
    peers.build(bench, register.at)
    inputs = Inputs(bench, register.at, register.first_day, frozenset({"nbb", "staatsblad"}))
    kept = ["peer", "peer_limit"]
    for slug in SLUGS:
        indicator = indicators()[slug]
        settings = indicator.settings()
        hits = bench.keep(f"hits_of_{slug}", indicator.hits(inputs, settings))
        bench.keep(f"evidence_of_{slug}", indicator.evidence(inputs, settings, hits))
        assert indicator.unknown is not None
        bench.keep(f"unknown_of_{slug}", indicator.unknown(inputs, settings))
        kept += [f"{what}_of_{slug}" for what in ("hits", "evidence", "unknown")]
    return kept


def test_accounts_are_judged_alike_on_both_engines(spark: Any, tmp_path: Path) -> None:
    register = companies()
    bench = workbench(register)
    names = answers(bench, register)
    for name in GIVEN:
        path = tmp_path / f"{name}.parquet"
        bench.backend.con.execute(f"COPY (SELECT * FROM {name}) TO '{path}' (FORMAT parquet)")
        spark.read.parquet(str(path)).createOrReplaceTempView(name)
    assert answers(Workbench(ibis.pyspark.connect(spark)), register) == names
    for name in names:
        here, there = counted(duckdb_rows(bench.backend, name)), counted(spark_rows(spark, name))
        missing, extra = here - there, there - here
        assert not missing and not extra, f"{name}: only DuckDB {shown(missing)}, only Spark {shown(extra)}"
    found = {slug: len(duckdb_rows(bench.backend, f"hits_of_{slug}")) for slug in SLUGS}
    assert all(found.values()), f"no hit at all: {[slug for slug, count in found.items() if not count]}"


def shown(rows: Counter[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """A few of them."""
    return [row for row, _ in rows.most_common(3)]
