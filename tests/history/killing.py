"""Run as a program: an ingest that is killed with SIGKILL at its n-th act on the file system, for every n.

`killing.py STORE FILE EVERY OUT` makes, for n = 1, 1 + EVERY, …, a copy of STORE, starts an ingest of FILE in a
forked child that kills itself at act n, then ingests again, and writes to OUT one line a round: what history
held right after the kill and after the second try. Acts are seen through Python's audit events, so that the
code under test knows nothing of this; between two acts DuckDB's own writing can be hit by the clock
(`killing.py STORE FILE clock OUT`).
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from knipperlicht.history.ingest import ingest
from knipperlicht.history.store import Store

ACTS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree", "shutil.move"}


def die_at(act: int, below: str) -> None:
    """Kill this process at its act number `act` on a path below `below`."""
    seen = 0

    def hook(event: str, args: tuple[object, ...]) -> None:
        nonlocal seen
        if event in ACTS and isinstance(args[0], (str, os.PathLike)) and os.fspath(args[0]).startswith(below):
            seen += 1
            if seen >= act:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def child(work: Callable[[], object]) -> int:
    """Run `work` in a fork of this process, which never touched DuckDB; gives the signal that ended it."""
    pid = os.fork()
    if pid == 0:
        try:
            work()
        finally:
            os._exit(0)
    return os.WTERMSIG(os.waitpid(pid, 0)[1])


def told(store: Store, out: Path) -> None:
    """Write a hash of all that history says."""
    from tests.history.register_files import history  # DuckDB starts here, in the child

    out.write_text(hashlib.sha256(repr(history(store)).encode()).hexdigest(), "ascii")


def round_of(template: Path, file: Path, work: Path, kill: Callable[[str], object]) -> dict[str, object]:
    """One copy, one kill, one second try."""
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(template, work)
    store, answer = Store(work), work.with_suffix(".told")
    killed = kill(str(work))
    child(lambda: told(store, answer))
    after_kill = answer.read_text("ascii")
    child(lambda: (ingest(store, [file]), told(store, answer)))
    layers = len(list(store.history.glob("layers/*")))
    left = store.work.exists() or len(store.extracts()) != layers or len(list(store.raw.iterdir())) != layers
    return {"killed": killed, "after_kill": after_kill, "after": answer.read_text("ascii"), "left_over": left}


def main(template: Path, file: Path, every: str, out: Path) -> None:
    """See the module."""
    work = out.with_suffix(".store")
    rounds = []

    def by_clock(delay: float) -> int:
        pid = os.fork()
        if pid == 0:
            ingest(Store(work), [file])
            os._exit(0)
        time.sleep(delay)
        os.kill(pid, signal.SIGKILL)
        return os.WTERMSIG(os.waitpid(pid, 0)[1])

    def by_act(below: str, act: int) -> int:
        return child(lambda: (die_at(act, below), ingest(Store(work), [file])))

    if every == "clock":
        chance = random.Random(1)
        for _ in range(8):
            rounds.append(round_of(template, file, work, lambda below: by_clock(chance.uniform(0, 0.5))))
    else:
        for act in itertools.count(1, int(every)):
            rounds.append(round_of(template, file, work, lambda below, act=act: by_act(below, act)))
            if not rounds[-1]["killed"]:
                break
    out.write_text(json.dumps(rounds), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4]))
