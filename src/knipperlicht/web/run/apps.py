"""Running the site: web workers, background process, health."""

from django.apps import AppConfig


class RunConfig(AppConfig):
    """The pages `healthz` and `readyz`."""

    name = "knipperlicht.web.run"
    label = "web_run"
