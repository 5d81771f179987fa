"""Where to begin: questions people bring to a list, instead of a list of everything."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from knipperlicht.bridge.list_choices import choices
from knipperlicht.cases.operator.service import flags_only
from knipperlicht.core.clock import Language
from knipperlicht.web.requests import Signed

BUSIEST = ("publiek", "eten-drinken", "detailhandel", "logies", "kapper-schoonheid", "wassalon")


def beginnings(request: Signed, *, as_of: date, language: Language) -> list[dict[str, str]]:
    """Links to lists that many days begin with."""
    month = as_of.replace(day=1)
    found = [
        {
            "title": _("Changed this month"),
            "text": _("What moved, changed its name or form, or got another indicator in the last month of the data."),
            "url": _list(changed_since=month.isoformat()),
        },
        {
            "title": _("Bankrupt or being wound up"),
            "text": _("What the register says of courts: bankruptcies and dissolutions that are under way."),
            "url": _list(indicator=["faillissement_status", "gerechtelijke_ontbinding_lopend"]),
        },
        {
            "title": _("Many at one address"),
            "text": _("Seats in a building where an unusual number of companies is registered."),
            "url": _list(indicator="adres_massaregistratie"),
        },
    ]  # fmt: skip
    if not flags_only():
        found.insert(0, {
            "title": _("Highest in my territory"),
            "text": _("Everything you may see, highest score first. A score orders attention; it decides nothing."),
            "url": _list(sort="-score"),
        })  # fmt: skip
    return found


def sector_links(request: Signed, *, language: Language) -> list[dict[str, str]]:
    """The sectors people ask for most, as chips."""
    words = dict(choices(scope=request.actor.organisation.scope, language=language, flags_only=flags_only())["sector"])  # fmt: skip
    return [{"text": words[code], "url": _list(sector=code)} for code in BUSIEST if code in words]


def _list(**parameters: str | list[str]) -> str:
    return f"{reverse('lists')}?{urlencode(parameters, doseq=True)}"
