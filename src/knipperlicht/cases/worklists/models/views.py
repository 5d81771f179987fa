"""A filter with columns and sort under a name."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.worklists.models.owned import Owned


class SavedView(Owned):
    """`query`: the canonical parameters of the filter; `columns` and `sort` as they stand in the URL, or empty."""

    query = models.TextField(_("filter"), blank=True)
    columns = models.JSONField(default=list, blank=True)
    sort = models.CharField(max_length=60, blank=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=("organisation", "owner", "name"), name="one_view_per_name"),
        )


class ViewOpening(models.Model):
    """The day someone last opened a view, and the day before that one: what changed in between is new to them."""

    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="openings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    last = models.DateField()
    before = models.DateField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("view", "user"), name="one_opening_per_view"),)

    def __str__(self) -> str:
        return f"{self.view} {self.last}"
