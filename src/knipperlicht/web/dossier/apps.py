"""The dossier of one enterprise."""

from django.apps import AppConfig


class DossierConfig(AppConfig):
    """The page `dossier`."""

    name = "knipperlicht.web.dossier"
    label = "web_dossier"
