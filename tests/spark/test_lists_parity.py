"""Questions to VKBO, FAVV and VIES, and the tables of parents, give the same rows on DuckDB and on Spark.

The companies are those of all golden cases of these questions, together in one register.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import ibis

from knipperlicht.indicators.framework import Inputs
from knipperlicht.indicators.registry import indicators
from knipperlicht.sources.records import record_tables
from knipperlicht.warehouse.topics import parents
from knipperlicht.warehouse.workbench import Workbench
from tests.indicators.harness import Register, fill, golden_files, load, workbench
from tests.sources.sheet_files import invented
from tests.spark.both_engines import counted, duckdb_rows, spark_rows

SLUGS = ("btw_niet_actief", "gereglementeerd_zonder_toelating", "zetel_onvindbaar")
SOURCES = ("bods", "favv", "gleif", "gleif_relations", "vies", "vkbo")
REGISTER = ("subject", "activity_profile", "nace_map", "establishment", "address", "register_address")


def companies() -> Register:
    """All golden cases of these questions in one register, and a few parents."""
    files = [load(path) for path in golden_files() if path.stem in SLUGS]
    register = Register(at=files[0]["at"], first_day=files[0]["first_day"])
    cases = [case for data in files for case in data["cases"] if "sources" not in case]
    for number, case in enumerate(cases):
        fill(register, number, case["register"])
    seen, child = register.at, invented(1)
    register.records["gleif_entity"] += [
        {"seen": seen, "enterprise": number, "lei": lei, "name": lei, "country": "LU"}
        for number, lei in ((child, "CHILD"), (0, "PARENT"))
    ]
    register.records["gleif_relation"] += [
        {"seen": seen, "child": "CHILD", "kind": kind, "parent": "PARENT", "active": True, "until": until}
        for kind, until in (("direct", None), ("ultimate", date(2020, 1, 1)))
    ]
    register.records["bods_entity"] += [
        {"seen": seen, "record": record, "enterprise": number, "name": record, "closed": False}
        for number, record in ((child, "child"), (0, "holder"))
    ]
    register.records["bods_interest"].append({
        "seen": seen, "record": "r", "place": 0, "subject": "child", "party": "holder", "share_exact": 60.5, "closed": False,
    })  # fmt: skip
    return register


def answers(bench: Workbench, register: Register) -> Sequence[str]:
    """Ask all of it; gives the names of the kept tables."""
    parents.build(bench, register.at)
    inputs = Inputs(bench, register.at, register.first_day, frozenset(SOURCES))
    kept = ["gleif_parent", "bods_parent"]
    for slug in SLUGS:
        indicator = indicators()[slug]
        settings = indicator.settings()
        hits = bench.keep(f"hits_of_{slug}", indicator.hits(inputs, settings))
        bench.keep(f"evidence_of_{slug}", indicator.evidence(inputs, settings, hits))
        assert indicator.unknown is not None
        bench.keep(f"unknown_of_{slug}", indicator.unknown(inputs, settings))
        kept += [f"{what}_of_{slug}" for what in ("hits", "evidence", "unknown")]
    return kept


def test_lists_are_judged_alike_on_both_engines(spark: Any, tmp_path: Path) -> None:
    register = companies()
    bench = workbench(register)
    names = answers(bench, register)
    own = [name for name in record_tables() if name.startswith(("vkbo", "favv", "vies", "gleif", "bods"))]
    for name in (*REGISTER, *own):
        path = tmp_path / f"{name}.parquet"
        bench.backend.con.execute(f"COPY (SELECT * FROM {name}) TO '{path}' (FORMAT parquet)")
        spark.read.parquet(str(path)).createOrReplaceTempView(name)
    assert answers(Workbench(ibis.pyspark.connect(spark)), register) == names
    for name in names:
        here, there = counted(duckdb_rows(bench.backend, name)), counted(spark_rows(spark, name))
        assert here == there, (
            f"{name}: only DuckDB {list(here - there)[:3]}, only Spark {list(there - here)[:3]}"
        )
        assert here, f"{name} is empty: it proves nothing"
