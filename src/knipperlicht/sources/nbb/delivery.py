"""From a file to rows: first all deposits it names, then the accounts, each beside its deposit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from knipperlicht.engine import no_collecting
from knipperlicht.sources.nbb.archive import parts
from knipperlicht.sources.nbb.coverage import whole_lists
from knipperlicht.sources.nbb.deposit import Deposit
from knipperlicht.sources.nbb.filings import Found, read_filing
from knipperlicht.sources.nbb.layout import FILING, REFERENCE
from knipperlicht.sources.nbb.survey import Survey, survey
from knipperlicht.sources.nbb.tables import read_table
from knipperlicht.sources.records import Batch, Delivery, Refused

BATCH = 2000
REFERENCE_BATCH = 50_000


def deliver(path: Path, today: date) -> Delivery:
    """What one file brings; see `records.Source`. Its day is that of the newest deposit it names, or of the asking."""
    found = survey(path, today)
    days = [d.deposit_date for d in found.deposits.values() if d.deposit_date]
    days += [answer.day for answer in found.answers]
    newest = today if "table" in found.parts else max(days, default=today)
    notes = list(found.notes())
    return Delivery(day=newest, batches=_batches(path, found, today, notes), notes=notes)


def _batches(path: Path, found: Survey, today: date, notes: list[str]) -> Iterator[Batch]:
    with no_collecting():
        yield from _references(found)
        yield from _filings(path, found, today, notes)


def _filings(path: Path, found: Survey, today: date, notes: list[str]) -> Iterator[Batch]:
    unbalanced = 0
    held: dict[str, tuple[list[dict[str, Any]], list[Refused]]] = defaultdict(lambda: ([], []))
    for table, row in _found(path, found, today):
        rows, refused = held[table]
        if isinstance(row, Refused):
            refused.append(row)
        else:
            rows.append(row)
            unbalanced += table == FILING.name and row["balanced"] is False
        if table == FILING.name and len(rows) + len(refused) >= BATCH:
            yield from _emptied(held)
    yield from _emptied(held)
    if unbalanced:
        notes.append(f"{unbalanced} filings do not balance to the cent; kept, and marked so")


def _emptied(held: dict[str, tuple[list[dict[str, Any]], list[Refused]]]) -> Iterator[Batch]:
    for table, (rows, refused) in sorted(held.items()):
        yield Batch(table=table, rows=rows, refused=refused)
    held.clear()


def _found(path: Path, found: Survey, today: date) -> Iterator[Found]:
    if not {"filing", "table"} & found.parts.keys():
        return
    seen: set[str] = set()
    for part in parts(path):
        if part.kind == "filing":
            yield from read_filing(part, found.deposits, seen)
        elif part.kind == "table":
            yield from read_table(part, found.deposits, seen, today)


def _references(found: Survey) -> Iterator[Batch]:
    deposits = list(found.deposits.values())
    for start in range(0, len(deposits), REFERENCE_BATCH):
        yield Batch(table=REFERENCE.name, rows=_columns(deposits[start : start + REFERENCE_BATCH]))
    if found.refused:
        yield Batch(table=REFERENCE.name, rows=[], refused=found.refused)
    for table, rows in whole_lists(found.answers).items():
        yield Batch(table=table, rows=rows)


def _columns(deposits: list[Deposit]) -> pa.Table:
    schema = REFERENCE.schema
    columns = [
        pa.array([getattr(deposit, name) for deposit in deposits], kind)
        for name, kind in zip(schema.names, schema.types, strict=True)
    ]
    return pa.table(columns, schema=schema)
