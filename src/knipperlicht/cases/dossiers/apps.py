"""Notes, pins, recent dossiers, contests of the own organisation."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """The app `dossiers`."""

    name = "knipperlicht.cases.dossiers"
    label = "dossiers"
