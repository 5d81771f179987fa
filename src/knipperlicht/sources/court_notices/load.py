"""The source itself: which files it knows, and what a file brings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from knipperlicht.core.clock import DayError, parse_day
from knipperlicht.core.numbers import NumberError, parse_number
from knipperlicht.errors import UnusableFile
from knipperlicht.sources.card import record_card
from knipperlicht.sources.court_notices.text import edition_day, notices, read_notice
from knipperlicht.sources.court_notices.words import NAMES
from knipperlicht.sources.json_lines import SUFFIXES, first_object, newest_day, objects
from knipperlicht.sources.records import Batch, Delivery, Refused, Source, Table

BATCH = 20_000
DAYS = ("judgment_day", "cessation_day", "end_day")
REQUIRED = frozenset(("enterprise", "day", "kind"))
OPTIONAL = frozenset((*DAYS, "court", "excusable", "reference", "trustees"))
NOTICE = Table(
    name="court_notice",
    schema=pa.schema(
        [
            ("enterprise", pa.int64()), ("day", pa.date32()), ("kind", pa.string()), ("court", pa.string()),
            ("judgment_day", pa.date32()), ("cessation_day", pa.date32()), ("end_day", pa.date32()),
            ("excusable", pa.bool_()), ("reference", pa.string()), ("trustees", pa.string()),
        ]
    ),
    key=("enterprise", "day", "kind", "reference"),
)  # fmt: skip
"""`day`: publication. `reference`: of the court's file, else the number in the gazette, else an empty text."""
_MARKS = ("staatsblad", "moniteur", "ondernemingsrechtbank", "tribunal de l")


def recognises(path: Path) -> bool:
    """Text in which the gazette or an enterprise court is named near the beginning, or JSON lines of notices."""
    suffix = path.suffix.lower()
    if suffix in SUFFIXES:
        return first_object(path).keys() >= REQUIRED and "label" not in first_object(path)
    if suffix != ".txt":
        return False
    try:
        with path.open("rb") as file:
            start = file.read(2**18).decode("utf-8", "replace").lower()
    except OSError:
        return False
    return any(mark in start for mark in _MARKS)


def deliver(path: Path, today: date) -> Delivery:
    """The notices of one edition, or of one file of lines (its day is that of the newest notice)."""
    if path.suffix.lower() in SUFFIXES:
        day = newest_day(path, key="day", today=today)
        lines = objects(path, required=REQUIRED, optional=OPTIONAL)
        read = (one if isinstance(one, Refused) else from_line(*one, today=today) for one in lines)
        return Delivery(day=day, batches=_batches(read))
    if path.suffix.lower() != ".txt":
        raise UnusableFile(f"{path}: expected the text of an edition (.txt) or JSON lines (.jsonl).")
    day = edition_day(path)
    return Delivery(day=day, batches=_batches(read_notice(notice, day=day) for notice in notices(path)))


def from_line(number: int, fields: Mapping[str, Any], *, today: date) -> dict[str, Any] | Refused:
    """A row from one line of JSON, or why not."""

    def refuse(reason: str) -> Refused:
        return Refused(where=f"line {number}", reason=reason, content=str(dict(fields)))

    texts = {name: value for name, value in fields.items() if name != "excusable"}
    if any(isinstance(value, bool) for value in texts.values()) or isinstance(fields.get("excusable"), str):
        return refuse("excusable is true, false or null; every other value is a text or null")
    if fields["kind"] not in NAMES:
        return refuse(f"{fields['kind']} is no kind of notice; known are {', '.join(NAMES)}")
    try:
        row: dict[str, Any] = {"enterprise": parse_number(fields["enterprise"] or "")}
        row["day"] = parse_day(fields["day"] or "")
        row |= {name: parse_day(fields[name]) if fields.get(name) else None for name in DAYS}
    except (NumberError, DayError) as error:
        return refuse(str(error))
    if row["day"] > today:
        return refuse(f"the notice is of {row['day']}, which lies in the future")
    if row["judgment_day"] is not None and row["judgment_day"] > row["day"]:
        return refuse(f"judgment of {row['judgment_day']}, after its publication")
    others = {name: fields.get(name) or None for name in ("court", "trustees")}
    return {**row, **others, "kind": fields["kind"], "excusable": fields.get("excusable"),
            "reference": fields.get("reference") or ""}  # fmt: skip


def _batches(read: Iterable[dict[str, Any] | Refused]) -> Iterator[Batch]:
    rows: list[dict[str, Any]] = []
    refused: list[Refused] = []
    for one in read:
        if isinstance(one, Refused):
            refused.append(one)
        else:
            rows.append(one)
        if len(rows) + len(refused) >= BATCH:
            yield Batch(table=NOTICE.name, rows=rows, refused=refused)
            rows, refused = [], []
    yield Batch(table=NOTICE.name, rows=rows, refused=refused)


SOURCE = Source(
    card=record_card(Path(__file__).parent),
    kind="records",
    tables=(NOTICE,),
    recognises=recognises,
    deliver=deliver,
)
