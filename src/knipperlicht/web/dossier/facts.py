"""What the register says of the enterprise itself, in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from knipperlicht.bridge.dossier import word_of
from knipperlicht.core.clock import Language
from knipperlicht.web.tags import day

NORMAL = "000"
NATURAL_PERSON = "1"


def is_natural(explained: dict[str, Any]) -> bool:
    """Whether it is a sole trader: facts only, and never named to others."""
    return bool(explained["facts"]["type_of_enterprise"] == NATURAL_PERSON)


def status_of(explained: dict[str, Any], language: Language) -> dict[str, str]:
    """`text` and `tone` of the chip: in the register or not, and its legal situation."""
    facts = explained["facts"]
    if facts["valid_to"] is not None:
        return {
            "text": _("left the register on %(day)s") % {"day": day(facts["valid_to"])},
            "tone": "warning",
        }
    situation = facts["juridical_situation"]
    if situation in (None, "", NORMAL):
        return {"text": _("active in the register"), "tone": ""}
    said = word_of("JuridicalSituation", situation, language) or situation
    return {"text": said, "tone": "warning"}


def legal_form(explained: dict[str, Any], language: Language) -> str:
    """In words; for a sole trader that is what they are."""
    if is_natural(explained):
        return _("sole trader (natural person)")
    code = explained["facts"]["juridical_form"]
    return word_of("JuridicalForm", code, language) or (code and _("code %(code)s") % {"code": code}) or ""


def seat_text(seat: dict[str, Any] | None, language: Language) -> str:
    """Street, number, box, postcode and municipality on one line."""
    if seat is None:
        return ""
    own, other = ("fr", "nl") if language == "fr" else ("nl", "fr")
    street = seat.get(f"street_{own}") or seat.get(f"street_{other}") or ""
    town = seat.get(f"municipality_{own}") or seat.get(f"municipality_{other}") or ""
    house = " ".join(part for part in (street, seat.get("house_number")) if part)
    if seat.get("box"):
        house += " " + _("box %(box)s") % {"box": seat["box"]}
    place = " ".join(part for part in (seat.get("zipcode"), town) if part)
    return ", ".join(part for part in (house, place) if part)


def facts_of(explained: dict[str, Any], language: Language) -> list[dict[str, Any]]:
    """For components/facts.html; each with since when this system knows it."""
    facts, seat = explained["facts"], explained["facts"]["seat"]
    place = seat_text(seat, language)
    shown: list[dict[str, Any]] = [
        {
            "name": _("Number"),
            "value": explained["enterprise_number"],
            "copy": explained["enterprise_number"],
        },
        {"name": _("Legal form"), "value": legal_form(explained, language)},
        {"name": _("Status"), "value": status_of(explained, language)["text"]},
    ]
    if is_natural(explained):
        note = _("not in the open data of the register for natural persons")
        shown.append({"name": _("Seat"), "value": note})
    else:
        source = (
            _("since %(day)s") % {"day": day(seat["valid_from"])} if seat and seat.get("valid_from") else ""
        )
        if seat and seat.get("valid_to"):
            source = _("until %(day)s") % {"day": day(seat["valid_to"])}
        shown.append({"name": _("Seat"), "value": place, "source": source})
    shown += [
        {"name": _("Began on"), "value": day(facts["start_date"])},
        {"name": _("Establishments"), "value": facts["establishments"], "url": "#establishments"},
    ]
    return shown
