"""Who may read which file: in the queryset, so that what is not yours does not exist."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from knipperlicht.cases.organisations.roles import Kind, Right

if TYPE_CHECKING:
    from knipperlicht.cases.casefiles.models import CaseFile
    from knipperlicht.cases.organisations.service import Actor


def valid(day: date) -> Q:
    """Rows with `since` and `until` that hold on a day."""
    return Q(since__lte=day) & (Q(until=None) | Q(until__gte=day))


class Files(models.QuerySet[Any]):
    """Case files; nobody reads one of whose team they are not (law.md §9.4, guard 12)."""

    def of(self, actor: Actor) -> Self:
        """Those the actor may open.

        The mayor all of the municipality; designated staff those of their teams; a supporter those it was asked into, while the
        agreement is valid.
        """
        if not actor.may(Right.CASES):
            return self.none()
        if actor.may(Right.MAYOR):
            return self.filter(organisation=actor.organisation)
        if actor.organisation.kind == Kind.ARIEC:
            return self._supported(actor)
        if not is_designated(actor):
            return self.none()
        team = apps.get_model("casefiles", "TeamMember").objects.filter(
            file=OuterRef("pk"), user=actor.user, until=None
        )
        return self.filter(Exists(team), organisation=actor.organisation)

    def _supported(self, actor: Actor) -> Self:
        day = timezone.localdate()
        asked = apps.get_model("casefiles", "Support").objects.filter(
            file=OuterRef("pk"), supporter=actor.organisation, ended=None
        )
        agreed = apps.get_model("casefiles", "Protocol").objects.filter(
            valid(day), municipality=OuterRef("organisation"), supporter=actor.organisation
        )
        return self.filter(Exists(asked), Exists(agreed))

    def open(self) -> Self:
        """Those that have not ended."""
        return self.filter(closed=None)

    def by_urgency(self) -> Self:
        """The first term first; those without one last."""
        return self.order_by(F("next_day").asc(nulls_last=True), "pk")


def is_designated(actor: Actor, *, criminal: bool = False) -> bool:
    """Whether a valid decision of the mayor designates the actor; with `criminal`, one that opens data on offences too."""
    held = apps.get_model("casefiles", "Designation").objects.filter(
        valid(timezone.localdate()), organisation=actor.organisation, user=actor.user
    )
    return bool(held.filter(criminal=True).exists() if criminal else held.exists())


def may_read_criminal(actor: Actor, file: CaseFile) -> bool:
    """Whether the actor reads data in the sense of art. 10 GDPR in a file they may open: never another organisation."""
    if file.organisation_id != actor.organisation.pk:
        return False
    return actor.may(Right.MAYOR) or is_designated(actor, criminal=True)


def may_act(actor: Actor, file: CaseFile) -> bool:
    """Whether the actor may record acts in a file they may open: its own municipality does, a supporter reads."""
    return file.organisation_id == actor.organisation.pk and may_open(actor)


def may_open(actor: Actor) -> bool:
    """Whether the actor may open files: the law gives its procedures to municipalities."""
    return actor.organisation.kind == Kind.MUNICIPALITY and actor.may(Right.CASES)
