"""The door of a dossier: territory first, then the log. Every page, fragment, print and API answer passes here."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied

from knipperlicht.bridge import register
from knipperlicht.cases.audit.service import log
from knipperlicht.core.numbers import format_number
from knipperlicht.web.requests import Signed

OUTSIDE = "outside"
"""Session key: enterprise numbers opened outside the territory, with the piece of work they belong to."""


class OutsideTerritory(PermissionDenied):
    """The dossier has no address in the territory of the organisation."""

    def __init__(self, number: int) -> None:
        super().__init__(format_number(number))
        self.number = number


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A dossier someone may see; `outside` when only their written reason opened it."""

    enterprise: int
    establishment: int | None
    outside: bool


def open_dossier(request: Signed, number: str, *, event: str = "dossier.open", quiet: bool = False) -> Opened:
    """Check and log; `quiet` for fragments of a page already logged. Raises NumberError, NothingFound, OutsideTerritory."""
    enterprise, establishment = register.enterprise_of(number)
    inside = request.actor.sees(register.places_of(enterprise))
    outside = not inside and allowed_outside(request, enterprise)
    named = format_number(enterprise)
    if not inside and not outside:
        log(request.actor, "dossier.refused", work=request.work, subject=named)
        raise OutsideTerritory(enterprise)
    if not quiet:
        log(request.actor, "dossier.open_outside" if outside and event == "dossier.open" else event,
            work=request.work, subject=named)  # fmt: skip
    return Opened(enterprise=enterprise, establishment=establishment, outside=outside)


def allowed_outside(request: Signed, enterprise: int) -> bool:
    """Whether a reason was given for this dossier in the piece of work that runs."""
    given = request.session.get(OUTSIDE, {})
    return request.work is not None and given.get(str(enterprise)) == request.work.pk
