"""Builds in processes of their own, where they can be killed or starved."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from knipperlicht.history.store import Store
from knipperlicht.readmodel.reader import Reader

RESULTS = (
    "score",
    "hit_points",
    "family_points",
    "evidence",
    "gap",
    "gap_of",
    "unanswered",
    "subject",
    "event",
)

KILLER = """
import os, signal, sys
from pathlib import Path
import knipperlicht.build, knipperlicht.warehouse.snapshot as snapshot
from knipperlicht.history.store import Store

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def attempt(moment):
    store = Store(Path(sys.argv[1]))
    if moment.isdigit():
        left = [int(moment)]
        def progress(name, total):
            def step(amount):
                left[0] -= 1
                if left[0] == 0:
                    die()
            return step
        knipperlicht.build.build(store, progress=progress)
    elif moment == "named":
        snapshot._point = die
        knipperlicht.build.build(store)
    elif moment == "manifest":
        snapshot.write_json = die
        knipperlicht.build.build(store)
    os._exit(7)

for moment in sys.argv[2:]:
    child = os.fork()
    if child == 0:
        attempt(moment)
    _, status = os.waitpid(child, 0)
    print(moment, os.WTERMSIG(status) if os.WIFSIGNALED(status) else f"exit {os.WEXITSTATUS(status)}", flush=True)
"""


def kill_at(store: Store, *moments: str) -> dict[str, str]:
    """Start a build for each moment and kill it there: the number of a table, `manifest` or `named`."""
    done = subprocess.run(
        [sys.executable, "-c", KILLER, str(store.root), *moments],
        capture_output=True, check=True, text=True, timeout=300, env=os.environ | {"PYTHONWARNINGS": "ignore"},
    )  # fmt: skip
    return dict(line.split(" ", 1) for line in done.stdout.splitlines())


def results(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the tables that matter, in a fixed order."""
    with Reader(store) as reader:
        held = {row["table_name"] for row in reader.rows("SELECT table_name FROM duckdb_tables()")}
        assert {"score", "hit_points", "evidence"} <= held
        return {
            name: reader.connection.execute(f"SELECT * FROM {name} ORDER BY ALL").fetchall()
            for name in RESULTS
            if name in held
        }


def leftovers(store: Store) -> list[Path]:
    """Snapshot folders without a manifest."""
    return [path for path in store.snapshots.iterdir() if not (path / "manifest.json").exists()]
