"""Writing the log and checking it.

Each row's hash covers its fields and the hash before it (SHA-256 over canonical JSON). The head (last number and hash)
is sealed with a key that is not in the database (HMAC from the site's secret), so who can only write to the database
can neither change, drop nor reorder rows unseen. Anchors, copies of the head kept outside the database, show a
database that was put back to an earlier state.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Subquery

from knipperlicht.cases.audit.models import Cut, Entry, Head
from knipperlicht.core.clock import add_months

START = "0" * 64
FIELDS = tuple(f.attname for f in Entry._meta.concrete_fields if f.attname != "hash")  # noqa: SLF001
_TURN = threading.Lock()
"""Threads of one process wait here for their turn, and not in SQLite, which sleeps and looks again. Who is in a
transaction already has the database's lock and must not wait for one who waits for it."""
KEPT_YEARS = 10
ADVISORY_LOCK = 7_201_115
"""PostgreSQL: one writer of the chain at a time."""


@dataclass(frozen=True)
class Broken:
    """What is wrong, and at which row."""

    number: int
    reason: str


def digest(row: dict[str, Any]) -> str:
    """SHA-256 over the fields of a row, `previous` included."""
    plain = {name: row[name] for name in FIELDS} | {
        "at": _moment(row["at"]),
        "detail": _canonical(row["detail"]),
    }
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical(value: Any) -> Any:
    """The same for what was written and what comes back: PostgreSQL gives 1e22 back as a whole number."""
    if isinstance(value, dict):
        return {str(name): _canonical(held) for name, held in value.items()}
    if isinstance(value, list | tuple):
        return [_canonical(held) for held in value]
    if isinstance(value, float) and value.is_integer():
        return int(Decimal(repr(value)))
    return value


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _seal(number: int, last: str) -> str:
    key = hashlib.sha256(b"audit-head:" + settings.SECRET_KEY.encode()).digest()
    return hmac.new(key, f"{number}:{last}".encode(), hashlib.sha256).hexdigest()


def seal_of_cut(number: int, last: str, written: datetime, made: datetime) -> str:
    """The seal of where the log was cut, and when."""
    return _seal(number, f"{last}:{_moment(written)}:{_moment(made)}")


def take_turn() -> None:
    """One writer of the chain at a time, until the transaction around it ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ADVISORY_LOCK])


def append(**fields: Any) -> Entry:
    """Add one row at the end of the chain; commits with the surrounding transaction, if any."""
    with nullcontext() if connection.in_atomic_block else _TURN, transaction.atomic():
        take_turn()
        head = Head.objects.first() or Head(number=0, hash=START)
        row = {**fields, "number": head.number + 1, "previous": head.hash}
        entry = Entry(**row)
        entry.hash = digest({name: getattr(entry, name) for name in FIELDS})
        entry.save(force_insert=True)
        head.number, head.hash, head.seal = entry.number, entry.hash, _seal(entry.number, entry.hash)
        head.save()
    return entry


def verify(anchors: Sequence[tuple[int, str]] = ()) -> Iterator[Broken]:
    """Everything that is wrong with the chain; nothing when it is whole. The site may go on writing meanwhile."""
    known = dict(anchors)
    cut = Cut.objects.first()
    previous, expected, head = (cut.hash, cut.number + 1, None) if cut else (START, 1, None)
    if cut is not None:
        yield from _cut(cut, known)
    for entry in _rows_with_head():
        if entry.number != expected:
            yield Broken(expected, f"rows {expected} to {entry.number - 1} are missing")
        if entry.previous != previous and entry.number == expected:
            yield Broken(entry.number, "does not follow the row before it")
        if digest({name: getattr(entry, name) for name in FIELDS}) != entry.hash:
            yield Broken(entry.number, "was changed")
        if known.pop(entry.number, entry.hash) != entry.hash:
            yield Broken(entry.number, "differs from the copy kept outside the database")
        previous, expected, head = entry.hash, entry.number + 1, entry
    if head is None:
        found = Head.objects.first()
        sealed = (found.number, found.hash, found.seal) if found else None
    else:
        sealed = (head.head_number, head.head_hash, head.head_seal)
    yield from _end(sealed, previous, expected, known)


def _cut(cut: Cut, known: dict[int, str]) -> Iterator[Broken]:
    """What is wrong with where the log begins; copies from before it have nothing left to be compared with."""
    if not hmac.compare_digest(
        cut.seal.encode(), seal_of_cut(cut.number, cut.hash, cut.written, cut.made).encode()
    ):
        yield Broken(cut.number, "the seal of the cut is not ours")
    elif cut.written > kept_since(cut.made):
        yield Broken(cut.number, "rows were removed before their ten years were over")
    if known.pop(cut.number, cut.hash) != cut.hash:
        yield Broken(cut.number, "differs from the copy kept outside the database")
    for number in [number for number in known if number < cut.number]:
        del known[number]


def kept_since(now: datetime) -> datetime:
    """Rows written before this are older than ten years (art. 119quater § 4, 7° NGW)."""
    day = add_months(day=now.date(), months=-12 * KEPT_YEARS)
    return now.replace(year=day.year, month=day.month, day=day.day)


def _rows_with_head() -> Iterator[Any]:
    """Every row, with the head beside it: one statement sees one state, also while others write."""
    head = Head.objects.order_by("pk")
    beside = {f"head_{name}": Subquery(head.values(name)[:1]) for name in ("number", "hash", "seal")}
    return Entry.objects.order_by("number").annotate(**beside).iterator(chunk_size=2000)


def _end(
    head: tuple[int | None, str | None, str | None] | None, last: str, expected: int, known: dict[int, str]
) -> Iterator[Broken]:
    number, hashed, seal = head or (None, None, None)
    if number is None or hashed is None or seal is None:
        if expected > 1 or known:
            yield Broken(expected - 1, "the head is missing")
        return
    if not hmac.compare_digest(seal.encode(), _seal(number, hashed).encode()):
        yield Broken(number, "the seal of the head is not ours")
    if (number, hashed) != (expected - 1, last):
        yield Broken(expected, f"the log ends at {expected - 1}, the head says {number}")
    for missing in sorted(known):
        yield Broken(missing, "stood in the copy kept outside the database and is missing")
