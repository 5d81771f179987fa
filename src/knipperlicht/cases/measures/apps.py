"""Sealings and penalty payments follow the measure they go with."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    """The app `measures`."""

    name = "knipperlicht.cases.measures"
    label = "measures"

    def ready(self) -> None:
        """Answer what guards ask; look at every act."""
        from knipperlicht.cases.measures import following

        following.install()
