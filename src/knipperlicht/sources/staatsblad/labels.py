"""What a publication is about, from the label the gazette prints above it, in Dutch or French.

Several acts in one publication are joined by hyphen and two blanks. With one blank the hyphen belongs to a label
(ONTSLAGEN - BENOEMINGEN). What stands between brackets only explains a label. Up to 2016 annual accounts were
announced as `ME. - JAARREKENING 31.12.2015, GGK …`, one publication each.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from knipperlicht.core.clock import DayError, parse_day
from knipperlicht.core.text import fold

UNKNOWN = "unknown"
_LABELS = {
    "foundation": ("rubriek oprichting", "oprichting", "rubrique constitution", "constitution", "rubrik gruendung"),
    "end": ("rubriek einde", "rubrique fin"),
    "name": ("benaming", "naam", "denomination", "denomination sociale"),
    "seat": ("maatschappelijke zetel", "zetel", "siege social", "siege"),
    "other_addresses": (
        "adres andere dan de maatsch zetel", "adres ander dan maatschappelijke zetel", "andere adressen",
        "adresse autre que le siege social", "adresses autres que le siege social",
    ),
    "object": ("doel", "voorwerp", "objet", "objet social"),
    "capital": ("kapitaal aandelen", "capital actions"),
    "appointments": ("ontslagen benoemingen", "demissions nominations"),
    "general_meeting": ("algemene vergadering", "assemblee generale"),
    "fiscal_year": ("boekjaar", "annee comptable", "exercice social"),
    "statutes": ("statuten", "statuts"),
    "form": ("wijziging rechtsvorm", "modification forme juridique", "modification de la forme juridique"),
    "restructuring": ("rubriek herstructurering", "rubrique restructuration"),
    "accounts": ("jaarrekening", "jaarrekeningen", "comptes annuels"),
    "miscellaneous": ("diversen", "divers"),
    "strike_off": (
        "kbo nr", "ambtshalve doorhaling kbo nr", "ambtshalve doorhaling", "nr bce", "no bce", "n bce", "num bce",
        "radiation d office", "radiation d office no bce", "radiation d office n bce",
    ),
}  # fmt: skip
ACTS = (*_LABELS, "strike_off_withdrawn", UNKNOWN)
_ACT_OF = {label: act for act, labels in _LABELS.items() for label in labels}
_BETWEEN = re.compile(r" - {2,}")
_ACCOUNTS = re.compile(r"ME\. -")
_WITHDRAWN = re.compile(
    r"\b(annulatie|intrekking|ongedaanmaking|annulation|retrait|retablissement|herstel)\b"
)
_REASONS = {
    "ubo": r"\bubo\b",
    "accounts": r"jaarrekening|comptes annuels",
    "address": r"\badres|\bzetel\b|\bsiege\b",
    "restructuring": r"\bfusie|\bsplitsing|\bfusion|\bscission",
    "bankruptcy": r"\bfaillissement|\bfaillite",
    "liquidation": r"\bvereffening|\bliquidation",
    "founder_dead": r"\boverl|\bdeces\b|\bdecede",
    "dormant": r"\bactivite|\binactief",
}
_DAY = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b")


class Act(NamedTuple):
    """One act; `label` as printed. `reason` and `effective` only for a strike-off that says them."""

    act: str
    label: str
    reason: str | None
    effective: date | None


@lru_cache(maxsize=4096)
def acts(label: str, note: str | None) -> tuple[Act, ...]:
    """The acts of one publication, each once; an empty label is one act `unknown`.

    `note` is what the list prints below the day, as it does for a strike-off by the registrar.
    """
    parts = [label] if _ACCOUNTS.match(label) else _BETWEEN.split(label)
    found: dict[str, Act] = {}
    for part in (part.strip(" -") for part in parts):
        act = "accounts" if _ACCOUNTS.match(part) else _ACT_OF.get(fold(part.partition("(")[0]), UNKNOWN)
        own = _strike_off(part, note or "") if act == "strike_off" else Act(act, part, None, None)
        found.setdefault(own.act, own)
    return tuple(found.values())


def _strike_off(label: str, note: str) -> Act:
    folded = fold(note)
    act = "strike_off_withdrawn" if _WITHDRAWN.search(folded) else "strike_off"
    other = "other" if folded else None
    reason = next((code for code, words in _REASONS.items() if re.search(words, folded)), other)
    return Act(act, label, reason, _effective(note))


def _effective(note: str) -> date | None:
    found = _DAY.search(note)
    try:
        return parse_day(found[0]) if found else None
    except DayError:
        return None
