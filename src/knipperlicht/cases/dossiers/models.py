"""What people of an organisation keep beside the register: notes, pins, recent dossiers, contests."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.organisations.models import Organisation

if TYPE_CHECKING:
    from knipperlicht.cases.organisations.service import Actor

ANSWER_WITHIN = timedelta(days=30)
"""How soon a company gets an answer (law.md §1.12: one month)."""


class OfOrganisation(models.QuerySet[Any]):
    """Rows of organisations; nobody sees another's."""

    def of(self, actor: Actor) -> Self:
        """Only those of the organisation someone acts for."""
        return self.filter(organisation=actor.organisation)


class OfUser(models.QuerySet[Any]):
    """Rows of one user acting for one organisation."""

    def of(self, actor: Actor) -> Self:
        """Only one's own, and only under the organisation one acts for: another one has another territory."""
        return self.filter(user=actor.user, organisation=actor.organisation)


class Note(models.Model):
    """A remark of the own organisation at a dossier. A deleted one stays as a tombstone without its text."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    enterprise = models.BigIntegerField(db_index=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notes")
    author_name = models.CharField(max_length=120)
    text = models.TextField(_("note"), max_length=4000)
    created = models.DateTimeField()
    changed = models.DateTimeField(null=True)
    deleted = models.DateTimeField(null=True)
    deleted_by_name = models.CharField(max_length=120, blank=True)
    objects = OfOrganisation.as_manager()

    class Meta:
        ordering = ("-created", "-pk")

    def __str__(self) -> str:
        return f"{self.author_name} {self.created:%Y-%m-%d}"


class Pin(models.Model):
    """A dossier that one user keeps at hand."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pins")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    enterprise = models.BigIntegerField()
    name = models.CharField(max_length=320)
    since = models.DateTimeField()
    objects = OfUser.as_manager()

    class Meta:
        ordering = ("-since", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("user", "organisation", "enterprise"), name="one_pin_per_dossier")
        ]

    def __str__(self) -> str:
        return self.name


class Recent(models.Model):
    """A dossier that one user opened lately; only the last fifty stay, and only they see them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    enterprise = models.BigIntegerField()
    name = models.CharField(max_length=320)
    at = models.DateTimeField()
    objects = OfUser.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("user", "organisation", "enterprise"), name="one_recent_per_dossier"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Status(models.TextChoices):
    """Where a contest stands."""

    OPEN = "open", _("open")
    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("rejected")
    CORRECTED = "corrected", _("corrected at the source")


class Speaker(models.TextChoices):
    """In which capacity someone contests. No names: who they are stands in the organisation's own file."""

    MANDATE_HOLDER = "mandate_holder", _("director or manager")
    AGENT = "agent", _("lawyer, accountant or other agent")
    STAFF = "staff", _("member of staff")
    OTHER = "other", _("someone else with an interest")


class Contest(models.Model):
    """What a company says against a sign or a fact, and what the organisation answered.

    `about`: the slug of an indicator, or empty for a fact of the register, which `fact` then names in words.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    enterprise = models.BigIntegerField(db_index=True)
    name = models.CharField(max_length=320)
    about = models.CharField(_("contested sign"), max_length=60, blank=True)
    fact = models.CharField(_("contested fact"), max_length=200, blank=True)
    statement = models.TextField(_("what the company says"), max_length=4000)
    received = models.DateField(_("received on"))
    speaker = models.CharField(_("received from"), max_length=20, choices=Speaker.choices)
    status = models.CharField(_("outcome"), max_length=10, choices=Status.choices, default=Status.OPEN)
    answer = models.TextField(_("answer and reasons"), max_length=4000, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_by_name = models.CharField(max_length=120)
    recorded = models.DateTimeField()
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_by_name = models.CharField(max_length=120, blank=True)
    answered = models.DateTimeField(null=True)
    objects = OfOrganisation.as_manager()

    class Meta:
        ordering = ("received", "pk")

    def __str__(self) -> str:
        return f"{self.name}: {self.about or self.fact}"

    @property
    def due(self) -> date:
        """The day by which an answer is owed."""
        return self.received + ANSWER_WITHIN

    @property
    def late(self) -> bool:
        """Whether that day passed without an answer."""
        return self.status == Status.OPEN and timezone.localdate() > self.due
