"""Privacy."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """The page `privacy`."""

    name = "knipperlicht.web.privacy"
    label = "web_privacy"
