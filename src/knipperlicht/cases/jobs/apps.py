"""Work in the background: runs, outcomes, rhythm."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The app `jobs`."""

    name = "knipperlicht.cases.jobs"
    label = "jobs"
