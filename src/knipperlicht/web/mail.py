"""Django's mail settings from one address: smtp://user:password@host:587 (STARTTLS) or smtps://…:465 (TLS)."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from knipperlicht.web.environment import UnusableSettings

CONSOLE = "django.core.mail.backends.console.EmailBackend"
SMTP = "django.core.mail.backends.smtp.EmailBackend"
PORTS = {"smtp": 587, "smtps": 465}
LOCAL = ("localhost", "127.0.0.1", "::1")


def mail_settings(url: str) -> dict[str, Any]:
    """Without an address, mail goes to the console. Only a server on this machine is spoken to without TLS."""
    if not url:
        return {"EMAIL_BACKEND": CONSOLE}
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        parts, port = urlsplit(""), 0
    if parts.scheme not in PORTS or not parts.hostname:
        raise UnusableSettings(
            "KNIPPERLICHT_MAIL_URL: write smtp://user:password@host:587 (STARTTLS) or smtps://user:password@host:465."
        )
    return {
        "EMAIL_BACKEND": SMTP,
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and parts.hostname not in LOCAL,
        "EMAIL_TIMEOUT": 20,
    }
