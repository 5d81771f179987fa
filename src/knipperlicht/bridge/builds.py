"""What jobs and the command line ask of ingest and build: take in what waits, build when there is reason to."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from knipperlicht.build import build
from knipperlicht.core.progress import Progress, silent
from knipperlicht.errors import Busy, KnipperlichtError
from knipperlicht.history.ingest import ingest, replay
from knipperlicht.history.records import deliveries, take_in_records
from knipperlicht.history.relations import applied
from knipperlicht.history.store import Store
from knipperlicht.scoring.thresholds import read as thresholds
from knipperlicht.sources.records import source_of
from knipperlicht.warehouse.previous import fingerprint
from knipperlicht.warehouse.snapshot import current

DEMO_MARK = ".knipperlicht-demo"
"""Shows that a data directory was made by the demonstration and may be emptied by it."""
INBOX, REFUSED = "inbox", "refused"
Say = Callable[[str], None]


class Refused(KnipperlichtError):
    """Files of the inbox that could not be taken in; each was set aside with its reason."""


def inbox(root: Path) -> Path:
    """Where an operator puts new extracts. The register has no open address to fetch them from."""
    return root / INBOX


def waiting(root: Path, *, settled_before: float) -> list[Path]:
    """Files in the inbox last written before the moment given: a younger one may still be on its way."""
    files = sorted(inbox(root).glob("*"))
    return [
        path
        for path in files
        if path.is_file() and not path.name.startswith(".") and path.stat().st_mtime <= settled_before
    ]


def take_in(root: Path, files: list[Path], *, today: date, say: Say) -> int:
    """Ingest files of the inbox, in order of their names; gives how many were new.

    A file that was taken in leaves the inbox: it stands in `raw/` from then on, byte for byte. One that was
    refused is set aside with its reason, and Refused is raised after the others had their turn.
    """
    store, new, refused = Store(root), 0, []
    for path in files:
        try:
            new += _one(store, path, today, say)
        except Busy:
            raise
        except KnipperlichtError as error:
            refused.append(path.name)
            _set_aside(root, path, str(error))
            say(str(error))
            continue
        path.unlink()
    if refused:
        raise Refused(
            f"Not taken in: {', '.join(refused)}. See {inbox(root) / REFUSED}, with the reason beside each file."
        )
    return new


def _one(store: Store, path: Path, today: date, say: Say) -> bool:
    """Take in one file of whatever source; whether it was new."""
    source = source_of(path)
    if source is None:
        (extract,) = ingest(store, [path])
        say(f"{path.name}: {extract.label}" + "".join(f"; {note}" for note in extract.notes))
        return extract.extract is not None
    (delivery,) = take_in_records(store, [(path, source)], today=today)
    say(f"{path.name}: {source.name}" + "".join(f"; {note}" for note in delivery.notes))
    return delivery.taken is not None


def _set_aside(root: Path, path: Path, reason: str) -> None:
    folder = inbox(root) / REFUSED
    folder.mkdir(exist_ok=True)
    shutil.move(path, folder / path.name)
    (folder / f"{path.name}.txt").write_text(reason + "\n", "utf-8")


def reason_to_build(root: Path) -> str:
    """Why the served snapshot is not what a build would give now; empty when it is, or nothing was ingested."""
    store = Store(root)
    used = [extract.sha256 for extract in applied(store.extracts())]
    if not used:
        return ""
    try:
        manifest = current(store).manifest
    except KnipperlichtError:
        return "nothing is served yet"
    if [source["sha256"] for source in manifest["sources"]] != used:
        return "new extracts were taken in"
    if [one["sha256"] for one in manifest.get("records", [])] != [t.sha256 for t in deliveries(store)]:
        return "new files of other sources were taken in"
    if manifest.get("fingerprint") != fingerprint():
        return "the program changed"
    if manifest.get("thresholds", {}) != thresholds(root):
        return "thresholds changed"
    return ""


def make(root: Path, *, progress: Progress = silent) -> str:
    """Build and publish; gives the snapshot's id."""
    return build(Store(root), progress=progress).id


def remake(root: Path, *, progress: Progress = silent) -> str:
    """History anew from the raw files, then a build; gives the snapshot's id."""
    replay(Store(root), progress=progress)
    return make(root, progress=progress)


def has_raw(root: Path) -> bool:
    """Whether there are raw files to make history from."""
    return any((root / "raw").iterdir()) if (root / "raw").is_dir() else False


def served_day(root: Path) -> date | None:
    """The day of the data that are served; None when nothing is."""
    try:
        return current(Store(root)).as_of
    except KnipperlichtError:
        return None
