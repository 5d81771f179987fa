"""What both search pages share: the text that was typed, and the way from one to the other."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from knipperlicht.web.requests import Signed

LONGEST_TEXT = 200


def asked_text(request: Signed) -> str:
    """`?q=` with single spaces."""
    return " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:LONGEST_TEXT]


def tabs_of(current: str) -> list[dict[str, object]]:
    """Of components/tabs.html. No text goes along: a search on people is an act of its own."""
    names = (("search", _("Enterprises")), ("search_people", _("Mandate holders")))
    return [{"url": reverse(name), "label": label, "current": name == current} for name, label in names]
