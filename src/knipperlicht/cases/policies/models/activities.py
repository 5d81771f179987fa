"""What people entered of the official list of activities, and what the royal decree no longer names."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.organisations.models import Organisation


class SectorName(models.TextChoices):
    """The six sectors of the royal decree of 22 April 2024."""

    HORECA = "horeca", _("hotels, restaurants, cafés")
    CARS = "cars", _("cars")
    RETAIL = "retail", _("retail")
    PROPERTY = "property", _("real estate")
    BEAUTY = "beauty", _("beauty")
    GAMBLING = "gambling", _("games of chance")


class ActivityText(models.Model):
    """Name, sector and definition of one activity as read in the official text; never changed, the newest holds.

    `organisation`: whose; None when the operator entered it for the whole site. `nace`: starts of codes of 2025, to search with.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    number = models.PositiveSmallIntegerField(_("number in the royal decree"))
    sector = models.CharField(_("sector"), max_length=10, choices=SectorName.choices)
    nl = models.CharField(_("name in Dutch"), max_length=200)
    fr = models.CharField(_("name in French"), max_length=200, blank=True)
    definition = models.TextField(_("definition"))
    source = models.CharField(_("where it was read"), max_length=300)
    nace = models.JSONField(default=list)
    entered = models.DateTimeField()
    entered_by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ("number", "-entered", "-pk")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("organisation", "number"), name="activity_text_of")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.nl}"


class DroppedActivity(models.Model):
    """An activity that the royal decree names no longer from a day on; entered by the operator, taken back by `taken_back`."""

    number = models.PositiveSmallIntegerField(_("number in the royal decree"))
    since = models.DateField(_("no longer named from"))
    source = models.CharField(_("decree that dropped it"), max_length=300)
    entered = models.DateTimeField()
    entered_by_name = models.CharField(max_length=120)
    taken_back = models.DateTimeField(null=True)

    class Meta:
        ordering = ("number", "-entered")

    def __str__(self) -> str:
        return f"{self.number} {self.since}"
