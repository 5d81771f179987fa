"""Everything dated that the register shows of an enterprise, newest first, each with the row it comes from.

Changes carry the day of the first extract that showed them; foundation and openings the register's own day. What lies
before the first extract is not known, and `first_seen` says from when it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from knipperlicht.core.clock import Language, format_day
from knipperlicht.core.numbers import format_number
from knipperlicht.readmodel.dossier_codes import legal_form, situation
from knipperlicht.readmodel.explain import SOURCE, readable_place
from knipperlicht.readmodel.facts import plain, standing_rows
from knipperlicht.readmodel.reader import Reader
from knipperlicht.readmodel.timeline_texts import TEXTS

PAGE = 50
READ = 5_000
"""An enterprise with more establishments than this shows the first so many."""
FIELDS = {
    "seat_move": ("address", "Street, HouseNumber, Zipcode (TypeOfAddress REGO)"),
    "name_change": ("denomination", "Denomination"),
    "form_change": ("enterprise", "JuridicalForm"),
    "situation_change": ("enterprise", "JuridicalSituation"),
    "main_activity_change": ("activity", "NaceCode"),
    "establishment_left": ("establishment", "EstablishmentNumber"),
    "left_register": ("enterprise", "EnterpriseNumber"),
}


def timeline(
    reader: Reader, enterprise: int, *, language: Language = "nl", offset: int = 0, limit: int = PAGE
) -> dict[str, Any]:
    """One page of events: total, offset, items (day, kind, sentence, before, after, source)."""
    every = [*_states(reader, enterprise), *_changes(reader, enterprise), *_units(reader, enterprise)]
    every += _struck(reader, enterprise)
    every = [event for event in every if event["day"] is not None]
    every.sort(key=lambda event: (event["day"], event["kind"], event["source"]["key"]), reverse=True)
    items = [_written(event, language) for event in every[offset : offset + limit]]
    return {"total": len(every), "offset": offset, "items": items}


def _event(
    kind: str,
    day: date | None,
    table: str,
    key: int,
    field: str,
    *,
    before: str | None = None,
    after: str | None = None,
) -> dict[str, Any]:
    number = format_number(key) if key < 3_000_000_000 else str(key)
    source = {"source": SOURCE, "table": table, "key": number, "field": field}
    return {"day": day, "kind": kind, "before": before, "after": after, "source": source}


def _states(reader: Reader, number: int) -> Iterator[dict[str, Any]]:
    states = reader.of("enterprise_past").rows(number) + reader.of("enterprise").rows(number)
    if not states:
        return
    yield _event("founded", states[-1]["start_date"], "enterprise", number, "StartDate")
    seen = min(state["valid_from"] for state in states)
    yield _event("first_seen", seen, "enterprise", number, "EnterpriseNumber")


def _changes(reader: Reader, number: int) -> Iterator[dict[str, Any]]:
    for row in reader.of("event").rows(number, limit=READ):
        table, field = FIELDS[row["kind"]]
        key = int(row["before"]) if row["kind"] == "establishment_left" else number
        yield _event(row["kind"], row["day"], table, key, field, before=row["before"], after=row["after"])


def _units(reader: Reader, number: int) -> Iterator[dict[str, Any]]:
    for table in ("establishment", "establishment_past"):
        for row in reader.of(table).rows(number, limit=READ):
            unit = row["establishment"]
            yield _event(
                "establishment_opened", row["start_date"], "establishment", unit, "StartDate", after=str(unit)
            )


def _struck(reader: Reader, number: int) -> Iterator[dict[str, Any]]:
    """Days on which an address of the enterprise itself was struck off, each once."""
    rows = standing_rows(reader, "address", number) + reader.of("address_past").rows(number)
    for day in sorted({row["date_striking_off"] for row in rows if row["date_striking_off"]}):
        yield _event("address_struck_off", day, "address", number, "DateStrikingOff")


def _written(event: dict[str, Any], language: Language) -> dict[str, Any]:
    before, after = (_value(event["kind"], event[side], language) for side in ("before", "after"))
    number = event["source"]["key"]
    sentence = TEXTS[event["kind"]][language].format(
        before=before, after=after, number=number, day=format_day(event["day"])
    )
    return event | {"day": plain(event["day"]), "before": before, "after": after, "sentence": sentence}


def _value(kind: str, value: str | None, language: Language) -> str | None:
    """What stood before or after, as people read it."""
    if value is None:
        return None
    if kind == "seat_move":
        return readable_place(value)
    if kind in ("form_change", "situation_change", "left_register"):
        meant = legal_form(value, language) if kind == "form_change" else situation(value, language)
        return f"{meant['label']} ({value})" if meant["label"] else value
    if kind.startswith("establishment"):
        return format_number(int(value))
    return value
