"""Exports that were made in the background: what was asked, how far it is, where the file lies."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.organisations.service import Actor


class Format(models.TextChoices):
    """Kinds of file."""

    CSV = "csv", _("CSV (any spreadsheet or program)")
    XLSX = "xlsx", _("XLSX (Excel)")
    GEOJSON = "geojson", _("GeoJSON (maps)")
    FTM = "ftm", _("FollowTheMoney (network analysis)")
    BODS = "bods", _("BODS (ownership statements)")


class Status(models.TextChoices):
    """How far an export is."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")
    EXPIRED = "expired", _("expired, file removed")


class ExportQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Exports of the acting organisation: one's own; a manager sees all of them."""

    def visible(self, actor: Actor) -> Self:
        """What the actor may follow and download."""
        mine = self.filter(organisation=actor.organisation)
        return mine if actor.may(Right.MEMBERS) else mine.filter(made_by=actor.user)


class Export(models.Model):
    """`file` lies under DATA/exports.

    `territory`: NIS codes of the organisation at the moment the file was made; None for the whole country.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    query = models.TextField(blank=True)
    columns = models.JSONField(default=list)
    sort = models.CharField(max_length=60, blank=True)
    format = models.CharField(max_length=7, choices=Format.choices)
    language = models.CharField(max_length=2)
    flags_only = models.BooleanField()
    reason = models.CharField(_("reason"), max_length=200)
    recipients = models.CharField(_("for whom"), max_length=200)
    snapshot = models.CharField(max_length=80, blank=True)
    status = models.CharField(max_length=7, choices=Status.choices, default=Status.WAITING)
    expected = models.PositiveIntegerField()
    territory = models.JSONField(null=True)
    rows = models.PositiveIntegerField(null=True)
    file = models.CharField(max_length=120, blank=True)
    ready_at = models.DateTimeField(null=True)
    expires = models.DateTimeField(null=True)
    error = models.CharField(max_length=400, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at",)

    def __str__(self) -> str:
        return f"{self.format} {self.status}"
