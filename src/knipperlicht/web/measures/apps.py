"""Measures on the page of a file."""

from django.apps import AppConfig


class MeasuresPageConfig(AppConfig):
    """The part `measures` of a file's page."""

    name = "knipperlicht.web.measures"
    label = "web_measures"
