"""What the operator of the site decides for everyone."""

from django.apps import AppConfig


class OperatorConfig(AppConfig):
    """The app `operator`."""

    name = "knipperlicht.cases.operator"
    label = "operator"
