"""Words for what the tables of the procedures name: offices, units of terms, values of fields."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from knipperlicht.cases.procedures.steps import Field, Kind, Office, Tag
from knipperlicht.core.terms import Unit
from knipperlicht.web.tags import day, number

OFFICES = {
    Office.MAYOR: gettext_lazy("the mayor"),
    Office.STAFF: gettext_lazy("designated staff"),
    Office.COLLEGE: gettext_lazy("the college"),
    Office.COUNCIL: gettext_lazy("the municipal council"),
    Office.DIOB: gettext_lazy("the DIOB"),
    Office.PERSON: gettext_lazy("the person or their counsel"),
    Office.COURT: gettext_lazy("the Council of State"),
    Office.PROSECUTOR: gettext_lazy("the public prosecutor"),
    Office.OFFICER: gettext_lazy("the sanctioning officer"),
    Office.SYSTEM: gettext_lazy("by law, from the day alone"),
}

TAGS = {
    Tag.SECONDARY: gettext_lazy("from a secondary source"),
    Tag.MEMORY: gettext_lazy("general legal knowledge, not read in a source"),
    Tag.ASSUMPTION: gettext_lazy("an interpretation: the law does not say it"),
    Tag.UNKNOWN: gettext_lazy("not known"),
}
"""Why a rule is shown as an open question. What the law says needs no mark."""

PERSON = (
    ("capacity", gettext_lazy("capacity")),
    ("birth_date", gettext_lazy("born")),
    ("address", gettext_lazy("address")),
    ("national_number", gettext_lazy("national register number")),
    ("enterprise_number", gettext_lazy("enterprise number")),
    ("establishment_number", gettext_lazy("establishment number")),
)


def length(unit: Unit, count: int) -> str:
    """A length of a term in words."""
    said = {
        Unit.WORKDAYS: ngettext("%(count)s working day", "%(count)s working days", count),
        Unit.DAYS: ngettext("%(count)s calendar day", "%(count)s calendar days", count),
        Unit.MONTHS: ngettext("%(count)s month", "%(count)s months", count),
        Unit.YEARS: ngettext("%(count)s year", "%(count)s years", count),
    }
    return said[unit] % {"count": count}


def value_in_words(field: Field, value: Any) -> list[str]:
    """A value as lines of text; none where nothing was entered."""
    if value in (None, "", [], ()):
        return []
    match field.kind:
        case Kind.DAY:
            return [day(value)]
        case Kind.YES:
            return [_("yes") if value else _("no")]
        case Kind.CHOICE:
            return [str(dict(field.choices).get(value, value))]
        case Kind.CHOICES:
            return [str(dict(field.choices).get(one, one)) for one in value]
        case Kind.LINES:
            return [str(one) for one in value]
        case Kind.MONEY:
            return [f"€ {str(value).replace('.', ',')}"]
        case Kind.PEOPLE:
            return [person_in_words(one) for one in value]
    return [str(value)]


def person_in_words(person: dict[str, Any]) -> str:
    """Name first, then what is known, each with its word."""
    name = " ".join(filter(None, (person.get("first_names"), person.get("name"))))
    known = [
        f"{word} {day(person[key]) if key == 'birth_date' else number(person[key])}"
        for key, word in PERSON
        if person.get(key)
    ]
    return ", ".join([name, *known])
