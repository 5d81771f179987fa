"""Case files, their acts and terms, designations, protocols."""

from django.apps import AppConfig


class CasefilesConfig(AppConfig):
    """The app `casefiles`."""

    name = "knipperlicht.cases.casefiles"
    label = "casefiles"

    def ready(self) -> None:
        """Let a colleague inherit the files of who leaves; run the terms every night."""
        from knipperlicht.cases.casefiles import inheriting, nightly

        inheriting.install()
        nightly.install()
