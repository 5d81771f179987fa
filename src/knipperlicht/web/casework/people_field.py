"""People as repeated rows of a form, without script too: a button asks for one row more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knipperlicht.core.clock import parse_day
from knipperlicht.core.numbers import NumberError, parse_number
from knipperlicht.web.language import spoken

MOST = 40
"""Rows one form takes."""
KEYS = (
    ("name", gettext_lazy("Name"), "text"),
    ("first_names", gettext_lazy("First names"), "text"),
    ("capacity", gettext_lazy("Capacity"), "text"),
    ("birth_date", gettext_lazy("Date of birth"), "date"),
    ("national_number", gettext_lazy("National register number"), "text"),
    ("address", gettext_lazy("Address"), "text"),
    ("enterprise_number", gettext_lazy("Enterprise number"), "text"),
    ("establishment_number", gettext_lazy("Establishment number"), "text"),
)
KINDS = (("natural", gettext_lazy("natural person")), ("legal", gettext_lazy("legal person")))


class PeopleWidget(forms.Widget):
    """One fieldset a person; empty ones are left out of the answer."""

    template_name = "casework/people_rows.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The rows given, and one empty row at the end."""
        context: dict[str, Any] = super().get_context(name, None, attrs)
        given = [row for row in (value or []) if any(row.get(key) for key, _label, _type in KEYS)]
        invalid = bool(attrs and attrs.get("aria-invalid"))
        context["rows"] = [
            {
                "number": at,
                "kinds": [(code, label, row.get("kind", "natural") == code) for code, label in KINDS],
                "cells": [
                    {"name": f"{name}-{at}-{key}", "label": label, "type": type_, "value": row.get(key, "")}
                    for key, label, type_ in KEYS
                ],
                "kind_name": f"{name}-{at}-kind",
                "invalid": invalid,
            }
            for at, row in enumerate([*given, {}], start=1)
        ]
        context["more"] = f"{name}-more"
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[dict[str, str]]:
        """Rows with at least one thing filled in."""
        rows = []
        for at in range(1, MOST + 1):
            row = {key: str(data.get(f"{name}-{at}-{key}") or "").strip() for key, _label, _type in KEYS}
            if any(row.values()):
                rows.append({"kind": str(data.get(f"{name}-{at}-kind") or "natural")} | row)
        return rows

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Never: no row at all is an answer."""
        return False


class PeopleField(forms.Field):
    """A list of people as `Kind.PEOPLE` keeps them; empty keys are left out."""

    widget = PeopleWidget

    def clean(self, value: Any) -> list[dict[str, Any]]:
        """Raises ValidationError with a sentence for every row that cannot be read."""
        if self.required and not value:
            raise ValidationError(self.error_messages["required"])
        people, wrong = [], []
        for at, row in enumerate(value or [], start=1):
            person, said = _person(row)
            people.append(person)
            wrong += [_("Person %(at)s: %(said)s") % {"at": at, "said": one} for one in said]
        if wrong:
            raise ValidationError(wrong)
        return people


def _person(row: dict[str, str]) -> tuple[dict[str, Any], list[str]]:
    """A person as it is kept, and what is wrong with it."""
    person: dict[str, Any] = {key: text for key, text in row.items() if text}
    wrong = [] if row["name"] else [_("the name is missing.")]
    if row["kind"] not in dict(KINDS):
        wrong.append(_("choose natural or legal person."))
    if row["birth_date"]:
        born = _day(row["birth_date"])
        if born is None:
            wrong.append(_("the date of birth is no day; write it as 31-12-1980."))
        else:
            person["birth_date"] = born.isoformat()
    for key in ("enterprise_number", "establishment_number"):
        if row[key]:
            try:
                person[key] = str(parse_number(row[key])).zfill(10)
            except NumberError as error:
                wrong.append(error.sentence(spoken()))
    return person, wrong


def _day(text: str) -> date | None:
    try:
        return parse_day(text)
    except ValueError:
        return None
