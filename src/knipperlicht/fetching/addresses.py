"""Who asks, and where one may be sent on to."""

from __future__ import annotations

import re
from importlib.metadata import version
from urllib.parse import SplitResult, urlsplit

from knipperlicht.errors import KnipperlichtError

LOOPBACK = ("127.0.0.1", "localhost", "::1")
_CONTACT = re.compile(r"[!-~]{1,80}@[A-Za-z0-9.-]+\.[A-Za-z]{2,}|https://[!-~]{4,120}")


class NotAllowed(KnipperlichtError):
    """Something we will not ask, or not in this way; nothing was sent."""


def user_agent(contact: str) -> str:
    """How we name ourselves. Raises NotAllowed without a way to reach the operator."""
    if not _CONTACT.fullmatch(contact) or any(mark in contact for mark in "()<>"):
        raise NotAllowed(
            "Nothing is fetched without saying who asks. Put an e-mail address or a page (https://…) where the "
            "source can reach you in KNIPPERLICHT_CONTACT, or under `contact` in fetching.yml of the data directory."
        )
    return f"Knipperlicht/{version('knipperlicht')} (+{contact})"


def checked(address: str) -> SplitResult:
    """The address in parts. Raises NotAllowed unless it is https (plain http to this machine only), without a password."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise NotAllowed("An address to fetch from cannot be read; correct it in fetching.yml.") from error
    secure = parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)
    if not host or not secure or parts.username is not None or parts.password is not None:
        raise NotAllowed(
            f"{host or 'An address without a host'}: fetched are only addresses that begin with https:// and hold no "
            "user name or password. Correct it in fetching.yml."
        )
    return parts


def origin(parts: SplitResult) -> tuple[str, str, int]:
    """What two addresses must share for one to send on to the other."""
    return parts.scheme, parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


def shown(parts: SplitResult) -> str:
    """The address as messages name it: without the question, which may be long."""
    return f"{parts.hostname}{parts.path}"
