"""The measurements, in the order in which they run. Each takes the session and adds to its findings."""

from __future__ import annotations

import json
import math
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.registers import Register, daily_update, enterprises, register
from benchmarks.watch import Watched, watch

KNIPPERLICHT = (sys.executable, "-c", "from knipperlicht.cli import main; main()")
JOB = (sys.executable, "-m")
PARTS = (1 / 16, 1 / 8, 1 / 4, 1 / 2, 1)
CHANGED = 10_000
DEMO = (20_000, 18, "west-vlaanderen")
LARGER = 200_000


@dataclass
class Session:
    """One run: what was asked, where it works, and what was found so far."""

    size: float
    work: Path
    say: Callable[[str], None]
    peer_python: str = sys.executable
    keep: bool = False
    fresh: bool = False
    found: dict[str, Any] = field(default_factory=dict)

    def full(self) -> Register:
        """The register of this run's size."""
        return register(self.work, count=enterprises(self.size))

    def log(self, name: str) -> Path:
        """Where a command's output goes."""
        return self.work / "logs" / f"{name}.log"

    def clear(self, folder: Path) -> None:
        """Remove a measurement's folder, unless the run keeps them."""
        if not self.keep:
            shutil.rmtree(folder, ignore_errors=True)


def figures(cost: Watched) -> dict[str, Any]:
    """What is kept of one command."""
    return {"seconds": round(cost.seconds, 2), "peak_gib": round(cost.gib, 2)}


def take_in(session: Session, data: Path, extracts: Sequence[Path], name: str) -> dict[str, Any]:
    """`ingest` then `build` through the command line, each a process of its own."""
    cli = (*KNIPPERLICHT, "--data", data)
    ingest = watch([*cli, "ingest", *extracts], session.log(f"{name}-ingest"))
    session.say(f"{name}: ingest {ingest.seconds:.1f} s, {ingest.gib:.2f} GiB")
    build = watch([*cli, "build"], session.log(f"{name}-build"))
    session.say(f"{name}: build {build.seconds:.1f} s, {build.gib:.2f} GiB")
    return {
        "ingest": figures(ingest), "build": figures(build), "seconds": round(ingest.seconds + build.seconds, 2),
        "peak_gib": round(max(ingest.gib, build.gib), 2),
        "disk_gib": round(sum(p.stat().st_size for p in data.rglob("*") if p.is_file()) / 2**30, 2),
    }  # fmt: skip


def published(session: Session, *, again: bool = False) -> Path:
    """The data directory with this run's full build; built (unmeasured) where no measurement has."""
    data = session.work / "data"
    if again or not (data / "current").exists():
        shutil.rmtree(data, ignore_errors=True)
        measured = take_in(session, data, session.full().extracts, "full")
        if again:
            session.found["full"] = measured
    return data


def synthesize(session: Session) -> None:
    """1. The synthetic register itself."""
    made = register(session.work, count=enterprises(session.size), again=session.fresh)
    session.found["synthesize"] = {
        "seconds": round(made.seconds, 2), "peak_gib": round(made.peak / 2**30, 2), "enterprises": made.enterprises,
        "rows": made.rows, "cached": made.cached,
    }  # fmt: skip
    again = " (made by an earlier run)" if made.cached else ""
    session.say(f"synthesize: {made.rows:,} rows in {made.seconds:.1f} s, {made.peak / 2**30:.2f} GiB{again}")


def baseline(session: Session) -> None:
    """2. Unzip and load as plain text."""
    folder = session.work / "plain"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    archive = session.full().extracts[0]
    cost = watch([*JOB, "benchmarks.jobs.load_plain", archive, folder], session.log("baseline"))
    session.clear(folder)
    session.found["baseline"] = figures(cost)
    session.say(f"baseline: {cost.seconds:.1f} s, {cost.gib:.2f} GiB")


def full(session: Session) -> None:
    """3. From the zips to a published, scored snapshot."""
    published(session, again=True)


def reading(session: Session) -> None:
    """6. Explain and search on the full snapshot."""
    data = published(session)
    result = session.work / "reading.json"
    cost = watch([*JOB, "benchmarks.jobs.read", data, result], session.log("reading"))
    answer = json.loads(result.read_text("utf-8"))
    session.found["reading"] = answer | {"peak_gib": round(cost.gib, 2)}
    explain, search = answer["explain"], answer["search"]
    session.say(
        f"reading: explain p95 {explain['all']['p95']:.0f} ms, prefix p95 {search['prefix']['p95']:.0f} ms, "
        f"typing error p95 {search['typo']['p95']:.0f} ms, recall@20 {search['recall_name']:.0%}"
    )


