"""A row of the operators' list: the operator's number, its enterprise, what it does and by which approval."""

from __future__ import annotations

import re
from typing import Any

import pyarrow as pa

from knipperlicht.core.clock import parse_day
from knipperlicht.core.numbers import NumberKind, parse_official_number
from knipperlicht.sources.records import Table
from knipperlicht.sources.sheets import RowError

COLUMNS = (
    "OP Uniek Nr Id", "LNO Uniek Nr", "PAP Id", "PAP Omschrijving", "PAP ACT Code", "PAP ACT Omschrijving",
    "PAP PLA Code", "PAP PLA Omschrijving", "PAP PRD Code", "PAP PRD Omschrijving", "TYP ERK Erkenning code",
    "TYP ERK omschrijving", "TYP ERK Erkenning vorm Omschrijving", "TYP ERK Erkenning Vorm Code", "PC Postcode",
    "GEM Naam", "PR Naam", "ERK Nummer", "ERK Begindatum", "Datum vandaag",
)  # fmt: skip
OPERATOR = Table(
    name="favv_operator",
    schema=pa.schema([
        ("establishment", pa.int64()), ("pap", pa.int64()), ("approval", pa.string()),
        ("enterprise", pa.int64()), ("approval_kind", pa.string()), ("approved_from", pa.date32()),
        ("postcode", pa.string()),
    ]),
    key=("establishment", "pap", "approval"),
)  # fmt: skip
"""`establishment`: number of the establishment (2…), or the agency's own (9…, mostly farms). `approval`: empty: none."""
ACTIVITY = Table(
    name="favv_activity",
    schema=pa.schema([
        ("pap", pa.int64()), ("text", pa.string()), ("place", pa.string()), ("place_text", pa.string()),
        ("activity", pa.string()), ("activity_text", pa.string()), ("product", pa.string()),
        ("product_text", pa.string()),
    ]),
    key=("pap",),
)  # fmt: skip
"""What the combinations of place, activity and product mean, as the list itself says."""
_TEXTS = {
    "text": "PAP Omschrijving", "place": "PAP PLA Code", "place_text": "PAP PLA Omschrijving",
    "activity": "PAP ACT Code", "activity_text": "PAP ACT Omschrijving", "product": "PAP PRD Code",
    "product_text": "PAP PRD Omschrijving",
}  # fmt: skip
_OWN = re.compile(r"9[0-9]{9}")
_CODE = re.compile(r"[0-9]{1,9}")
_YEAR_FIRST = re.compile(r"\d{4}/\d{2}/\d{2}")


def operator_row(given: dict[str, str]) -> dict[str, Any]:
    """A row of `favv_operator`; raises RowError, NumberError or DayError."""
    number, began = given["OP Uniek Nr Id"], given["ERK Begindatum"]
    return {
        "establishment": int(number) if _OWN.fullmatch(number) else _establishment(number),
        "pap": _pap(given["PAP Id"]),
        "approval": given["ERK Nummer"],
        "enterprise": _enterprise(given["LNO Uniek Nr"]),
        "approval_kind": given["TYP ERK omschrijving"] or None,
        "approved_from": parse_day(year_first(began)) if began else None,
        "postcode": given["PC Postcode"] or None,
    }


def activity_row(given: dict[str, str]) -> dict[str, Any]:
    """A row of `favv_activity`; the row was read as an operator before."""
    return {"pap": _pap(given["PAP Id"])} | {name: given[field] or None for name, field in _TEXTS.items()}


def year_first(text: str) -> str:
    """`2026/09/28`, as the agency writes days elsewhere, as an ISO day; anything else as it came."""
    return text.replace("/", "-") if _YEAR_FIRST.fullmatch(text) else text


def _establishment(text: str) -> int:
    number = parse_official_number(text)
    if number.kind is not NumberKind.ESTABLISHMENT:
        raise RowError(f"{number} is the number of an enterprise where an operator's place was expected")
    return number.value


def _enterprise(text: str) -> int | None:
    """The operator's enterprise; None where the agency only has a number of its own, or none."""
    if not text or _OWN.fullmatch(text):
        return None
    number = parse_official_number(text)
    if number.kind is not NumberKind.ENTERPRISE:
        raise RowError(f"{number} is the number of an establishment where an enterprise was expected")
    return number.value


def _pap(text: str) -> int:
    if not _CODE.fullmatch(text):
        raise RowError(f"PAP Id “{text[:40]}” is no number")
    return int(text)
