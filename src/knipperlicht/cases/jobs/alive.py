"""Tells a process that still runs a job from one that died: a lock the system drops when its holder ends.

Each process that runs jobs holds `DATA/jobs/<name>.lock`. Processes on other machines with a data directory of
their own have no file here; their runs are left alone for a day.
"""

from __future__ import annotations

import fcntl
import os
import socket
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.crypto import get_random_string

FOLDER = "jobs"
FOREIGN_FOR = timedelta(days=1)


def _path(name: str) -> Path:
    folder: Path = settings.DATA / FOLDER
    return folder / f"{name}.lock"


def _host() -> str:
    return socket.gethostname()[:40]


@cache
def _held(root: Path, pid: int) -> str:
    """Take a lock that this process keeps to its end; `pid` keeps a fork from using its parent's name."""
    name = f"{_host()}-{pid}-{get_random_string(8)}"
    path = _path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    fcntl.flock(os.open(path, os.O_CREAT | os.O_RDWR, 0o600), fcntl.LOCK_EX)
    return name


def this_process() -> str:
    """The name under which this process runs jobs."""
    return _held(settings.DATA, os.getpid())


def is_dead(name: str, *, since: datetime, now: datetime) -> bool:
    """Whether the process of this name, which began a run at `since`, is no more."""
    try:
        return _is_free(_path(name))
    except FileNotFoundError:
        here = name.startswith(f"{_host()}-")
        return here or now - since > FOREIGN_FOR


def sweep() -> None:
    """Remove lock files of processes that are no more. After their runs were looked at."""
    for path in (settings.DATA / FOLDER).glob("*.lock"):
        with suppress(FileNotFoundError):
            if _is_free(path):
                path.unlink()


def _is_free(path: Path) -> bool:
    with path.open() as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
