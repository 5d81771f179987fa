"""Documents of case files."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The app `documents`."""

    name = "knipperlicht.cases.documents"
    label = "documents"

    def ready(self) -> None:
        """Tell guards which documents a file has; make bundles by a job."""
        from knipperlicht.cases.casefiles.hooks import hooks
        from knipperlicht.cases.documents import bundles
        from knipperlicht.cases.documents.inventory import codes_of

        hooks.documents = codes_of
        bundles.install()
