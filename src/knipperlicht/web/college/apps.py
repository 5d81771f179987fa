"""Meetings and agendas."""

from django.apps import AppConfig


class CollegePageConfig(AppConfig):
    """The page `college`."""

    name = "knipperlicht.web.college"
    label = "web_college"
