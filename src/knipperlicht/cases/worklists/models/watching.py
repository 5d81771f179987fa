"""Watch-lists: enterprises someone follows, or gathered for an action on a day."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.worklists.models.owned import Owned


class WatchKind(models.TextChoices):
    """What a list is for."""

    WATCH = "watch", _("watch-list")
    ACTION = "action", _("action")


class WatchList(Owned):
    """`day`: of the action; None for a list that is only followed."""

    kind = models.CharField(_("kind"), max_length=6, choices=WatchKind.choices, default=WatchKind.WATCH)
    day = models.DateField(_("day of the action"), null=True, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=("organisation", "owner", "name"), name="one_watch_list_per_name"),
            models.CheckConstraint(
                condition=models.Q(kind="watch", day=None) | models.Q(kind="action", day__isnull=False),
                name="an_action_has_a_day",
            ),
        )


class WatchItem(models.Model):
    """One enterprise on a list; `name` as it was when it was put there."""

    watchlist = models.ForeignKey(WatchList, on_delete=models.CASCADE, related_name="items")
    number = models.BigIntegerField(db_index=True)
    name = models.CharField(max_length=400, blank=True)
    reason = models.CharField(_("reason"), max_length=200)
    work = models.ForeignKey("audit.PieceOfWork", on_delete=models.PROTECT, null=True, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name", "number")
        constraints = (models.UniqueConstraint(fields=("watchlist", "number"), name="once_on_a_watch_list"),)

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class WatchOpening(models.Model):
    """The day someone last opened a watch-list, and the day before that one."""

    watchlist = models.ForeignKey(WatchList, on_delete=models.CASCADE, related_name="openings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    last = models.DateField()
    before = models.DateField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("watchlist", "user"), name="one_opening_per_list"),)

    def __str__(self) -> str:
        return f"{self.watchlist} {self.last}"
