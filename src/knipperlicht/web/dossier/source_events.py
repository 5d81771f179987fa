"""Accounts, publications, notices of courts and visits as events of the time line."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from knipperlicht.bridge import dossier as register
from knipperlicht.bridge.catalogue import source_title
from knipperlicht.core.clock import Language


def acts() -> dict[str, str]:
    """Act of a publication -> in words."""
    return {
        "foundation": _("foundation"),
        "end": _("end, stop or nullity"),
        "name": _("name"),
        "seat": _("registered office"),
        "other_addresses": _("other addresses"),
        "object": _("object"),
        "capital": _("capital or shares"),
        "appointments": _("resignations and appointments"),
        "general_meeting": _("general meeting"),
        "fiscal_year": _("financial year"),
        "statutes": _("articles of association"),
        "form": _("legal form"),
        "restructuring": _("restructuring"),
        "accounts": _("annual accounts"),
        "miscellaneous": _("miscellaneous"),
        "strike_off": _("struck off ex officio"),
        "strike_off_withdrawn": _("strike-off withdrawn"),
    }


def notices() -> dict[str, str]:
    """Kind of notice -> a sentence."""
    return {
        "bankruptcy_open": _("Bankruptcy opened"),
        "bankruptcy_close": _("Bankruptcy closed"),
        "bankruptcy_revoked": _("Bankruptcy revoked"),
        "reorganisation_open": _("Judicial reorganisation opened"),
        "reorganisation_extended": _("Judicial reorganisation extended"),
        "reorganisation_closed": _("Judicial reorganisation closed"),
        "transfer_under_authority": _("Transfer under authority of court"),
        "dissolution": _("Dissolved by the court"),
        "dissolution_closed": _("Liquidation after dissolution closed"),
        "provisional_administrator": _("Provisional administrator appointed"),
        "provisional_administrator_end": _("Task of the provisional administrator ended"),
    }


def visits() -> dict[str, str]:
    """Kind of observation -> a sentence."""
    return {
        "visit": _("Visit on the spot"),
        "mail_returned": _("Registered mail came back"),
        "closed_at_posted_hours": _("Closed during posted hours"),
        "open_at_posted_hours": _("Open during posted hours"),
        "permit_refused": _("Permit refused"),
        "permit_withdrawn": _("Permit withdrawn"),
        "closed_by_decision": _("Closed by decision"),
        "infringement": _("Infringement established"),
        "inspection_in_order": _("Inspection: in order"),
    }


def source_events(enterprise: int, language: Language) -> list[dict[str, Any]]:
    """Events of the sources that are connected, unsorted."""
    held = register.connected()
    found: list[dict[str, Any]] = []
    if "nbb" in held:
        for year in register.accounts(enterprise):
            found.append(
                {
                    "day": year["deposited"], "kind": "accounts", "icon": "list",
                    "title": _("Annual accounts deposited for the year that ended on %(day)s")
                    % {"day": _day(year["to"])},
                    "source": f"{source_title('nbb', language)}, {year['reference']}",
                }
            )  # fmt: skip
    if "staatsblad" in held:
        words = acts()
        for one in register.publications(enterprise):
            told = ", ".join(words.get(act, one["label"]) for act in one["acts"]) or one["label"]
            found.append(
                {
                    "day": one["day"], "kind": "publication", "icon": "document", "url": one["pdf"] or "",
                    "title": _("Published: %(acts)s") % {"acts": told},
                    "source": f"{source_title('staatsblad', language)}, {one['number']}",
                }
            )  # fmt: skip
    if "court_notices" in held:
        for one in register.notices(enterprise):
            found.append(
                {
                    "day": one["day"], "kind": "court", "icon": "scale", "text": one["court"] or "",
                    "title": notices().get(one["kind"], one["kind"]),
                    "source": f"{source_title('court_notices', language)}, {one['reference']}",
                }
            )  # fmt: skip
    if "municipal_observations" in held:
        for one in register.visits(enterprise):
            found.append(
                {
                    "day": one["day"], "kind": "visit", "icon": "building", "text": one["service"],
                    "title": visits().get(one["kind"], one["kind"]),
                    "source": f"{source_title('municipal_observations', language)}, {one['reference']}",
                }
            )  # fmt: skip
    return [event for event in found if event["day"]]


def _day(text: str) -> str:
    return "-".join(reversed(text.split("-")))
