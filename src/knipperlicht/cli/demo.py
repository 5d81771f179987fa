"""The demonstration: an invented province through the same road as real files, then a short tour."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knipperlicht.bridge.builds import DEMO_MARK
from knipperlicht.build import build
from knipperlicht.cli.console import out, progress
from knipperlicht.cli.present import print_explanation
from knipperlicht.cli.serve import run as serve_site
from knipperlicht.core.numbers import format_number
from knipperlicht.errors import KnipperlichtError
from knipperlicht.history.ingest import ingest
from knipperlicht.history.records import take_in_records
from knipperlicht.history.store import Store
from knipperlicht.readmodel.explain import explain
from knipperlicht.readmodel.reader import Reader
from knipperlicht.sources.cards import source_cards
from knipperlicht.sources.records import source_of
from knipperlicht.synthetic import synthesize_until
from knipperlicht.synthetic.synthesis import SOURCES

if TYPE_CHECKING:
    from knipperlicht.web.demo_site import Account

TOP = 10
REMADE = (
    "raw", "history", "snapshots", "work", "extracts", "score_history", "static", "exports", "documents", "jobs", "inbox",
)  # fmt: skip
"""Folders the demonstration makes anew; the files beside them too."""
REMADE_FILES = (
    "current",
    "secret_key",
    "site.sqlite3*",
    "audit-anchors.log",
    "thresholds.json",
    "demo-accounts.txt",
)


def run(store: Store, *, enterprises: int, months: int, port: int | None, today: date) -> None:
    """Synthesize, ingest, build, show the top of the list with one explanation; then make and serve the site.

    Without a port nothing is served. The invented register ends the day before `today`, so that it is not stale.
    """
    from knipperlicht.web.run.prepare import alone

    os.environ.pop("DATABASE_URL", None)
    os.environ["KNIPPERLICHT_DEMO"] = "1"
    _check(store)
    with alone(store.root):
        _province(store, enterprises=enterprises, months=months, until=today - timedelta(days=1))
        accounts = _site(store)
    with Reader(store) as reader:
        _tour(reader, store.root)
    _print_accounts(accounts)
    if port is not None:
        serve_site(store, host="127.0.0.1", port=port, workers=2, or_another_port=True)


def _check(store: Store) -> None:
    """Raises KnipperlichtError for a folder that holds anything but an earlier demonstration."""
    mark = store.root / DEMO_MARK
    if store.root.exists() and any(store.root.iterdir()) and not mark.exists():
        raise KnipperlichtError(
            f"{store.root} holds something that the demonstration did not make, and it would start by emptying it. "
            "Give another folder with --data."
        )


def _site(store: Store) -> list[Account]:
    """The database, with invented organisations and one account per role."""
    from knipperlicht.web.run.prepare import configured, migrated, reach_database

    out().print("4. Making invented organisations and accounts")
    configured(store.root)
    reach_database()
    migrated(store.root)
    from knipperlicht.web.demo_site import make_site

    return make_site(store.root)


def _print_accounts(accounts: list[Account]) -> None:
    out().print("\nOne account per role, of this installation only:")
    for account in accounts:
        line = f"  {account.email:<24} {account.password}  {account.organisation}, {account.role}"
        out().print(line, markup=False)


def _province(store: Store, *, enterprises: int, months: int, until: date) -> None:
    console = out()
    began = time.monotonic()
    files = store.root / "extracts"
    store.root.mkdir(parents=True, exist_ok=True)
    (store.root / DEMO_MARK).touch()
    for name in REMADE:
        shutil.rmtree(store.root / name, ignore_errors=True)
    for pattern in REMADE_FILES:
        for leftover in store.root.glob(pattern):
            leftover.unlink()
    console.print(
        f"1. Writing an invented province of {enterprises:,} enterprises, {months} months, in {files}"
    )
    synthesize_until(until, enterprises=enterprises, months=months, out=files)
    with progress() as shown:
        console.print("2. Ingesting the extracts, as real files would be")
        results = ingest(store, sorted(files.glob("*.zip")), progress=shown)
        read = sum(c.read for r in results if r.extract for c in r.extract.counts)
        rejected = sum(c.rejected for r in results if r.extract for c in r.extract.counts)
        console.print(f"   {len(results)} extracts, {read:,} rows read, {rejected:,} rejected")
        _other_sources(store, files / SOURCES, until)
        console.print("3. Building and checking a snapshot")
        snapshot = build(store, progress=shown)
    console.print(f"   {snapshot.id} after {time.monotonic() - began:.0f} s")


def _other_sources(store: Store, folder: Path, today: date) -> None:
    """Take in what goes with the register, by the road of real files, and say what each source brought."""
    found = [(path, source) for path in sorted(folder.glob("*")) if (source := source_of(path))]
    files: dict[str, list[str]] = defaultdict(list)
    rows: Counter[str] = Counter()
    for result in take_in_records(store, found, today=today):
        files[result.source].append(result.path.name)
        rows[result.source] += sum(count.accepted for count in result.taken.counts) if result.taken else 0
    for name, names in files.items():
        title = source_cards()[name].title["en"]
        out().print(f"   {title}: {rows[name]:,} rows from {', '.join(names)}", markup=False)


def _speaking(answer: dict[str, Any]) -> list[str]:
    """The sources of the rows that fired, by name."""
    return sorted({row["source"] for hit in answer["hits"] if hit["counts"] for row in hit["evidence"]})


def _tour(reader: Reader, root: Path) -> None:
    console = out()
    bands = reader.rows("SELECT band, count(*) AS n, min(score) AS low FROM score GROUP BY 1 ORDER BY low")
    console.print("\nScores: " + ", ".join(f"{row['band']} {row['n']:,}" for row in bands))
    console.print("\nTop of the list (a score orders attention, it decides nothing):")
    top = reader.rows(
        f"SELECT enterprise, name, score, top_indicators FROM score ORDER BY score DESC, total DESC, enterprise LIMIT {TOP}"
    )
    for row in top:
        console.print(
            f"  {row['score']:>4.1f}  {format_number(row['enterprise'])}  {row['name']}  ({row['top_indicators']})",
            markup=False,
        )
    answers = [explain(reader, format_number(row["enterprise"]), language="nl") for row in top]
    shown = max(answers, key=lambda answer: len(_speaking(answer)))
    first = shown["enterprise_number"]
    console.print(f"\nOne explained, where {' and '.join(_speaking(shown))} speak:\n", markup=False)
    print_explanation(shown, "nl")
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
