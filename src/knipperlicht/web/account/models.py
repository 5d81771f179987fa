"""Short-lived values all workers share: how often somebody tried, which code was used."""

from __future__ import annotations

from django.db import models


class Remembered(models.Model):
    """One value of the cache, as JSON, until it expires."""

    key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(null=True, db_index=True)

    def __str__(self) -> str:
        return self.key
