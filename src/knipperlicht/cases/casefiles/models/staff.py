"""Who may work on files: designated staff (D06), the team of a file, supporters under a protocol."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.casefiles.models.files import CaseFile
from knipperlicht.cases.organisations.models import Organisation


class Designation(models.Model):
    """The mayor's decision that somebody conducts investigations (art. 119ter § 3; 119quater § 4, access categories)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="designations")
    function = models.CharField(_("function"), max_length=120)
    category = models.CharField(_("access category"), max_length=120)
    criminal = models.BooleanField(_("may read data on offences and convictions"), default=False)
    reference = models.CharField(_("number of the decision"), max_length=120)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    recorded_by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ("user__name", "-since")

    def __str__(self) -> str:
        return f"{self.user} {self.since}"


class TeamMember(models.Model):
    """Somebody who works on one file. Who left it stays written."""

    file = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="team")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    lead = models.BooleanField(_("leads"), default=False)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-lead", "user__name")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("file", "user"), condition=models.Q(until=None), name="once_in_a_team"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=("user", "until"), name="team_of_user")]

    def __str__(self) -> str:
        return f"{self.user} · {self.file}"


class Protocol(models.Model):
    """A signed agreement under which another organisation (an ARIEC) may support a municipality's cases."""

    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    supporter = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(_("number of the agreement"), max_length=120)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    recorded_by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ("-since",)

    def __str__(self) -> str:
        return f"{self.municipality} · {self.supporter}"


class Support(models.Model):
    """A file that a supporter was asked to look into: it counts only while a protocol is valid."""

    file = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="support")
    supporter = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    asked = models.DateTimeField()
    asked_by_name = models.CharField(max_length=120)
    ended = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-asked",)

    def __str__(self) -> str:
        return f"{self.supporter} · {self.file}"
