"""A random part of a list, drawn once and kept, with what came of each enterprise: how often a sign is right."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """What a check of one enterprise gave. About the enterprise and its signs, never about a person."""

    OPEN = "open", _("not checked")
    CONFIRMED = "confirmed", _("confirmed")
    INNOCENT = "innocent", _("innocent")


class Sample(models.Model):
    """`share` per cent of the `matched` enterprises of a filter, drawn by `seed` from `snapshot`."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    query = models.TextField(blank=True)
    share = models.FloatField()
    seed = models.CharField(max_length=40)
    snapshot = models.CharField(max_length=80)
    as_of = models.DateField()
    matched = models.PositiveIntegerField()

    class Meta:
        ordering = ("-created",)

    def __str__(self) -> str:
        return f"{self.share} % · {self.seed}"


class SampleItem(models.Model):
    """One enterprise drawn; `name` as it was then."""

    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="items")
    number = models.BigIntegerField()
    name = models.CharField(max_length=400, blank=True)
    outcome = models.CharField(max_length=9, choices=Outcome.choices, default=Outcome.OPEN)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("name", "number")
        constraints = (models.UniqueConstraint(fields=("sample", "number"), name="once_in_a_sample"),)

    def __str__(self) -> str:
        return f"{self.number} {self.outcome}"
