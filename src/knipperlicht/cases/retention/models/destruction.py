"""Due destructions, holds, and the record of what was destroyed (D36)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.casefiles.models import CaseFile
from knipperlicht.cases.organisations.models import Organisation


class Due(models.Model):
    """What a rule destroys of a file, and from which day. Made anew by every act; gone once it is done."""

    file = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="destructions_due")
    rule = models.CharField(max_length=20)
    scope = models.CharField(max_length=10)
    event = models.DateField()
    day = models.DateField()

    class Meta:
        ordering = ("day", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("file", "rule"), name="a_rule_once_for_a_file")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=("day",), name="destruction_due")]

    def __str__(self) -> str:
        return f"{self.rule} {self.day}"


class HoldGround(models.TextChoices):
    """Why destruction may be put off: nothing else holds it (law.md §9.4, guard 15)."""

    APPEAL = "appeal", _("appeal or suspension claim that is pending")
    COURT = "court", _("other court case in which the data are needed")


class Hold(models.Model):
    """A hold on everything of a file, until it is ended. Its review day is when somebody looks whether the case still runs."""

    file = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="holds")
    ground = models.CharField(_("ground"), max_length=8, choices=HoldGround.choices)
    reason = models.CharField(_("which case, before which court"), max_length=320)
    since = models.DateField(_("from"))
    review = models.DateField(_("look again on"))
    placed_by_name = models.CharField(max_length=120)
    ended = models.DateField(null=True)
    ended_by_name = models.CharField(max_length=120, blank=True)
    ended_why = models.CharField(_("why the hold ends"), max_length=320, blank=True)

    class Meta:
        ordering = ("-since", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("file",), condition=models.Q(ended=None), name="one_hold_on_a_file"
            )
        ]

    def __str__(self) -> str:
        return f"{self.file} {self.ground}"


class Destruction(models.Model):
    """The record of a destruction: what kind of data, how many of each, a keyed hash of each; never what they said.

    `digests`: HMAC-SHA256 of every piece under the site's key: who still holds a copy can prove that it is what was destroyed,
    and nobody can guess the content back from it.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="destructions")
    number = models.CharField(max_length=30)
    rule = models.CharField(max_length=20)
    scope = models.CharField(max_length=10)
    article = models.CharField(max_length=60)
    event = models.DateField()
    due = models.DateField()
    done = models.DateTimeField()
    counts = models.JSONField(default=dict)
    digests = models.JSONField(default=list)

    class Meta:
        ordering = ("-done", "-pk")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("organisation", "-done"), name="destructions_of")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.rule}"
