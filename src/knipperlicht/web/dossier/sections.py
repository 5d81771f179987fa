"""The register's facts in parts, and the navigation between them."""

from __future__ import annotations

from typing import Any

from knipperlicht.web.dossier.door import Opened
from knipperlicht.web.requests import Signed


def parts_of(request: Signed, opened: Opened, explained: dict[str, Any]) -> dict[str, Any]:
    """Sections."""
    return {}
