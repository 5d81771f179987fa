"""The site as an operator runs it: the command line in a process of its own, on a data directory of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

COMMAND = [sys.executable, "-c", "from knipperlicht.cli import main; main()"]


def environment(**more: str) -> dict[str, str]:
    """Nothing of this test run reaches the process."""
    ours = ("KNIPPERLICHT_", "PYTEST_", "DATABASE_URL", "DJANGO_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)} | more


def knipperlicht(data: Path, *arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    """One command, to its end."""
    return subprocess.run(
        [*COMMAND, "--data", str(data), *map(str, arguments)], env=environment(**more),
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


def in_site(data: Path, script: str, **more: str) -> str:
    """What a script prints that runs inside the site's Django."""
    env = environment(**more) | {
        "DJANGO_SETTINGS_MODULE": "knipperlicht.web.settings",
        "KNIPPERLICHT_DATA": str(data),
    }
    done = subprocess.run(
        [sys.executable, "-c", f"import django\ndjango.setup()\n{script}"],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@dataclass
class Serving:
    """A site that answers at `url`."""

    url: str
    process: subprocess.Popen[str]

    def children(self) -> dict[str, list[int]]:
        """Process numbers by what they are: web (its master), workers, background."""
        import psutil

        found: dict[str, list[int]] = {"web": [], "workers": [], "background": []}
        for child in psutil.Process(self.process.pid).children():
            with suppress(psutil.NoSuchProcess):
                kind = "background" if "knipperlicht.web.run.background" in child.cmdline() else "web"
                found[kind].append(child.pid)
                if kind == "web":
                    found["workers"] += [
                        w.pid for w in child.children() if w.status() != psutil.STATUS_ZOMBIE
                    ]
        return found


@contextmanager
def serving(data: Path, *options: str, **more: str) -> Iterator[Serving]:
    """`knipperlicht serve` on a free port, stopped with SIGTERM."""
    process = subprocess.Popen(
        [*COMMAND, "--data", str(data), "serve", "--port", "0", *options], env=environment(PYTHONUNBUFFERED="1", **more),
        stdout=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        said = ""
        for line in process.stdout or ():
            said += line
            if found := re.search(r"http://\S+/", line):
                yield Serving(found.group(), process)
                break
        else:
            raise AssertionError(f"the site did not start: {said}")
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.wait(120)
        if process.stdout:
            process.stdout.close()
