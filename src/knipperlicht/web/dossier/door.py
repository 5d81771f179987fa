"""The door of a dossier: territory first, then the log. Every page, fragment, print and API answer passes here."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied

from knipperlicht.bridge import register
from knipperlicht.cases.audit.service import log, logged
from knipperlicht.core.numbers import format_number
from knipperlicht.web.requests import Signed

OUTSIDE = "outside"
"""Session key: enterprise numbers opened outside the territory, each with its piece of work and the reason given."""

OPENINGS = ("dossier.open", "dossier.open_outside", "dossier.print", "api.dossier")


class OutsideTerritory(PermissionDenied):
    """The dossier has no address in the territory of the organisation."""

    def __init__(self, number: int) -> None:
        super().__init__(format_number(number))
        self.number = number


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A dossier someone may see; `outside` when only their written reason opened it, which then is `reason`."""

    enterprise: int
    establishment: int | None
    outside: bool
    reason: str = ""

    @property
    def number(self) -> str:
        """The enterprise number as people write it."""
        return format_number(self.enterprise)


def open_dossier(request: Signed, number: str, *, event: str = "dossier.open", quiet: bool = False) -> Opened:
    """Check and log; `quiet`: not again when this piece of work opened it already. Raises NumberError, NothingFound, OutsideTerritory."""
    enterprise, establishment = register.enterprise_of(number)
    inside = request.actor.sees(register.places_of(enterprise))
    reason = "" if inside else reason_outside(request, enterprise)
    named = format_number(enterprise)
    if not inside and not reason:
        log(request.actor, "dossier.refused", work=request.work, subject=named)
        raise OutsideTerritory(enterprise)
    if not quiet or not logged(request.work, *OPENINGS, subject=named):
        name = "dossier.open_outside" if reason and event == "dossier.open" else event
        detail = {"reason": reason} if reason else {}
        if establishment is not None:
            detail["establishment"] = format_number(establishment)
        log(request.actor, name, work=request.work, subject=named, detail=detail)
    return Opened(enterprise=enterprise, establishment=establishment, outside=bool(reason), reason=reason)


def reason_outside(request: Signed, enterprise: int) -> str:
    """The reason that was given for this dossier in the piece of work that runs; empty without one."""
    given = request.session.get(OUTSIDE, {}).get(str(enterprise))
    if given is None or request.work is None or given[0] != request.work.pk:
        return ""
    return str(given[1])


def allow_outside(request: Signed, enterprise: int, reason: str) -> None:
    """Keep a reason for as long as this piece of work runs."""
    work = request.work
    if work is None:
        return
    running = {
        number: given for number, given in request.session.get(OUTSIDE, {}).items() if given[0] == work.pk
    }
    request.session[OUTSIDE] = running | {str(enterprise): [work.pk, reason]}
