"""What was recorded, as a letter writes it: days in words, yes and no, amounts, people by their identification."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from knipperlicht.cases.procedures.steps import Field, Kind
from knipperlicht.core.numbers import format_number, is_valid_number

IDENTIFICATION = (
    "kind", "name", "first_names", "birth_date", "address", "national_number", "enterprise_number", "establishment_number",
    "capacity",
)  # fmt: skip
"""What art. 12 of the Act of 15 January 2024 names as identification; nothing else of a person is ever in a context."""


def long_day(value: date | None) -> str:
    """24 november 2026."""
    return date_format(value, "j F Y") if value else ""


def number_in_words(value: Any) -> str:
    """0123.456.749 for a number of the register; whatever else as it is."""
    try:
        whole = int(str(value).replace(".", ""))
    except ValueError:
        return str(value or "")
    return format_number(whole) if is_valid_number(whole) else str(value)


def written(field: Field, value: Any) -> str:
    """One recorded value as a letter has it; empty for nothing."""
    if value in (None, "", [], ()):
        return ""
    names = {code: str(name) for code, name in field.choices}
    if field.kind is Kind.YES:
        return _("yes") if value else _("no")
    if field.kind is Kind.DAY:
        return long_day(date.fromisoformat(value))
    if field.kind is Kind.MONEY:
        return _("%s euro") % number_format(value, decimal_pos=2, force_grouping=True)
    if field.kind is Kind.CHOICE:
        return names.get(str(value), str(value))
    if field.kind is Kind.CHOICES:
        return "; ".join(names.get(str(one), str(one)) for one in value)
    if field.kind is Kind.LINES:
        return "; ".join(str(one) for one in value)
    if field.kind is Kind.PEOPLE:
        return "; ".join(person(one)["name"] for one in value)
    return str(value)


def person(given: Mapping[str, Any]) -> dict[str, str]:
    """One person by identification alone. `who` is a line for a letter, `identified` one with the numbers, for a request."""
    kept = {name: str(given.get(name) or "") for name in IDENTIFICATION}
    if given.get("birth_date"):
        kept["birth_date"] = long_day(date.fromisoformat(str(given["birth_date"])))
    for name in ("enterprise_number", "establishment_number"):
        kept[name] = number_in_words(kept[name])
    legal = kept["kind"] == "legal"
    kept["name"] = kept["name"] if legal else f"{kept['first_names']} {kept['name']}".strip()
    about = [
        _("born on %s") % kept["birth_date"] if kept["birth_date"] else "",
        _("enterprise number %s") % kept["enterprise_number"] if kept["enterprise_number"] else "",
        (_("seat: %s") if legal else _("residing at %s")) % kept["address"] if kept["address"] else "",
    ]
    capacity = [kept["capacity"]] if kept["capacity"] else []
    kept["who"] = ", ".join([kept["name"], *filter(None, about), *capacity])
    numbers = [
        _("national register or bis number %s") % kept["national_number"] if kept["national_number"] else "",
        _("establishment number %s") % kept["establishment_number"] if kept["establishment_number"] else "",
    ]
    kept["identified"] = ", ".join([kept["name"], *filter(None, (*about, *numbers)), *capacity])
    return kept


def people(lists: Iterable[Iterable[Mapping[str, Any]]]) -> list[dict[str, str]]:
    """Each person once, in the order in which they were named."""
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    for some in lists:
        for one in some:
            known = person(one)
            found.setdefault(
                (known["name"].casefold(), known["birth_date"], known["enterprise_number"]), known
            )
    return list(found.values())
