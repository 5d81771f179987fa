"""What a user sees first."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The page `home`."""

    name = "knipperlicht.web.home"
    label = "web_home"
