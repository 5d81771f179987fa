"""From what the register found to what people read: what matched, where, in or outside the territory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from knipperlicht.bridge.dossier import band_names, municipality_of, outside_of
from knipperlicht.bridge.register import Found
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.core.clock import Language
from knipperlicht.core.numbers import format_number


@dataclass(frozen=True, kw_only=True)
class Result:
    """One line of the results. `band` is empty for natural persons, who left, outside the territory, without numbers."""

    number: str
    name: str
    url: str
    matched: str
    matched_text: str
    municipality: str
    gone: bool
    natural: bool
    outside: bool
    band: str
    band_name: str

    @property
    def detail(self) -> str:
        """All but the name in one line, for a suggestion: it carries no score, since suggestions are not logged."""
        parts = [self.number, self.municipality]
        if self.matched:
            parts.append(f"{self.matched}: {self.matched_text}")
        if self.natural:
            parts.append(_("sole trader"))
        if self.gone:
            parts.append(_("left the register"))
        return " · ".join(part for part in parts if part)


def results_of(found: Sequence[Found], *, actor: Actor, language: Language) -> list[Result]:
    """In the same order; the territory is asked for all of them at once."""
    scope = actor.organisation.scope
    unsure = [item.number for item in found if scope is not None and item.nis not in scope]
    outside = outside_of(unsure, scope)
    bands = band_names(language)
    return [
        Result(
            number=format_number(item.number),
            name=item.name or format_number(item.number),
            url=reverse("dossier", args=[format_number(item.establishment or item.number)]),
            matched=_matched(item.matched),
            matched_text=item.matched_text,
            municipality=municipality_of(item.nis, language) or "",
            gone=item.status != "active",
            natural=item.natural_person,
            outside=item.number in outside,
            band="" if item.number in outside else item.band or "",
            band_name=bands.get(item.band or "", ""),
        )
        for item in found
    ]


def _matched(kind: str) -> str:
    """What matched, where that is not the name or number that is shown anyway."""
    return {
        "abbreviation": _("abbreviation"),
        "trade_name": _("trade name"),
        "establishment_name": _("name of an establishment"),
        "branch_name": _("name of a branch"),
        "former_name": _("former name"),
        "establishment_number": _("number of an establishment"),
        "address": _("address"),
    }.get(kind, "")
