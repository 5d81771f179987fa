"""Work in the background: runs, outcomes, rhythm."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The app `jobs`."""

    name = "knipperlicht.cases.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Make the nightly jobs known."""
        from knipperlicht.cases.jobs.nightly import install

        install()
