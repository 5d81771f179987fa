"""The map."""

from django.apps import AppConfig


class MapConfig(AppConfig):
    """The page `map`."""

    name = "knipperlicht.web.map"
    label = "web_map"
