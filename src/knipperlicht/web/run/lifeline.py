"""A child ends with its parent, also when the parent was killed without a chance to say so."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
PARENT = "SERVE_PARENT"


def end_with_parent() -> None:
    """Have the system send SIGTERM when the parent dies (Linux; elsewhere an orphan must be ended by hand)."""
    parent = os.environ.get(PARENT)
    if parent is None or not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if str(os.getppid()) != parent:
        sys.exit("The process that started this one is gone.")
