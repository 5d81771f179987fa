"""From findings to tables of ratios and of the tables that cost most, and the two files that keep every run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from knipperlicht.indicators.registry import indicators

HERE = Path(__file__).parent.parent
JSON, MARKDOWN = HERE / "all-results.json", HERE / "all-results.md"
MOST_LOAD, MOST_MEMORY, MOST_SHARE, MOST_DAILY, MOST_GROWTH = 8.0, 10.0, 0.05, 0.25, 1.1
TOP = 25
HEAD = """# Results of `make bench-all`

Newest run first; written by `benchmarks/everything/run.py`, do not edit. The figures that count are ratios within one
run on one machine. CPU seconds stand beside wall seconds because the machine may not have been quiet.
"""
Line = tuple[str, str, str, bool | None]


def lines(found: dict[str, Any]) -> list[Line]:
    """What was measured, the figure, its target and whether it is met (None: nothing to compare)."""
    shown: list[Line] = []
    if part := found.get("made"):
        text = ", ".join(
            f"{part[name]:,} {name}" for name in ("enterprises", "deposits", "publications", "functions")
        )
        shown.append((f"files: {text}", f"{sum(part['gib'].values()):.2f} GiB", "", None))
    plain, whole = found.get("baseline"), found.get("full")
    if plain:
        shown.append(
            (f"DuckDB: unzip and load as plain text ({_split(plain['parts'])})", _cost(plain), "", None)
        )
    if whole:
        seconds = {name: part["seconds"] for name, part in whole["parts"].items()}
        shown.append(
            (
                f"files → published, scored snapshot ({_split(seconds)}; {whole['disk_gib']:.2f} GiB on disk)",
                _cost(whole),
                "",
                None,
            )
        )
        shown.append(
            ("… peak memory", f"{whole['peak_gib']:.2f} GiB", "≤ 10 GiB", whole["peak_gib"] <= MOST_MEMORY)
        )
        shown += _shares(whole)
    if plain and whole:
        ratio = whole["seconds"] / plain["seconds"]
        of_cpu = whole["cpu"] / plain["cpu"]
        shown.append(
            (f"… beside the plain load (CPU {of_cpu:.2f} ×)", f"{ratio:.2f} ×", "≤ 8 ×", ratio <= MOST_LOAD)
        )
    if (part := found.get("daily")) and whole:
        share = part["seconds"] / whole["seconds"]
        seconds = {name: one["seconds"] for name, one in part["parts"].items()}
        text = f"next day, {part['changed']:,} entities ({_split(seconds)}; CPU {part['cpu'] / whole['cpu']:.0%}), beside all of it"
        shown.append((text, f"{share:.0%}", "≤ 25 %", share <= MOST_DAILY))
        build = part["parts"]["build"]["seconds"] / whole["parts"]["build"]["seconds"]
        shown.append(("… its build beside the full build", f"{build:.0%}", "≤ 25 %", build <= MOST_DAILY))
    if part := found.get("growth"):
        text = f"exponent of time over {len(part['points'])} sizes (CPU {part['cpu']}, build alone {part['build']})"
        shown.append((text, f"{part['exponent']:.2f}", "≤ 1.1", part["exponent"] <= MOST_GROWTH))
    if part := found.get("polars"):
        ratio = part["ours"]["seconds"] / part["polars"]["seconds"]
        text = f"{part['indicators']} indicators, {part['hits']:,} equal hits: ours {_cost(part['ours'])}, {part['ours']['planning']} of it planning; Polars {_cost(part['polars'])}"
        shown.append((text, f"{ratio:.2f} ×", "≤ 1 ×", ratio <= 1))
    return shown


def _split(parts: dict[str, float]) -> str:
    return ", ".join(f"{name} {seconds:.1f}" for name, seconds in parts.items())


def _cost(part: dict[str, Any]) -> str:
    memory = f", {part['peak_gib']:.2f} GiB" if "peak_gib" in part else ""
    return f"{part['seconds']:.1f} s (CPU {part['cpu']:.1f} s{memory})"


def _shares(whole: dict[str, Any]) -> list[Line]:
    """The indicator that costs most, and all of them together, as shares of the build; in CPU seconds."""
    costs = indicator_costs(whole["tables"])
    build = whole["parts"]["build"]["cpu"]
    slug = max(costs, key=lambda name: costs[name])
    share = costs[slug] / build
    return [
        (
            f"… the dearest indicator, {slug}, of the build's CPU",
            f"{share:.1%}",
            "≤ 5 %",
            share <= MOST_SHARE,
        ),
        (
            f"… all {len(costs)} indicators asked, of the build's CPU",
            f"{sum(costs.values()) / build:.0%}",
            "",
            None,
        ),
    ]


def indicator_costs(tables: dict[str, dict[str, float]]) -> dict[str, float]:
    """CPU seconds of each indicator: its hits and its evidence, planning and statements."""
    found: dict[str, float] = {}
    for slug in indicators():
        own = [tables[name] for name in (f"hit_{slug}", f"evidence_{slug}") if name in tables]
        if own:
            found[slug] = sum(_spent(one) for one in own)
    return found


def _spent(cost: dict[str, float]) -> float:
    return cost.get("cpu", 0.0) + cost.get("planning", 0.0)


def hottest(part: dict[str, Any]) -> str:
    """The tables that cost most, as Markdown."""
    tables, build = part["tables"], part["parts"]["build"]
    totals = {
        name: sum(cost.get(name, 0.0) for cost in tables.values())
        for name in ("statement", "cpu", "planning")
    }
    head = (
        f"Of {build['seconds']:.1f} s of build (CPU {build['cpu']:.1f} s): {build['before']:.1f} s before the first table, "
        f"{build['after']:.1f} s after the last; statements {totals['statement']:.1f} s (CPU {totals['cpu']:.1f} s), planning "
        f"beside them CPU {totals['planning']:.1f} s.\n"
    )
    rows = [
        f"| {name} | {cost.get('statement', 0):.2f} | {cost.get('cpu', 0):.2f} | {cost.get('planning', 0):.2f} "
        f"| {_spent(cost) / build['cpu']:.1%} |"
        for name, cost in sorted(tables.items(), key=lambda item: -_spent(item[1]))[:TOP]
    ]
    columns = (
        "| table | statement s | its CPU s | planning CPU s | of the build's CPU |\n|---|--:|--:|--:|--:|"
    )
    return "\n".join([head, columns, *rows]) + "\n"


def report(run: dict[str, Any]) -> str:
    """A run as Markdown."""
    machine, found = run["machine"], run["found"]
    marks = {True: "met", False: "**missed**", None: ""}
    rows = [f"| {text} | {value} | {target} | {marks[met]} |" for text, value, target, met in lines(found)]
    loads = ", ".join(f"{name} {part['load']}" for name, part in found.items())
    parts = [
        f"## {machine['date'][:16].replace('T', ' ')}, size {run['size']:g}, commit {machine['commit']}\n",
        f"{machine['cpu']}, {machine['cores']} cores, {machine['ram_gib']} GiB; load of the machine at the end of each part: {loads}.\n",
        "\n".join(["| measured | figure | target | |", "|---|--:|--:|---|", *rows]) + "\n",
        *(f"Not measured, with why: {name}: {text}\n" for name, text in run["failed"].items()),
    ]
    for name in ("full", "daily"):
        if part := found.get(name):
            parts.append(f"### Tables of the build ({name})\n\n" + hottest(part))
    if part := found.get("polars"):
        parts.append("### Twenty indicators\n\n" + part["markdown"])
    return "\n".join(parts)


def keep(run: dict[str, Any]) -> None:
    """Add a run to all-results.json, in place of an earlier state of itself, and write all-results.md anew."""
    runs = json.loads(JSON.read_text("utf-8")) if JSON.exists() else []
    runs = [one for one in runs if one["machine"]["date"] != run["machine"]["date"]] + [run]
    JSON.write_text(json.dumps(runs, indent=1, ensure_ascii=False) + "\n", "utf-8")
    MARKDOWN.write_text(HEAD + "\n" + "\n".join(report(one) for one in reversed(runs)), "utf-8")
