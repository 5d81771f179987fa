"""The police regulation of a municipality with its activities, zone and acts, and the risk analysis before it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.organisations.models import Organisation

if TYPE_CHECKING:
    from knipperlicht.cases.organisations.service import Actor


class OfMunicipality(models.QuerySet[Any]):
    """Rows of one municipality: another's do not exist."""

    def of(self, actor: Actor) -> Self:
        """Those of the organisation the actor acts for."""
        return self.filter(organisation=actor.organisation)

    def in_force(self, day: date) -> Self:
        """Regulations that bind on a day: published, begun, not ended."""
        return self.filter(Q(ends=None) | Q(ends__gte=day), published__lte=day, in_force__lte=day)


class RiskAnalysis(models.Model):
    """D01: the prior risk analysis. `figures` are frozen as they stood on `as_of`; never changed, a next one is made."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=160)
    facts = models.TextField(_("facts and phenomena in the municipality"))
    motivation = models.TextField(_("why these activities and this zone"))
    activities = models.JSONField(_("activities"), default=list)
    figures = models.JSONField(default=list)
    as_of = models.DateField()
    made = models.DateTimeField()
    made_by_name = models.CharField(max_length=120)
    objects = OfMunicipality.as_manager()

    class Meta:
        ordering = ("-made",)

    def __str__(self) -> str:
        return self.title


class Regulation(models.Model):
    """D05, one version. `version` counts its acts; `replaces` is the version it amends.

    `area`: polygons drawn on the map, each [[lon, lat], …]; with `whole_territory` neither these nor streets count.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=160)
    state = models.CharField(max_length=30)
    version = models.PositiveIntegerField(default=0)
    analysis = models.ForeignKey(RiskAnalysis, on_delete=models.PROTECT, null=True, related_name="+")
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="amendments")
    whole_territory = models.BooleanField(_("the whole territory"), default=True)
    area = models.JSONField(default=list)
    published = models.DateField(null=True)
    address = models.URLField(max_length=300, blank=True)
    in_force = models.DateField(null=True)
    ends = models.DateField(null=True)
    objects = OfMunicipality.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("organisation", "in_force"), name="regulation_in_force")
        ]

    def __str__(self) -> str:
        return self.title


class TermAbout(models.TextChoices):
    """What the reasonable term of an activity asks."""

    START = "start", _("started")
    CLOSE = "close", _("closed")


class RegulationActivity(models.Model):
    """One activity of a regulation, with its name and definition as they stood, and its reasonable term (T20).

    `until`: last day for establishments that exist at the entry into force; `within`: working days from the day an establishment
    enters the list, for all others.
    """

    regulation = models.ForeignKey(Regulation, on_delete=models.CASCADE, related_name="activities")
    number = models.PositiveSmallIntegerField(_("activity"))
    sector = models.CharField(max_length=10)
    name_nl = models.CharField(max_length=200)
    name_fr = models.CharField(max_length=200, blank=True)
    definition = models.TextField(blank=True)
    until = models.DateField(_("existing establishments: last day"), null=True, blank=True)
    within = models.PositiveSmallIntegerField(_("working days from entering the list"), null=True, blank=True)
    about = models.CharField(_("by then, investigations are"), max_length=5, choices=TermAbout.choices, default=TermAbout.START)  # fmt: skip
    permit_duty = models.BooleanField(_("the council requires a permit to establish or operate"), default=False)  # fmt: skip

    class Meta:
        ordering = ("number",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("regulation", "number"), name="an_activity_once_in_a_regulation")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name_nl}"


class ZoneStreet(models.Model):
    """A street, or a stretch of it by house number, that belongs to the zone of a regulation."""

    regulation = models.ForeignKey(Regulation, on_delete=models.CASCADE, related_name="streets")
    postcode = models.CharField(_("postcode"), max_length=4)
    street = models.CharField(_("street"), max_length=120)
    house_from = models.PositiveIntegerField(_("from number"), null=True, blank=True)
    house_to = models.PositiveIntegerField(_("to number"), null=True, blank=True)

    class Meta:
        ordering = ("postcode", "street", "house_from")

    def __str__(self) -> str:
        return f"{self.postcode} {self.street}"


class RegulationAct(models.Model):
    """One act in the life of a regulation (`procedure.py`); never changed."""

    regulation = models.ForeignKey(Regulation, on_delete=models.PROTECT, related_name="acts")
    number = models.PositiveIntegerField()
    step = models.CharField(max_length=40)
    on = models.DateField()
    recorded = models.DateTimeField()
    before = models.CharField(max_length=30)
    after = models.CharField(max_length=30)
    data = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ("regulation", "number")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("regulation", "number"), name="regulation_acts_in_one_order")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.step}"
