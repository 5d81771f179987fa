"""Saved views, watch-lists, exports."""

from django.apps import AppConfig


class WorklistsConfig(AppConfig):
    """The app `worklists`."""

    name = "knipperlicht.cases.worklists"
    label = "worklists"

    def ready(self) -> None:
        """Have changes on watch-lists mailed and expired exports removed every night; let colleagues inherit."""
        from knipperlicht.cases.worklists import inheriting
        from knipperlicht.cases.worklists.letters import install

        install()
        inheriting.install()
