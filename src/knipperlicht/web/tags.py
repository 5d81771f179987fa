"""Template filters and tags for the field's own forms: numbers, days, points."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BoundField
from django.urls import reverse

from knipperlicht.bridge import catalogue
from knipperlicht.core.clock import format_day
from knipperlicht.core.numbers import format_number
from knipperlicht.core.numbers import is_valid_number as valid_number
from knipperlicht.web import evidence
from knipperlicht.web.language import language_of
from knipperlicht.web.terms import TERMS

register = template.Library()
register.filter("field_in_words", evidence.field_in_words)
register.filter("value_in_words", evidence.value_in_words)


@register.filter
def number(value: Any) -> str:
    """1035465003 -> 1035.465.003; anything that is no register number stays as it is."""
    try:
        whole = int(value)
    except (TypeError, ValueError):
        return str(value)
    return format_number(whole) if valid_number(whole) else str(value)


@register.filter
def day(value: Any) -> str:
    """A day as dd-mm-yyyy; accepts dates and ISO text, gives an empty text for nothing."""
    if value in (None, ""):
        return ""
    if isinstance(value, datetime):
        return format_day(value.date())
    if isinstance(value, date):
        return format_day(value)
    try:
        return format_day(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


@register.simple_tag(takes_context=True)
def source_title(context: template.Context, name: str) -> str:
    """kbo_opendata -> the title of its card, in the language of the page."""
    return catalogue.source_title(name, language_of(context["request"]))


@register.filter
def item(mapping: Any, key: Any) -> Any:
    """The value of a key in a mapping; nothing when it is not there."""
    try:
        return mapping.get(key)
    except AttributeError:
        return None


@register.inclusion_tag("components/help.html")
def term(code: str) -> dict[str, Any]:
    """The help beside a word of the field; a code that `terms.py` does not name is a fault of ours."""
    known = TERMS[code]
    return {"term": known.name, "text": known.text, "url": reverse(known.page) if known.page else ""}


@register.filter
def term_of(field: BoundField) -> str:
    """The code of the term that the form explains beside a field (`terms` of the form); empty for plain words."""
    return str(getattr(field.form, "terms", {}).get(field.name, ""))
