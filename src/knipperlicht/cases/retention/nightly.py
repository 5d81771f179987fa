"""Every night: destroy what is due, over all organisations. One that fails keeps no other."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.audit.pruning import prune
from knipperlicht.cases.casefiles.sealing import CannotOpen
from knipperlicht.cases.jobs.service import Job, NothingToDo, Say, register
from knipperlicht.cases.procedures.engine import Refused
from knipperlicht.cases.retention.destroying import NotDestroyed, destroy, due_now
from knipperlicht.cases.retention.reckoning import reckon_missed
from knipperlicht.cases.retention.requests import forget_old

KIND = "retention"


def run(say: Say, arguments: dict[str, Any]) -> None:
    """The nightly work; its log names numbers of files and rules, never content."""
    today = timezone.localdate()
    missed = reckon_missed()
    done, failed = 0, list[str]()
    for due in due_now(today).iterator(chunk_size=500):
        try:
            destroy(due)
            done += 1
        except (NotDestroyed, Refused, CannotOpen, DatabaseError) as error:
            failed.append(due.file.number)
            say(f"{due.file.number}, {due.rule}: {type(error).__name__}: {error}")
    forgotten = forget_old(today)
    say(f"{done} destructions done, {missed} files reckoned that were not, {forgotten} old requests removed.")
    if failed:
        raise NotDestroyed(f"Not destroyed: {', '.join(failed)}. The rest was done.")
    if not (done or missed or forgotten):
        raise NothingToDo("Nothing is due.")


def prune_log(say: Say, arguments: dict[str, Any]) -> None:
    """Remove what the log held for ten years; a log that is not whole is left alone, and the job fails."""
    gone = prune(settings.DATA, timezone.now())
    if not gone:
        raise NothingToDo("No row of the log is older than ten years.")
    say(f"{gone} rows of the log removed.")


def install() -> None:
    """Make the jobs known; destruction runs after the terms, whose acts may close files."""
    register(Job(kind=KIND, name=_("destruction by rule"), work=run, at=time(0, 45), after=("case_terms",)))
    register(
        Job(
            kind="log_retention",
            name=_("log of more than ten years"),
            work=prune_log,
            at=time(5, 15),
            after=("anchor",),
        )
    )
