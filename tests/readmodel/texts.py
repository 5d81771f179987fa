"""What an explanation may never show."""

from __future__ import annotations

import re
from typing import Any

UNFILLED = re.compile(r"\{\w*\}|\bNone\b|\bnull\b|\bnan\b")


def texts_of(value: Any) -> list[str]:
    """Every text in a nested answer."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts_of(item)]
    if isinstance(value, list):
        return [text for item in value for text in texts_of(item)]
    return []
