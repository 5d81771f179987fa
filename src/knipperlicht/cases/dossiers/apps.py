"""Notes, pins, recent dossiers, contests of the own organisation."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """The app `dossiers`."""

    name = "knipperlicht.cases.dossiers"
    label = "dossiers"

    def ready(self) -> None:
        """Let a colleague inherit the notes of who leaves."""
        from knipperlicht.cases.dossiers import inheriting

        inheriting.install()
