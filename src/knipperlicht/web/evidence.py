"""Evidence in words: what a field of a register is called, and its value as people write it.

The name of the register's own field stands beside it: it is the address of the fact.
"""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _

_ISO_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


def field_in_words(field: str) -> str:
    """What people call a field; empty where its own name is all there is."""
    bare = field.split(" (")[0]
    if bare.isdigit():
        return _("rubric %(code)s of the accounts") % {"code": bare}
    return {
        "StartDate": _("start date"),
        "NaceCode": _("activity"),
        "JuridicalForm": _("legal form"),
        "JuridicalSituation": _("legal situation"),
        "Denomination": _("name"),
        "EnterpriseNumber": _("enterprise number"),
        "EstablishmentNumber": _("establishment number"),
        "DateStrikingOff": _("address struck off on"),
        "Street, HouseNumber, Box, Zipcode": _("address"),
        "Value": _("contact data"),
        "rows": _("number of rows"),
        "asked": _("asked on"),
        "due": _("due by"),
        "decided": _("decided on"),
        "reason": _("reason"),
        "label": _("kind of act"),
        "kind": _("kind"),
        "ModelType": _("model of the accounts"),
        "DepositType": _("kind of deposit"),
        "ExerciseDates": _("accounting year"),
    }.get(bare, "")


def value_in_words(value: Any) -> str:
    """Days as dd-mm-yyyy; nothing is a dash."""
    return "–" if value in (None, "") else _ISO_DAY.sub(r"\3-\2-\1", str(value))
