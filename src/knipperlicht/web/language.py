"""The language of a page as the register world names it."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.utils import translation

from knipperlicht.core.clock import Language


def spoken() -> Language:
    """The language that is active: nl, fr or en."""
    code = translation.get_language() or "nl"
    return cast(Language, code[:2] if code[:2] in ("nl", "fr", "en") else "nl")


def language_of(request: HttpRequest) -> Language:
    """nl, fr or en."""
    return spoken()
