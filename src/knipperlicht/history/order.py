"""What the numbers of the extracts say: gaps, early updates, days that disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knipperlicht.errors import UnusableFile
from knipperlicht.history.store import Extract
from knipperlicht.sources.kbo_opendata.archive import Archive

PREFIXES = ("gap: ", "skipped: ", "partial: ", "covered: ", "drift: ")


def check_days(archive: Archive, extracts: Sequence[Extract]) -> None:
    """Numbers and days must run the same way; raises UnusableFile where they do not."""
    meta = archive.meta
    for other in extracts:
        if other.number == meta.number:
            wrong = other.snapshot_date != meta.snapshot_date
        else:
            wrong = (other.number < meta.number and other.snapshot_date > meta.snapshot_date) or (
                other.number > meta.number and other.snapshot_date < meta.snapshot_date
            )
        if wrong:
            raise UnusableFile(
                f"{archive.path}: extract {meta.label} says its day is {meta.snapshot_date}, but extract "
                f"{other.label} in history is of {other.snapshot_date}. Numbers and days must agree; "
                "nothing was changed."
            )


def rework(added: Extract, later: Sequence[Extract]) -> list[Extract]:
    """Of the extracts after a late one those whose layers depend on it: up to the next full extract.

    A full extract says everything, so what comes after it stays as it is; the base depends on nothing.
    """
    found: list[Extract] = []
    if added.role == "covered":
        return found
    for extract in later:
        if extract.role == "base" and added.kind == "update":
            break
        found.append(extract)
        if extract.kind == "full":
            break
    return [e for e in found if e.role != "covered"]


def with_order_notes(extracts: Sequence[Extract]) -> list[Extract]:
    """The extracts with notes on their order as it is now: a gap that was filled is no gap any more."""
    noted: list[Extract] = []
    sure = False
    for extract in extracts:
        own = [note for note in extract.notes if not note.startswith(PREFIXES)]
        previous = noted[-1] if noted else None
        note = _note(extract, previous, known=any(e.kind == "full" for e in noted), sure=sure)
        sure = (sure and not note.startswith("gap: ")) or extract.kind == "full"
        noted.append(replace(extract, notes=[note, *own] if note else own))
    return noted


def _note(extract: Extract, previous: Extract | None, *, known: bool, sure: bool) -> str:
    missing = extract.number - previous.number - 1 if previous else 0
    if extract.role == "covered":
        return f"covered: the full extract {extract.number:04d} of the same day says all this update says"
    if missing > 0 and extract.kind == "update" and previous:
        return (
            f"gap: {missing} extract number(s) between {previous.label} and {extract.label} were never taken in; "
            "changes they held are unknown until the next full extract"
        )
    if missing > 0 and previous:
        return (
            f"skipped: {missing} extract number(s) between {previous.label} and {extract.label} were never taken "
            "in; changes of those days carry the day of this full extract"
        )
    if extract.kind == "update" and not known:
        return "partial: an update without a full extract before it: only the entities it names are known"
    drift = {name: n for name, n in extract.touched.items() if n}
    if extract.kind == "full" and sure and drift and previous and previous.number == extract.number:
        told = ", ".join(f"{name} {n}" for name, n in drift.items())
        return f"drift: the updates before this full extract led to other rows than it holds, for entities: {told}"
    return ""
