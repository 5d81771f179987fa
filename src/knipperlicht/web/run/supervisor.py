"""Starts the web server and the background process, and ends both by their own process numbers."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType

from knipperlicht.web.run.lifeline import PARENT
from knipperlicht.web.run.prepare import CannotServe

GRACE = 35.0
"""Seconds a process gets to end by itself: a little more than gunicorn gives its workers."""
HURRY = 10.0
"""Seconds after which the background process is asked again, which stops a running job."""
AGAIN_AFTER = 5.0


LOOK_EVERY = 0.2
SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Signals:
    """Counts stop signals. Nothing is raised from a handler: a child must never be started and then forgotten."""

    def __init__(self) -> None:
        self.seen = 0
        for number in SIGNALS:
            signal.signal(number, self._count)

    def _count(self, number: int, frame: FrameType | None) -> None:
        self.seen += 1


def serve(listener: socket.socket, *, workers: int, ready: Callable[[], None]) -> None:
    """Serve until a stop signal; a second one does not wait. Raises CannotServe when the web server ends by itself."""
    stop = Signals()
    children = {"web": _web(listener, workers)}
    try:
        children["background"] = _background()
        listener.close()
        ready()
        _watch(children, stop)
    finally:
        _end(children, stop)


def _watch(children: dict[str, subprocess.Popen[bytes]], stop: Signals) -> None:
    """A background process that died is started anew; without the web server there is no site."""
    died = 0.0
    while not stop.seen:
        time.sleep(LOOK_EVERY)
        if (code := children["web"].poll()) is not None:
            raise CannotServe(f"The web server ended by itself (code {code}). What it said stands above.")
        if children["background"].poll() is None:
            continue
        died = died or time.monotonic()
        if time.monotonic() - died > AGAIN_AFTER:
            children["background"], died = _background(), 0.0


def _web(listener: socket.socket, workers: int) -> subprocess.Popen[bytes]:
    number = listener.fileno()
    return _child(
        ["gunicorn", "--config", "python:knipperlicht.web.gunicorn_conf", "--bind", f"fd://{number}",
         "--workers", str(workers), "knipperlicht.web.wsgi"], number,
    )  # fmt: skip


def _background() -> subprocess.Popen[bytes]:
    return _child(["knipperlicht.web.run.background"])


def _child(module: list[str], *kept: int) -> subprocess.Popen[bytes]:
    """A child in a group of its own: Ctrl-C reaches this process only, which then ends its children in order."""
    return subprocess.Popen(
        [sys.executable, "-m", *module],
        pass_fds=kept, start_new_session=True, env=os.environ | {PARENT: str(os.getpid())},
    )  # fmt: skip


def _end(children: dict[str, subprocess.Popen[bytes]], stop: Signals) -> None:
    began, before = time.monotonic(), stop.seen
    for child in children.values():
        child.terminate()
    hurried = False
    while any(child.poll() is None for child in children.values()):
        time.sleep(LOOK_EVERY / 4)
        spent = time.monotonic() - began
        if spent > HURRY and not hurried:
            hurried = True
            children["background"].terminate()
        if spent > GRACE or stop.seen > max(before, 1):
            for child in children.values():
                child.kill()
            break
    for child in children.values():
        child.wait()
