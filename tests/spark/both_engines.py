"""One small register on two engines: DuckDB as users run it, and Spark with the same expressions.

The `register_` relations are made by `warehouse/register.py` on DuckDB and handed to Spark as Parquet: how
an engine reads the history is its own business, everything after that is written once.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import ibis
from ibis.backends import BaseBackend

from knipperlicht.history.ingest import ingest
from knipperlicht.history.store import Store
from knipperlicht.indicators.framework import Inputs
from knipperlicht.indicators.registry import indicators
from knipperlicht.indicators.run import run_indicators, validated_settings
from knipperlicht.scoring.card import ScoreCard, score_card
from knipperlicht.scoring.combine import combine
from knipperlicht.sources.records import record_tables
from knipperlicht.synthetic import synthesize
from knipperlicht.warehouse.changes import build_changes
from knipperlicht.warehouse.records import open_records
from knipperlicht.warehouse.register import open_register, reach
from knipperlicht.warehouse.tables import build_tables
from knipperlicht.warehouse.workbench import Workbench

ENTERPRISES = 3_000  # the smallest register with planted stories
MONTHS = 4
DIGITS = 9


@dataclass(frozen=True)
class Register:
    """The register as of a day: a Parquet file for each relation."""

    relations: dict[str, Path]
    first_day: date
    last_day: date


def make_register(folder: Path) -> Register:
    """Synthesize, ingest, and write the register relations to Parquet."""
    made = synthesize(enterprises=ENTERPRISES, months=MONTHS, seed=5, out=folder / "extracts")
    store = Store(folder / "data")
    ingest(store, list(made.extracts))
    extracts = store.extracts()
    known = reach(extracts, None)
    parquet = folder / "register"
    parquet.mkdir()
    connection = duckdb.connect()
    open_register(connection, store=store, extracts=extracts, day=None)
    open_records(connection, layers=store.history / "records", taken=[])
    found = connection.execute(
        "SELECT view_name FROM duckdb_views() WHERE view_name LIKE 'register_%'"
    ).fetchall()
    relations = {name: parquet / f"{name}.parquet" for name in (*(row[0] for row in found), *record_tables())}
    for name, path in relations.items():
        connection.execute(f"COPY (SELECT * FROM {name}) TO '{path}' (FORMAT parquet)")
    connection.close()
    return Register(relations, known.first_day, known.last_day)


def known_card() -> ScoreCard:
    """The default score card without the indicators that are not written yet."""
    card = score_card()
    known = indicators().keys()
    return card.model_copy(
        update={
            "indicators": {slug: entry for slug, entry in card.indicators.items() if slug in known},
            "protective": {slug: points for slug, points in card.protective.items() if slug in known},
        }
    )


def compute(backend: BaseBackend, register: Register) -> None:
    """Every step from register to score on one engine; its tables stay on the backend."""
    bench = Workbench(backend)
    card = known_card()
    overrides = {slug: entry.settings for slug, entry in card.indicators.items() if entry.settings}
    build_tables(bench)
    build_changes(bench)
    inputs = Inputs(bench, register.last_day, register.first_day)
    run_indicators(inputs, indicators().values(), validated_settings(indicators().values(), overrides))
    combine(inputs, card, last_day=register.last_day, gaps=False)


def on_duckdb(register: Register) -> BaseBackend:
    """A DuckDB backend with the register relations."""
    backend = ibis.duckdb.connect()
    for name, path in register.relations.items():
        backend.raw_sql(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{path}')")
    return backend


def duckdb_tables(backend: BaseBackend) -> list[str]:
    """Names of the tables that were kept, in order of name."""
    return [
        row[0] for row in backend.con.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()
    ]


def duckdb_rows(backend: BaseBackend, name: str) -> list[dict[str, Any]]:
    """All rows of a table as plain Python values."""
    result = backend.con.execute(f'SELECT * FROM "{name}"')
    columns = [column[0] for column in result.description]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


def counted(found: list[dict[str, Any]]) -> Counter[tuple[Any, ...]]:
    """Rows as a bag: order does not count, floats to nine digits, columns by name."""
    return Counter(tuple((key, _plain(row[key])) for key in sorted(row)) for row in found)


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return None if math.isnan(value) else round(value, DIGITS) + 0.0
    return value


def on_spark(session: Any, register: Register) -> BaseBackend:
    """A Spark backend with the register relations."""
    for name, path in register.relations.items():
        session.read.parquet(str(path)).createOrReplaceTempView(name)
    return ibis.pyspark.connect(session)


def spark_rows(session: Any, name: str) -> list[dict[str, Any]]:
    """All rows of a table as plain Python values."""
    return [row.asDict() for row in session.table(name).collect()]
