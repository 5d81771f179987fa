"""Search as you type."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The page `search`."""

    name = "knipperlicht.web.search"
    label = "web_search"
