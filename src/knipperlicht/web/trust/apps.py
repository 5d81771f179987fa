"""Indicators, score card, sources: how it works, for everyone."""

from django.apps import AppConfig


class TrustConfig(AppConfig):
    """The page `trust`."""

    name = "knipperlicht.web.trust"
    label = "web_trust"
