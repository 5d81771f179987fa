"""The measurements over all sources. Each gives what it found; `run.py` keeps it, so that a run can go on."""

from __future__ import annotations

import json
import math
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.everything.files import NEXT_DAY, ORDER, Files, files
from benchmarks.measurements import CHANGED, JOB, KNIPPERLICHT, slope
from benchmarks.registers import daily_update
from benchmarks.watch import Watched, watch

PARTS = (1 / 8, 1 / 4, 1 / 2)
Found = dict[str, Any]


@dataclass
class Session:
    """One run: what was asked, where it works, what was found so far."""

    size: float
    work: Path
    say: Callable[[str], None]
    found: Found = field(default_factory=dict)

    def files(self, part: float = 1.0) -> Files:
        """The files of this share of the run's size."""
        return files(self.work, size=self.size * part)

    def log(self, name: str) -> Path:
        """Where a command's output goes."""
        return self.work / "logs" / f"all-{name}.log"


def cost(watched: Watched) -> Found:
    """What is kept of one command."""
    return {
        "seconds": round(watched.seconds, 2),
        "cpu": round(watched.cpu, 2),
        "peak_gib": round(watched.gib, 2),
    }


def summed(parts: dict[str, Found]) -> Found:
    """The same of several commands, one after the other, with the parts."""
    return {
        "seconds": round(sum(part["seconds"] for part in parts.values()), 2),
        "cpu": round(sum(part["cpu"] for part in parts.values()), 2),
        "peak_gib": max(part["peak_gib"] for part in parts.values()), "parts": parts,
    }  # fmt: skip


def made(session: Session) -> Found:
    """The files themselves."""
    of = session.files()
    return of.counts | {"gib": of.gib()}


def baseline(session: Session) -> Found:
    """Unzip and load all files as plain text."""
    of, folder = session.files(), session.work / "all" / "plain"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    result = folder / "seconds.json"
    command: list[str | Path] = [
        *JOB,
        "benchmarks.everything.load_plain",
        of.extract,
        of.folder,
        folder,
        result,
    ]
    found = cost(watch(command, session.log("baseline"))) | {"parts": json.loads(result.read_text("utf-8"))}
    shutil.rmtree(folder)
    return found


def taken_in(session: Session, of: Files, data: Path) -> Found:
    """Take in all files, a process for each source, and build; the build tells what every table cost."""
    shutil.rmtree(data, ignore_errors=True)
    parts = {}
    for part, paths in [("kbo_opendata", [of.extract]), *((part, of.of(part)) for part in ORDER)]:
        parts[part] = _ingest(session, data, paths, part)
    parts["build"], tables = _build(session, data)
    return summed(parts) | {"tables": tables, "disk_gib": _gib(data)}


def full(session: Session) -> Found:
    """From the files to a published, scored snapshot."""
    return taken_in(session, session.files(), data_of(session))


def daily(session: Session) -> Found:
    """The next day's files of all sources. The data directory then holds that day."""
    of, data = session.files(), data_of(session)
    update, changed, _ = daily_update(
        session.work, of.register, changed=max(10, round(CHANGED * session.size))
    )
    parts = {"kbo_opendata": _ingest(session, data, [update], "daily-kbo")}
    parts["others"] = _ingest(session, data, of.of(NEXT_DAY), "daily-others")
    parts["build"], tables = _build(session, data)
    return summed(parts) | {"changed": changed, "tables": tables}


def growth(session: Session) -> Found:
    """`full` at smaller sizes: the exponent of time over size. Removes the data of `full`, for their room."""
    shutil.rmtree(data_of(session), ignore_errors=True)
    points = []
    for part in PARTS:
        of, data = session.files(part), session.work / "all" / "data-part"
        points.append({"enterprises": of.counts["enterprises"]} | taken_in(session, of, data))
        points[-1].pop("tables")
        shutil.rmtree(data)
    points.append({"enterprises": session.files().counts["enterprises"]} | session.found["full"])
    points[-1].pop("tables")
    sizes = [math.log(point["enterprises"]) for point in points]

    def exponent(of: Callable[[Found], float]) -> float:
        return round(slope(sizes, [math.log(of(point)) for point in points]), 3)

    return {
        "exponent": exponent(lambda point: point["seconds"]), "cpu": exponent(lambda point: point["cpu"]),
        "build": exponent(lambda point: point["parts"]["build"]["cpu"]), "points": points,
    }  # fmt: skip


def polars(session: Session) -> Found:
    """Twenty indicators beside the same by hand in Polars, over the same Parquet files."""
    data, folder = data_of(session), session.work / "all" / "polars"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    result = folder / "result.json"
    watched = watch([*JOB, "benchmarks.polars_twenty.compare", data, folder, result], session.log("polars"))
    found = json.loads(result.read_text("utf-8")) | {"peak_gib": round(watched.gib, 2)}
    shutil.rmtree(folder)
    return dict(found)


def data_of(session: Session) -> Path:
    """The data directory of this size; it stays until `growth`, so that what comes after `full` can be made again."""
    return session.work / "all" / f"data-{session.files().counts['enterprises']}"


def _ingest(session: Session, data: Path, paths: Sequence[Path], name: str) -> Found:
    command: list[str | Path] = [*KNIPPERLICHT, "--data", data, "ingest", "--accept-counts", *paths]
    watched = watch(command, session.log(f"ingest-{name}"))
    session.say(f"ingest {name}: {watched.seconds:.1f} s, CPU {watched.cpu:.1f} s, {watched.gib:.2f} GiB")
    return cost(watched)


def _build(session: Session, data: Path) -> tuple[Found, Found]:
    result = data.parent / "tables.json"
    watched = watch(
        [sys.executable, "-m", "benchmarks.everything.timed_build", data, result], session.log("build")
    )
    session.say(f"build: {watched.seconds:.1f} s, CPU {watched.cpu:.1f} s, {watched.gib:.2f} GiB")
    timed = json.loads(result.read_text("utf-8"))
    edges = {name: round(timed["whole"][name], 2) for name in ("before", "after")}
    return cost(watched) | edges, timed["tables"]


def _gib(folder: Path) -> float:
    inodes = {(at := path.stat()).st_ino: at.st_size for path in folder.rglob("*") if path.is_file()}
    return round(sum(inodes.values()) / 2**30, 2)


MEASUREMENTS: dict[str, Callable[[Session], Found]] = {
    "made": made, "baseline": baseline, "full": full, "polars": polars, "daily": daily, "growth": growth,
}  # fmt: skip
"""`daily` changes the data of `full` and comes after `polars`."""
NEEDS = {"polars": ("full",), "daily": ("full",), "growth": ("full",)}
