"""Taking in extracts: check, keep the raw file, read, add a layer, and only then let it count.

Order on disk makes it safe to be killed anywhere: the manifest is written last and atomically. What a
dead process left is swept by the next one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from knipperlicht.core.progress import Progress, silent
from knipperlicht.errors import KnipperlichtError, UnusableFile
from knipperlicht.history.incoming import copy_in, keep, raw_files, same_content
from knipperlicht.history.layers import add_layer
from knipperlicht.history.order import check_days, rework, with_order_notes
from knipperlicht.history.records import replay_records
from knipperlicht.history.store import Extract, Store
from knipperlicht.sources.kbo_opendata.archive import Archive


@dataclass(frozen=True, kw_only=True)
class Ingested:
    """What became of one file. `extract` is None when it was already there."""

    path: Path
    label: str
    extract: Extract | None
    notes: list[str]


def ingest(
    store: Store, paths: Sequence[Path], *, accept_counts: bool = False, progress: Progress = silent
) -> list[Ingested]:
    """Take in extracts, in the order of their numbers whatever the order given.

    Every file is opened and checked before the first is applied. Each is taken in whole or not at all; when
    one cannot be, those before it stay and the error says so. `accept_counts` lets an extract in whose counts
    fail the card's assertions; the failure stays in its notes.
    """
    with store.lock("ingest"):
        store.sweep()
        archives: list[Archive] = []
        results: list[Ingested] = []
        try:
            archives.extend(Archive(path) for path in paths)
            for archive in sorted(archives, key=lambda a: a.meta.seq):
                results.append(_take_in(store, archive, accept_counts, progress))
        except KnipperlichtError as error:
            done = ", ".join(result.label for result in results if result.extract)
            raise type(error)(f"{error} Taken in before it: {done}.") if done else error from error
        finally:
            for archive in archives:
                archive.close()
        return results


def replay(store: Store, *, progress: Progress = silent) -> list[Extract]:
    """Make history anew from the raw files alone; what was there counts until the new one is complete.

    Raises UnusableFile when a raw file is damaged; history is then as it was.
    """
    with store.lock("replay"):
        paths = raw_files(store)
        names = _names(store)
        archives: list[Archive] = []
        rebuilt: list[Extract] = []
        try:
            archives.extend(Archive(path) for path in paths)
            for archive in sorted(archives, key=lambda a: a.meta.seq):
                sha = archive.path.stem
                rebuilt.append(
                    add_layer(
                        store, archive, sha=sha, file=names.get(sha, archive.path.name), held=rebuilt,
                        accept_counts=True, progress=progress,
                    )
                )  # fmt: skip
        finally:
            for archive in archives:
                archive.close()
        store.write_extracts(with_order_notes(rebuilt))
        replay_records(store)
        return store.extracts()


def _names(store: Store) -> dict[str, str]:
    """File names as they came, by content hash, where the present manifest still tells them."""
    try:
        return {extract.sha256: extract.file for extract in store.extracts()}
    except KnipperlichtError:
        return {}


def _take_in(store: Store, archive: Archive, accept_counts: bool, progress: Progress) -> Ingested:
    meta, extracts = archive.meta, store.extracts()
    sha, copy = copy_in(store, archive, progress)
    same = next((e for e in extracts if e.seq == meta.seq), None)
    if same is not None:
        if same_content(store, sha, same.sha256, copy):
            note = f"extract {meta.label} is already in history; nothing to do"
            return Ingested(path=archive.path, label=meta.label, extract=None, notes=[note])
        raise UnusableFile(
            f"{archive.path}: says it is extract {meta.label}, but history already holds another file with "
            f"that number ({same.file}). Find out which is genuine; nothing was changed."
        )
    check_days(archive, extracts)
    added = add_layer(
        store,
        archive,
        sha=sha,
        file=archive.path.name,
        held=extracts,
        accept_counts=accept_counts,
        progress=progress,
    )
    held = _in_order([*extracts, added])
    late = rework(added, [e for e in extracts if e.seq > meta.seq])
    for old in late:
        held = _rebuild(store, old, held, progress)
    keep(store, copy, sha)
    held = with_order_notes(held)
    store.write_extracts(held)
    added = next(e for e in held if e.seq == meta.seq)
    notes = list(added.notes)
    if late:
        notes.append(
            f"arrived out of order: history was made again for {', '.join(e.label for e in late)}, from the raw files"
        )
    return Ingested(path=archive.path, label=meta.label, extract=added, notes=notes)


def _rebuild(store: Store, old: Extract, held: Sequence[Extract], progress: Progress) -> list[Extract]:
    """`held` with the layer of `old` made anew on top of what now comes before it."""
    others = [e for e in held if e is not old]
    raw = Archive(store.raw / f"{old.sha256}.zip")
    try:
        again = add_layer(
            store, raw, sha=old.sha256, file=old.file, held=others, accept_counts=True, progress=progress
        )
    finally:
        raw.close()
    return _in_order([*others, again])


def _in_order(extracts: Sequence[Extract]) -> list[Extract]:
    return sorted(extracts, key=lambda e: e.seq)
