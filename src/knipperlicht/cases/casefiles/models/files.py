"""A case file, its acts, its sealed data, its terms."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.casefiles.access import Files
from knipperlicht.cases.organisations.models import Organisation


class CaseFile(models.Model):
    """One case under one procedure. `state` is a plain value of that procedure; `version` counts its acts.

    `about`: what is fixed when it is opened (activity, permit duty, article of a closure …). `next_day` and `next_term`: the first
    term that is still to be met. A destroyed file keeps number, kind, days and nothing that names anybody.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("procedure"), max_length=30)
    number = models.CharField(_("number"), max_length=30)
    state = models.CharField(_("state"), max_length=30)
    version = models.PositiveIntegerField(default=0)
    title = models.CharField(_("establishment or subject"), max_length=320)
    enterprise = models.BigIntegerField(_("enterprise number"), null=True, blank=True)
    establishment = models.BigIntegerField(_("establishment number"), null=True, blank=True)
    address = models.CharField(_("address"), max_length=320, blank=True)
    activity = models.PositiveSmallIntegerField(_("activity of the royal decree"), null=True, blank=True)
    about = models.JSONField(default=dict)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    opened = models.DateField(_("opened"))
    closed = models.DateField(_("closed"), null=True)
    next_day = models.DateField(null=True)
    next_term = models.CharField(max_length=30, blank=True)
    hold = models.CharField(_("why nothing is destroyed now"), max_length=320, blank=True)
    underlying_destroyed = models.DateTimeField(null=True)
    destroyed = models.DateTimeField(null=True)
    objects = Files.as_manager()

    class Meta:
        ordering = ("-opened", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("organisation", "number"), name="one_number_per_organisation")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("organisation", "closed", "next_day"), name="casefile_work"),
            models.Index(fields=("organisation", "kind", "state"), name="casefile_state"),
            models.Index(fields=("next_day",), condition=models.Q(closed=None), name="casefile_due"),
            models.Index(fields=("closed",), condition=models.Q(destroyed=None), name="casefile_retention"),
            models.Index(fields=("enterprise",), name="casefile_enterprise"),
        ]

    def __str__(self) -> str:
        return self.number


class ActRow(models.Model):
    """One act in a file. Never changed; its data go when the law says so, and what stays tells that they went.

    `data`: fields of the step (`procedures/steps.py`) that are ordinary data; those on offences and convictions are in `secret`.
    `signed_by`, `reference`: who in law took a decision that staff recorded, and the number of the signed document.
    """

    file = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="acts")
    number = models.PositiveIntegerField()
    step = models.CharField(max_length=40)
    on = models.DateField()
    recorded = models.DateTimeField()
    before = models.CharField(max_length=30)
    after = models.CharField(max_length=30)
    data = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=120)
    by_role = models.CharField(max_length=12, blank=True)
    signed_by = models.CharField(max_length=120, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    emptied = models.DateTimeField(null=True)

    class Meta:
        ordering = ("file", "number")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("file", "number"), name="acts_in_one_order")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.step}"


class Secret(models.Model):
    """Data in the sense of art. 10 GDPR of one act, under the key of the organisation (`sealing.py`)."""

    act = models.OneToOneField(ActRow, on_delete=models.CASCADE, related_name="secret")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.act}"


class TermRow(models.Model):
    """A term as it ran after the last act: kept so that lists can ask for it. Made anew by every act."""

    file = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="terms")
    rule = models.CharField(max_length=30)
    event = models.DateField()
    first = models.DateField()
    last = models.DateField()
    met = models.DateField(null=True)
    ceiling = models.BooleanField(default=False)

    class Meta:
        ordering = ("last", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("file", "rule"), name="a_term_once_in_a_file")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("last",), condition=models.Q(met=None), name="term_running")
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.last}"
