"""Administration by the operator and by managers of organisations."""

from django.apps import AppConfig


class ManageConfig(AppConfig):
    """The page `manage`."""

    name = "knipperlicht.web.manage"
    label = "web_manage"
