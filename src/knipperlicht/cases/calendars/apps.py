"""Keys of calendar feeds."""

from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    """The app `calendars`."""

    name = "knipperlicht.cases.calendars"
    label = "calendars"
