"""Retention, registers, rights of data subjects."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    """The app `retention`."""

    name = "knipperlicht.cases.retention"
    label = "retention"

    def ready(self) -> None:
        """Reckon anew after every act; destroy every night what is due."""
        from knipperlicht.cases.retention import keepers, nightly, reckoning

        keepers.install()
        reckoning.install()
        nightly.install()
