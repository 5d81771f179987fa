"""One key a person and organisation; only its hash is kept."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from knipperlicht.cases.organisations.models import Organisation


class FeedKey(models.Model):
    """Opens the calendar of one person for one organisation. `used`: the last day a program fetched it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField()
    used = models.DateField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "organisation"), name="one_feed_key"),)

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation}"
