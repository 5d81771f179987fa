"""The API."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The page `api`."""

    name = "knipperlicht.web.api"
    label = "web_api"
