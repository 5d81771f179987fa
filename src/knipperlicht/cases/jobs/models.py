"""Runs of jobs: what ran, when, for whom, how it ended and what it said."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """How a run stands or ended."""

    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("running")
    OK = "ok", _("done")
    SKIPPED = "skipped", _("nothing to do")
    FAILED = "failed", _("failed")
    INTERRUPTED = "interrupted", _("interrupted")


UNDER_WAY = (Outcome.QUEUED, Outcome.RUNNING)
BAD = (Outcome.FAILED, Outcome.INTERRUPTED)


class JobRun(models.Model):
    """One run. `due` is the day it was planned for; empty when a person started it.

    `process` names the process that runs it (`alive.py`), `task` its place in the queue.
    """

    kind = models.CharField(max_length=30, db_index=True)
    arguments = models.JSONField(default=dict)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    started_by = models.CharField(_("started by"), max_length=120)
    due = models.DateField(null=True)
    queued = models.DateTimeField()
    started = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    outcome = models.CharField(
        _("outcome"), max_length=11, choices=Outcome.choices, default=Outcome.QUEUED, db_index=True
    )
    log = models.TextField(blank=True)
    process = models.CharField(max_length=80, blank=True)
    task = models.UUIDField(null=True)
    alerted = models.BooleanField(default=False)

    class Meta:
        ordering = ("-queued", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "due"), name="due_once", condition=models.Q(due__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.queued:%Y-%m-%d %H:%M} {self.outcome}"