def daily(session: Session) -> None:
    """4. The next day's update, after the full build."""
    data = published(session)
    update, changed, _ = daily_update(
        session.work, session.full(), changed=max(10, round(CHANGED * session.size))
    )
    session.found["daily"] = take_in(session, data, [update], "daily") | {"changed": changed}
    session.clear(data)


def linearity(session: Session) -> None:
    """5. The same at a sixteenth to the whole: exponent of time over number of enterprises."""
    points = []
    for part in PARTS:
        count = enterprises(session.size * part)
        if part == 1 and "full" in session.found:
            measured = session.found["full"]
        else:
            made = register(session.work, count=count)
            data = session.work / "data-part"
            shutil.rmtree(data, ignore_errors=True)
            measured = take_in(session, data, made.extracts, f"1/{round(1 / part)}")
            session.clear(data)
        points.append({"enterprises": count} | measured)
    sizes = [math.log(point["enterprises"]) for point in points]

    def exponent(seconds: Callable[[dict[str, Any]], float]) -> float:
        return round(slope(sizes, [math.log(seconds(point)) for point in points]), 3)

    session.found["linearity"] = {
        "exponent": exponent(lambda point: point["seconds"]),
        "ingest": exponent(lambda point: point["ingest"]["seconds"]),
        "build": exponent(lambda point: point["build"]["seconds"]),
        "largest_two": round(
            math.log(points[-1]["seconds"] / points[-2]["seconds"]) / max(sizes[-1] - sizes[-2], 1e-9), 3
        ),
        "points": points,
    }
    session.say(f"linearity: exponent {session.found['linearity']['exponent']}")


def slope(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Slope of the least-squares line."""
    middle_x, middle_y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - middle_x) ** 2 for x in xs)
    return (
        sum((x - middle_x) * (y - middle_y) for x, y in zip(xs, ys, strict=True)) / spread
        if spread
        else math.nan
    )


def peer(session: Session) -> None:
    """7. The peer `cbe` on the same zip: as it comes, and where it stops, without the key it stops on."""
    answer: dict[str, Any] = {}
    for variant in ("as-is", "without-key"):
        folder = session.work / "cbe"
        shutil.rmtree(folder, ignore_errors=True)
        script = Path(__file__).parent / "jobs" / "load_cbe.py"
        archive = session.full().extracts[0]
        log = session.log(f"cbe-{variant}")
        cost = watch([session.peer_python, script, archive, folder, variant], log, check=False)
        session.clear(folder)
        if cost.code == 3:
            session.say("cbe: not installed, left out (pip install cbe, or --peer-python)")
            session.found["cbe"] = {"absent": True}
            return
        answer[variant] = figures(cost) | {"error": cost.tail(1) if cost.code else None}
        session.say(
            f"cbe {variant}: {cost.seconds:.1f} s, {cost.gib:.2f} GiB {answer[variant]['error'] or ''}"
        )
        if cost.code == 0:
            break
    session.found["cbe"] = answer


def stories(session: Session) -> None:
    """8. Planted stories and look-alikes, on the demo province and on a larger Belgium."""
    larger = (max(40_000, round(LARGER * session.size)), DEMO[1], "belgium")
    session.found["stories"] = []
    for count, months, territory in (DEMO, larger):
        made = register(session.work, count=count, months=months, territory=territory)
        name = f"stories-{count}"
        data = session.work / name
        shutil.rmtree(data, ignore_errors=True)
        cost = take_in(session, data, made.extracts, name)
        result = session.work / f"{name}.json"
        truth = made.folder / "ground_truth.csv"
        watch([*JOB, "benchmarks.jobs.stories", data, truth, result], session.log(name))
        session.clear(data)
        answer = json.loads(result.read_text("utf-8"))
        session.found["stories"].append(answer | {"territory": territory, "months": months, "cost": cost})
        session.say(
            f"{name}: precision at 50 {answer['report']['precision']:.0%}, AUC {answer['report']['auc']:.3f}"
        )


MEASUREMENTS: dict[str, Callable[[Session], None]] = {
    "synthesize": synthesize, "baseline": baseline, "full": full, "reading": reading, "daily": daily,
    "linearity": linearity, "peer": peer, "stories": stories,
}  # fmt: skip
"""`daily` changes the published data and comes after `reading`."""
