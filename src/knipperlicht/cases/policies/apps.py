"""Listed activities, regulations, the establishments in scope."""

from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    """The app `policies`."""

    name = "knipperlicht.cases.policies"
    label = "policies"

    def ready(self) -> None:
        """Answer what guards of case files ask; keep the list in step with the register every night."""
        from knipperlicht.cases.policies import facts, nightly

        facts.install()
        nightly.install()
