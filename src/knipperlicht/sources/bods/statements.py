"""One statement of the Beneficial Ownership Data Standard 0.4 as rows: an entity, a person's name, or interests.

Vocabulary: standard.openownership.org (recordType, recordDetails, interests). What we know of a person ends at the name.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa

from knipperlicht.core.clock import DayError, parse_day
from knipperlicht.core.marks import LONGEST, has_control
from knipperlicht.core.numbers import NumberError, NumberKind, parse_official_number
from knipperlicht.sources.records import Table
from knipperlicht.sources.sheets import RowError

NO_NUMBER = 0
"""`enterprise` of an entity without a Belgian number."""
SCHEME = "BE-BCE_KBO"
"""Belgium's register in the list of organisation identifiers (org-id.guide)."""
VERSION = "0.4"
STATUSES = ("new", "updated", "closed")
ENTITY = Table(
    name="bods_entity",
    schema=pa.schema([
        ("record", pa.string()), ("enterprise", pa.int64()), ("name", pa.string()), ("kind", pa.string()),
        ("jurisdiction", pa.string()), ("scheme", pa.string()), ("identifier", pa.string()),
        ("closed", pa.bool_()), ("stated_on", pa.date32()),
    ]),
    key=("record",),
)  # fmt: skip
PERSON = Table(
    name="bods_person",
    schema=pa.schema([
        ("record", pa.string()), ("name", pa.string()), ("closed", pa.bool_()), ("stated_on", pa.date32()),
    ]),
    key=("record",),
)  # fmt: skip
INTEREST = Table(
    name="bods_interest",
    schema=pa.schema([
        ("record", pa.string()), ("place", pa.int64()), ("subject", pa.string()), ("party", pa.string()),
        ("unknown_reason", pa.string()), ("interest", pa.string()), ("direct", pa.string()),
        ("share_exact", pa.float64()), ("share_from", pa.float64()), ("share_to", pa.float64()),
        ("since", pa.date32()), ("until", pa.date32()), ("closed", pa.bool_()), ("stated_on", pa.date32()),
    ]),
    key=("record", "place"),
    owner="bods_interest",
)  # fmt: skip
"""A row per interest of a relationship (`place` counts them), at least one: `party` has it in `subject`. Shares in %."""


def statement_rows(given: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    """Table and rows of one statement; raises RowError or DayError."""
    kind, details = _needed(given, "recordType"), given.get("recordDetails")
    status = _needed(given, "recordStatus")
    if status not in STATUSES:
        raise RowError(f"recordStatus is “{status[:40]}”; it must be one of {', '.join(STATUSES)}")
    if details is None and status == "closed":
        details = {}
    if not isinstance(details, dict):
        raise RowError("the statement has no recordDetails")
    common = {
        "record": _needed(given, "recordId"), "closed": status == "closed",
        "stated_on": _day(given, "statementDate"),
    }  # fmt: skip
    if kind == "entity":
        return ENTITY.name, [common | _entity(details)]
    if kind == "person":
        return PERSON.name, [common | {"name": _person(details)}]
    if kind == "relationship":
        return INTEREST.name, [common | row for row in _interests(details)]
    raise RowError(f"recordType is “{kind[:40]}”; it must be entity, person or relationship")


def _entity(details: dict[str, Any]) -> dict[str, Any]:
    known = [one for one in _list(details, "identifiers") if isinstance(one, dict)]
    place = details.get("jurisdiction") or {}
    kind = details.get("entityType") or {}
    if not isinstance(place, dict) or not isinstance(kind, dict):
        raise RowError("jurisdiction or entityType is no object")
    first = next((one for one in known if isinstance(one.get("id"), str)), {})
    return {
        "enterprise": next((n for n in map(_number, known) if n), NO_NUMBER), "name": _text(details, "name"),
        "kind": _text(kind, "type"), "jurisdiction": _text(place, "code"), "scheme": _text(first, "scheme"),
        "identifier": _text(first, "id"),
    }  # fmt: skip


def _number(identifier: dict[str, Any]) -> int | None:
    """A Belgian enterprise number, only where the identifier says that it is one."""
    if identifier.get("scheme") != SCHEME or not isinstance(identifier.get("id"), str):
        return None
    try:
        number = parse_official_number(identifier["id"])
    except NumberError:
        return None
    return number.value if number.kind is NumberKind.ENTERPRISE else None


def _person(details: dict[str, Any]) -> str | None:
    named = [name for name in _list(details, "names") if isinstance(name, dict)]
    given = next((name["fullName"] for name in named if isinstance(name.get("fullName"), str)), None)
    return _checked(given, "fullName")


def _interests(details: dict[str, Any]) -> list[dict[str, Any]]:
    party = details.get("interestedParty")
    reason = _text(party, "reason") if isinstance(party, dict) else None
    if party is not None and not isinstance(party, str) and reason is None:
        raise RowError("interestedParty is neither a record nor a reason why it is not known")
    ends = {
        "subject": _text(details, "subject"), "party": party if isinstance(party, str) else None,
        "unknown_reason": reason,
    }  # fmt: skip
    interests = _list(details, "interests") or [{}]
    if not all(isinstance(one, dict) for one in interests):
        raise RowError("an interest is no object")
    return [ends | {"place": place} | _interest(one) for place, one in enumerate(interests)]


def _interest(given: dict[str, Any]) -> dict[str, Any]:
    share = given.get("share") or {}
    if not isinstance(share, dict):
        raise RowError("share is no object")
    return {
        "interest": _text(given, "type"), "direct": _text(given, "directOrIndirect"),
        "share_exact": _share(share, "exact"),
        "share_from": _share(share, "minimum", "exclusiveMinimum"),
        "share_to": _share(share, "maximum", "exclusiveMaximum"),
        "since": _day(given, "startDate"), "until": _day(given, "endDate"),
    }  # fmt: skip


def _share(share: dict[str, Any], *names: str) -> float | None:
    value = next((share[name] for name in names if share.get(name) is not None), None)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
        raise RowError(f"the share {str(value)[:20]} is no percentage")
    return float(value)


def _day(given: dict[str, Any], name: str) -> date | None:
    """A day, or None; the standard allows a time behind it, and a year or month alone, which is no day."""
    text = _text(given, name)
    if text is None or len(text) < 10:
        return None
    try:
        return parse_day(text[:10])
    except DayError as error:
        raise RowError(f"{name}: {error}") from error


def _text(given: dict[str, Any], name: str) -> str | None:
    return _checked(given.get(name), name) or None


def _checked(value: Any, name: str) -> str | None:
    if value is not None and not isinstance(value, str):
        raise RowError(f"{name} is no text")
    if value is not None and (len(value) > LONGEST or has_control(value)):
        raise RowError(f"{name} is absurdly long or holds a control character")
    return value


def _needed(given: dict[str, Any], name: str) -> str:
    value = _text(given, name)
    if value is None or len(value) > 500:
        raise RowError(f"{name} is missing or absurdly long")
    return value


def _list(given: dict[str, Any], name: str) -> list[Any]:
    value = given.get(name) or []
    if not isinstance(value, list):
        raise RowError(f"{name} is no list")
    return value
