"""Full + updates equals the next full, row for row, on the synthetic register; and time with many layers."""

from __future__ import annotations

import shutil
import time
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from knipperlicht.history.ingest import ingest, replay
from knipperlicht.history.store import Store
from knipperlicht.sources.kbo_opendata.layout import TABLES
from knipperlicht.synthetic import synthesize

from .register_files import day_of, enterprise, firm, full, history, intervals, now, seat, update

MONTHS = 6


@pytest.fixture(scope="module")
def extracts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """A full extract, six monthly updates, and the full extract of the last month."""
    out = tmp_path_factory.mktemp("synthetic")
    return synthesize(
        enterprises=1500, months=MONTHS, seed=1, stories=False, final_full=True, out=out
    ).extracts


def test_full_and_updates_equal_the_next_full_row_for_row(extracts: tuple[Path, ...], tmp_path: Path) -> None:
    updated, fresh = Store(tmp_path / "updated"), Store(tmp_path / "fresh")
    results = ingest(updated, extracts[:-1])
    assert all(
        c.rejected == 0 and c.read == c.accepted for r in results if r.extract for c in r.extract.counts
    )
    ingest(fresh, extracts[-1:])
    for table in TABLES:
        assert now(updated, table.name) == now(fresh, table.name), table.name
    before = history(updated)
    [last] = ingest(updated, extracts[-1:])
    assert last.extract is not None and not any(last.extract.touched.values()) and last.notes == []
    assert history(updated) == before
    replay(updated)
    assert history(updated) == before


def test_a_year_of_daily_updates_stays_quick(tmp_path: Path) -> None:
    """400 layers, made small: asking must not take seconds, taking in another must not take seconds either."""
    store, people = Store(tmp_path / "data"), [enterprise(n) for n in range(50)]
    rows = {"enterprise": [firm(n) for n in people], "address": [seat(n, "Straat") for n in people]}
    ingest(store, [full(tmp_path, 140, rows)])
    for number in range(141, 146):
        ingest(store, [_move(tmp_path, number, people[number % 50])])
    _repeat_layers(store, up_to=540)
    started = time.perf_counter()
    assert len(now(store, "address")) == 50
    assert len(intervals(store, "address")) > 50
    asked = time.perf_counter()
    ingest(store, [_move(tmp_path, 541, people[0])])
    taken = time.perf_counter()
    assert (*seat(people[0], "Straat 541"), day_of(541), None) in intervals(store, "address")
    assert asked - started < 10 and taken - asked < 10


def _move(folder: Path, number: int, who: int) -> Path:
    return update(folder, number, {"address": [who]}, {"address": [seat(who, f"Straat {number}")]})


def _repeat_layers(store: Store, up_to: int) -> None:
    """Pretend that many more updates were taken in: the layers of the last five again, under later numbers."""
    held = store.extracts()
    templates = [e for e in held if e.role == "delta"]
    for number in range(templates[-1].number + 1, up_to + 1):
        old = templates[number % len(templates)]
        new = replace(
            old, number=number, snapshot_date=day_of(number), layer=f"copy-{number}", sha256=f"{number}"
        )
        shutil.copytree(store.layer(old), store.layer(new))
        for file in store.layer(new).glob("[at]*.parquet"):
            duckdb.execute(
                f"COPY (SELECT * REPLACE ({new.seq}::INTEGER AS seq, DATE '{new.snapshot_date}' AS day) "
                f"FROM '{file}') TO '{file}.new' (FORMAT parquet)"
            )
            Path(f"{file}.new").replace(file)
        held.append(new)
    store.write_extracts(held)
