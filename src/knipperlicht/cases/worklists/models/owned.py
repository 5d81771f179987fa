"""What belongs to an organisation and to one of its people, and who may see it."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.organisations.service import Actor


class OwnedQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Rows of the acting organisation only: what is not in here does not exist for the actor."""

    def visible(self, actor: Actor) -> Self:
        """Own rows, and what others of the organisation share."""
        return self.filter(Q(owner=actor.user) | Q(shared=True), organisation=actor.organisation)

    def own(self, actor: Actor) -> Self:
        """Rows the actor may change."""
        return self.filter(owner=actor.user, organisation=actor.organisation)


class Owned(models.Model):
    """A named thing of one owner, shared with the organisation or not."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    shared = models.BooleanField(_("shared with the team"), default=False)
    created = models.DateTimeField(auto_now_add=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name
