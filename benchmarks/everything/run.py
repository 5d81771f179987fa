"""`python -m benchmarks.everything.run`: measure all sources and the whole catalogue. See benchmarks/README.md.

What was found is kept after every measurement under the work folder; a run that was broken off goes on where it was, as
long as src/ is committed the same. `--fresh` begins anew (the files stay).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.everything.measurements import MEASUREMENTS, NEEDS, Session, data_of
from benchmarks.everything.results import keep, report
from benchmarks.machine import ROOT, describe
from benchmarks.watch import Failed


def main() -> int:
    """Run the chosen measurements; 1 when one of them could not be made."""
    chosen = _arguments()
    machine = describe()
    _say(f"{machine['cpu']}, {machine['cores']} cores, {machine['ram_gib']} GiB, load {machine['load']}")
    session = Session(size=chosen.size, work=chosen.work.resolve(), say=_say)
    session.work.mkdir(parents=True, exist_ok=True)
    state = session.work / "all" / f"found-{chosen.size:g}.json"
    run = _before(state) if not chosen.fresh else None
    run = run or {"machine": machine, "code": _code(), "size": chosen.size, "found": {}, "failed": {}}
    session.found = run["found"]
    for name, measure in MEASUREMENTS.items():
        if (chosen.only and name not in chosen.only) or _stands(session, name, chosen.only):
            continue
        if lacking := [need for need in NEEDS.get(name, ()) if need not in session.found]:
            run["failed"][name] = f"needs {', '.join(lacking)}"
            continue
        _say(f"{name} …")
        try:
            run["failed"].pop(name, None)
            session.found[name] = measure(session) | {"load": describe()["load"]}
        except Failed as error:
            run["failed"][name] = str(error)
            _say(f"{name} FAILED: {error}")
        state.parent.mkdir(parents=True, exist_ok=True)
        state.write_text(json.dumps(run), "utf-8")
    print()
    print(report(run))
    if not chosen.no_record:
        keep(run)
    return 1 if run["failed"] else 0


def _before(state: Path) -> dict[str, Any] | None:
    """What a run of the same code found so far."""
    if not state.exists():
        return None
    run: dict[str, Any] = json.loads(state.read_text("utf-8"))
    same = run.get("code") == _code()
    _say("goes on with an earlier run" if same else "an earlier run was of other code: begins anew")
    return run if same else None


def _code() -> str:
    """What git calls the folder src as it was committed."""
    done = subprocess.run(
        ["git", "rev-parse", "HEAD:src"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or "unknown"


def _stands(session: Session, name: str, only: list[str] | None) -> bool:
    """Whether a measurement need not be made again: it was not asked for by name, and its result is there.

    `full` is made again where its data are gone and something still needs them.
    """
    if name not in session.found or only:
        return False
    users = [user for user, needs in NEEDS.items() if name in needs and user != "growth"]
    return all(user in session.found for user in users) or (data_of(session) / "current").exists()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.everything.run", description=__doc__)
    parser.add_argument("--size", type=float, default=1.0, help="share of Belgium (1,938,238 enterprises)")
    parser.add_argument(
        "--only", nargs="+", choices=list(MEASUREMENTS), metavar="NAME", help=", ".join(MEASUREMENTS)
    )
    parser.add_argument("--work", type=Path, default=ROOT / ".bench", help="where files and data go")
    parser.add_argument("--fresh", action="store_true", help="forget what an earlier run of this size found")
    parser.add_argument(
        "--no-record", action="store_true", help="do not add the run to all-results.json and .md"
    )
    return parser.parse_args()


def _say(text: str) -> None:
    print(f"[{time.strftime('%H:%M:%S')}] {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
