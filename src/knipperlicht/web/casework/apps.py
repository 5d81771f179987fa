"""Case work."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """The page `casework`."""

    name = "knipperlicht.web.casework"
    label = "web_casework"
