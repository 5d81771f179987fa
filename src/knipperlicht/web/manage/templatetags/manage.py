"""`{% manage_tabs as tabs %}`."""

from __future__ import annotations

from typing import Any

from django import template

from knipperlicht.web.manage.tabs import tabs

register = template.Library()


@register.simple_tag(takes_context=True)
def manage_tabs(context: Any) -> list[dict[str, Any]]:
    """Tabs of administration for this request."""
    return tabs(context["request"])
