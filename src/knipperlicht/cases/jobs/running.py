"""Carrying out one run: its outcome and its lines are kept whatever happens."""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

from knipperlicht.cases.jobs.alive import this_process
from knipperlicht.cases.jobs.letters import alert_operators
from knipperlicht.cases.jobs.models import BAD, JobRun, Outcome
from knipperlicht.cases.jobs.registry import NothingToDo, Say, job_of, jobs
from knipperlicht.errors import KnipperlichtError

LONGEST = 20_000
"""Characters of log kept per run: the beginning and the end."""
SAVE_EVERY = 2.0
CUT = "\n[…]\n"


class Lines:
    """The log of a run, saved while it grows."""

    def __init__(self, run: JobRun) -> None:
        self._run = run
        self._saved = time.monotonic()

    def say(self, line: str) -> None:
        """Add a line with its time of day."""
        moment = timezone.localtime().strftime("%H:%M:%S")
        self._run.log = bounded(f"{self._run.log}{moment} {line}\n")
        if time.monotonic() - self._saved > SAVE_EVERY:
            self._saved = time.monotonic()
            self._run.save(update_fields=["log"])


def bounded(text: str) -> str:
    """At most LONGEST characters: the first quarter and the last three."""
    if len(text) <= LONGEST:
        return text
    head, rest = text[: LONGEST // 4], text[LONGEST // 4 :].removeprefix(CUT)
    return head + CUT + rest[-(LONGEST - len(head) - len(CUT)) :]


class _Records(logging.Handler):
    """Passes what libraries log at WARNING and we at INFO on to the run."""

    def __init__(self, say: Say) -> None:
        super().__init__(logging.INFO)
        self._say = say

    def emit(self, record: logging.LogRecord) -> None:
        """One line a record."""
        if record.levelno >= logging.WARNING or record.name.startswith("knipperlicht"):
            self._say(f"{record.levelname} {record.getMessage()}")


@contextmanager
def _captured(say: Say) -> Iterator[None]:
    handler = _Records(say)
    logging.getLogger().addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)


def carry_out(run: JobRun) -> None:
    """Run it here and now. An error ends in the run, not with the caller; a stop signal is passed on."""
    run.outcome, run.started, run.process = Outcome.RUNNING, timezone.now(), this_process()
    run.save(update_fields=["outcome", "started", "process"])
    lines = Lines(run)
    try:
        with _captured(lines.say):
            run.outcome = _outcome(run, lines.say)
    except BaseException:
        lines.say("Stopped before it was done.")
        run.outcome = Outcome.INTERRUPTED
        raise
    finally:
        finish(run)


def _outcome(run: JobRun, say: Say) -> Outcome:
    try:
        job = job_of(run.kind)
        if run.due is not None and job.by_clock_only_if is not None:
            reason = job.by_clock_only_if()
            if not reason:
                raise NothingToDo("Nothing to do.")
            say(f"Because {reason}.")
        job.work(say, run.arguments)
    except NothingToDo as nothing:
        say(str(nothing))
        return Outcome.SKIPPED
    except KnipperlichtError as error:
        say(str(error))
        return Outcome.FAILED
    except Exception as error:
        say("".join(traceback.format_exception(error)).strip())
        return Outcome.FAILED
    return Outcome.OK


def finish(run: JobRun) -> None:
    """Store how it ended; when it ended badly, tell the capability it worked for and the operators."""
    run.ended = timezone.now()
    run.save()
    if run.outcome not in BAD:
        return
    job = jobs.get(run.kind)
    try:
        if job is not None and job.ended_badly is not None:
            job.ended_badly(run.arguments)
    except Exception as error:
        run.log = bounded(f"{run.log}What it worked for could not be told: {type(error).__name__}\n")
    try:
        alert_operators(run)
        run.alerted = True
    except Exception as error:
        run.log = bounded(f"{run.log}The operators could not be told by mail: {error}\n")
    run.save(update_fields=["log", "alerted"])
