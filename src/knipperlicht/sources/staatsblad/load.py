"""The source itself: which files it knows, and what a file brings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from knipperlicht.errors import UnusableFile
from knipperlicht.sources.card import record_card
from knipperlicht.sources.json_lines import SUFFIXES, chunks, first_object, newest_day, objects_of
from knipperlicht.sources.records import Batch, Delivery, Refused, Source
from knipperlicht.sources.staatsblad.fast import fast_batches
from knipperlicht.sources.staatsblad.listing import read_page
from knipperlicht.sources.staatsblad.rows import ACT, PUBLICATION, Tally, batches

REQUIRED = frozenset(("enterprise", "day", "number", "label"))
OPTIONAL = frozenset(("name", "form", "address", "note", "pdf", "decided"))
_PAGES = (".html", ".htm")
_MARKS = (b"ejustice", b"cgi_tsv", b"tsv_pdf", b"belgisch staatsblad", b"moniteur belge")


def recognises(path: Path) -> bool:
    """A page of the gazette's list, or JSON lines that begin with a publication."""
    suffix = path.suffix.lower()
    if suffix in SUFFIXES:
        return first_object(path).keys() >= REQUIRED
    if suffix not in _PAGES:
        return False
    try:
        with path.open("rb") as file:
            start = file.read(2**16).lower()
    except OSError:
        return False
    return b"<" in start and any(mark in start for mark in _MARKS)


def deliver(path: Path, today: date) -> Delivery:
    """Publications of one page or one file of lines. The delivery's day is that of the newest publication.

    So a question about a past day sees what had been published by then, whenever the file was brought.
    """
    if path.suffix.lower() in SUFFIXES:
        day = newest_day(path, key="day", today=today)
        tally = Tally()
        return Delivery(day=day, batches=_lines(path, today, tally), notes=tally.said)
    if path.suffix.lower() not in _PAGES:
        raise UnusableFile(f"{path}: expected a list page of the gazette (.html) or JSON lines (.jsonl).")
    items, notes = read_page(path)
    tally = Tally()
    made = list(batches(items, today=today, tally=tally))
    tally.close()
    days = [row["day"] for batch in made if batch.table == PUBLICATION.name for row in _rows(batch)]
    return Delivery(day=max(days, default=today), batches=iter(made), notes=[*notes, *tally.said])


def _lines(path: Path, today: date, tally: Tally) -> Iterator[Batch]:
    """Piece by piece: all at once where nothing in it is odd, else line by line."""
    for number, chunk in chunks(path):
        if (
            both := fast_batches(chunk, optional=OPTIONAL, required=REQUIRED, today=today, tally=tally)
        ) is not None:
            yield from both
            continue
        lines = objects_of(path, number, chunk, required=REQUIRED, optional=OPTIONAL)
        found = (item if isinstance(item, Refused) else (f"line {item[0]}", item[1]) for item in lines)
        yield from batches(found, today=today, tally=tally)
    tally.close()


def _rows(batch: Batch) -> Iterator[dict[str, date]]:
    assert isinstance(batch.rows, list)
    yield from batch.rows


SOURCE = Source(
    card=record_card(Path(__file__).parent),
    kind="records",
    tables=(PUBLICATION, ACT),
    recognises=recognises,
    deliver=deliver,
)
