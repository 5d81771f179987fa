"""A browser in two words, so that people recognise their own sessions."""

from __future__ import annotations

from django.utils.translation import gettext as _

NAMES = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("Mac OS", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


def browser(user_agent: str) -> str:
    """“Firefox, Windows”; what is not known is said to be unknown."""
    name = next((words for mark, words in NAMES if mark in user_agent), _("unknown browser"))
    system = next((words for mark, words in SYSTEMS if mark in user_agent), _("unknown device"))
    return f"{name}, {system}"
