"""Run one command and say how long it took and how much memory it needed at most."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

try:
    import psutil
except ImportError:  # ru_maxrss of the process remains
    psutil = None

SAMPLED = psutil is not None
EVERY = 0.05
KIB = 1024


@dataclass(frozen=True)
class Watched:
    """Seconds of wall time and of CPU (the process and those it waited for), peak resident memory in bytes, exit code,
    and where the output went."""

    seconds: float
    cpu: float
    peak: int
    code: int
    log: Path

    @property
    def gib(self) -> float:
        """Peak memory in GiB."""
        return self.peak / 2**30

    def tail(self, lines: int = 3) -> str:
        """The last lines of the output, on one line."""
        text = self.log.read_text("utf-8", "replace").strip().splitlines()
        return " / ".join(line.strip() for line in text[-lines:])


class Failed(RuntimeError):
    """A command that had to succeed did not; the text holds the end of its output."""


def watch(
    command: Sequence[str | Path], log: Path, *, check: bool = True, env: dict[str, str] | None = None
) -> Watched:
    """Run `command` with its output in `log`.

    Memory is the larger of the kernel's high-water mark of the process (threads included) and the sum over
    the process and its children, sampled every 50 ms.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    arguments = [str(part) for part in command]
    with log.open("w", encoding="utf-8") as output:
        output.write(f"$ {' '.join(arguments)}\n")
        output.flush()
        began = time.perf_counter()
        process = subprocess.Popen(
            arguments, stdout=output, stderr=subprocess.STDOUT, env=os.environ | (env or {})
        )
        sampler = _Sampler(process.pid)
        sampler.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        sampler.done.set()
        sampler.join()
    found = Watched(
        seconds,
        usage.ru_utime + usage.ru_stime,
        max(sampler.peak, usage.ru_maxrss * KIB),
        process.returncode,
        log,
    )
    if check and found.code:
        raise Failed(f"{' '.join(arguments)} left with {found.code}: {found.tail(8)}")
    return found


class _Sampler(threading.Thread):
    """Looks at a process tree until told to stop."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.peak = 0
        self.done = threading.Event()

    def run(self) -> None:
        if psutil is None:
            return
        while not self.done.wait(EVERY):
            self.peak = max(self.peak, self._now())

    def _now(self) -> int:
        try:
            root = psutil.Process(self.pid)
            family = [root, *root.children(recursive=True)]
        except psutil.Error:
            return 0
        total = 0
        for member in family:
            try:
                total += member.memory_info().rss
            except psutil.Error:
                continue
        return total
