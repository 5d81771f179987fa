"""What a code of the register means, in the three languages.

The register's own list has Dutch and French and comes with every extract; history keeps the last one. Short lists
have an English word of ours. A NACE code has none: then the label is the Dutch one, and `label_language` says so.
Legal forms and situations are named by their group (`reference/`).
"""

from __future__ import annotations

from typing import Any

from knipperlicht.core.clock import Language
from knipperlicht.readmodel.reader import Reader
from knipperlicht.reference.legal_forms import legal_form_group_by_code
from knipperlicht.reference.situations import situation_group_by_code

ENGLISH: dict[str, dict[str, str]] = {
    "TypeOfDenomination": {
        "001": "registered name", "002": "abbreviation", "003": "trade name", "004": "name of a branch",
    },
    "Language": {"0": "unknown", "1": "French", "2": "Dutch", "3": "German", "4": "English"},
    "TypeOfAddress": {
        "REGO": "registered seat", "BAET": "establishment", "ABBR": "branch", "OBAD": "oldest establishment",
    },
    "ContactType": {"TEL": "telephone", "EMAIL": "e-mail", "WEB": "website"},
    "EntityContact": {"ENT": "enterprise", "EST": "establishment", "BRA": "branch"},
    "Classification": {"MAIN": "main", "SECO": "secondary", "ANCI": "auxiliary"},
    "ActivityGroup": {
        "001": "for VAT", "002": "service providers without establishment", "003": "declared activities",
        "004": "federal government", "005": "local government, social security", "006": "for social security",
        "007": "subsidised education",
    },
}  # fmt: skip


def coded(reader: Reader, category: str, code: str | None, language: Language) -> dict[str, Any]:
    """code, label, label_language; the label is None where no list explains the code."""
    if code is not None and language == "en" and (own := ENGLISH.get(category, {}).get(code)):
        return {"code": code, "label": own, "label_language": "en"}
    known = reader.codes.get(f"{category}|{code}", {})
    for tongue in (language, "nl", "fr"):
        if tongue in known:
            return {"code": code, "label": known[tongue], "label_language": tongue}
    return {"code": code, "label": None, "label_language": None}


def legal_form(code: str | None, language: Language) -> dict[str, Any]:
    """code, group and its name; group is None for a code we do not know."""
    found = legal_form_group_by_code().get(code or "")
    return {"code": code, "group": found and found.group, "label": found and getattr(found.name, language)}


def situation(code: str | None, language: Language) -> dict[str, Any]:
    """code, group and its name, and `ended`: whether it means that the entity is no more."""
    found = situation_group_by_code().get(code or "")
    return {
        "code": code, "group": found and found.group, "label": found and getattr(found.name, language),
        "ended": found and found.ended,
    }  # fmt: skip
