"""Saved views, watch-lists, exports."""

from django.apps import AppConfig


class WorklistsConfig(AppConfig):
    """The app `worklists`."""

    name = "knipperlicht.cases.worklists"
    label = "worklists"

    def ready(self) -> None:
        """Have changes on watch-lists mailed, exports made and removed by jobs; let colleagues inherit."""
        from knipperlicht.cases.worklists import inheriting, letters, making

        letters.install()
        making.install()
        inheriting.install()
