"""Who looked at what, and why."""

from django.apps import AppConfig


class AuditlogConfig(AppConfig):
    """The page `auditlog`."""

    name = "knipperlicht.web.auditlog"
    label = "web_auditlog"
