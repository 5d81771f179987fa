"""A request of somebody whose data are processed (art. 12–23 GDPR; art. 119sexies NGW)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.organisations.models import Organisation


class RequestKind(models.TextChoices):
    """What is asked."""

    ACCESS = "access", _("access to the data")
    RECTIFICATION = "rectification", _("rectification")
    ERASURE = "erasure", _("erasure")
    RESTRICTION = "restriction", _("restriction of processing")
    OBJECTION = "objection", _("objection")


class IdentityCheck(models.TextChoices):
    """How it was made sure who asks."""

    EID = "eid", _("identity card or itsme")
    DESK = "desk", _("at the desk, with identity document")
    COUNSEL = "counsel", _("by counsel, or with a mandate and identity document")
    OTHER = "other", _("otherwise")


class Answer(models.TextChoices):
    """How it was answered."""

    GRANTED = "granted", _("granted")
    PARTLY = "partly", _("granted in part")
    LIMITED = "limited", _("limited until the final decision")
    REFUSED = "refused", _("refused")
    NOTHING = "nothing", _("no data are held")


class SubjectRequest(models.Model):
    """One request. `due` follows from `received` and the extension; the reasons are the DPO's and stay with the request."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=30)
    kind = models.CharField(_("what is asked"), max_length=13, choices=RequestKind.choices)
    name = models.CharField(_("who asks"), max_length=160)
    contact = models.CharField(_("where the answer goes"), max_length=320)
    received = models.DateField(_("received on"))
    statement = models.TextField(_("what is asked, in their words"))
    checked = models.DateField(null=True)
    checked_how = models.CharField(
        _("how the identity was checked"), max_length=8, choices=IdentityCheck.choices, blank=True
    )
    extended = models.DateField(null=True)
    extended_why = models.TextField(_("why another month is needed"), blank=True)
    answered = models.DateField(null=True)
    answer = models.CharField(_("answer"), max_length=8, choices=Answer.choices, blank=True)
    reasons = models.TextField(_("reasons in fact and in law"), blank=True)
    remedies = models.BooleanField(default=False)
    due = models.DateField()
    recorded_by_name = models.CharField(max_length=120)
    answered_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("due", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("organisation", "number"), name="one_number_for_a_request")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("organisation", "answered", "due"), name="requests_open")
        ]

    def __str__(self) -> str:
        return self.number

    def late(self, today: date) -> bool:
        """Whether it is, or was, not answered in time."""
        return (self.answered or today) > self.due
