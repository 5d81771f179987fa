"""The words by which a notice of an enterprise court is read, in Dutch and in French.

Everything is looked for in text on one line with single blanks. The order of KINDS matters: the first that fits counts.
"""

from __future__ import annotations

import re

_BANKRUPTCY = r"(?:faillissement|faillite)"
_REORGANISATION = r"(?:(?:gerechtelijke )?reorganisatie|réorganisation(?: judiciaire)?)"
_DISSOLUTION = r"(?:gerechtelijke ontbinding|dissolution judiciaire)"
_ADMINISTRATOR = r"(?:voorlopig(?:e)? bewind(?:voerder(?:s)?|voering)?|administrateurs? provisoires?|administration provisoire)"
_END = r"(?:(?:voortijdige )?(?:be[eë]indiging|afsluiting|sluiting|einde)|(?:clôture|fin|cessation)(?: anticipée)?)"
_FEW = r".{0,60}?"
KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("bankruptcy_revoked", rf"\b(?:intrekking|vernietiging|rapport|rétractation|annulation)\b{_FEW}\b{_BANKRUPTCY}"),
        ("bankruptcy_revoked", rf"\b{_BANKRUPTCY}\b{_FEW}\b(?:ingetrokken|rapportée|rétractée)\b"),
        ("bankruptcy_close", rf"\b{_END}\b{_FEW}\b{_BANKRUPTCY}\b"),
        ("bankruptcy_open", rf"\b(?:opening|ouverture|déclaration)\b{_FEW}\b{_BANKRUPTCY}\b"),
        ("transfer_under_authority", r"\boverdracht\b.{0,30}?\bonder gerechtelijk gezag|\btransfert\b.{0,30}?\bsous autorité (?:de justice|judiciaire)"),
        ("reorganisation_extended", rf"\b(?:verlenging|prolongation|prorogation)\b{_FEW}\b(?:{_REORGANISATION}|opschorting|sursis)\b"),
        ("reorganisation_closed", rf"\b(?:{_END}|homologatie|homologation)\b{_FEW}\b{_REORGANISATION}"),
        ("reorganisation_open", rf"\b(?:opening|ouverture)\b{_FEW}\b{_REORGANISATION}\b"),
        ("dissolution_closed", rf"\b{_END}\b{_FEW}\b(?:vereffening|liquidation)\b"),
        ("dissolution", rf"\b{_DISSOLUTION}\b|\bontbinding en (?:in )?vereffening|\bdissolution et (?:mise en )?liquidation"),
        ("provisional_administrator_end", rf"\b(?:{_END}|ontheffing|décharge)\b{_FEW}\b{_ADMINISTRATOR}"),
        ("provisional_administrator", rf"\b{_ADMINISTRATOR}\b"),
    )
)  # fmt: skip
"""`bankruptcy_close` stands before `dissolution_closed`: a bankruptcy may be closed by liquidation. Homologation of the
plan ends the suspension, hence `reorganisation_closed`."""
NAMES = tuple(dict.fromkeys(kind for kind, _ in KINDS))

COURT = re.compile(
    r"^(?P<court>(?:Nederlandstalige |Franstalige )?"
    r"(?:Ondernemingsrechtbank|Rechtbank van koophandel|Tribunal de l['’]entreprise|Tribunal de commerce)\b"
    r"[^.:;]{0,90}?)[.]?$",
    re.IGNORECASE,
)
"""A line of its own, such as `Ondernemingsrechtbank Gent, afdeling Oostende.`"""
OTHER_COURT = re.compile(
    r"^(?:Vredegerecht|Justice de paix|Rechtbank van eerste aanleg|Tribunal de première instance|Hof van beroep"
    r"|Cour d['’]appel|Familierechtbank|Tribunal de la famille|Arbeidsrechtbank|Tribunal du travail)\b",
    re.IGNORECASE,
)
END = re.compile(r"^\(?(?P<numac>(?:19|20)\d{2}/\d{5,6})\)?$")
"""The number of the notice in the gazette, on the line below its text."""
EDITION = re.compile(r"(?:BELGISCH STAATSBLAD|MONITEUR BELGE)")
EDITION_DAY = re.compile(r"\b(\d{1,2}[./-]\d{1,2}[./-]\d{4})\b")

_FIELDS = {
    "number": r"ondernemingsnummer|numéro d['’]entreprise|n° d['’]entreprise|kbo[- ]nummer",
    "reference": r"referentie|référence",
    "judgment": r"datum (?:van het )?(?:faillissement|vonnis|uitspraak)|date (?:de la faillite|du jugement|de jugement)",
    "cessation": r"(?:voorlopige )?datum van (?:de )?staking van (?:de )?betaling(?:en)?|date (?:provisoire )?de (?:la )?cessation (?:de|des) paiements?",
    "end": r"einddatum (?:van )?(?:de )?opschorting|date (?:d['’]échéance|de fin) du sursis|échéance du sursis",
    "trustees": r"curator(?:en|s|\(s\))?|curateurs?(?:\(s\))?|(?:aangeduide )?vereffenaars?(?:\(s\))?|liquidateurs?(?:\(s\))?(?: désignés?(?:\(s\))?)?"
    r"|voorlopig(?:e)? bewindvoerders?(?:\(s\))?|administrateurs? provisoires?(?:\(s\))?",
    "": r"handelsactiviteit|handelsbenaming|activité commerciale|dénomination commerciale|uitbatingsadres|siège d['’]exploitation"
    r"|geboortedatum(?: en -plaats)?|date et lieu de naissance|rechter[- ]commissaris(?:sen)?|juges?[- ]commissaires?|gedelegeerd rechter|juge délégué"
    r"|(?:datum )?neerlegging[^:]{0,120}|dépôt[^:]{0,120}|geopend op|ouverte? le|type|doel|objectif|stemming[^:]{0,60}|vote[^:]{0,60}"
    r"|voor eensluidend uittreksel|pour extrait conforme|elke schuldeiser[^:]{0,200}|tout créancier[^:]{0,200}",
}  # fmt: skip
FIELD = re.compile(
    "|".join(f"(?P<{name or 'other'}>\\b(?:{words})) ?:" for name, words in _FIELDS.items()), re.IGNORECASE
)
"""The name of a field and its colon; the value lasts until the next one."""

NUMBER = re.compile(r"(?:BE ?)?[0-9](?:[ .-]?[0-9]){8,9}")
NOT_EXCUSABLE = re.compile(r"\b(?:niet[- ]verschoonbaar|inexcusable|non excusable)", re.IGNORECASE)
EXCUSABLE = re.compile(r"\b(?:verschoonbaar|excusable)", re.IGNORECASE)
MONTHS = {
    name: month
    for month, names in enumerate(
        (
            ("januari", "janvier"), ("februari", "février"), ("maart", "mars"), ("april", "avril"), ("mei", "mai"),
            ("juni", "juin"), ("juli", "juillet"), ("augustus", "août"), ("september", "septembre"),
            ("oktober", "octobre"), ("november", "novembre"), ("december", "décembre"),
        ),
        1,
    )
    for name in names
}  # fmt: skip
WRITTEN_DAY = re.compile(r"\b(\d{1,2})(?:er)? ([a-zéû]+) (\d{4})\b", re.IGNORECASE)
