"""Purpose, and the log that nobody can change."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The app `audit`."""

    name = "knipperlicht.cases.audit"
    label = "audit"
