"""Saved views, watch-lists, exports."""

from django.apps import AppConfig


class WorklistsConfig(AppConfig):
    """The app `worklists`."""

    name = "knipperlicht.cases.worklists"
    label = "worklists"
