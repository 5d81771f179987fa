"""Whether this site tells numbers."""

from __future__ import annotations

from django.conf import settings

from knipperlicht.cases.operator.service import site


def flags_only() -> bool:
    """Signs without any number: set for the installation, or by the operator in the pages of administration."""
    return bool(getattr(settings, "FLAGS_ONLY", False)) or site().flags_only
