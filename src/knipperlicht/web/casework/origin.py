"""What a new file comes from: an establishment in scope, an enterprise of the register, or another file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import Http404
from django.utils.text import capfirst

from knipperlicht.bridge import register
from knipperlicht.cases.casefiles.service import CaseFile
from knipperlicht.cases.policies.service import opening_of, rows_of
from knipperlicht.cases.procedures.steps import Field, Procedure
from knipperlicht.core.numbers import NumberError, format_number
from knipperlicht.errors import NothingFound
from knipperlicht.web.casework.words import value_in_words
from knipperlicht.web.dossier.facts import seat_text
from knipperlicht.web.language import language_of
from knipperlicht.web.requests import Signed

NUMBERS = frozenset({"scope_row", "regulation"})
FROM_LIST = NUMBERS | {"sector_term"}
"""Facts of `about` that nobody types: they come from a row of the list in scope."""


@dataclass(frozen=True, kw_only=True)
class Origin:
    """`initial`: what the form shows filled in; `about` and `activity`: facts that are fixed and not asked; `parent`: the file before it."""

    initial: dict[str, Any] = field(default_factory=dict)
    about: dict[str, Any] = field(default_factory=dict)
    activity: int | None = None
    parent: CaseFile | None = None


def origin_of(request: Signed) -> Origin:
    """From the address: `row` (of the list in scope), `parent` (id of a file) or `number` (of an enterprise or establishment)."""
    row = request.GET.get("row", "")
    if row:
        return _from_scope(request, row)
    parent = request.GET.get("parent", "")
    if parent:
        file = CaseFile.objects.of(request.actor).filter(pk=parent).first() if parent.isdecimal() else None
        if file is None:
            raise Http404
        return Origin(initial=_subject_of(file), parent=file)
    number = request.GET.get("number", "")
    return Origin(initial=_from_register(request, number)) if number else Origin()


def _from_scope(request: Signed, number: str) -> Origin:
    row = rows_of(request.actor).filter(pk=number).first() if number.isdecimal() else None
    if row is None:
        raise Http404
    place = " ".join(part for part in (row.street, row.house) if part)
    initial = {
        "title": row.name,
        "address": ", ".join(part for part in (place, row.postcode) if part),
        "enterprise": format_number(row.enterprise) if row.enterprise else "",
        "establishment": format_number(row.establishment) if row.establishment else "",
    }
    about = {name: value for name, value in opening_of(row).items() if value not in (None, "")}
    return Origin(initial=initial, about=about, activity=row.activity)


def asked_of(procedure: Procedure, origin: Origin) -> tuple[Field, ...]:
    """Facts that people fill in: neither those the origin fixes, nor those only the list in scope can give."""
    return tuple(one for one in procedure.about if one.name not in origin.about and one.name not in FROM_LIST)


def fixed_of(procedure: Procedure, origin: Origin) -> list[dict[str, Any]]:
    """Facts that are fixed, in words, for components/facts.html."""
    return [
        {"name": capfirst(str(one.label)), "value": ", ".join(value_in_words(one, origin.about[one.name]))}
        for one in procedure.about
        if one.name in origin.about and one.name not in NUMBERS
    ]


def _subject_of(file: CaseFile) -> dict[str, Any]:
    return {
        "title": file.title,
        "address": file.address,
        "enterprise": format_number(file.enterprise) if file.enterprise else "",
        "establishment": format_number(file.establishment) if file.establishment else "",
    }


def _from_register(request: Signed, number: str) -> dict[str, Any]:
    """Name and seat; nothing of an enterprise outside the territory, whose dossier asks for a reason first."""
    try:
        enterprise, establishment = register.enterprise_of(number)
        if not request.actor.sees(register.places_of(enterprise)):
            return {}
    except (NumberError, NothingFound):
        return {}
    language = language_of(request)
    known = register.explain(format_number(enterprise), language=language, flags_only=True)
    return {
        "title": known["name"] or "",
        "address": seat_text(known["facts"]["seat"], language),
        "enterprise": format_number(enterprise),
        "establishment": format_number(establishment) if establishment else "",
    }
