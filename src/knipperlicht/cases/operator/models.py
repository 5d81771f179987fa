"""Settings of the site, one row a setting that differs from its default."""

from __future__ import annotations

from django.db import models


class Setting(models.Model):
    """`key` is a field of `service.SiteSettings`."""

    key = models.CharField(max_length=40, primary_key=True)
    value = models.JSONField()
    changed = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.key} = {self.value}"
