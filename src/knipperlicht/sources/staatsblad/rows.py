"""One publication: what must hold before it is taken, and its rows in both tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import pyarrow as pa

from knipperlicht.core.clock import DayError, parse_day
from knipperlicht.core.numbers import NumberError, NumberKind, parse_official_number
from knipperlicht.sources.records import Batch, Refused, Table
from knipperlicht.sources.staatsblad.labels import UNKNOWN, acts

BATCH = 50_000
_NUMBER = re.compile(r"[0-9A-Za-z./-]{1,30}")
PUBLICATION = Table(
    name="gazette_publication",
    schema=pa.schema(
        [
            ("enterprise", pa.int64()), ("day", pa.date32()), ("number", pa.string()), ("name", pa.string()),
            ("form", pa.string()), ("address", pa.string()), ("label", pa.string()), ("note", pa.string()),
            ("pdf", pa.string()), ("decided", pa.date32()),
        ]
    ),
    key=("enterprise", "day", "number"),
)  # fmt: skip
"""`note`: text below the day (strike-offs). `decided`: day of the decision, where who made the file read it."""
ACT = Table(
    name="gazette_act",
    schema=pa.schema(
        [
            ("enterprise", pa.int64()), ("day", pa.date32()), ("number", pa.string()), ("act", pa.string()),
            ("label", pa.string()), ("reason", pa.string()), ("effective", pa.date32()),
        ]
    ),
    key=("enterprise", "day", "number", "act"),
)  # fmt: skip
"""`reason` and `effective` of a strike-off: see `labels.py`."""
TEXTS = ("name", "form", "address", "label", "note", "pdf")


class Tally:
    """What the notes say at the end: labels that nobody knows, with how often they came."""

    def __init__(self) -> None:
        self.unknown: Counter[str] = Counter()
        self.said: list[str] = []

    def close(self) -> None:
        """Say it."""
        if self.unknown:
            few = ", ".join(f"“{label}” ({count})" for label, count in self.unknown.most_common(5))
            many = self.unknown.total()
            self.said.append(f"{many} acts have a label we do not know; kept as `unknown`: {few}")


def batches(
    found: Iterable[tuple[str, Mapping[str, Any]] | Refused], *, today: date, tally: Tally
) -> Iterator[Batch]:
    """Publications (where, fields as texts) as batches of both tables."""
    rows: list[dict[str, Any]] = []
    refused: list[Refused] = []
    for item in found:
        row = item if isinstance(item, Refused) else publication(*item, today=today)
        if isinstance(row, Refused):
            refused.append(row)
        else:
            rows.append(row)
        if len(rows) + len(refused) >= BATCH:
            yield from _both(rows, refused, tally)
            rows, refused = [], []
    yield from _both(rows, refused, tally)


def publication(where: str, fields: Mapping[str, Any], *, today: date) -> dict[str, Any] | Refused:
    """A row of `gazette_publication`, or why not. `fields` holds texts under the names of the columns."""

    def refuse(reason: str) -> Refused:
        return Refused(where=where, reason=reason, content=str(dict(fields)))

    if any(isinstance(value, bool) for value in fields.values()):
        return refuse("a publication has texts only, no true or false")
    row: dict[str, Any] = {name: _text(fields.get(name)) for name in TEXTS}
    try:
        number = parse_official_number(fields.get("enterprise") or "")
        day = parse_day(fields.get("day") or "")
        decided = parse_day(fields["decided"]) if fields.get("decided") else None
    except (NumberError, DayError) as error:
        return refuse(str(error))
    if number.kind is not NumberKind.ENTERPRISE:
        return refuse("this is the number of an establishment, publications are those of enterprises")
    if day > today:
        return refuse(f"the publication is of {day}, which lies in the future")
    if decided is not None and decided > day:
        return refuse(f"decided on {decided}, after its publication")
    if not _NUMBER.fullmatch(fields.get("number") or ""):
        return refuse("the number of the publication is missing or no number")
    return {"enterprise": number.value, "day": day, "number": fields["number"], "decided": decided, **row}


def _text(value: str | None) -> str | None:
    # Two blanks in a label divide acts: blanks inside a text stay as they are.
    return (value.strip() or None) if value else None


def _both(rows: list[dict[str, Any]], refused: list[Refused], tally: Tally) -> Iterator[Batch]:
    yield Batch(table=PUBLICATION.name, rows=rows, refused=refused)
    own: list[dict[str, Any]] = []
    for row in rows:
        key = {name: row[name] for name in PUBLICATION.key}
        for act in acts(row["label"] or "", row["note"]):
            if act.act == UNKNOWN:
                tally.unknown[act.label] += 1
            own.append({**key, **act._asdict()})
    yield Batch(table=ACT.name, rows=own)
