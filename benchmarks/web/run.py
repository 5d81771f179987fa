"""`python -m benchmarks.web.run`: the site over a built data directory, server and load on the same cores.

Give the data directory of a full-size register (`--data`; `benchmarks.run --keep` leaves one). Every line of the
table is one scenario with its target from the issue; the run is kept in web-results.json and web-results.md.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil

from benchmarks.machine import ROOT, describe
from benchmarks.registers import enterprises, register
from benchmarks.web.browser import first_page
from benchmarks.web.report import keep
from benchmarks.web.scenarios import SCENARIOS

PATIENCE = 120
PROGRAM = str(Path(sys.executable).parent / "knipperlicht")


def main() -> int:
    """Measure and keep; 1 when the site did not come up."""
    chosen = _arguments()
    machine = describe()
    data = chosen.data or full_belgium()
    with tempfile.TemporaryDirectory(prefix="bench-web-") as folder:
        environment = _environment(data.resolve(), Path(folder))
        server = subprocess.Popen(
            [PROGRAM, "--data", folder, "serve", "--port", "0", "--workers", str(chosen.workers)],
            env=environment, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )  # fmt: skip
        try:
            port = _port(server)
            people = _people(environment)
            found: dict[str, Any] = {"legal_persons": people["legal_persons"], "snapshot": people["snapshot"]}
            for name, scenario in SCENARIOS.items():
                if not chosen.only or name in chosen.only:
                    _say(name)
                    found[name] = scenario(port, people, chosen.seconds)
                    _say(json.dumps(found[name]))
            if not chosen.only or "first_page" in chosen.only:
                found["first_page"] = first_page(port, people["cookies"][0])
                _say(json.dumps(found["first_page"]))
            found["worker_mib"] = _memory(server.pid)
            _say(f"workers {found['worker_mib']}")
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(60)
    if not chosen.no_record:
        keep({"machine": machine, "workers": chosen.workers, "found": found})
    return 0


def full_belgium() -> Path:
    """A data directory with a synthetic full-size register; made at first use (about three minutes)."""
    data = ROOT / ".bench" / "web-data"
    if not (data / "current").exists():
        zips = register(ROOT / ".bench", count=enterprises(1.0)).extracts
        command = [PROGRAM, "--data", str(data)]
        subprocess.run([*command, "ingest", *map(str, zips)], check=True, cwd=ROOT)
        subprocess.run([*command, "build"], check=True, cwd=ROOT)
    return data


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.web.run", description=__doc__)
    parser.add_argument(
        "--data",
        type=Path,
        help="a data directory with a built snapshot (default: a full Belgium in .bench, made once)",
    )
    parser.add_argument("--seconds", type=float, default=30, help="length of a scenario with a fixed rate")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", nargs="+", choices=[*SCENARIOS, "first_page"])
    parser.add_argument("--no-record", action="store_true")
    return parser.parse_args()


def _environment(data: Path, folder: Path) -> dict[str, str]:
    """The site's own database and secrets in a throw-away folder, the snapshots of `data` beside them."""
    (folder / "snapshots").symlink_to(data / "snapshots")
    for name in ("history", "score_history"):
        if (data / name).exists():
            (folder / name).symlink_to(data / name)
    (folder / "current").write_bytes((data / "current").read_bytes())
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("KNIPPERLICHT_", "DJANGO_"))
    }
    return kept | {
        "KNIPPERLICHT_DATA": str(folder),
        "KNIPPERLICHT_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "knipperlicht.web.settings",
    }


def _port(server: subprocess.Popen[str]) -> int:
    """Where it listens, once it says so."""
    assert server.stdout is not None
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if found := re.search(r"http://127\.0\.0\.1:(\d+)/", server.stdout.readline()):
            return int(found[1])
        if server.poll() is not None:
            break
    raise SystemExit("the site did not come up")


def _people(environment: dict[str, str]) -> dict[str, Any]:
    made = subprocess.run(
        [sys.executable, "-m", "benchmarks.web.users"],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    people: dict[str, Any] = json.loads(made.stdout)
    return people


def _memory(pid: int) -> list[int]:
    """Resident MiB of every web worker, shared pages included."""
    masters = [c for c in psutil.Process(pid).children(recursive=True) if c.children()]
    workers = {child.pid: child for master in masters for child in master.children()}
    return sorted((p.memory_info().rss // 2**20 for p in workers.values()), reverse=True)


def _say(text: str) -> None:
    print(f"[{time.strftime('%H:%M:%S')}] {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
