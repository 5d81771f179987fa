"""Synthetic registers on disk, made once for each set of parameters."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.watch import Watched, watch

BELGIUM = 1_938_238
SMALLEST = 3_000
SYNTHESIZE = (sys.executable, "-m", "benchmarks.jobs.synthesize")
DONE = "made.json"


@dataclass(frozen=True)
class Register:
    """A folder of extracts with its ground truth, and what making it cost when it was made."""

    folder: Path
    enterprises: int
    rows: int
    seconds: float
    peak: int
    cached: bool

    @property
    def extracts(self) -> list[Path]:
        """The zip files in order."""
        return sorted(self.folder.glob("*.zip"))


def enterprises(size: float) -> int:
    """Number of enterprises of a Belgium of this size."""
    return max(SMALLEST, round(BELGIUM * size))


def register(
    work: Path, *, count: int, months: int = 0, territory: str = "belgium", again: bool = False
) -> Register:
    """The register with these parameters; made when it is not there, or when asked for `again`."""
    folder = work / "extracts" / f"{territory}-{count}-{months}"
    made = folder / DONE
    cached = made.exists() and not again
    if not cached:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        wanted = ("--enterprises", str(count), "--months", str(months), "--territory", territory)
        log = work / "logs" / f"synthesize-{folder.name}.log"
        cost = watch([*SYNTHESIZE, "--out", folder, *wanted], log)
        made.write_text(json.dumps({"seconds": cost.seconds, "peak": cost.peak}), "utf-8")
    cost_of = json.loads(made.read_text("utf-8"))
    files = json.loads((folder / "synthesis.json").read_text("utf-8"))["rows"]
    rows = sum(sum(counts.values()) for counts in files.values())
    return Register(folder, count, rows, cost_of["seconds"], cost_of["peak"], cached)


def daily_update(work: Path, series: Register, *, changed: int) -> tuple[Path, int, Watched | None]:
    """The update of the day after `series`, kept apart from it, and the number of entities it changes."""
    folder = series.folder / f"daily-{changed}"
    note = folder / "daily.json"
    cost = None
    if not note.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        wanted = ("--series", series.folder, "--changed", str(changed))
        cost = watch(
            [*SYNTHESIZE, "--out", folder, *wanted], work / "logs" / f"daily-{series.folder.name}.log"
        )
    found = json.loads(note.read_text("utf-8"))
    return folder / found["file"], found["changed"], cost
