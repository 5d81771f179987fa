"""The establishments in scope: one row each, that is never removed, with every change to it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.organisations.models import Organisation
from knipperlicht.cases.policies.models.regulations import OfMunicipality, Regulation


class RowState(models.TextChoices):
    """Where an establishment stands towards the regulation."""

    IN = "in", _("in scope")
    STRUCK = "struck", _("struck, with a reason")
    GONE = "gone", _("left the register")
    OUT = "out", _("no longer in the regulation")


class Answer(models.TextChoices):
    """What people judged by hand."""

    OPEN = "", _("not judged yet")
    YES = "yes", _("yes")
    NO = "no", _("no")


class Origin(models.TextChoices):
    """Where a row came from."""

    REGISTER = "register", _("the register")
    HAND = "hand", _("added by hand")


class ScopeRow(models.Model):
    """An establishment under a regulation. `fits`: its activities as registered [{activity, version, code, main, own}].

    `activity`: the one it is investigated under; `observed`: what was seen on the spot, kept apart. `zone_known`: whether its place says
    that it lies in the zone; `still_fits`: whether the register still shows the activity. `due`: T20. `lot`: its place in the last draw.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    regulation = models.ForeignKey(Regulation, on_delete=models.PROTECT, related_name="rows")
    state = models.CharField(_("state"), max_length=6, choices=RowState.choices, default=RowState.IN)
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.REGISTER)
    establishment = models.BigIntegerField(_("establishment number"), null=True, blank=True)
    enterprise = models.BigIntegerField(_("enterprise number"), null=True, blank=True)
    name = models.CharField(_("name"), max_length=320)
    postcode = models.CharField(_("postcode"), max_length=4)
    street = models.CharField(_("street"), max_length=120, blank=True)
    house = models.CharField(_("house number"), max_length=40, blank=True)
    building = models.CharField(max_length=200, blank=True)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    started = models.DateField(_("opened"), null=True, blank=True)
    activity = models.PositiveSmallIntegerField(_("activity"))
    fits = models.JSONField(default=list)
    observed = models.PositiveSmallIntegerField(_("observed activity"), null=True, blank=True)
    observed_note = models.CharField(max_length=320, blank=True)
    accessible = models.CharField(_("open to the public"), max_length=3, choices=Answer.choices, blank=True)
    zone_known = models.BooleanField(default=True)
    still_fits = models.BooleanField(default=True)
    entered = models.DateField(_("on the list since"))
    due = models.DateField(_("last day"), null=True)
    lot = models.BigIntegerField(default=0)
    file = models.ForeignKey("casefiles.CaseFile", on_delete=models.SET_NULL, null=True, related_name="+")
    begun = models.DateField(_("investigation started"), null=True)
    closed = models.DateField(_("investigation closed"), null=True)
    last_check = models.DateField(_("earlier investigation closed"), null=True)
    objects = OfMunicipality.as_manager()

    class Meta:
        ordering = ("due", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("organisation", "establishment"), name="an_establishment_once_in_scope"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("organisation", "state", "due"), name="scope_due"),
            models.Index(fields=("organisation", "state", "name"), name="scope_name"),
            models.Index(fields=("organisation", "state", "postcode", "street"), name="scope_street"),
            models.Index(fields=("organisation", "state", "activity"), name="scope_activity"),
            models.Index(fields=("file",), name="scope_file"),
        ]

    def __str__(self) -> str:
        return self.name


class ScopeChange(models.Model):
    """One change of a row: what, from what to what, why, by whom. Never changed, never removed."""

    row = models.ForeignKey(ScopeRow, on_delete=models.PROTECT, related_name="changes")
    at = models.DateTimeField()
    what = models.CharField(max_length=20)
    before = models.CharField(max_length=320, blank=True)
    after = models.CharField(max_length=320, blank=True)
    reason = models.CharField(max_length=320, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.what} {self.at:%Y-%m-%d}"


class Order(models.TextChoices):
    """Criteria a municipality may order its queue by, and says in public. The score only where it is switched on."""

    DUE = "due", _("last day")
    STARTED = "started", _("age of the establishment")
    ENTERED = "entered", _("day it came on the list")
    STREET = "street", _("street and number")
    NAME = "name", _("name")
    CHECKED = "checked", _("earlier investigation")
    LOT = "lot", _("random lot")
    SCORE = "score", _("score")


class Queue(models.Model):
    """How a municipality orders its queue. `score_allowed` is off until somebody switches it on, with a reason."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    order = models.CharField(_("criterion"), max_length=8, choices=Order.choices, default=Order.DUE)
    reverse = models.BooleanField(_("the other way round"), default=False)
    seed = models.CharField(_("seed of the draw"), max_length=80, blank=True)
    score_allowed = models.BooleanField(_("the score may order the queue"), default=False)
    reason = models.CharField(_("reason"), max_length=320, blank=True)
    changed = models.DateTimeField(null=True)
    changed_by_name = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return self.order
