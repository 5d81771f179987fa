"""How work looks: a live display on a terminal, plain lines in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as RichProgress

from knipperlicht.core.progress import Progress, Step

EVERY = 10.0
ALWAYS_SHORT = 2.0


def out() -> Console:
    """Standard output; rich drops colours by itself when it is not a terminal."""
    return Console(highlight=False, soft_wrap=True)


def say_error(sentence: str) -> None:
    """One sentence on standard error."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(sentence, style="bold red", markup=False)


@contextmanager
def progress() -> Iterator[Progress]:
    """Progress on standard error: a bar with rate and time left on a terminal, lines in a log."""
    if not sys.stderr.isatty():
        yield _plain
        return
    columns = (
        TextColumn("{task.description:>8}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"),
        TextColumn("{task.fields[rate]}"), TimeRemainingColumn(),
    )  # fmt: skip
    with RichProgress(*columns, console=Console(stderr=True), transient=True) as display:

        def step(name: str, total: int) -> Step:
            task = display.add_task(name, total=total, rate="")
            began = time.monotonic()

            def advance(amount: int) -> None:
                display.advance(task, amount)
                done = display.tasks[task].completed
                display.update(task, rate=_rate(done, time.monotonic() - began, total))

            return advance

        yield step


def _plain(name: str, total: int) -> Step:
    began = last = time.monotonic()
    done = 0

    def advance(amount: int) -> None:
        nonlocal done, last
        done += amount
        now = time.monotonic()
        finished = done >= total and now - began > ALWAYS_SHORT
        if now - last > EVERY or finished:
            last = now
            spent = now - began
            left = max(0.0, spent / done * (total - done)) if done else 0.0
            share = min(100.0, 100 * done / max(total, 1))
            print(
                f"{name} {share:.0f} % {_rate(done, spent, total)} {left:.0f} s left",
                file=sys.stderr,
                flush=True,
            )

    return advance


def _rate(done: float, seconds: float, total: int) -> str:
    if seconds <= 0:
        return ""
    if total > 1_000_000:
        return f"{done / seconds / 1e6:.1f} MB/s"
    return f"{done / seconds:.1f}/s"
