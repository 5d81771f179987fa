"""The log and its head. Rows are written by `chain.py` only; triggers refuse any change or removal."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.audit.purposes import Purpose


class PieceOfWork(models.Model):
    """For what someone looks: chosen once, named in every row of the log until it is ended or 12 hours old."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="pieces_of_work"
    )
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose.choices)
    reference = models.CharField(_("reference or reason"), max_length=200)
    started = models.DateTimeField()
    ended = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-started",)

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.reference}"


class Entry(models.Model):
    """One row of the log: who, for whom, why, what, on which data (art. 119quater NGW; law.md §1.12).

    `hash` covers every other field and the hash of the row before; `number` runs without gaps.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    event = models.CharField(max_length=40, db_index=True)
    category = models.CharField(max_length=14)
    actor_id = models.BigIntegerField(null=True, db_index=True)
    actor_name = models.CharField(max_length=120)
    actor_role = models.CharField(max_length=12)
    actor_identifier = models.CharField(max_length=11, blank=True)
    organisation_id = models.BigIntegerField(null=True, db_index=True)
    organisation_name = models.CharField(max_length=120)
    purpose = models.CharField(max_length=20)
    reference = models.CharField(max_length=200)
    piece_of_work_id = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=200, db_index=True)
    detail = models.JSONField(default=dict)
    recipients = models.CharField(max_length=200)
    systems = models.CharField(max_length=200)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("-number",)

    def __str__(self) -> str:
        return f"{self.number} {self.event} {self.actor_name}"


class Cut(models.Model):
    """One row, once rows of more than ten years old went (`pruning.py`): the last that went, when it was written, and when it went.

    The chain begins behind it. Sealed with the site's key, as the head is: nobody without it cuts the log unseen.
    """

    number = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    written = models.DateTimeField()
    made = models.DateTimeField()
    seal = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.number} {self.hash}"


class Head(models.Model):
    """One row: number and hash of the last entry, sealed with the site's key."""

    number = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.number} {self.hash}"
