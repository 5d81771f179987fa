"""The piece of work: for what purpose someone looks."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    """The page `work`."""

    name = "knipperlicht.web.work"
    label = "web_work"
