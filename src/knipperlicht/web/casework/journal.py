"""What lists of files and figures write in the log."""

from __future__ import annotations

from typing import Any

from knipperlicht.cases.audit.purposes import Purpose
from knipperlicht.cases.audit.service import log, logged, work_for
from knipperlicht.web.requests import Signed


def log_once(request: Signed, event: str, what: str, **detail: Any) -> None:
    """Write a look once in a piece of work.

    Own files need no purpose chosen first: without a piece of work the look is logged under one for case work, which opens
    nothing else.
    """
    work = request.work or work_for(request.actor, purpose=Purpose.INTEGRITY, reference=what)
    if not logged(work, event, subject=what, **detail):
        log(request.actor, event, subject=what, work=work, detail=detail)


def log_list(request: Signed, what: str, **detail: Any) -> None:
    """Write that a list of files was looked at."""
    log_once(request, "case.list", what, **detail)
