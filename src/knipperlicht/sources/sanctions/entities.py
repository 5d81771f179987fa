"""From a FollowTheMoney entity to rows: who is listed, where, and the Belgian number where the list gives one.

Vocabulary: followthemoney.tech (schemata, `registrationNumber`, `vatCode`, `topics`); metadata: opensanctions.org/docs.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pyarrow as pa

from knipperlicht.core.clock import DayError, parse_day
from knipperlicht.core.marks import LONGEST, has_control
from knipperlicht.core.numbers import NumberError, NumberKind, parse_official_number
from knipperlicht.sources.records import Table
from knipperlicht.sources.sheets import RowError

KEPT = ("Company", "Organization", "LegalEntity")
UNSURE = "LegalEntity"
"""May be a person: its name is not kept."""
TOPICS = ("sanction", "debarment")
IDENTIFIERS = ("registrationNumber", "vatCode", "taxNumber", "idNumber")
COUNTRIES = ("jurisdiction", "mainCountry", "country")
NO_NUMBER = 0
"""`enterprise` of an entity without a Belgian number: only a confirmed match can reach it."""
_BELGIAN = re.compile(r"^\s*BE", re.IGNORECASE)

LISTING = Table(
    name="sanction_listing",
    schema=pa.schema(
        [
            ("enterprise", pa.int64()),
            ("entity_id", pa.string()),
            ("entry", pa.string()),
            ("dataset", pa.string()),
            ("topic", pa.string()),
            ("name", pa.string()),
            ("identifier_field", pa.string()),
            ("first_seen", pa.date32()),
            ("link", pa.string()),
        ]
    ),
    key=("enterprise", "entity_id", "entry"),
)


def entity_rows(entity: dict[str, Any], today: date) -> list[dict[str, Any]]:
    """A row per number, list and topic; none where the entity is on no sanctions or exclusion list."""
    identity, properties = entity.get("id"), entity.get("properties")
    if not isinstance(identity, str) or not identity or len(identity) > 255:
        raise RowError("the entity has no id")
    if not isinstance(properties, dict):
        raise RowError("the entity has no properties")
    topics = sorted(set(texts(properties, "topics")) & set(TOPICS))
    if not topics:
        return []
    datasets = entity.get("datasets")
    if not isinstance(datasets, list) or not datasets or not all(isinstance(one, str) for one in datasets):
        raise RowError("the entity does not say on which lists it stands (datasets)")
    first_seen = _day(entity.get("first_seen"))
    if first_seen is not None and first_seen > today:
        raise RowError(f"first seen on {first_seen}, which lies in the future")
    numbers = belgian_numbers(properties) or {NO_NUMBER: None}
    name = None if entity["schema"] == UNSURE else next(iter(texts(properties, "name")), None)
    return [
        {
            "enterprise": number, "entity_id": identity, "entry": f"{dataset} {topic}",
            "dataset": dataset, "topic": topic, "name": name,
            "identifier_field": field, "first_seen": first_seen,
            "link": next(iter(texts(properties, "sourceUrl")), None),
        }
        for number, field in numbers.items()
        for dataset in sorted(set(datasets))
        for topic in topics
    ]  # fmt: skip


def belgian_numbers(properties: dict[str, Any]) -> dict[int, str | None]:
    """Number -> the property that gives it, only where BE stands in front or the list places the entity in Belgium.

    One in 97 foreign numbers of ten digits passes our check digits by accident.
    """
    belgian = any("be" in texts(properties, name) for name in COUNTRIES)
    found: dict[int, str | None] = {}
    for field in IDENTIFIERS:
        for text in texts(properties, field):
            if not belgian and not _BELGIAN.match(text):
                continue
            try:
                number = parse_official_number(text)
            except NumberError:
                continue
            if number.kind is NumberKind.ENTERPRISE:
                found.setdefault(number.value, field)
    return found


def texts(properties: dict[str, Any], name: str) -> list[str]:
    """The values of a property; raises RowError when they are no list of texts."""
    values = properties.get(name, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise RowError(f"{name} is no list of texts")
    if any(len(value) > LONGEST or has_control(value) for value in values):
        raise RowError(f"{name} is absurdly long or holds a control character")
    return values


def _day(value: Any) -> date | None:
    """The day of a time stamp, None where the list gives none."""
    if value is None:
        return None
    try:
        return parse_day(str(value)[:10])
    except DayError as error:
        raise RowError(f"first_seen: {error}") from error
