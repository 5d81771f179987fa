"""From history to a published, scored snapshot. The one place that knows the order of the layers."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
import ibis

from knipperlicht.core.progress import Progress, silent
from knipperlicht.engine import configure
from knipperlicht.errors import KnipperlichtError
from knipperlicht.history.relations import applied
from knipperlicht.history.store import Extract, Store
from knipperlicht.indicators.framework import Inputs
from knipperlicht.indicators.registry import indicators
from knipperlicht.indicators.run import run_indicators, validated_settings
from knipperlicht.readmodel.search_index import add_documents, documents, open_index
from knipperlicht.scoring.card import ScoreCard, score_card
from knipperlicht.scoring.checks import failed_checks
from knipperlicht.scoring.combine import combine
from knipperlicht.warehouse.changes import build_changes
from knipperlicht.warehouse.register import Reach, open_register, reach
from knipperlicht.warehouse.snapshot import Snapshot, link_register, open_views, publish
from knipperlicht.warehouse.tables import build_tables
from knipperlicht.warehouse.workbench import Workbench

STEPS = 110
"""Rough number of tables a build makes, for the progress display."""


def build(store: Store, *, as_of: date | None = None, progress: Progress = silent) -> Snapshot:
    """Build and publish. With `as_of`, a snapshot of that past day is made beside the served one."""
    with store.lock("build"):
        extracts = store.extracts()
        known = reach(extracts, as_of)
        day = as_of or known.last_day
        card = score_card()
        card = card.model_copy(update={"indicators": {k: v for k, v in card.indicators.items() if k in indicators()}, "protective": {k: v for k, v in card.protective.items() if k in indicators()}})
        building = store.work / "snapshot"
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir(parents=True)
        step = progress("build", STEPS)
        backend = ibis.duckdb.connect(building / "snapshot.duckdb")
        try:
            connection: duckdb.DuckDBPyConnection = backend.con
            configure(connection, store.work / "spill")
            bench = Workbench(backend, watch=lambda name: step(1))
            open_register(connection, store=store, extracts=extracts, day=as_of)
            build_tables(bench)
            build_changes(bench)
            inputs = Inputs(bench, day, known.first_day)
            settings = _settings(card)
            run_indicators(inputs, indicators().values(), settings)
            combine(inputs, card, last_day=known.last_day, gaps=bool(known.gaps))
            link_register(connection, store=store, extracts=extracts, day=as_of, folder=building)
            manifest = _manifest(connection, extracts, known, card, day, as_of is not None)
            if failed := failed_checks(connection):
                raise KnipperlichtError(
                    f"The build failed its checks and is not published: {'; '.join(failed)}. "
                    "What was served before stays served."
                )
            snapshot = Snapshot(building, manifest)
            names = connection.cursor()
            open_views(names, snapshot)
            manifest["counts"]["search"] = add_documents(open_index(building / "search"), documents(names))
        finally:
            backend.disconnect()
        return publish(store, building, manifest, switch=as_of is None)


def _settings(card: ScoreCard) -> dict[str, Any]:
    overrides = {slug: entry.settings for slug, entry in card.indicators.items() if entry.settings}
    return validated_settings(indicators().values(), overrides)


def _manifest(
    connection: duckdb.DuckDBPyConnection,
    extracts: Sequence[Extract],
    known: Reach,
    card: ScoreCard,
    day: date,
    of_day: bool,
) -> dict[str, Any]:
    used = applied(extracts, day)
    fingerprint = hashlib.sha256("".join(e.sha256 for e in used).encode()).hexdigest()[:8]
    tables = ("enterprise", "establishment", "address", "contact", "subject", "hit", "evidence", "score")
    counts = {}
    for table in tables:
        row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        counts[table] = int(row[0]) if row else 0
    rejects = [
        {"extract": e.label, "file": c.file, "read": c.read, "accepted": c.accepted, "rejected": c.rejected}
        for e in used
        for c in e.counts
        if c.rejected
    ]
    return {
        "snapshot": f"{day}-{known.last_number:04d}-{fingerprint}-{card.version}",
        "as_of": str(day),
        "first_day": str(known.first_day),
        "last_day": str(known.last_day),
        "of_day": of_day,
        "built": datetime.now(UTC).isoformat(timespec="seconds"),
        "code": version("knipperlicht"),
        "scorecard": card.version,
        "sources": [
            {"source": "kbo_opendata", "extract": e.label, "day": str(e.snapshot_date), "file": e.file, "sha256": e.sha256}
            for e in used
        ],
        "gaps": list(known.gaps),
        "counts": counts,
        "rejects": rejects,
        "reach": {k: str(v) for k, v in asdict(known).items()},
    }


def layer_rejects(store: Store) -> list[Path]:
    """Parquet files with the rejected rows of every extract in history."""
    return sorted(path for e in store.extracts() for path in store.layer(e).glob("*.rejects.parquet"))
