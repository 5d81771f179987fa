"""Sign in, second factor, own settings."""

from django.apps import AppConfig


class AccountConfig(AppConfig):
    """The page `account`."""

    name = "knipperlicht.web.account"
    label = "web_account"

    def ready(self) -> None:
        """Write in the log who comes and goes."""
        from knipperlicht.web.account.journal import listen

        listen()
