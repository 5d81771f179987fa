"""Gunicorn's settings. Address and number of workers come from `knipperlicht serve`.

No access log: addresses of pages hold what people searched for; who looked at what stands in the chained log.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import Any

from knipperlicht.web.environment import Environment
from knipperlicht.web.run.lifeline import end_with_parent

worker_class = "gthread"
threads = 2
preload_app = True
keepalive = 5
timeout = 60
graceful_timeout = 30
limit_request_line = 8190
accesslog = None
errorlog = "-"
loglevel = "warning"
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None

SWITCH = 0.001
"""Seconds a thread computes before another may."""
LOOK_EVERY = 100
"""Requests between two looks at a worker's memory."""
_LIMIT = Environment.read(os.environ).worker_memory * 2**20
_PAGE = os.sysconf("SC_PAGE_SIZE")


def on_starting(server: Any) -> None:
    """The master ends with `knipperlicht serve`."""
    end_with_parent()


def post_fork(server: Any, worker: Any) -> None:
    """Threads of a worker change places more often than Python does by itself.

    Each question to the database gives the interpreter away; with the usual 5 ms a page of twenty questions waits its
    turn for a tenth of a second beside another thread that computes.
    """
    sys.setswitchinterval(SWITCH)


def post_request(worker: Any, request: Any, environ: Any, response: Any) -> None:
    """A worker that grew beyond its memory finishes what it has in hand and is replaced."""
    if worker.nr % LOOK_EVERY or not worker.alive:
        return
    used = resident()
    if used > _LIMIT:
        logging.getLogger("gunicorn.error").warning(
            "Worker %s uses %s MB and is replaced.", worker.pid, used // 2**20
        )
        worker.alive = False


def resident() -> int:
    """Bytes of memory this process has in use; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * _PAGE
    except (OSError, ValueError, IndexError):
        return 0
