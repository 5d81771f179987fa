"""The nightly clock: makes each job due once a day, also when several processes watch it, and finds dead runs.

Times of day are Belgian wall time. A time that the change to summer time leaves out is due right after it; one
that winter time brings twice is due once, because a run is unique by kind and day. A day's job that was missed
while nothing ran is made up for later that day, never the day after.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from knipperlicht.cases.jobs.alive import is_dead, sweep
from knipperlicht.cases.jobs.models import UNDER_WAY, JobRun, Outcome
from knipperlicht.cases.jobs.registry import Job, jobs
from knipperlicht.cases.jobs.running import bounded, finish
from knipperlicht.cases.jobs.tasks import put_in_queue

CLOCK = "clock"
GRACE = timedelta(minutes=5)
"""How long a run may be claimed from the queue without having begun."""


def times() -> dict[str, time]:
    """Time of day per kind: the table's, or the operator's own where set."""
    own: dict[str, time] = settings.SCHEDULE
    return {kind: own.get(kind, job.at) for kind, job in jobs.items() if job.at is not None}


def tick(now: datetime) -> list[JobRun]:
    """Look once: mark dead runs, then queue what is due; gives what was queued."""
    find_interrupted(now)
    local = timezone.localtime(now)
    return [run for job in _due(local) if (run := _queue(job, local.date(), now)) is not None]


def _due(local: datetime) -> Iterator[Job]:
    """Jobs whose time has come today, that have no run for today, and whose forerunners ended."""
    today = dict(JobRun.objects.filter(due=local.date()).values_list("kind", "outcome"))
    for kind, at in times().items():
        job = jobs[kind]
        waits = [
            before
            for before in job.after
            if before in jobs and today.get(before, Outcome.QUEUED) in UNDER_WAY
        ]
        if kind not in today and local.time() >= at and not waits:
            yield job


def _queue(job: Job, day: date, now: datetime) -> JobRun | None:
    """A run for this day; None when another process was first."""
    try:
        with transaction.atomic():
            run = JobRun.objects.create(kind=job.kind, due=day, queued=now, started_by=CLOCK)
            put_in_queue(run)
    except IntegrityError:
        return None
    return run


def find_interrupted(now: datetime) -> list[JobRun]:
    """Runs whose process died become interrupted, and the operators hear of it."""
    found = []
    for run in JobRun.objects.filter(outcome=Outcome.RUNNING):
        if is_dead(run.process, since=run.started or run.queued, now=now):
            found.append(run)
    claimed = DBTaskResult.objects.exclude(status="READY").filter(
        Q(started_at__lt=now - GRACE) | Q(finished_at__isnull=False)
    )
    for run in JobRun.objects.filter(outcome=Outcome.QUEUED):
        if run.task is not None and claimed.filter(pk=run.task).exists():
            found.append(run)
    ours = [run for run in found if _take(run)]
    for run in ours:
        run.outcome = Outcome.INTERRUPTED
        run.log = bounded(f"{run.log}The process that ran this died before it was done.\n")
        finish(run)
    sweep()
    return ours


def _take(run: JobRun) -> bool:
    """Whether this process, and no other at the same moment, marks the run."""
    return bool(JobRun.objects.filter(pk=run.pk, outcome=run.outcome).update(outcome=Outcome.INTERRUPTED))
