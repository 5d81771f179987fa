"""The demonstration: an invented province through the same road as real files, then a short tour."""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path

from knipperlicht.build import build
from knipperlicht.cli.console import out, progress
from knipperlicht.cli.present import print_explanation
from knipperlicht.core.numbers import format_number
from knipperlicht.errors import KnipperlichtError
from knipperlicht.history.ingest import ingest
from knipperlicht.history.store import Store
from knipperlicht.readmodel.explain import explain
from knipperlicht.readmodel.reader import Reader
from knipperlicht.synthetic import synthesize

TOP = 10
MARK = ".knipperlicht-demo"
"""Shows that a data directory was made by the demonstration and may be emptied by it."""


def run(store: Store, *, enterprises: int, months: int) -> None:
    """Synthesize, ingest, build, and show the top of the list with one explanation."""
    console = out()
    began = time.monotonic()
    files = store.root / "extracts"
    mark = store.root / MARK
    if store.root.exists() and any(store.root.iterdir()) and not mark.exists():
        raise KnipperlichtError(
            f"{store.root} holds something that the demonstration did not make, and it would start by emptying it. "
            "Give another folder with --data."
        )
    store.root.mkdir(parents=True, exist_ok=True)
    mark.touch()
    for leftover in (store.root / name for name in ("raw", "history", "snapshots", "work", "extracts")):
        shutil.rmtree(leftover, ignore_errors=True)
    store.pointer.unlink(missing_ok=True)
    console.print(
        f"1. Writing an invented province of {enterprises:,} enterprises, {months} months, in {files}"
    )
    synthesize(enterprises=enterprises, months=months, seed=1, out=files, territory="west-vlaanderen")
    with progress() as shown:
        console.print("2. Ingesting the extracts, as real files would be")
        results = ingest(store, sorted(files.glob("*.zip")), progress=shown)
        read = sum(c.read for r in results if r.extract for c in r.extract.counts)
        rejected = sum(c.rejected for r in results if r.extract for c in r.extract.counts)
        console.print(f"   {len(results)} extracts, {read:,} rows read, {rejected:,} rejected")
        console.print("3. Building and checking a snapshot")
        snapshot = build(store, progress=shown)
    console.print(f"   {snapshot.id} after {time.monotonic() - began:.0f} s\n")
    with Reader(store) as reader:
        _tour(reader, store.root)


def _tour(reader: Reader, root: Path) -> None:
    console = out()
    bands = reader.rows("SELECT band, count(*) AS n, min(score) AS low FROM score GROUP BY 1 ORDER BY low")
    console.print("Scores: " + ", ".join(f"{row['band']} {row['n']:,}" for row in bands))
    console.print("\nTop of the list (a score orders attention, it decides nothing):")
    top = reader.rows(
        f"SELECT enterprise, name, score, top_indicators FROM score ORDER BY score DESC, total DESC, enterprise LIMIT {TOP}"
    )
    for row in top:
        console.print(
            f"  {row['score']:>4.1f}  {format_number(row['enterprise'])}  {row['name']}  ({row['top_indicators']})",
            markup=False,
        )
    console.print("\nOne explained:\n")
    first = format_number(top[0]["enterprise"])
    print_explanation(explain(reader, first, language="nl"), "nl")
    program = "knipperlicht" if shutil.which("knipperlicht") else os.path.relpath(sys.argv[0])
    data = f"{program} --data {root}"
    console.print(
        "\nTry next:\n"
        f"  {data} explain {first} --lang en\n"
        f"  {data} explain {first} --format json --steps\n"
        f"  {data} search bakkerij\n"
        f"  {data} export scores --format xlsx --out scores.xlsx\n"
        f"  {data} doctor\n"
        "All companies and people in it are invented.",
        markup=False,
    )
