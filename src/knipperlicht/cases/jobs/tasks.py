"""Where the queue (django-tasks, kept in the database) meets our runs."""

from __future__ import annotations

from uuid import UUID

from django_tasks import task

from knipperlicht.cases.jobs.models import JobRun, Outcome
from knipperlicht.cases.jobs.running import carry_out


@task()
def run_queued(number: int) -> str:
    """Carry out a run unless it was begun or given up; gives its outcome."""
    run = JobRun.objects.filter(pk=number, outcome=Outcome.QUEUED).first()
    if run is None:
        return "gone"
    carry_out(run)
    return str(run.outcome)


def put_in_queue(run: JobRun) -> None:
    """Inside the transaction that made the run: both are there, or neither."""
    result = run_queued.enqueue(run.pk)
    JobRun.objects.filter(pk=run.pk).update(task=UUID(result.id))
