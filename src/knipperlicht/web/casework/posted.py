"""What a form was sent with, to show it again without loss."""

from __future__ import annotations

from typing import Any

from django import forms

from knipperlicht.web.requests import Signed

OURS = ("csrfmiddlewaretoken", "confirm", "change")
"""Fields of a form that are no part of what was entered."""


def posted_version(request: Signed) -> int:
    """The version of the file that was seen; one that no file has when none was sent."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


def asks_more(request: Signed) -> bool:
    """Whether a button for one row more was pressed."""
    return any(name.endswith("-more") for name in request.POST)


def again(form: forms.Form) -> dict[str, Any]:
    """What was entered, as initial values of the same form: shown again without a word on what is wrong."""
    return {name: form[name].value() for name in form.fields}


def kept(request: Signed) -> list[tuple[str, str]]:
    """Name and value of everything that was entered, for hidden fields of the page that asks to confirm."""
    return [
        (name, str(value)) for name, values in request.POST.lists() if name not in OURS for value in values
    ]
