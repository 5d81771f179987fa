"""The register's facts in parts, and the navigation between them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from knipperlicht.bridge import dossier as register
from knipperlicht.core.clock import Language
from knipperlicht.core.numbers import format_number
from knipperlicht.web.dossier.door import Opened
from knipperlicht.web.dossier.facts import is_natural, seat_text
from knipperlicht.web.dossier.mapped import map_of
from knipperlicht.web.dossier.sources import sources_of
from knipperlicht.web.dossier.timeline import timeline_of
from knipperlicht.web.dossier.words import missing
from knipperlicht.web.language import language_of
from knipperlicht.web.requests import Signed

UNITS = 10
NEAR = 12


def place_text(address: dict[str, Any]) -> str:
    """Street, number, box, postcode, municipality and, abroad, the country on one line."""
    house = " ".join(str(part) for part in (address["street"], address["house_number"]) if part)
    if address["box"]:
        house += " " + _("box %(box)s") % {"box": address["box"]}
    town = " ".join(str(part) for part in (address["zipcode"], address["municipality"]) if part)
    return ", ".join(part for part in (house, town, address["country"]) if part)


def parts_of(request: Signed, opened: Opened, explained: dict[str, Any]) -> dict[str, Any]:
    """Addresses, establishments, activities, names, contacts, others nearby, what happened when."""
    language, enterprise = language_of(request), opened.enterprise
    natural = is_natural(explained)
    addresses = [{**one, "text": place_text(one)} for one in register.addresses(enterprise, language)]
    names = register.names(enterprise, language)
    parts: dict[str, Any] = {
        "seat": seat_text(explained["facts"]["seat"], language),
        "addresses": [one for one in addresses if one["valid_to"] is None],
        "past_addresses": [one for one in addresses if one["valid_to"] is not None],
        "names": [one for one in names if one["valid_to"] is None],
        "past_names": [one for one in names if one["valid_to"] is not None],
        **_activities(register.activities(enterprise, language)),
        "contacts": register.contacts(enterprise, language),
        "nearby": [] if natural else register.nearby(enterprise, limit=NEAR),
        "focus": focus_of(opened, language),
        **units_of(opened, language, offset=0),
        **map_of(opened, language),
        **timeline_of(request, opened, natural=natural),
        **({} if natural else sources_of(enterprise)),
    }
    crumbs = [
        {"url": reverse("search"), "label": _("Search")},
        {"url": "", "label": explained["name"] or opened.number},
    ]
    return parts | {"crumbs": crumbs, "sections": _navigation(parts, explained, natural=natural)}


def _activities(every: list[dict[str, Any]]) -> dict[str, Any]:
    """What stands in the newest nomenclature it uses, and the rest."""
    standing = [one for one in every if one["valid_to"] is None]
    newest = max((one["nace_version"] for one in standing), default="")
    shown = [one for one in standing if one["nace_version"] == newest]
    return {"activities": shown, "other_activities": [one for one in every if one not in shown]}


def focus_of(opened: Opened, language: Language) -> dict[str, Any] | None:
    """The unit whose number was asked for, with a sentence that says so."""
    if opened.establishment is None:
        return None
    number = format_number(opened.establishment)
    found = register.establishment(opened.enterprise, opened.establishment, language)
    if found is None:
        return {"number": number, "text": _("%(unit)s is a unit of this enterprise.") % {"unit": number}}
    place = next((place_text(one) for one in found["addresses"]), "")
    name = next((one["name"] for one in found["names"]), "")
    told = ", ".join(part for part in (name, place) if part)
    sentence = _("%(unit)s is a unit of this enterprise: %(what)s.") % {
        "unit": number,
        "what": told or number,
    }
    return {"number": number, "text": sentence, "unit": _unit(found)}


def units_of(opened: Opened, language: Language, *, offset: int) -> dict[str, Any]:
    """One page of establishments with the addresses before and after it."""
    found = register.establishments(opened.enterprise, language, offset=offset, limit=UNITS)
    total = found["standing"] + found["past"]
    base = reverse("dossier_establishments", args=[opened.number])
    return {
        "units": [_unit(one) for one in found["items"]],
        "units_standing": found["standing"],
        "units_past": found["past"],
        "units_first": offset + 1,
        "units_last": offset + len(found["items"]),
        "units_total": total,
        "units_previous": f"{base}?offset={max(0, offset - UNITS)}" if offset else "",
        "units_next": f"{base}?offset={offset + UNITS}" if offset + UNITS < total else "",
    }


def _unit(found: dict[str, Any]) -> dict[str, Any]:
    standing = [one for one in found["addresses"] if one["valid_to"] is None] or found["addresses"]
    return {
        **found,
        "name": next((one["name"] for one in found["names"]), ""),
        "places": [{**one, "text": place_text(one)} for one in standing],
    }


def _navigation(parts: dict[str, Any], explained: dict[str, Any], *, natural: bool) -> list[dict[str, Any]]:
    """What components/section_nav.html lists."""
    scored = not natural and explained["facts"]["valid_to"] is None
    found: list[dict[str, Any]] = []
    if scored:
        found.append(
            {"id": "why", "label": _("Why"), "count": len(explained["hits"]) + len(explained["banner"])}
        )
        if explained["total_points"] is not None and explained["hits"]:
            found.append({"id": "sum", "label": _("The sum")})
        found.append(
            {"id": "unanswered", "label": _("Not answered"), "count": len(explained["not_computable"])}
        )
    found += [
        {"id": "timeline", "label": _("Timeline"), "count": parts["timeline_count"]},
        {"id": "addresses", "label": _("Addresses"), "count": len(parts["addresses"])},
        {"id": "establishments", "label": _("Establishments"), "count": parts["units_standing"]},
        {"id": "activities", "label": _("Activities"), "count": len(parts["activities"])},
        {"id": "names", "label": _("Names"), "count": len(parts["names"])},
        {"id": "contacts", "label": _("Contact data"), "count": len(parts["contacts"])},
    ]
    if "accounts" in parts:
        found.append({"id": "accounts", "label": _("Annual accounts"), "count": len(parts["accounts"])})
    if "publications" in parts:
        found.append({"id": "publications", "label": _("Publications"), "count": len(parts["publications"])})
    if "visits" in parts:
        found.append({"id": "visits", "label": _("Visits"), "count": len(parts["visits"])})
    if "people" in parts:
        found.append({"id": "people", "label": _("People and mandates")})
    if not natural:
        found.append({"id": "nearby", "label": _("Nearby"), "count": len(parts["nearby"])})
    found += [{"id": "notes", "label": _("Notes")}, {"id": "contest", "label": _("Contest")}]
    if absent := missing(register.connected()):
        found.append({"id": "missing", "label": _("Not there yet"), "count": len(absent)})
    return found
