"""What pages and the command line use of jobs."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from knipperlicht.cases.audit.service import log
from knipperlicht.cases.jobs.clock import find_interrupted, tick, times
from knipperlicht.cases.jobs.letters import send
from knipperlicht.cases.jobs.models import BAD, UNDER_WAY, JobRun, Outcome
from knipperlicht.cases.jobs.registry import (
    Job,
    Letter,
    NothingToDo,
    Say,
    UnknownJob,
    alert,
    job_of,
    jobs,
    register,
    tidy,
)
from knipperlicht.cases.jobs.running import carry_out
from knipperlicht.cases.jobs.tasks import put_in_queue
from knipperlicht.cases.organisations.service import Actor

__all__ = [
    "Job", "JobRun", "Letter", "NothingToDo", "Outcome", "Say", "UnknownJob", "alert", "failing_jobs",
    "find_interrupted", "kinds", "queue", "recent_runs", "register", "run_job", "send", "start", "tick", "tidy",
]  # fmt: skip


def kinds() -> list[tuple[Job, time | None]]:
    """Every kind with the time of day it is due, or None."""
    due = times()
    return [(job, due.get(kind)) for kind, job in jobs.items()]


def recent_runs(kind: str | None = None) -> QuerySet[JobRun]:
    """Newest first; the page cuts it into pages."""
    runs = JobRun.objects.select_related("actor")
    return runs.filter(kind=kind) if kind else runs.all()


def failing_jobs() -> list[JobRun]:
    """The last ended run of each kind, where that ended badly: for the banner and the health page."""
    last = JobRun.objects.filter(ended__isnull=False).values("kind").annotate(last=Max("pk")).values("last")
    return list(JobRun.objects.filter(pk__in=last, outcome__in=BAD).order_by("kind"))


@transaction.atomic
def start(kind: str, actor: Actor, **arguments: Any) -> JobRun:
    """Queue a run a person asks for; one of the same kind and arguments that is under way is given instead."""
    if not job_of(kind).by_hand:
        raise UnknownJob(kind)
    for run in JobRun.objects.filter(kind=kind, outcome__in=UNDER_WAY):
        if run.arguments == arguments:
            return run
    run = queue(kind, actor, **arguments)
    log(actor, "job.start", subject=kind, detail={"run": run.pk})
    return run


@transaction.atomic
def queue(kind: str, actor: Actor, **arguments: Any) -> JobRun:
    """Queue a run for what somebody asked of another capability, which writes the log itself."""
    run = JobRun.objects.create(
        kind=job_of(kind).kind,
        arguments=arguments,
        actor=actor.user,
        started_by=actor.user.name,
        queued=timezone.now(),
    )
    put_in_queue(run)
    return run


def run_job(kind: str, *, started_by: str, **arguments: Any) -> JobRun:
    """Run here and now, without the queue: for the command line and tests."""
    run = JobRun.objects.create(
        kind=job_of(kind).kind, arguments=arguments, started_by=started_by, queued=timezone.now()
    )
    carry_out(run)
    return run
