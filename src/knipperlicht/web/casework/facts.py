"""The head of a file: what it is about, under which law, from when."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from knipperlicht.cases.casefiles.service import CaseFile
from knipperlicht.cases.procedures.steps import Procedure
from knipperlicht.core.numbers import format_number
from knipperlicht.web.casework.words import value_in_words
from knipperlicht.web.tags import day


def facts_of(file: CaseFile, procedure: Procedure) -> list[dict[str, Any]]:
    """For components/facts.html; what is not known is left out."""
    shown: list[dict[str, Any]] = [
        {"name": _("Procedure"), "value": procedure.name, "source": procedure.law},
        {"name": _("Opened"), "value": day(file.opened)},
    ]
    if file.closed:
        shown.append({"name": _("Closed"), "value": day(file.closed)})
    if file.address:
        shown.append({"name": _("Address"), "value": file.address})
    if file.enterprise:
        number = format_number(file.enterprise)
        shown.append(
            {"name": _("Enterprise number"), "value": number, "url": reverse("dossier", args=[number])}
        )
    if file.establishment:
        number = format_number(file.establishment)
        shown.append(
            {"name": _("Establishment number"), "value": number, "url": reverse("dossier", args=[number])}
        )
    for field in procedure.about:
        lines = value_in_words(field, file.about.get(field.name))
        if lines:
            shown.append({"name": field.label, "value": ", ".join(lines)})
    return shown
