"""Lists: filter, sort, save, export."""

from django.apps import AppConfig


class ListsConfig(AppConfig):
    """The page `lists`."""

    name = "knipperlicht.web.lists"
    label = "web_lists"
