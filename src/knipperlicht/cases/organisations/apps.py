"""Organisations, people, roles, territory."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """The app `organisations`."""

    name = "knipperlicht.cases.organisations"
    label = "organisations"
