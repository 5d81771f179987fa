"""Keeps runs and prints the table of the last one."""

from __future__ import annotations

import json
import time
from typing import Any

from benchmarks.machine import ROOT

FILE = ROOT / "benchmarks" / "web-results"
TARGETS = (
    ("dossier_json", "Dossier as JSON, 100 a second", "p95", 100, "ms"),
    ("dossier_html", "Dossier page, 20 users", "p95", 200, "ms"),
    ("search_as_you_type", "Search as you type", "p95", 60, "ms"),
    ("list_page", "List over 100,000 matches and more", "p95", 300, "ms"),
    ("first_page", "First page usable, cold browser", "usable_ms", 1000, "ms"),
    ("first_page", "Script before a map is asked for", "script_kb", 250, "kB"),
)
MEMORY = 600


def table(run: dict[str, Any]) -> str:
    """Markdown: measured beside the target, and the ratio of the two."""
    found = run["found"]
    lines = [
        "| what | measured | target | ratio | p50 / p99 | answers a second | bad |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for name, title, key, target, unit in TARGETS:
        row = found.get(name)
        if row is None:
            continue
        spread = f"{row['p50']} / {row['p99']}" if "p50" in row else ""
        bad = sum(row.get("bad", {}).values())
        lines.append(
            f"| {title} | {row[key]} {unit} | ≤ {target} {unit} | {row[key] / target:.2f} | {spread} | {row.get('rate', '')} | {bad} |"
        )
    if found.get("worker_mib"):
        top = max(found["worker_mib"])
        lines.append(
            f"| Memory of the largest worker | {top} MiB | ≤ {MEMORY} MB | {top / MEMORY:.2f} | | | |"
        )
    return "\n".join(lines)


def keep(run: dict[str, Any]) -> None:
    """Add the run to the JSON file and write the page anew."""
    path = FILE.with_suffix(".json")
    runs = json.loads(path.read_text("utf-8")) if path.exists() else []
    runs.append(run | {"when": time.strftime("%Y-%m-%d %H:%M")})
    path.write_text(json.dumps(runs, indent=1), "utf-8")
    last, machine = runs[-1], runs[-1]["machine"]
    FILE.with_suffix(".md").write_text(
        f"# The site under load\n\nMeasured {last['when']}: {machine['cpu']}, {machine['cores']} cores, {machine['ram_gib']} GiB; "
        f"server ({last['workers']} workers) and load on the same cores; {last['found']['legal_persons']:,} legal persons.\n\n"
        f"{table(last)}\n",
        "utf-8",
    )
    print(table(last))
