"""Policy: what binds, and which establishments it reaches."""

from django.apps import AppConfig


class PolicyConfig(AppConfig):
    """The page `policy`."""

    name = "knipperlicht.web.policy"
    label = "web_policy"
