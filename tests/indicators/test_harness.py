"""The remembered statements give what the real code gives."""

from __future__ import annotations

from typing import Any

from knipperlicht.sources.records import record_sources
from knipperlicht.warehouse.topics import build_topics
from tests.indicators.harness import Register, build, fill, golden_files, load, workbench


def filled(index: int) -> Register:
    data = load(golden_files()[index])
    register = Register(at=data["at"], first_day=data.get("first_day", data["at"]))
    for number, case in enumerate(data["cases"]):
        fill(register, number, case["register"])
    return register


def rows(bench: Any) -> dict[str, list[Any]]:
    connection = bench.backend.con
    names = [row[0] for row in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
    return {name: sorted(connection.execute(f"FROM {name}").fetchall(), key=repr) for name in names}


def fresh_workbench(register: Register) -> Any:
    """What `workbench` gives, nothing of it repeated."""
    bench = build(register)
    build_topics(bench, register.at, frozenset(record_sources()))
    return bench


def test_repeated_statements_give_the_rows_of_a_fresh_build() -> None:
    workbench(filled(0))
    for index in (0, -1):
        repeated, fresh = rows(workbench(filled(index))), rows(fresh_workbench(filled(index)))
        assert repeated == fresh
        assert repeated["subject"] and repeated["address"]
