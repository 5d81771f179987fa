"""Parts of the page of a file that other capabilities bring: documents, policy, college, retention."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.casefiles.service import CaseFile
from knipperlicht.cases.organisations.service import Actor

BROUGHT = (
    ("measures", "measures/in_file.html", _("Measure")),
    ("policies", "policy/in_file.html", _("Policy")),
    ("documents", "documents/in_file.html", _("Documents")),
    ("college", "college/in_file.html", _("College")),
    ("retention", "privacy/in_file.html", _("Retention")),
)
"""Capability, whose `service.in_file(actor, file)` gives the context, or None for nothing to show; template; name. None of them is needed for the others."""


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of the page: `data` is what its template knows as `section.data`."""

    key: str
    name: str | Promise
    template: str
    data: Any


def sections_of(actor: Actor, file: CaseFile) -> list[Section]:
    """Those of the capabilities that are installed."""
    found = []
    for key, template, title in BROUGHT:
        name = f"knipperlicht.cases.{key}"
        if find_spec(name) is None or find_spec(f"{name}.service") is None:
            continue
        brings = getattr(import_module(f"{name}.service"), "in_file", None)
        if brings is not None and _there(template):
            data = brings(actor, file)
            if data is not None:
                found.append(Section(key=key, name=title, template=template, data=data))
    return found


def _there(template: str) -> bool:
    try:
        get_template(template)
    except TemplateDoesNotExist:
        return False
    return True
