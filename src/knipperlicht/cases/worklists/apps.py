"""Saved views, watch-lists, exports."""

from django.apps import AppConfig


class WorklistsConfig(AppConfig):
    """The app `worklists`."""

    name = "knipperlicht.cases.worklists"
    label = "worklists"

    def ready(self) -> None:
        """Have changes on watch-lists mailed and expired exports removed every night."""
        from knipperlicht.cases.worklists.letters import install

        install()
