"""`python -m benchmarks.casework.run`: pages of case work and the nightly run over many files, on a private PostgreSQL.

Requests go through the whole stack in one process, one after the other, each page as the mayor (every file) and as a worker
(their teams). The run is kept in casework-results.json. Targets of the issue: p95 ≤ 200 ms; the night under a minute.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

from benchmarks.machine import ROOT, describe
from tests.databases import private_postgresql

KEPT = ROOT / "benchmarks" / "casework-results.json"
PAGES = {
    "my work": "/cases/",
    "list": "/cases/list/",
    "list, page 40": "/cases/list/?page=40",
    "list, late": "/cases/list/?term=late",
    "list, state": "/cases/list/?state=integrity:started",
    "list, member": "/cases/list/?member={worker}",
    "list, text": "/cases/list/?text=kapsalon+kerkplein",
    "list, closed": "/cases/list/?closed=closed",
    "calendar": "/cases/calendar/",
    "file": "/cases/{file}/",
    "figures": "/cases/figures/",
}
TARGET_MS, TARGET_NIGHT = 200.0, 60.0
NOT_HELD = ("figures",)
"""Measured, and no list: the issue sets no target for them."""


def main() -> int:
    """1 when a target is missed."""
    chosen = _arguments()
    with private_postgresql() as server, tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DATABASE_URL": server.url("bench"), "DJANGO_SETTINGS_MODULE": "tests.web_settings", "KNIPPERLICHT_DATA": folder,
        }  # fmt: skip
        found = _measure(chosen.files, chosen.times)
    run = {"machine": describe(), "files": chosen.files, "times": chosen.times, "found": found}
    if not chosen.no_record:
        KEPT.write_text(json.dumps([*_kept(), run], indent=1) + "\n", "utf-8")
    return int(_missed(found))


def _measure(count: int, times: int) -> dict[str, Any]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from benchmarks.casework.files import make
    from knipperlicht.cases.casefiles.models import CaseFile

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    begun = time.perf_counter()
    made = make(count=count, today=timezone.localdate())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    _say(f"{count} files made in {time.perf_counter() - begun:.0f} s")
    found: dict[str, Any] = {}
    for who, user in (("mayor", made.mayor), ("worker", made.worker)):
        some = list(CaseFile.objects.filter(team__user=made.worker).values_list("pk", flat=True)[:times])
        for name, path in PAGES.items():
            paths = [path.format(worker=made.worker.pk, file=some[at % len(some)]) for at in range(times)]
            found[f"{name}, {who}"] = _times(_client(user), paths)
            _say(f"{name}, {who}: {found[f'{name}, {who}']}")
    found["night"] = _night()
    _say(f"night: {found['night']}")
    return found


def _client(user: Any) -> Any:
    from django.test import Client

    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _times(client: Any, paths: list[str]) -> dict[str, float]:
    client.get(paths[0])
    taken = []
    for path in paths:
        begun = time.perf_counter()
        answer = client.get(path)
        taken.append((time.perf_counter() - begun) * 1000)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
    ordered = sorted(taken)
    return {
        "p50": round(statistics.median(ordered), 1),
        "p95": round(ordered[max(0, round(0.95 * len(ordered)) - 1)], 1),
        "most": round(ordered[-1], 1),
    }


def _night() -> dict[str, Any]:
    """The job of the terms, over all files, with its letters kept in memory."""
    from knipperlicht.cases.casefiles.nightly import run

    said: list[str] = []
    say: Callable[[str], None] = said.append
    begun = time.perf_counter()
    run(say, {})
    return {"seconds": round(time.perf_counter() - begun, 1), "said": said[-1] if said else ""}


def _missed(found: dict[str, Any]) -> bool:
    slow = [
        name
        for name, row in found.items()
        if "p95" in row and row["p95"] > TARGET_MS and not name.startswith(NOT_HELD)
    ]
    late = found["night"]["seconds"] > TARGET_NIGHT
    _say(f"missed: {', '.join([*slow, *(['night'] if late else [])]) or 'nothing'}")
    return bool(slow) or late


def _kept() -> list[Any]:
    return list(json.loads(KEPT.read_text("utf-8"))) if KEPT.exists() else []


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.casework.run", description=__doc__)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=60, help="requests of each page")
    parser.add_argument("--no-record", action="store_true")
    return parser.parse_args()


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
