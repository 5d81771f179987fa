"""From findings to a table of ratios, and the two files that keep every run."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
JSON, MARKDOWN = HERE / "results.json", HERE / "results.md"
Line = tuple[str, str, str, bool | None]
HEAD = """# Results of `make bench`

Newest run first; written by `benchmarks/run.py`, do not edit. The figures that count are ratios within one run on one
machine. A run below size 1 shows whether the harness works, not whether a target is met: fixed costs weigh more there.
"""


def lines(found: dict[str, Any]) -> list[Line]:
    """What was measured, the figure, its target and whether it is met (None: no target, or nothing to compare)."""
    made: list[Line] = []
    if part := found.get("synthesize"):
        text = f"{part['rows']:,} rows of {part['enterprises']:,} enterprises in {part['seconds']:.0f} s"
        made.append(
            (
                f"synthesize: {text}, peak memory",
                f"{part['peak_gib']:.2f} GiB",
                "≤ 4 GiB",
                part["peak_gib"] <= 4,
            )
        )
    plain, whole = found.get("baseline"), found.get("full")
    if plain:
        made.append(
            (
                "DuckDB: unzip and load as plain text",
                f"{plain['seconds']:.1f} s, {plain['peak_gib']:.2f} GiB",
                "",
                None,
            )
        )
    if whole:
        made.append(
            (
                f"zips → published, scored snapshot ({_split(whole)}; {whole['disk_gib']:.2f} GiB on disk)",
                f"{whole['seconds']:.1f} s", "", None,
            )
        )  # fmt: skip
        made.append(("… peak memory", f"{whole['peak_gib']:.2f} GiB", "≤ 6 GiB", whole["peak_gib"] <= 6))
    if plain and whole:
        made.append(_ratio("… beside the plain load", whole["seconds"] / plain["seconds"], 3.0))
    if (part := found.get("daily")) and whole:
        text = f"next daily update, {part['changed']:,} entities ({_split(part)}), beside the full build"
        share = part["seconds"] / whole["seconds"]
        made.append((text, f"{share:.0%}", "≤ 25 %", share <= 0.25))
    if part := found.get("linearity"):
        text = f"exponent of time over {len(part['points'])} sizes (ingest {part['ingest']}, build {part['build']}, the largest two {part['largest_two']})"
        made.append((text, f"{part['exponent']:.2f}", "≤ 1.05", part["exponent"] <= 1.05))
    if part := found.get("reading"):
        made += _reading(part)
    if (part := found.get("cbe")) and not part.get("absent"):
        made += _peer(part, whole)
    return made


def _split(part: dict[str, Any]) -> str:
    return f"ingest {part['ingest']['seconds']:.1f} s, build {part['build']['seconds']:.1f} s"


def _ratio(text: str, value: float, most: float) -> Line:
    return text, f"{value:.2f} ×", f"≤ {most:g} ×", value <= most


def _reading(part: dict[str, Any]) -> list[Line]:
    explain, search = part["explain"], part["search"]

    def line(text: str, times: dict[str, float]) -> Line:
        shown = f"{times['p95']:.1f} ms"
        return (
            f"{text}, {times['n']} calls, p95 (median {times['p50']:.1f} ms)",
            shown,
            "≤ 50 ms",
            times["p95"] <= 50,
        )

    return [
        line("explain: random legal persons", explain["random"]),
        line("explain: those with most hits", explain["many_hits"]),
        ("explain: opening the snapshot, first call", f"{part['open']:.0f} ms, {explain['first']:.0f} ms", "", None),
        line("search: name prefixes of 3–8 letters", search["prefix"]),
        line("search: whole names with one typing error", search["typo"]),
        (
            "… found among the first 20 (itself; itself or one of the same name)",
            f"{search['recall_itself']:.1%}; {search['recall_name']:.1%}", "", None,
        ),
    ]  # fmt: skip


def _peer(part: dict[str, Any], whole: dict[str, Any] | None) -> list[Line]:
    made: list[Line] = []
    for variant, cost in part.items():
        name = {
            "as-is": "cbe 0.1.8 loading the same zip",
            "without-key": "cbe without the key of denomination",
        }[variant]
        if cost["error"]:
            made.append((f"{name}: stops after {cost['seconds']:.0f} s: {cost['error']}", "fails", "", None))
            continue
        made.append((name, f"{cost['seconds']:.1f} s, {cost['peak_gib']:.2f} GiB", "", None))
        if whole:
            faster = cost["seconds"] / whole["seconds"]
            made.append(("… ours is faster by", f"{faster:.1f} ×", "≥ 3 ×", faster >= 3))
    return made


def table(found: dict[str, Any]) -> str:
    """The findings as a Markdown table."""
    marks = {True: "met", False: "**missed**", None: ""}
    rows = [f"| {text} | {value} | {target} | {marks[met]} |" for text, value, target, met in lines(found)]
    return "\n".join(["| measured | figure | target | |", "|---|--:|--:|---|", *rows]) + "\n"


def keep(run: dict[str, Any]) -> None:
    """Add a run to results.json and write results.md anew."""
    runs = json.loads(JSON.read_text("utf-8")) if JSON.exists() else []
    runs.append(run)
    JSON.write_text(json.dumps(runs, indent=1, ensure_ascii=False) + "\n", "utf-8")
    MARKDOWN.write_text(HEAD + "\n" + "\n".join(_section(one) for one in reversed(runs)), "utf-8")


def _section(run: dict[str, Any]) -> str:
    machine, found = run["machine"], run["found"]
    parts = [
        f"## {machine['date'][:16].replace('T', ' ')}, size {run['size']:g}, commit {machine['commit']}\n",
        f"{machine['cpu']}, {machine['cores']} cores, {machine['ram_gib']} GiB, load {machine['load']} at the start; "
        f"Python {machine['python']}, {_libraries(machine['libraries'].items())}.\n",
        table(found),
    ]
    parts += [f"Not measured, with why: {name}: {text}\n" for name, text in run["failed"].items()]
    for story in found.get("stories", []):
        parts.append(stories_title(story) + "\n\n" + story["markdown"])
    return "\n".join(parts)


def stories_title(story: dict[str, Any]) -> str:
    """Heading of one table of stories."""
    return f"### Planted stories: {story['territory']}, {story['enterprises']:,} enterprises, {story['months']} months, score card {story['scorecard']}"


def _libraries(items: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{name} {version}" for name, version in items)
