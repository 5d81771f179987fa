"""`python -m benchmarks.run`: measure, print the table of ratios, keep it. See README.md."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from benchmarks.machine import ROOT, describe
from benchmarks.measurements import MEASUREMENTS, Session
from benchmarks.results import keep, stories_title, table
from benchmarks.watch import SAMPLED, Failed


def main() -> int:
    """Run the chosen measurements; 1 when one of them could not be made."""
    chosen = _arguments()
    machine = describe()
    _say(f"{machine['cpu']}, {machine['cores']} cores, {machine['ram_gib']} GiB, load {machine['load']}")
    if machine["load"] > machine["cores"] / 2:
        _say("the machine is not quiet: times will be too long")
    if not SAMPLED:
        _say("psutil is not installed: memory is the kernel's high-water mark of each process")
    session = Session(
        size=chosen.size, work=chosen.work.resolve(), say=_say, peer_python=chosen.peer_python, keep=chosen.keep,
        fresh=chosen.fresh,
    )  # fmt: skip
    session.work.mkdir(parents=True, exist_ok=True)
    failed: dict[str, str] = {}
    for name, measure in MEASUREMENTS.items():
        if chosen.only and name not in chosen.only:
            continue
        _say(f"{name} …")
        try:
            measure(session)
        except Failed as error:
            failed[name] = str(error)
            _say(f"{name} FAILED: {error}")
    session.clear(session.work / "data")
    print()
    print(table(session.found))
    for story in session.found.get("stories", []):
        print(stories_title(story) + "\n\n" + story["markdown"])
    if not chosen.no_record:
        keep({"machine": machine, "size": chosen.size, "found": session.found, "failed": failed})
    return 1 if failed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.run", description=__doc__)
    parser.add_argument("--size", type=float, default=1.0, help="share of Belgium (1,938,238 enterprises)")
    parser.add_argument(
        "--only", nargs="+", choices=list(MEASUREMENTS), metavar="NAME", help=", ".join(MEASUREMENTS)
    )
    parser.add_argument("--work", type=Path, default=ROOT / ".bench", help="where registers and data go")
    parser.add_argument(
        "--keep", action="store_true", help="keep the data directories (registers are always kept)"
    )
    parser.add_argument("--fresh", action="store_true", help="make this size's register again, to measure it")
    parser.add_argument(
        "--no-record", action="store_true", help="do not add the run to results.json and results.md"
    )
    parser.add_argument(
        "--peer-python", default=sys.executable, help="interpreter that has the peer cbe installed"
    )
    return parser.parse_args()


def _say(text: str) -> None:
    print(f"[{time.strftime('%H:%M:%S')}] {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
