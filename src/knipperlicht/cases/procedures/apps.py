"""Procedures: an app for its texts only; it keeps nothing."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    """The app `procedures`."""

    name = "knipperlicht.cases.procedures"
    label = "procedures"
