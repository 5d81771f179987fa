"""Whether a value that somebody gives for a field is of the field's kind; asked before any guard reads it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.procedures.money import NotMoney, cents
from knipperlicht.cases.procedures.steps import Field, Kind, Text

LINE, TEXT = 400, 40_000
"""The longest a line and a text may be."""
PERSON = frozenset(
    {
        "kind", "name", "first_names", "birth_date", "address", "national_number", "enterprise_number",
        "establishment_number", "capacity",
    }
)  # fmt: skip
"""What may be said of one of `people`."""


def problem(field: Field, value: Any) -> Text | None:
    """What is wrong with a value, as a sentence; None where it may stand. Nothing given is never wrong here."""
    if value in (None, "", [], ()) or _fits(field, value):
        return None
    if field.kind is Kind.DAY:
        said = _("“%(field)s” is not a day.")
    elif field.kind is Kind.MONEY:
        said = _("“%(field)s” is not an amount in euro; write it with two decimals, as 250.00.")
    elif field.kind in (Kind.CHOICE, Kind.CHOICES):
        said = _("“%(field)s” offers no such choice.")
    else:
        said = _("“%(field)s” cannot be read, or is too long.")
    return said % {"field": field.label}


def _fits(field: Field, value: Any) -> bool:
    codes = {code for code, _name in field.choices}
    match field.kind:
        case Kind.LINE | Kind.TEXT:
            return isinstance(value, str) and len(value) <= (LINE if field.kind is Kind.LINE else TEXT)
        case Kind.LINES:
            return _texts(value) and all(len(line) <= TEXT for line in value)
        case Kind.DAY:
            return isinstance(value, str) and _is_day(value)
        case Kind.NUMBER:
            return isinstance(value, int) and not isinstance(value, bool)
        case Kind.MONEY:
            return isinstance(value, str) and _is_money(value)
        case Kind.YES:
            return isinstance(value, bool)
        case Kind.CHOICE:
            return isinstance(value, str) and value in codes
        case Kind.CHOICES:
            return _texts(value) and set(value) <= codes
        case Kind.PEOPLE:
            return isinstance(value, list | tuple) and all(
                isinstance(one, dict) and set(one) <= PERSON for one in value
            )
        case Kind.DOCUMENT:
            return isinstance(value, int | str) and not isinstance(value, bool)


def _texts(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_money(text: str) -> bool:
    try:
        cents(text)
    except NotMoney:
        return False
    return True
