"""One answer of the VIES service, in either REST shape, as a row: valid, invalid, or no answer at all.

`GET /ms/BE/vat/{number}` gives isValid and userError, `POST check-vat-number` gives valid; a service that is down gives
actionSucceed false with errorWrappers. Name and address of the answer are not kept.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa

from knipperlicht.core.clock import parse_day
from knipperlicht.core.marks import CONTROL, has_control
from knipperlicht.core.numbers import NumberKind, parse_official_number
from knipperlicht.sources.records import Table
from knipperlicht.sources.sheets import RowError

ANSWER = Table(
    name="vies_answer",
    schema=pa.schema([
        ("enterprise", pa.int64()), ("asked_on", pa.date32()), ("kind", pa.string()), ("code", pa.string()),
    ]),
    key=("enterprise", "asked_on", "kind"),
)  # fmt: skip
"""`kind`: valid, invalid or none (no answer). `code`: what the service gave as its reason."""
KINDS = ("valid", "invalid", "none")
SURE = {"VALID": "valid", "INVALID": "invalid"}
"""Every other userError (MS_UNAVAILABLE, TIMEOUT, …_MAX_CONCURRENT_REQ, one we do not know yet) is no answer."""
KEYS = frozenset((
    "isValid", "requestDate", "userError", "name", "address", "requestIdentifier", "originalVatNumber", "vatNumber",
    "viesApproximate", "countryCode", "valid", "traderName", "traderStreet", "traderPostalCode", "traderCity",
    "traderCompanyType", "traderNameMatch", "traderStreetMatch", "traderPostalCodeMatch", "traderCityMatch",
    "traderCompanyTypeMatch", "actionSucceed", "errorWrappers",
))  # fmt: skip
SHAPES = (
    frozenset(("isValid", "userError")),
    frozenset(("valid",)),
    frozenset(("actionSucceed", "errorWrappers")),
)


def answer_row(given: dict[str, Any], today: date) -> dict[str, Any]:
    """A row of `vies_answer`; raises RowError, NumberError or DayError. The layout was checked before."""
    if given.get("countryCode", "BE") != "BE":
        raise RowError(f"the answer is about {str(given['countryCode'])[:20]}, not about Belgium")
    number = parse_official_number(_text(given, "vatNumber") or _text(given, "originalVatNumber"))
    if number.kind is not NumberKind.ENTERPRISE:
        raise RowError("this is the number of an establishment, VAT numbers are those of enterprises")
    asked = parse_day(_text(given, "requestDate")[:10])
    if asked > today:
        raise RowError(f"asked on {asked}, which lies in the future")
    kind, code = _answer(given)
    return {"enterprise": number.value, "asked_on": asked, "kind": kind, "code": code}


def _answer(given: dict[str, Any]) -> tuple[str, str]:
    """Kind and code; a service that contradicts itself raises RowError."""
    if "errorWrappers" in given:
        errors = given["errorWrappers"]
        first = errors[0] if isinstance(errors, list) and errors else None
        code = str(first.get("error", "UNKNOWN"))[:60] if isinstance(first, dict) else "UNKNOWN"
        return "none", CONTROL.sub(" ", code)
    valid = given["isValid"] if "isValid" in given else given["valid"]
    if not isinstance(valid, bool):
        raise RowError("whether the number is valid is neither true nor false")
    if "userError" not in given:
        return ("valid", "VALID") if valid else ("invalid", "INVALID")
    code = _text(given, "userError")[:60]
    kind = SURE.get(code, "none")
    if valid != (kind == "valid"):
        raise RowError(f"the answer says {valid} and {code} at once")
    return kind, code


def _text(given: dict[str, Any], name: str) -> str:
    value = given.get(name, "")
    if not isinstance(value, str):
        raise RowError(f"{name} is no text")
    if has_control(value):
        raise RowError(f"{name} holds a control character")
    return value
