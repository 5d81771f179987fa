"""An invented file with which a template is tried before it is used, and the list of variables people read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from knipperlicht.cases.documents.catalogue import Paper
from knipperlicht.cases.documents.context import Context
from knipperlicht.cases.documents.values import person
from knipperlicht.cases.procedures.registry import all_procedures
from knipperlicht.cases.procedures.steps import Procedure, Step


def example_context(paper: Paper, language: str) -> Context:
    """Every variable that a document of this kind has, with something in it."""
    with translation.override(language):
        frame: Context = {
            "municipality": {
                "name": "Stad Voorbeeld", "street": "Grote Markt 1", "place": "8000 Voorbeeld", "town": "Voorbeeld",
                "phone": "050 00 00 00", "email": "integriteit@voorbeeld.example", "mayor": "An Voorbeeld",
                "director": "Bert Voorbeeld", "privacy": "dpo@voorbeeld.example",
            },
            "document": {
                "title": str(paper.name), "number": "2026-DOC-00001", "date": "24 november 2026", "article": paper.article,
            },
            "author": {"name": "Carla Voorbeeld"},
            "today": "24 november 2026",
        }  # fmt: skip
        if paper.policy:
            return frame | {"policy": _Anything()}
        subject = person({
            "kind": "natural", "name": "Voorbeeld", "first_names": "Dirk", "birth_date": "1980-05-03", "address": "Voorbeeldstraat 2, 8000 Voorbeeld",
            "capacity": _("operator"),
        })  # fmt: skip
        found = frame | {
            "file": {
                "number": "2026-INT-00001", "opened": "2 november 2026", "procedure": _("procedure"), "law": "art. 119ter NGW",
            },
            "establishment": {
                "name": "Nachtwinkel Voorbeeld", "address": "Voorbeeldstraat 2, 8000 Voorbeeld", "enterprise_number": "0000.000.097",
                "establishment_number": "2.000.000.034", "activity": "17. Nachtwinkels",
            },
            "persons": [subject],
            "recipients": [subject],
        }  # fmt: skip
        if paper.request:
            return found | {"motivation": _("motivation of the query")}
        steps = {step.key: _act(step) for procedure in _procedures(paper) for step in procedure.steps}
        making = [step for procedure in _procedures(paper) for step in procedure.steps if paper.made_by(step, procedure.key)]  # fmt: skip
        this = _act(making[0]) if making else next(iter(steps.values()))
        return found | {
            "state": _("state"),
            "this": this,
            "decision": this,
            "acts": list(steps.values())[:3],
            "steps": steps,
            "terms": [{"name": _("term"), "article": "art. 119ter § 4 NGW", "first": "3 november 2026", "last": "14 januari 2027", "met": ""}],
        }  # fmt: skip


def variables(paper: Paper, language: str) -> list[str]:
    """Names as a template writes them, `steps.….data.…` included."""
    return sorted(set(_names(example_context(paper, language), "")))


def _names(value: Any, name: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _names(inner, f"{name}.{key}" if name else key)
    elif isinstance(value, list):
        for inner in value[:1]:
            yield from _names(inner, f"{name}[]")
    else:
        yield name


def _procedures(paper: Paper) -> list[Procedure]:
    """Those in which this document is made; all of them where no step says so."""
    every = list(all_procedures().values())
    return [p for p in every if any(paper.made_by(step, p.key) for step in p.steps)] or every


def _act(step: Step) -> Context:
    data = {field.name: str(field.label) for field in step.fields}
    lines = [{"label": str(field.label), "value": "…"} for field in step.fields]
    return {
        "recorded": True, "name": str(step.done), "article": step.article, "day": "2 november 2026", "by": "An Voorbeeld",
        "reference": "2026/123", "lines": lines, "people": [], "data": data,
    }  # fmt: skip


class _Anything(dict[str, Any]):
    """The values of a policy's document: each capability gives its own, so any name may be asked here."""

    def __missing__(self, key: str) -> str:
        return f"[{key}]"
