"""Meetings and agendas."""

from django.apps import AppConfig


class CollegeConfig(AppConfig):
    """The app `college`."""

    name = "knipperlicht.cases.college"
    label = "college"

    def ready(self) -> None:
        """Tell guards when the next meeting is; keep agendas in step with files."""
        from knipperlicht.cases.college import following

        following.install()
