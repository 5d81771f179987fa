"""Parts that the description of the API is made of."""

from __future__ import annotations

from typing import Any


def text(*, nullable: bool = True) -> dict[str, Any]:
    """A text, or null."""
    return {"type": ["string", "null"] if nullable else "string"}


def number() -> dict[str, Any]:
    """A number, or null."""
    return {"type": ["number", "null"]}


def rows(**properties: Any) -> dict[str, Any]:
    """A list of objects with these properties."""
    return {"type": "array", "items": {"type": "object", "properties": properties}}
