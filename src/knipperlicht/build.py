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
from knipperlicht.engine import configure, no_collecting, plain_failures, use_unlogged
from knipperlicht.errors import KnipperlichtError
from knipperlicht.history.records import FOLDER, Taken, written
from knipperlicht.history.relations import applied
from knipperlicht.history.store import Extract, Store
from knipperlicht.indicators.framework import Inputs
from knipperlicht.indicators.registry import indicators
from knipperlicht.indicators.run import run_indicators, validated_settings
from knipperlicht.readmodel.index_names import start as start_indexing
from knipperlicht.readmodel.lookup_files import EarlyLookups
from knipperlicht.readmodel.score_history import record
from knipperlicht.scoring.card import DEFAULT, ScoreCard
from knipperlicht.scoring.checks import failed_checks
from knipperlicht.scoring.combine import combine
from knipperlicht.scoring.confidence import grading
from knipperlicht.scoring.thresholds import card_with
from knipperlicht.scoring.thresholds import read as read_thresholds
from knipperlicht.warehouse.changes import build_changes
from knipperlicht.warehouse.pipeline import PipelinedWorkbench
from knipperlicht.warehouse.previous import PreviousBuild, fingerprint, take_over, usable
from knipperlicht.warehouse.records import known_deliveries, link_records, open_records
from knipperlicht.warehouse.register import Reach, open_register, reach
from knipperlicht.warehouse.snapshot import Snapshot, link_bases, link_register, publish
from knipperlicht.warehouse.tables import build_tables
from knipperlicht.warehouse.topics import build_topics

STEPS = 150
"""Rough number of tables a build makes, for the progress display."""


def build(
    store: Store, *, as_of: date | None = None, fresh: bool = False, progress: Progress = silent
) -> Snapshot:
    """Build and publish. With `as_of`, a snapshot of that past day is made beside the served one.

    Canonical rows of entities that did not change since the served snapshot are carried over from it;
    `fresh` makes everything anew. The result is the same.
    """
    with store.lock("build"), plain_failures(store.root), no_collecting():
        extracts = store.extracts()
        known = reach(extracts, as_of)
        used = applied(extracts, as_of)
        building = store.work / "snapshot"
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir(parents=True)
        before = None if fresh or as_of is not None else usable(store, used)
        names = start_indexing(
            store, target=building / "search", day=as_of, previous=before.folder / "search" if before else None,
            known=len(before.manifest["sources"]) if before else 0,
        )  # fmt: skip
        try:
            manifest = _fill(store, building, extracts, known, as_of, before, progress)
            manifest["counts"]["search"] = names.finish()
        finally:
            names.stop()
        snapshot = publish(store, building, manifest, switch=as_of is None)
        record(store, snapshot)
        return snapshot


def _fill(
    store: Store,
    building: Path,
    extracts: Sequence[Extract],
    known: Reach,
    as_of: date | None,
    before: Snapshot | None,
    progress: Progress,
) -> dict[str, Any]:
    """Make every table of the snapshot in `building` and check it; gives its manifest."""
    thresholds = read_thresholds(store.root)
    card = card_with(thresholds, DEFAULT)
    settings = _settings(card)
    step = progress("build", STEPS)
    ibis.options.sql.fuse_selects = False
    if before is not None:
        take_over(before, building / "snapshot.duckdb")
    backend = ibis.duckdb.connect()
    try:
        connection: duckdb.DuckDBPyConnection = backend.con
        configure(connection, store.work / "spill")
        use_unlogged(connection, building / "snapshot.duckdb")
        previous = None
        if before is not None:
            previous = PreviousBuild(backend, snapshot=before, store=store, used=applied(extracts, as_of))
        open_register(connection, store=store, extracts=extracts, day=as_of)
        records = known_deliveries(store, as_of)
        layers = store.history / FOLDER
        present = open_records(connection, layers=layers, taken=records)
        if previous is not None:
            previous.open_records(layers=layers, taken=records)
        link_bases(store, extracts, day=as_of, folder=building)
        bench = PipelinedWorkbench(backend, watch=lambda name: step(1), previous=previous)
        lookups = EarlyLookups(building, previous=before.folder if before else None)
        try:
            build_tables(bench)
            bench.then(lambda: lookups.start(connection))
            build_changes(bench)
            inputs = Inputs(bench, as_of or known.last_day, known.first_day, present)
            build_topics(bench, inputs.at, present)
            asked = run_indicators(inputs, indicators().values(), settings)
            graded = grading(inputs, card, asked, last_day=known.last_day, gaps=bool(known.gaps))
            combine(
                inputs, card, last_day=known.last_day, gaps=bool(known.gaps),
                graded_alike=before is not None and before.manifest.get("grading") == graded,
            )  # fmt: skip
            bench.settle()
            lookups.finish()
        finally:
            bench.close()
            lookups.stop()
        link_register(connection, extracts=extracts, day=as_of)
        if previous:
            previous.release()
        if failed := failed_checks(connection):
            raise KnipperlichtError(
                f"The build failed its checks and is not published: {'; '.join(failed)}. "
                "What was served before stays served."
            )
        link_records(connection, layers=layers, taken=records, folder=building / FOLDER)
        connection.execute("CHECKPOINT")
        return _manifest(connection, extracts, records, known, card, inputs.at, as_of is not None) | {
            "thresholds": thresholds,
            "grading": graded,
        }
    finally:
        backend.disconnect()


def _settings(card: ScoreCard) -> dict[str, Any]:
    overrides = {slug: entry.settings for slug, entry in card.indicators.items() if entry.settings}
    return validated_settings(indicators().values(), overrides)


def _manifest(
    connection: duckdb.DuckDBPyConnection,
    extracts: Sequence[Extract],
    records: Sequence[Taken],
    known: Reach,
    card: ScoreCard,
    day: date,
    of_day: bool,
) -> dict[str, Any]:
    used = applied(extracts, day)
    held = [e.sha256 for e in used] + [t.sha256 for t in records]
    digest = hashlib.sha256("".join(held).encode()).hexdigest()[:8]
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
        "snapshot": f"{day}-{known.last_number:04d}-{digest}-{card.version}",
        "as_of": str(day),
        "first_day": str(known.first_day),
        "last_day": str(known.last_day),
        "of_day": of_day,
        "built": datetime.now(UTC).isoformat(timespec="microseconds"),
        "code": version("knipperlicht"),
        "fingerprint": fingerprint(),
        "scorecard": card.version,
        "sources": [
            {
                "source": "kbo_opendata",
                "extract": e.label,
                "day": str(e.snapshot_date),
                "file": e.file,
                "sha256": e.sha256,
            }
            for e in used
        ],
        "records": written(records),
        "gaps": list(known.gaps),
        "counts": counts,
        "rejects": [*rejects, *_refused(records)],
        "reach": {k: str(v) for k, v in asdict(known).items()},
    }


def _refused(records: Sequence[Taken]) -> list[dict[str, Any]]:
    return [
        {"extract": f"{t.source} {t.day}", "file": c.file, "read": c.read, "accepted": c.accepted, "rejected": c.rejected}
        for t in records
        for c in t.counts
        if c.rejected
    ]  # fmt: skip
