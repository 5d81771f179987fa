"""A meeting, and a file on its agenda."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.casefiles.models import CaseFile
from knipperlicht.cases.organisations.models import Organisation


class Body(models.TextChoices):
    """Who meets."""

    COLLEGE = "college", _("college of mayor and aldermen")
    COUNCIL = "council", _("municipal council")


class State(models.TextChoices):
    """Where a meeting stands."""

    PLANNED = "planned", _("planned")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")


class Purpose(models.TextChoices):
    """What a file is on the agenda for; confirmations come first, as they lapse."""

    CONFIRMATION = "confirmation", _("confirmation of a measure of the mayor")
    DECISION = "decision", _("decision")
    REVIEW = "review", _("review of an earlier decision")
    OTHER = "other", _("other")


class Meeting(models.Model):
    """One meeting of one body. A cancelled one stays written, with the reason; a moved one keeps the day it was first planned."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    body = models.CharField(_("body"), max_length=8, choices=Body.choices, default=Body.COLLEGE)
    day = models.DateField(_("day"))
    hour = models.TimeField(_("hour"))
    first_planned = models.DateField()
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLANNED)
    reason = models.CharField(_("why it was cancelled or moved"), max_length=320, blank=True)
    present = models.TextField(_("present"), blank=True)
    remarks = models.TextField(_("remarks"), blank=True)
    closed_by_name = models.CharField(max_length=120, blank=True)
    closed = models.DateTimeField(null=True)

    class Meta:
        ordering = ("day", "hour", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("organisation", "body", "day", "hour"), condition=~models.Q(state="cancelled"),
                name="one_meeting_at_a_time",
            )
        ]  # fmt: skip
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("organisation", "body", "state", "day"), name="meeting_next")
        ]

    def __str__(self) -> str:
        return f"{self.get_body_display()} {self.day}"


class Items(models.QuerySet["AgendaItem"]):
    """Items of agendas."""

    def pending(self) -> Items:
        """Nothing was decided yet, on a meeting still to be held."""
        return self.filter(act_number=None, postponed=False, meeting__state=State.PLANNED)

    def in_order(self) -> Items:
        """Those that would lapse first, then as staff ordered them."""
        first = models.Case(models.When(purpose=Purpose.CONFIRMATION, then=0), default=1)
        return self.order_by(first, F("place").asc(), "pk")


class AgendaItem(models.Model):
    """A file on an agenda. `act_number`: the act in the file that was decided here; `lapsed`: closed without the confirmation."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    file = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="agenda_items")
    purpose = models.CharField(_("for"), max_length=12, choices=Purpose.choices)
    place = models.PositiveIntegerField(default=0)
    note = models.CharField(_("note for the members"), max_length=320, blank=True)
    remarks = models.TextField(_("remarks for the minutes"), blank=True)
    act_number = models.PositiveIntegerField(null=True)
    postponed = models.BooleanField(default=False)
    lapsed = models.BooleanField(default=False)
    put_by_name = models.CharField(max_length=120)
    objects = Items.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("meeting", "file", "purpose"), name="once_on_an_agenda")
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.file}"


def next_meeting(organisation: int, day: date, *, body: str = Body.COLLEGE) -> Meeting | None:
    """The first planned meeting on or after a day; None where none is planned."""
    planned = Meeting.objects.filter(
        organisation_id=organisation, body=body, state=State.PLANNED, day__gte=day
    )
    return planned.first()
